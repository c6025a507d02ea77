import { z } from 'zod'
import { type Activity, activityOf, type Setting } from './activities.ts'
import { type BotReply, invokeAnswer } from './bot-line.ts'
import { type Card, cardSchema } from './transcript.ts'

/** A card's action as its JSON has it. */
export interface CardAction {
  readonly type: string
  readonly id?: string | undefined
  readonly title?: string | undefined
  readonly verb?: string | undefined
  readonly data?: unknown
}

/** Whether a person pressed, or Teams asked by itself to bring a card up to date. */
export type Trigger = 'automatic' | 'manual'

/** What a press came to, for the person who pressed. */
export interface PressOutcome {
  readonly status: number
  readonly body: unknown
  readonly card?: Card | undefined
  readonly line?: string | undefined
  readonly failed: boolean
  /** The outcome of the other delivery, when the press was delivered twice. */
  readonly second?: PressOutcome
}

export interface SearchQuery {
  readonly dataset: string
  readonly text: string
  readonly inputs?: Readonly<Record<string, unknown>> | undefined
}

/** Everybody of the person's organisation, in chats with a bot alone. */
export const peopleDataset = 'graph.microsoft.com/users'

export const wentWrong = 'Something went wrong. Please try again.'

// As many as Teams shows below a typeahead.
const mostChoices = 15

const choicesSchema = z.looseObject({
  value: z.looseObject({ results: z.array(z.looseObject({ title: z.string(), value: z.string() })) }),
})

export function pressActivity(
  setting: Setting,
  messageId: string,
  { type, id, title, verb, data }: CardAction,
  inputs: Readonly<Record<string, unknown>>,
  trigger: Trigger = 'manual',
): Activity {
  const given = { ...(typeof data === 'object' ? data : {}), ...inputs }
  const common = { replyToId: messageId, channelData: cardChannelData(setting) }
  if (type === 'Action.Submit') return activityOf(setting, 'message', { ...common, value: given })
  if (type !== 'Action.Execute') throw new Error(`Teams sends no press of ${type} to a bot.`)
  const named = Object.fromEntries(Object.entries({ id, verb, title }).filter(([, value]) => value !== undefined))
  const value = { action: { type, ...named, data: given }, trigger }
  return activityOf(setting, 'invoke', { ...common, name: 'adaptiveCard/action', value })
}

export function searchActivity(setting: Setting, messageId: string, { dataset, text, inputs }: SearchQuery): Activity {
  const data = inputs === undefined ? {} : { data: inputs }
  const value = { kind: 'search', queryText: text, queryOptions: { skip: 0, top: mostChoices }, dataset, ...data }
  const common = { replyToId: messageId, channelData: cardChannelData(setting) }
  return activityOf(setting, 'invoke', { ...common, name: 'application/search', value })
}

/** The choices in a reply to a search; none when it is an error. */
export function choicesIn(reply: BotReply): { title: string; value: string }[] {
  const answer = choicesSchema.safeParse(invokeAnswer(reply))
  if (!answer.success) return []
  return answer.data.value.results.slice(0, mostChoices).map(({ title, value }) => ({ title, value }))
}

/** What a reply to a press means for the person who pressed. */
export const outcomeOf = (press: Activity, reply: BotReply): PressOutcome => ({
  ...reply,
  ...(press.type === 'invoke' ? outcomeOfInvoke(reply) : outcomeOfSubmit(reply)),
})

const cardChannelData = ({ person }: Setting) => ({ tenant: { id: person.partnerId }, source: { name: 'message' } })

type Outcome = Pick<PressOutcome, 'card' | 'line' | 'failed'>

function outcomeOfInvoke(reply: BotReply): Outcome {
  const answer = invokeAnswer(reply)
  if (answer?.type === 'application/vnd.microsoft.activity.message' && typeof answer.value === 'string') {
    return { line: answer.value, failed: false }
  }
  const card = cardSchema.safeParse(answer?.value)
  if (answer?.type === 'application/vnd.microsoft.card.adaptive' && card.success) {
    return { card: card.data, failed: false }
  }
  return { line: wentWrong, failed: true }
}

const outcomeOfSubmit = ({ status }: BotReply): Outcome =>
  status < 300 ? { failed: false } : { line: wentWrong, failed: true }
