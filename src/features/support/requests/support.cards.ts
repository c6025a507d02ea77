import type { CardElement, IChoiceSetInput } from '@microsoft/teams.cards'
import type { Card } from '../../../chat/card.ts'
import type { Entry } from '../../../chat/card-flow.ts'
import { announcements, card, listRow, mistake, plain, subtle, text, typedOr } from '../../../chat/card-parts.ts'
import type { Telling } from '../../../chat/feature.ts'
import { buttonRow, type FlowButtons, startButton } from '../../../chat/press.ts'
import { tabButton } from '../../../chat/tab-button.ts'
import type { Turn } from '../../../chat/turn.ts'
import type { Reader } from '../../../platform/language.ts'
import { muteButton } from '../../../workflow/notices/mute-button.ts'
import { commentBlock, standingWord } from './request.cards.ts'
import { type SupportNews, shownRequests } from './requests.service.ts'
import { type SupportText, supportText } from './support.text.ts'
import { nameOf, type SupportRequest } from './support.ts'

interface ListCard {
  readonly turn: Turn
  readonly requests: readonly SupportRequest[]
  readonly more: boolean
  /** How many were paged over. */
  readonly from: number
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/** Five requests, and which of them to open. */
export function supportListCard({ turn, requests, more, from, entry, buttons }: ListCard): Card {
  const { reader: read } = turn
  const words = supportText[read.language]
  const paged = requests.length > 0 && (more || from > 0)
  return card({
    title: words.listTitle,
    subject: words.listSubject,
    body: [
      ...announcements(entry),
      paged
        ? subtle(words.range(read.number(from + 1), read.number(from + requests.length)), { size: 'Small' })
        : undefined,
      ...(requests.length === 0 ? [text(words.none)] : requests.map((request) => requestRow(words, request, read))),
      ...(requests.length === 0 ? [] : [requestInput(words, requests, typedOr(entry, 'request', requests[0]?.id))]),
      ...mistake(entry, 'request'),
      buttonRow(
        ...(requests.length === 0 ? [] : [buttons.button('open', { title: words.open, style: 'positive' })]),
        buttons.button('new', {
          title: words.new,
          withoutInputs: true,
          ...(requests.length === 0 && { style: 'positive' }),
        }),
        ...(more ? [pageButton(words.more, from + shownRequests, buttons)] : []),
        ...(from > 0 ? [pageButton(words.newer, Math.max(0, from - shownRequests), buttons)] : []),
      ),
    ],
  })
}

const pageButton = (title: string, from: number, buttons: FlowButtons) =>
  buttons.button('page', { title, withoutInputs: true }, { from })

function requestRow(words: SupportText, request: SupportRequest, read: Reader): CardElement {
  const { title, customer, about, amount, createdAt } = request
  return listRow(
    [
      text(`**${plain(nameOf(request))}** ${plain(title)}`),
      subtle(`${customer} · ${about}`, { size: 'Small', spacing: 'None' }),
    ],
    standingWord(words, request),
    [subtle(read.money(amount), { size: 'Small' }), subtle(read.date(createdAt), { size: 'Small' })],
  )
}

function requestInput(
  words: SupportText,
  requests: readonly SupportRequest[],
  value: string | undefined,
): IChoiceSetInput {
  const input: IChoiceSetInput = {
    type: 'Input.ChoiceSet',
    id: 'request',
    label: words.request,
    style: 'compact',
    isRequired: true,
    errorMessage: words.chooseRequest,
    choices: requests.map((request) => ({ title: `${nameOf(request)} · ${request.title}`, value: request.id })),
  }
  return value === undefined ? input : { ...input, value }
}

/** The message that tells the requester: the request has moved, or somebody has written. */
export function supportNotice(read: Reader, { request, comment, moved, tab }: SupportNews): Telling {
  const words = supportText[read.language]
  const name = nameOf(request)
  const author = comment?.agentId === null ? words.microsoft : (comment?.by ?? words.gone)
  const title = moved ? words.moved(name, words.statuses[request.status]) : words.commented(author, name)
  return {
    line: `${title} · ${request.title} · ${request.customer}`,
    row: {
      title,
      below: [request.customer, request.about, request.title],
      amount: read.money(request.amount),
      opens: { command: 'support', orderId: name },
    },
    card: card({
      title,
      subject: `${request.title} · ${request.customer}`,
      body: [
        moved ? text(plain(words.holds[request.status](read.dateTime(request.movedAt)))) : undefined,
        comment && commentBlock(words, comment, read),
        buttonRow(
          startButton('support', { title: words.open, style: 'positive' }, { orderId: name }),
          tabButton(read, tab),
          muteButton(read, 'support'),
        ),
      ],
    }),
  }
}
