import type { Activity, ConversationAccount } from 'botbuilder'
import { z } from 'zod'
import { cut, wellFormed } from '../platform/text.ts'
import type { SentFile } from './feature.ts'
import { type Consent, readConsent } from './file-consent.ts'
import { identityOf, localeOf, type Told, tenantOf } from './identity.ts'
import { withoutMentions } from './mentions.ts'
import { type PointedMessage, readPointed, useInDesk } from './pointed-message.ts'
import { type Press, readExecuted, readPress } from './press.ts'
import { attachmentsIn } from './sent-files.ts'
import { type InTeam, isStandard, type TeamEvent, teamEvent } from './team-events.ts'

interface Account {
  readonly id: string
  readonly name: string
}

/** Where an activity came from, and where what answers it goes. */
export interface Origin {
  readonly serviceUrl: string
  readonly channelId: string
  readonly conversation: ConversationAccount
  readonly bot: Account
  readonly user: Account
}

/** What every activity tells, as far as it does. */
interface Arrival extends Origin {
  readonly id: string | undefined
  /** The message that a press is about. */
  readonly messageId: string | undefined
  /** The person by Entra object id and the partner by tenant; undefined when either is missing. */
  readonly identity: { readonly agentId: string; readonly partnerId: string } | undefined
  /** The tenant alone: what happens to teams is told of people whom nobody here knows. */
  readonly partnerId: string | undefined
  /** Keys and work belong into the one-to-one chat. */
  readonly chat: 'personal' | 'shared'
  /** A group chat's topic, or nothing. */
  readonly chatName: string
  /** Of a channel or a team. */
  readonly inTeam: InTeam | undefined
  /** How the person reads. */
  readonly told: Told
  /** Whoever sent it takes what is said to it out of the HTTP answer, and out of nothing else. */
  readonly expectsReplies: boolean
  /** The bot was brought in by this, or taken out. */
  readonly membership: 'brought' | 'taken' | undefined
}

/** What Teams sent, in the desk's own shape: what did not fit is as if it had not been there. */
export type Incoming = Arrival &
  (
    | {
        readonly kind: 'said'
        /** Without the mentions of the bot and without tags. */
        readonly text: string
        /** It was said before, in other words or with a mention less. */
        readonly edited: boolean
        readonly files: readonly SentFile[]
        /** Something else was attached. */
        readonly more: boolean
      }
    /** A press: by Action.Execute, or by Action.Submit; undefined when it is on no card of the desk. */
    | { readonly kind: 'executed' | 'submitted'; readonly press: Press | undefined }
    | { readonly kind: 'searched'; readonly search: { readonly dataset: string; readonly text: string } | undefined }
    /** Teams tells an installation twice: of the installation, and of the new member. */
    | { readonly kind: 'installed' | 'joined' | 'removed' }
    /** A team or a channel is another one than before. */
    | { readonly kind: 'changed'; readonly event: TeamEvent }
    /** A message action on anybody's message; undefined when it is not the desk's own. */
    | { readonly kind: 'pointed'; readonly message: PointedMessage | undefined }
    /** A press in the dialog that it opened. */
    | { readonly kind: 'used'; readonly press: Press | undefined }
    /** A button asks for a dialog with a page of the app, or what such a page hands back as it closes. */
    | { readonly kind: 'fetched' | 'closed'; readonly press: Press | undefined }
    /** A file that was offered is accepted or declined; undefined when it is none of the desk's. */
    | { readonly kind: 'consented'; readonly consent: Consent | undefined }
    /** An invoke that the desk knows nothing of: it has to be answered. */
    | { readonly kind: 'asked' }
    | { readonly kind: 'nothing' }
  )

/** What does not fit is as if it were not there; null is what some senders write for that. */
const maybe = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)
const anything = z.unknown().optional()
const list = z.array(z.unknown()).catch([])

// Teams' ids have 20 to 200 characters. An index of the database takes 2,704 bytes, and an id that is not text names nothing. Dots
// alone would lead to another address of Teams, where an answer goes with the desk's own token.
const id = z
  .string()
  .min(1)
  .max(500)
  .refine((text) => text === wellFormed(text) && !/^\.{1,2}$/.test(text))
