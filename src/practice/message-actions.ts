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

const continued = z.object({
  value: z.object({ title: z.string().optional(), card: z.object({ content: cardSchema }) }),
})
const ended = z.object({ type: z.literal('message'), value: z.string() })
const answer = z.object({ task: z.union([ended, continued]) })

export function dialogIn({ status, body }: BotReply): Dialog {
  const task = status < 300 ? answer.safeParse(body).data?.task : undefined
  if (task === undefined) return { failed: true }
  if (typeof task.value === 'string') return { words: task.value, failed: false }
  return { title: task.value.title, card: task.value.card.content, failed: false }
}
