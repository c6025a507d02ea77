import type { CardElement, IActionSet, ITextInput } from '@microsoft/teams.cards'
import type { Card } from '../../../chat/card.ts'
import type { Entry } from '../../../chat/card-flow.ts'
import { announcements, card, facts, mistake, plain, state, subtle, text, typedOr } from '../../../chat/card-parts.ts'
import { buttonRow, type FlowButtons } from '../../../chat/press.ts'
import { tabButton } from '../../../chat/tab-button.ts'
import { partnerCenterPages } from '../../../commerce/microsoft-pages.ts'
import type { Reader } from '../../../platform/language.ts'
import { cut } from '../../../platform/text.ts'
import type { FileDoors } from '../files/opening-files.cards.ts'
import { type KnownComment, type SupportView, shownComments } from './requests.service.ts'
import { type SupportText, supportText } from './support.text.ts'
import { descriptionOf, isBeingSent, isByHand, nameOf, type SupportRequest } from './support.ts'
import { supportFormText } from './support-form.text.ts'
import { isSubscriptionId } from './support-form.ts'

/** Where Partner Center's dashboard takes support requests. */
const createPage = `${partnerCenterPages}/dashboard/support/csp/servicerequests/create`

/** Characters of a comment; of Microsoft's longer ones, as many as are shown. Five of them fit on a card. */
export const longestComment = 2_000
/** Of a card, in Teams; what is in the overflow does not count. */
const mostButtons = 6