const shortId = id.max(200)
const line = z.string().transform((text) => cut(wellFormed(text).replace(/\s+/g, ' ').trim(), 200))
const account = z.object({ id, name: line.catch('') })
const named = z.object({ id, name: line.catch(''), type: anything, channelType: anything })

const activitySchema = z.object({
  type: z.string(),
  id: maybe(shortId),
  replyToId: maybe(shortId),
  serviceUrl: id.max(2_000),
  channelId: shortId,
  conversation: z.object({
    id,
    name: maybe(line),
    tenantId: maybe(shortId),
    conversationType: anything,
    isGroup: anything,
  }),
  from: account,
  recipient: account,
  name: anything,
  action: anything,
  text: maybe(z.string().transform(wellFormed)),
  value: anything,
  locale: anything,
  localTimezone: anything,
  deliveryMode: anything,
  entities: list,
  attachments: list,
  membersAdded: list,
  membersRemoved: list,
  channelData: maybe(
    z.object({ team: maybe(named), channel: maybe(named), teamsTeamId: maybe(id), eventType: anything }),
  ),
})
type Sent = z.infer<typeof activitySchema>

/** The door for what Teams sends: nothing behind it reads an activity. @returns undefined when it can not be answered */
export function readIncoming(activity: unknown): Incoming | undefined {
  const sent = activitySchema.safeParse(activity).data
  if (sent === undefined) return undefined
  const { serviceUrl, channelId, conversation, recipient: bot, from: user } = sent
  return {
    ...{ serviceUrl, channelId, bot, user },
    conversation: accountOf(conversation),
    id: sent.id,
    messageId: sent.replyToId,
    identity: identityOf(activity as Activity),
    chat: chatOf(sent),
    partnerId: partnerOf(activity),
    chatName: conversation.name ?? '',
    inTeam: teamOf(sent),
    told: localeOf(sent),
    expectsReplies: sent.deliveryMode === 'expectReplies',
    membership: membershipIn(sent),
    ...contentOf(sent),
  }
}

const accountOf = ({
  id,
  name = '',
  tenantId,
  conversationType,
  isGroup,
}: Sent['conversation']): ConversationAccount => ({
  ...{ id, name, isGroup: isGroup === true },
  conversationType: typeof conversationType === 'string' ? wellFormed(conversationType) : 'personal',
  ...(tenantId !== undefined && { tenantId }),
})

/** Teams leaves conversationType out of some personal activities; what is told of a team is shared. */
function chatOf(sent: Sent): Arrival['chat'] {
  const { conversationType, isGroup } = sent.conversation
  const personal = (conversationType ?? 'personal') === 'personal' && isGroup !== true && teamOf(sent) === undefined
  return personal ? 'personal' : 'shared'
}

function partnerOf(activity: unknown): string | undefined {
  const tenant = tenantOf(activity)
  return typeof tenant === 'string' ? undefined : tenant.id
}

function teamOf({ conversation, channelData }: Sent): InTeam | undefined {
  const { team, channel, teamsTeamId, eventType } = channelData ?? {}
  const id = team?.id ?? teamsTeamId
  if (id === undefined || (conversation.conversationType ?? 'channel') !== 'channel') return undefined
  return {
    team: { id, name: team?.name ?? '' },
    channel: channel && { id: channel.id, name: channel.name, standard: isStandard(channel, eventType) },
  }
}

function membershipIn({ type, action, recipient, membersAdded, membersRemoved }: Sent): Arrival['membership'] {
  // An app that is updated is taken out and brought in by `remove-upgrade` and `add-upgrade`: nothing has changed for people.
  if (type === 'installationUpdate') return action === 'remove' ? 'taken' : action === 'add' ? 'brought' : undefined
  if (type !== 'conversationUpdate') return undefined
  const names = (members: readonly unknown[]) =>
    members.some((member) => account.safeParse(member).data?.id === recipient.id)
  if (names(membersRemoved)) return 'taken'
  return names(membersAdded) ? 'brought' : undefined
}

type Content = Incoming extends infer Each ? (Each extends Arrival ? Omit<Each, keyof Arrival> : never) : never

