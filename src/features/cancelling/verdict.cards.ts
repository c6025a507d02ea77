import type { CardElement } from '@microsoft/teams.cards'
import { plain, state, subtle, text } from '../../chat/card-parts.ts'
import { amountWords, stageWords } from '../../chat/order-words.text.ts'
import { buttonRow, startButton } from '../../chat/press.ts'
import { productLine } from '../../chat/product-line.ts'
import type { Order } from '../../commerce/order.ts'
import type { Credit, LineCredit, Verdict } from '../../commerce/policy.ts'
import type { Reader } from '../../platform/language.ts'
import type { Look } from '../../workflow/approvals/approval.ts'
import type { JudgedOrder } from './cancelling.service.ts'
import type { CancellingText } from './cancelling.text.ts'

/** What holds for cancelling an order, in two words for a list. */
export function verdictShort(words: CancellingText, verdict: Verdict, read: Reader): string {
  if (verdict.kind === 'open') return words.daysLeft(verdict.daysLeft, read)
  if (verdict.kind === 'not-bought') return words.short.notBought
  return verdict.kind === 'cancelled' ? '' : words.short[verdict.kind]
}

interface VerdictLook extends Look {
  /** Whether the reader may ask Microsoft's support. */
  readonly maySupport: boolean
}

/** What holds for cancelling the order that the card is about. */
export function verdictBox(words: CancellingText, { order, verdict }: JudgedOrder, look: VerdictLook): CardElement {
  const { read, now, maySupport } = look
  const support = maySupport ? [supportButton(words, order)] : []
  switch (verdict.kind) {
    case 'open':
      return state(
        'neutral',
        text(words.openUntil(words.daysLeft(verdict.daysLeft, read), read.dateTime(verdict.closesAt))),
        ...openLines(words, order, verdict.credit, read),
        text(words.noFee, { spacing: 'Small' }),
      )
    case 'closed':
      return state(
        'neutral',
        ...productLines(order, read),
        text(words.closed(read.dateTime(verdict.closedAt), read.relative(verdict.closedAt, now))),
        ...support,
      )
    case 'support':
      return state('neutral', ...productLines(order, read), text(words.support), ...support)
    case 'elsewhere':
      return state(
        'neutral',
        ...productLines(order, read),
        text(words.elsewhere),
        link(
          words.openReservations,
          'https://portal.azure.com/#blade/Microsoft_Azure_Support/HelpAndSupportBlade/newsupportrequest',
        ),
      )
    case 'not-bought':
      return state('neutral', ...productLines(order, read), text(words.notBought(stageWords(order, read))))
    default:
      return state('neutral', ...productLines(order, read), text(words[verdict.kind === 'never' ? 'never' : 'unknown']))
  }
}

const supportButton = (words: CancellingText, { id: orderId, customerId }: Order): CardElement =>
  buttonRow(startButton('support', { title: words.openSupport }, { customerId, orderId }))

const productLines = (order: Order, read: Reader): CardElement[] =>
  order.lines.map((line) =>
    subtle(`${order.id} · ${productLine(line, read)} × ${read.number(line.quantity)}`, { spacing: 'None' }),
  )

/** With several line items each has its own credit beside it; the sum stands below. */
function openLines(words: CancellingText, order: Order, credit: Credit, read: Reader): CardElement[] {
  const [only] = credit.lines
  const share = ({ fraction }: LineCredit) =>
    fraction === undefined ? '' : words.creditPart(read.percent(fraction.toNumber()))
  const total = text(words.credit(amountWords(credit.total, read)), { spacing: 'Small' })
  if (credit.lines.length === 1 && only !== undefined) {
    return [
      ...productLines(order, read),
      only.fraction === undefined ? total : { ...total, text: total.text + read.inBrackets(share(only)) },
    ]
  }
  return [
    ...credit.lines.map((of) =>
      twoSides(`${productLine(of.line, read)} × ${read.number(of.line.quantity)}`, [
        amountWords(of.amount, read),
        share(of),
      ]),
    ),
    total,
    subtle(words.howProrated, { size: 'Small', spacing: 'Small' }),
  ]
}

const twoSides = (left: string, [figure, below]: readonly [string, string]): CardElement => ({
  type: 'ColumnSet',
  spacing: 'Small',
  columns: [
    { type: 'Column', width: 'stretch', items: [subtle(left)] },
    {
      type: 'Column',
      width: 'auto',
      items: [
        text(plain(figure), { horizontalAlignment: 'Right' }),
        subtle(below, { horizontalAlignment: 'Right', spacing: 'None', size: 'Small' }),
      ],
    },
  ],
})

const link = (title: string, url: string): CardElement => buttonRow({ type: 'Action.OpenUrl', title, url })
