import { z } from 'zod'
import { type Activity, activityOf, escapeHtml, type Setting } from './activities.ts'
import type { BotReply } from './bot-line.ts'
import type { PracticePerson } from './person.ts'
import { type Card, cardSchema, type Message } from './transcript.ts'

/** The message action of the app's manifest, which the page's menu of a message has. */
const useInDesk = 'useInDesk'

/** What a dialog shows: a card to press in, or words with which it ends. */
export interface Dialog {
  readonly title?: string | undefined
  readonly card?: Card | undefined
  /** A page of the app, in a dialog of this size. */
  readonly page?: { readonly url: string; readonly width: unknown; readonly height: unknown } | undefined
  readonly words?: string | undefined
  readonly failed: boolean
}

const compose = { commandId: useInDesk, context: 'message', commandContext: 'message' }

/** Somebody chooses an app's action in a message's menu: the app is given the message, whoever wrote it. */
export function pointedActivity(setting: Setting, message: Message, author: PracticePerson | undefined): Activity {
  const { text = '', card, mention } = message
  const said = escapeHtml(text).replaceAll('\n', '<br>')
  const { bot } = setting
  const messagePayload = {
    id: message.id,
    createdDateTime: message.at.toISOString(),
    from:
      author === undefined
        ? { application: { id: bot.id, displayName: bot.name } }
        : { user: { id: author.id, displayName: author.name, userIdentityType: 'aadUser' } },
    body: {
      contentType: 'html',
      content: `<div>${mention ? `<at id="0">${escapeHtml(bot.name)}</at> ` : ''}${said}</div>`,
    },
    mentions: mention
      ? [{ id: 0, mentionText: bot.name, mentioned: { application: { id: bot.id, displayName: bot.name } } }]
      : [],
    attachments: [
      ...(card === undefined
        ? []
        : [{ contentType: 'application/vnd.microsoft.card.adaptive', content: JSON.stringify(card) }]),
      ...(message.files ?? []).map(({ name }) => ({ contentType: 'reference', name })),
    ],
  }
  const value = { ...compose, messagePayload }
  return activityOf(setting, 'invoke', { name: 'composeExtension/fetchTask', value })
}

/** A press in the dialog that the action opened. */
export const usedActivity = (setting: Setting, data: unknown): Activity =>
  activityOf(setting, 'invoke', { name: 'composeExtension/submitAction', value: { ...compose, data } })

/** A button asks for a dialog: Action.Submit with `msteams: { type: 'task/fetch' }`. */
export const fetchedActivity = (setting: Setting, messageId: string, data: unknown): Activity =>
  taskActivity(setting, 'task/fetch', messageId, data)

/** A page of the app has closed the dialog, and handed something back. */
export const closedActivity = (setting: Setting, messageId: string, data: unknown): Activity =>
  taskActivity(setting, 'task/submit', messageId, data)

const taskActivity = (setting: Setting, name: string, replyToId: string, data: unknown): Activity =>
  activityOf(setting, 'invoke', { name, replyToId, value: { data, context: { theme: 'default' } } })

const size = z.union([z.number(), z.string()]).optional()
const paged = z.object({
  value: z.object({ title: z.string().optional(), url: z.url(), width: size, height: size }),
})
const continued = z.object({
  value: z.object({ title: z.string().optional(), card: z.object({ content: cardSchema }) }),
})
const ended = z.object({ type: z.literal('message'), value: z.string() })
const answer = z.object({ task: z.union([ended, continued, paged]) })

export function dialogIn({ status, body }: BotReply): Dialog {
  const task = status < 300 ? answer.safeParse(body).data?.task : undefined
  if (task === undefined) return { failed: true }
  if (typeof task.value === 'string') return { words: task.value, failed: false }
  const { title } = task.value
  if ('card' in task.value) return { title, card: task.value.card.content, failed: false }
  const { url, width, height } = task.value
  return { title, page: { url, width, height }, failed: false }
}