interface RequestCard {
  readonly read: Reader
  readonly view: SupportView
  /** Where its page is opened; left out there. */
  readonly tab?: string
  readonly files: readonly CardElement[]
  readonly doors: FileDoors
  /** The id of the comment that this card may bring. */
  readonly commentKey: string
  /** Its ticket number is being corrected. */
  readonly correcting: boolean
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/** One request: how it stands, what was asked, what was said since, and what can be done. */
export function requestCard({
  read,
  view,
  tab,
  files,
  doors,
  commentKey,
  correcting,
  entry,
  buttons,
}: RequestCard): Card {
  const { request } = view
  const words = supportText[read.language]
  const open = request.status !== 'closed'
  const unfiled = isByHand(request) && request.ticket === null
  const asks = asksTicket(request, correcting)
  const room = mostButtons - primaries(doors.actions) - (unfiled ? 2 : asks ? 1 : 0)
  return card({
    title: words.title(nameOf(request)),
    subject: request.title,
    speak: [words.title(nameOf(request)), standingWord(words, request), request.title].join('. '),
    body: [
      ...announcements(entry),
      standing(words, request, read),
      ...(unfiled ? carryingParts(words, request, read) : []),
      ...(asks ? ticketParts(words, request, { entry, buttons }) : []),
      requestFacts(words, view, read),
      text(words.reason, { weight: 'Bolder' }),
      text(plain(request.reason), { spacing: 'Small' }),
      ...files,
      ...doors.note,
      ...(doors.actions.length === 0 ? [] : [buttonRow(...doors.actions)]),
      ...commentParts(words, view, read),
      ...(open ? [commentInput(words, request, entry), ...mistake(entry, 'comment')] : []),
      buttonRow(
        ...fitting(requestActions(words, view, { commentKey, buttons, asksTicket: asks }), room),
        ...(tab === undefined ? [] : [tabButton(read, tab)]),
      ),
    ],
  })
}

/** Whether the number that Partner Center gave is typed in here. */
export const asksTicket = (request: SupportRequest, correcting: boolean): boolean =>
  isByHand(request) && (request.ticket === null || correcting)

const primaries = (actions: IActionSet['actions']): number => actions.filter(({ mode }) => mode !== 'secondary').length

/** As many buttons as there is room for; the others go into the overflow. */
function fitting(actions: ReturnType<FlowButtons['button']>[], room: number): ReturnType<FlowButtons['button']>[] {
  let left = room
  return actions.map((action) => {
    if (action.mode === 'secondary') return action
    left -= 1
    if (left >= 0) return action
    return {
      ...action,
      mode: 'secondary',
      fallback: Object.assign({}, action.fallback, { mode: 'secondary' as const }),
    }
  })
}

function standing(words: SupportText, request: SupportRequest, read: Reader): CardElement {
  const { status, movedAt, ticket } = request
  const since = words.holds[status](read.dateTime(movedAt))
  const says = isBeingSent(request) ? words.beingSent : ticket === null && status !== 'closed' ? words.byHand : since
  return state(
    status === 'answered' ? 'warning' : 'neutral',
    text(`**${read.sentences(standingWord(words, request))}** ${plain(says)}`),
  )
}

/** A request that Microsoft has not got is not called sent. */
export function standingWord(words: SupportText, request: SupportRequest): string {
  if (isBeingSent(request)) return words.sending
  return isByHand(request) && request.ticket === null ? words.toSubmit : words.statuses[request.status]
}

const requestFacts = (words: SupportText, { request, requester }: SupportView, read: Reader): CardElement => {
  const { ticket, customer, about, impact, amount, contact, createdAt } = request
  return facts(
    [words.ticket, ticket ?? undefined],
    [words.customer, customer],
    [isSubscriptionId(about) ? words.subscription : words.order, about],
    [words.impact, supportFormText[read.language].impactsShort[impact]],
    [words.amount, read.money(amount)],
    [words.contact, [contact.name, contact.email, contact.phone].join(' · ')],
    [words.sentBy, words.sentByAt(requester ?? words.gone, read.dateTime(createdAt))],
  )
}

/** What has to be carried to Partner Center: in an input, because only there a phone lets one select it. */
function carryingParts(words: SupportText, request: SupportRequest, read: Reader): CardElement[] {
  const copy: ITextInput = {
    type: 'Input.Text',
    id: 'copy',
    label: words.copy,
    isMultiline: true,
    value: `${request.title}\n\n${descriptionOf(request)}`,
  }
  return [
    text(
      words
        .steps(supportFormText[read.language].problemType)
        .map((step, index) => `${index + 1}. ${step}`)
        .join('\n'),
    ),
    copy,
  ]
}

function ticketParts(
  words: SupportText,
  { id, ticket }: SupportRequest,
  { entry, buttons }: { entry: Entry; buttons: FlowButtons },
): CardElement[] {
  const input: ITextInput = {
    type: 'Input.Text',
    id: 'ticket',
    label: words.ticketNumber,
    placeholder: words.ticketHint,
    maxLength: 40,
    value: typedOr(entry, 'ticket', ticket ?? '') ?? '',
  }
  const save = buttons.button('ticket', { title: words.saveTicket, style: 'positive' }, { request: id, was: ticket })
  const open = { type: 'Action.OpenUrl', title: words.openPartnerCenter, url: createPage } as const
  return [input, ...mistake(entry, 'ticket'), buttonRow(...(ticket === null ? [open] : []), save)]
}

function commentParts(words: SupportText, { comments, said }: SupportView, read: Reader): CardElement[] {
  if (said === 0) return []
  return [
    text(words.comments(said, read), { weight: 'Bolder' }),
    ...comments.map((comment) => commentBlock(words, comment, read)),
  ]
}

export function commentBlock(words: SupportText, comment: KnownComment, read: Reader): CardElement {
  const { agentId, by, text: said, at } = comment
  const author = agentId === null ? words.microsoft : (by ?? words.gone)
  const shown = cut(said, longestComment + words.cutOff.length, words.cutOff)
  return {
    type: 'Container',
    separator: true,
    spacing: 'Small',
    items: [subtle(`${author} · ${read.dateTime(at)}`, { size: 'Small' }), text(plain(shown), { spacing: 'None' })],
  }
}

const commentInput = (words: SupportText, request: SupportRequest, entry: Entry): ITextInput => ({
  type: 'Input.Text',
  id: 'comment',
  label: takesAnswers(request) ? words.commentOrAnswer : words.comment,
  isMultiline: true,
  maxLength: longestComment,
  value: typedOr(entry, 'comment', '') ?? '',
})

/** Microsoft's answers are typed in where nothing else brings them. */
export const takesAnswers = (request: SupportRequest): boolean => isByHand(request) && request.status !== 'sent'

function requestActions(
  words: SupportText,
  { request, comments, skipped, said }: SupportView,
  { commentKey, buttons, asksTicket }: { commentKey: string; buttons: FlowButtons; asksTicket: boolean },
) {
  const open = request.status !== 'closed'
  const about = { request: request.id }
  const saying = { ...about, once: commentKey }
  const oldest = skipped + comments.length >= said
  const skip = oldest ? 0 : skipped + shownComments
  return [
    ...(open ? [buttons.button('comment', { title: words.addComment }, saying)] : []),
    ...(takesAnswers(request) ? [buttons.button('answer', { title: words.saveAnswer }, saying)] : []),
    ...(oldest && skipped === 0
      ? []
      : [buttons.button('page', { title: oldest ? words.newest : words.earlier }, { ...about, skip })]),
    ...(open && !isBeingSent(request)
      ? [buttons.button('close', { title: words.close, style: 'destructive', withoutInputs: true }, about)]
      : []),
    ...(isByHand(request) && !asksTicket
      ? [buttons.button('correct', { title: words.correctTicket, mode: 'secondary' }, about)]
      : []),
    buttons.button('all', { title: words.all, withoutInputs: true }),
  ]
}
