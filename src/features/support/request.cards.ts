import type { CardElement, ITextInput } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import { announcements, card, facts, mistake, plain, state, subtle, text, typedOr } from '../../chat/card-parts.ts'
import { buttonRow, type FlowButtons } from '../../chat/press.ts'
import type { Reader } from '../../platform/language.ts'
import type { KnownComment, SupportView } from './requests.service.ts'
import { type SupportText, supportText } from './support.text.ts'
import { descriptionOf, isBeingSent, isByHand, nameOf, problemType, type SupportRequest } from './support.ts'
import { supportFormText } from './support-form.text.ts'
import { isSubscriptionId } from './support-form.ts'

/** Where Partner Center's dashboard takes support requests. */
const createPage = 'https://partner.microsoft.com/dashboard/support/csp/servicerequests/create'

/** Characters of a comment; of Microsoft's longer ones, as many as are shown. Five of them fit on a card. */
export const longestComment = 2_000

interface RequestCard {
  readonly read: Reader
  readonly view: SupportView
  readonly files: readonly CardElement[]
  /** The id of the comment that this card may bring. */
  readonly commentKey: string
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/** One request: how it stands, what was asked, what was said since, and what can be done. */
export function requestCard({ read, view, files, commentKey, entry, buttons }: RequestCard): Card {
  const { request } = view
  const words = supportText[read.language]
  const open = request.status !== 'closed'
  const filed = isByHand(request) && request.ticket === null
  return card({
    title: words.title(nameOf(request)),
    subject: request.title,
    speak: [words.title(nameOf(request)), words.statuses[request.status], request.title].join('. '),
    body: [
      ...announcements(entry),
      standing(words, request, read),
      ...(filed ? byHandParts(words, request, entry) : []),
      ...(filed ? [byHandButtons(words, buttons)] : []),
      requestFacts(words, view, read),
      text(words.reason, { weight: 'Bolder' }),
      text(plain(request.reason), { spacing: 'Small' }),
      ...files,
      ...commentParts(words, view, read),
      ...(open ? [commentInput(words, request, entry), ...mistake(entry, 'comment')] : []),
      buttonRow(...requestActions(words, view, { commentKey, buttons })),
    ],
  })
}

function standing(words: SupportText, request: SupportRequest, read: Reader): CardElement {
  const { status, movedAt, ticket } = request
  const since = words.holds[status](read.dateTime(movedAt))
  const says = isBeingSent(request) ? words.beingSent : ticket === null && status !== 'closed' ? words.byHand : since
  return state(
    status === 'answered' ? 'warning' : 'neutral',
    text(`**${read.sentences(words.statuses[status])}** ${plain(says)}`),
  )
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
function byHandParts(words: SupportText, request: SupportRequest, entry: Entry): CardElement[] {
  const copy: ITextInput = {
    type: 'Input.Text',
    id: 'copy',
    label: words.copy,
    isMultiline: true,
    value: `${request.title}\n\n${descriptionOf(request)}`,
  }
  const ticket: ITextInput = {
    type: 'Input.Text',
    id: 'ticket',
    label: words.ticketNumber,
    placeholder: words.ticketHint,
    maxLength: 40,
    value: typedOr(entry, 'ticket', '') ?? '',
  }
  return [
    text(
      words
        .steps(problemType)
        .map((step, index) => `${index + 1}. ${step}`)
        .join('\n'),
    ),
    copy,
    ticket,
    ...mistake(entry, 'ticket'),
  ]
}

const byHandButtons = (words: SupportText, buttons: FlowButtons): CardElement =>
  buttonRow(
    { type: 'Action.OpenUrl', title: words.openPartnerCenter, url: createPage },
    buttons.button('ticket', { title: words.saveTicket, style: 'positive' }),
  )

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
  const shown = said.length > longestComment ? `${said.slice(0, longestComment)}${words.cutOff}` : said
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
const takesAnswers = (request: SupportRequest): boolean => isByHand(request) && request.status !== 'sent'

function requestActions(
  words: SupportText,
  { request, comments, skipped, said }: SupportView,
  { commentKey, buttons }: { commentKey: string; buttons: FlowButtons },
) {
  const open = request.status !== 'closed'
  const key = { key: commentKey }
  const oldest = skipped + comments.length >= said
  return [
    ...(open ? [buttons.button('comment', { title: words.addComment }, key)] : []),
    ...(takesAnswers(request) ? [buttons.button('answer', { title: words.saveAnswer }, key)] : []),
    ...(oldest && skipped === 0
      ? []
      : [buttons.button('earlier', { title: oldest ? words.newest : words.earlier, withoutInputs: true })]),
    ...(open && !isBeingSent(request)
      ? [buttons.button('close', { title: words.close, style: 'destructive', withoutInputs: true })]
      : []),
    buttons.button('all', { title: words.all, withoutInputs: true }),
  ]
}
