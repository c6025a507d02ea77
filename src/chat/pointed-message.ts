import { z } from 'zod'
import { cut, wellFormed } from '../platform/text.ts'
import { seenOfHtml } from './seen-html.ts'

/** The message action of the app's manifest that takes a message into the desk. */
export const useInDesk = 'useInDesk'

/** A message that somebody points at: whoever wrote it, it is read and never heard. */
export interface PointedMessage {
  /** Plain text, on the lines that one sees. */
  readonly text: string
  /** Undefined for an app's message. */
  readonly author: string | undefined
  /** There is more of it than was taken, or something that has no words. */
  readonly more: boolean
}

/** Teams takes messages of some 28,000 characters; what stands further down than this is told not to have been read. */
const longestMessage = 8_000
const mostCards = 5

const anything = z.unknown().optional()
const payload = z.object({
  body: z.object({ contentType: anything, content: z.string().max(200_000) }).optional(),
  subject: z.string().nullish().catch(undefined),
  from: z
    .object({ user: z.object({ displayName: z.string() }).nullish() })
    .nullish()
    .catch(undefined),
  mentions: z.array(z.unknown()).catch([]),
  attachments: z.array(z.unknown()).catch([]),
})

const mention = z.object({
  id: z.number(),
  mentioned: z.object({ application: z.object({ id: z.string() }).nullish() }),
})

const cardAttachment = z.object({
  contentType: z.literal('application/vnd.microsoft.card.adaptive'),
  content: z.unknown(),
})
const wordless = z.object({ contentType: z.string().refine((type) => type !== 'messageReference') })

const asked = z.object({ commandId: z.literal(useInDesk), messagePayload: payload })

/** @returns undefined when it is not what the desk's own message action sends. */
export function readPointed(value: unknown): PointedMessage | undefined {
  const read = asked.safeParse(value).data?.messagePayload
  if (read === undefined) return undefined
  const { body, subject, from, mentions, attachments } = read
  const said =
    body === undefined ? '' : body.contentType === 'text' ? body.content : seenOfHtml(body.content, appsIn(mentions))
  const cards = attachments.flatMap((attachment) => cardAttachment.safeParse(attachment).data ?? []).slice(0, mostCards)
  const parts = [subject ?? '', said, ...cards.map(({ content }) => textOfCard(content))]
  const whole = wellFormed(parts.filter((part) => part.trim() !== '').join('\n'))
  const others = attachments.filter((attachment) => wordless.safeParse(attachment).success).length - cards.length
  return {
    text: cut(whole, longestMessage),
    author: from?.user?.displayName === undefined ? undefined : cut(wellFormed(from.user.displayName), 100),
    more: whole.length > longestMessage || others > 0,
  }
}

/** Which of the mentions, by their ids in the HTML, are of apps: to whom something is said is no part of it. */
const appsIn = (mentions: readonly unknown[]): ReadonlySet<string> =>
  new Set(
    mentions.flatMap((one) => {
      const read = mention.safeParse(one).data
      return read?.mentioned.application ? [String(read.id)] : []
    }),
  )

/** The words of an Adaptive Card, a line for each text: such as of the desk's own cards in a channel. */
function textOfCard(content: unknown): string {
  const card = typeof content === 'string' ? parsed(content) : content
  const lines: string[] = []
  const visit = (node: unknown, depth: number) => {
    if (typeof node !== 'object' || node === null || depth > 20 || lines.length > 200) return
    if (Array.isArray(node)) {
      for (const item of node) visit(item, depth + 1)
      return
    }
    const { text, title, value, type, ...rest } = node as Record<string, unknown>
    if (typeof type === 'string' && type.startsWith('Action.')) return
    if (typeof text === 'string') lines.push(text.replace(/\\([\\`*_[\]~#])/g, '$1').replaceAll('**', ''))
    if (typeof title === 'string' && typeof value === 'string') lines.push(`${title}: ${value}`)
    for (const item of Object.values(rest)) visit(item, depth + 1)
  }
  visit(card, 0)
  return lines.join('\n')
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