function contentOf(sent: Sent): Content {
  switch (sent.type) {
    case 'message':
      if (!sent.text && sent.value !== undefined && sent.value !== null)
        return { kind: 'submitted', press: readPress(sent.value) }
      return saidIn(sent, false)
    // A message that is deleted, or comes back, says nothing new.
    case 'messageUpdate':
      return sent.channelData?.eventType === 'editMessage' ? saidIn(sent, true) : { kind: 'nothing' }
    case 'invoke':
      if (sent.name === 'adaptiveCard/action') return { kind: 'executed', press: readExecuted(sent.value) }
      if (sent.name === 'application/search') return { kind: 'searched', search: readSearch(sent.value) }
      if (sent.name === 'composeExtension/fetchTask') return { kind: 'pointed', message: readPointed(sent.value) }
      if (sent.name === 'composeExtension/submitAction') return { kind: 'used', press: readUsed(sent.value) }
      if (sent.name === 'task/fetch' || sent.name === 'task/submit') return dialogIn(sent.name, sent.value)
      if (sent.name === 'fileConsent/invoke') return { kind: 'consented', consent: readConsent(sent.value) }
      return { kind: 'asked' }
    case 'installationUpdate':
      return { kind: sent.action === 'remove' ? 'removed' : sent.action === 'add' ? 'installed' : 'nothing' }
    case 'conversationUpdate':
      return updateIn(sent)
    default:
      return { kind: 'nothing' }
  }
}

const saidIn = (sent: Sent, edited: boolean): Content => ({
  kind: 'said',
  text: withoutMentions(sent.text ?? '', sent),
  edited,
  ...attachmentsIn(sent),
})

function updateIn(sent: Sent): Content {
  const membership = membershipIn(sent)
  if (membership !== undefined) return { kind: membership === 'brought' ? 'joined' : 'removed' }
  const event = teamEvent.parse(sent.channelData?.eventType)
  return event === undefined || teamOf(sent) === undefined ? { kind: 'nothing' } : { kind: 'changed', event }
}

const searchInvoke = z.object({
  /** A search's name, and what it is about behind a slash. */
  dataset: z.string().max(100),
  queryText: z.string().max(200).transform(wellFormed).default(''),
})

function readSearch(value: unknown): { dataset: string; text: string } | undefined {
  const search = searchInvoke.safeParse(value).data
  return search && { dataset: search.dataset, text: search.queryText.trim() }
}

const usedInvoke = z.object({ commandId: z.literal(useInDesk), data: anything })

function readUsed(value: unknown): Press | undefined {
  const used = usedInvoke.safeParse(value).data
  return used && readPress(used.data)
}

const taskInvoke = z.object({ data: z.record(z.string(), z.unknown()) })

/** A button that carries nothing opens none of the desk's dialogs; a page may close and hand nothing back. */
function dialogIn(name: 'task/fetch' | 'task/submit', value: unknown): Content {
  const task = taskInvoke.safeParse(value).data
  if (task === undefined) return name === 'task/fetch' ? { kind: 'asked' } : { kind: 'closed', press: undefined }
  return { kind: name === 'task/fetch' ? 'fetched' : 'closed', press: readPress(task.data) }
}

/** Teams waits for what its HTTP request is answered with. */
export const isInvoke = ({ kind }: Incoming): boolean => invokes.has(kind)
const invokes: ReadonlySet<Incoming['kind']> = new Set([
  'executed',
  'searched',
  'pointed',
  'used',
  'fetched',
  'closed',
  'consented',
  'asked',
])

/** Where a message action is used the bot need not be: that chat is not learnt of. */
export const isElsewhere = ({ kind }: Incoming): boolean => kind === 'pointed' || kind === 'used' || kind === 'asked'

/** As much of an activity as the SDK needs to send what answers it. */
export function activityOf(incoming: Incoming): Activity {
  const { id, channelId, serviceUrl, conversation, bot, user, told, expectsReplies } = incoming
  return {
    type: isInvoke(incoming) ? 'invoke' : 'message',
    ...{ id, channelId, serviceUrl, conversation, recipient: bot, from: user, locale: told.locale },
    ...(expectsReplies && { deliveryMode: 'expectReplies' }),
  } as Activity
}
