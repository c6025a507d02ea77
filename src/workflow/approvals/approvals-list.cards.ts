import type { CardElement, IChoiceSetInput } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import { announcements, card, listRow, plain, subtle, text } from '../../chat/card-parts.ts'
import { amountWords } from '../../chat/order-words.text.ts'
import { button, buttonRow, type FlowButtons } from '../../chat/press.ts'
import type { Reader } from '../../platform/language.ts'
import type { Look, NumberedApproval } from './approval.ts'
import { type ApprovalListText, approvalListText } from './approval-list.text.ts'
import type { ApprovalsOf } from './approval-views.service.ts'
import { approvalsText } from './approvals.text.ts'

/** How many approvals a card lists. */
export const listedAtOnce = 5

interface ListCard extends Look {
  readonly found: ApprovalsOf
  /** How many were paged over. */
  readonly from: number
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/** Five at a time: first what waits for the person, then what they asked for; one of them may be opened. */
export function approvalsListCard({ read, now, found, from, entry, buttons }: ListCard): Card {
  const words = approvalListText[read.language]
  const { waiting, asked, counts, names } = found
  const total = counts.waiting + counts.asked
  const page = [...waiting, ...asked]
  const [first] = page
  return card({
    title: words.listTitle,
    speak: `${words.listTitle}. ${counts.waiting === 0 ? words.nothingForYou : `${words.waitingForYou}: ${read.number(counts.waiting)}`}`,
    body: [
      ...announcements(entry),
      ...(total > listedAtOnce ? [subtle(rangeOf(words, from, page.length, total, read))] : []),
      ...(counts.waiting === 0 ? [text(words.nothingForYou)] : []),
      ...section(words.waitingForYou, waiting, names, { read, now }),
      ...section(words.youAsked, asked, names, { read, now }),
      ...(first === undefined ? [] : [choice(words, page, first, read)]),
      ...(first === undefined ? [] : [buttonRow(...actionsOf(words, from, total, buttons))]),
    ],
  })
}

const rangeOf = (words: ApprovalListText, from: number, count: number, of: number, read: Reader): string =>
  words.range(read.number(from + 1), read.number(from + count), read.number(of))

const actionsOf = (words: ApprovalListText, from: number, of: number, buttons: FlowButtons) => [
  button({ verb: 'approval', act: 'show', flow: buttons.flow }, { title: words.open, style: 'positive' }),
  ...(from + listedAtOnce < of ? [buttons.button('more', { title: words.more, withoutInputs: true })] : []),
  ...(from > 0 ? [buttons.button('first', { title: words.newest, withoutInputs: true })] : []),
]

function section(
  title: string,
  approvals: readonly NumberedApproval[],
  names: ApprovalsOf['names'],
  look: Look,
): CardElement[] {
  if (approvals.length === 0) return []
  return [
    text(title, { weight: 'Bolder' }),
    ...approvals.map((approval) => row(approval, names.get(approval.requesterId), look)),
  ]
}

function row(approval: NumberedApproval, requester: string | undefined, { read, now }: Look): CardElement {
  const words = approvalListText[read.language]
  const { status, customer, worth, expiresAt, kind } = approval
  const small = { size: 'Small', spacing: 'None' } as const
  return listRow(
    [
      text(plain(`${approvalsText[read.language].kinds[kind]} · ${customer}`)),
      subtle(productsOf(approval, read), small),
      ...(requester === undefined ? [] : [subtle(requester, small)]),
    ],
    words.short[status],
    [
      subtle(amountWords(worth, read), small),
      ...(status === 'waiting' ? [subtle(read.relative(expiresAt, now), small)] : []),
    ],
  )
}

const productsOf = ({ lines, orderNumber }: NumberedApproval, read: Reader): string =>
  [
    ...(orderNumber === null ? [] : [orderNumber]),
    lines.map(({ product, quantity }) => `${read.number(quantity)} × ${product}`).join(' + '),
  ].join(' · ')

function choice(
  words: ApprovalListText,
  page: readonly NumberedApproval[],
  first: NumberedApproval,
  read: Reader,
): IChoiceSetInput {
  const { kinds } = approvalsText[read.language]
  return {
    type: 'Input.ChoiceSet',
    id: 'approval',
    label: words.choose,
    style: 'compact',
    value: first.id,
    choices: page.map((approval) => ({
      // What tells one from the next comes first: a phone cuts the rest.
      title: [
        kinds[approval.kind],
        amountWords(approval.worth, read),
        approval.customer,
        productsOf(approval, read),
      ].join(' · '),
      value: approval.id,
    })),
  }
}
