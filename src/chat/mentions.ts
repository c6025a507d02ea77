import { z } from 'zod'
import { wellFormed } from '../platform/text.ts'
import { withoutMarkup } from './said.ts'

const mention = z.object({
  type: z.literal('mention'),
  text: z.string().transform(wellFormed).optional().catch(undefined),
  mentioned: z.object({ id: z.string(), name: z.string().transform(wellFormed).optional().catch(undefined) }),
})

interface Mentioning {
  readonly recipient: { readonly id: string; readonly name?: string | undefined }
  readonly entities: readonly unknown[]
}

/** `<at>CSP Desk</at>`, with or without attributes. */
const tag = /<at(?:\s[^<>]*)?>([^<>]*)<\/at>/gi

/**
 * What was said, without the mentions of the bot and without tags; who else was mentioned stays as their name. Teams names the bot as it is
 * called there, which need not be its own name; and where an activity does not tell whom it mentions, the first is the bot.
 */
export function withoutMentions(text: string, { recipient, entities }: Mentioning): string {
  const mentions = entities.flatMap((entity) => mention.safeParse(entity).data ?? [])
  const namesOf = (own: boolean) =>
    mentions
      .filter(({ mentioned }) => sameName(mentioned.id, recipient.id) === own)
      .flatMap(({ text: written, mentioned }) => [written?.replace(tag, '$1'), mentioned.name])
  const own = [recipient.name, ...namesOf(true)]
  const others = namesOf(false)
  const among = (names: readonly (string | undefined)[], name: string) =>
    names.some((known) => known !== undefined && sameName(known, name))
  const said = text.replace(tag, (written, name: string, at: number) => {
    if (among(own, name)) return ' '
    if (among(others, name) || text.slice(0, at).trim() !== '') return written
    own.push(name)
    return ' '
  })
  return withoutMarkup(said).trim()
}

const sameName = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase()
