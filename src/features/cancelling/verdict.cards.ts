import type { CardElement } from '@microsoft/teams.cards'
import type { Entry } from '../../chat/card-flow.ts'
import { state, subtle, text } from '../../chat/card-parts.ts'
import { amountWords, stageWords } from '../../chat/order-words.text.ts'
import { buttonRow, startButton } from '../../chat/press.ts'
import { type Order, type OrderLine, orderNumber } from '../../commerce/order.ts'
import type { Verdict } from '../../commerce/policy.ts'
import type { Reader } from '../../platform/language.ts'
import { cut } from '../../platform/text.ts'
import type { Look } from '../../workflow/approvals/approval.ts'
import type { CancellingText } from './cancelling.text.ts'
import type { JudgedOrder } from './judged-order.ts'
import { lineWords, severalLines, shareWords } from './lines.cards.ts'
import { linesText } from './lines.text.ts'

/** What holds for cancelling an order, in two words for a list. */
export function verdictShort(words: CancellingText, verdict: Verdict, read: Reader): string {
  if (verdict.kind === 'open') return words.daysLeft(verdict.daysLeft, read)
  if (verdict.kind === 'not-bought') return words.short.notBought
  return verdict.kind === 'cancelled' ? '' : words.short[verdict.kind]
}

interface VerdictLook extends Look {
  /** Whether the reader may ask Microsoft's support. */
  readonly maySupport: boolean
  /** Whether the reader may buy. */
  readonly mayBuy: boolean
  readonly entry: Entry
}

/** What holds for cancelling the order that the card is about. */
export function verdictBox(words: CancellingText, judged: JudgedOrder, look: VerdictLook): CardElement {
  const { read, now, maySupport } = look
  const { order, verdict } = judged
  const support = maySupport ? [supportButton(words, order)] : []
  switch (verdict.kind) {
    case 'open':
      return state(
        'neutral',
        text(
          words.openUntil(
            words.daysLeft(verdict.daysLeft, read),
            read.dateTime(verdict.closesAt),
            verdict.givenBy === 'service',
          ),
        ),
        ...openLines(words, judged, verdict, look),
        text(words.noFee, { spacing: 'Small' }),
        ...wrongQuantity(judged, verdict.closesAt, look),
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
  order.lines.map((line) => subtle(`${orderNumber(order)} · ${lineWords(line, read)}`, { spacing: 'None' }))

/** One line has its credit in one sentence; several each have their own, and may be cancelled on their own. */
function openLines(
  words: CancellingText,
  judged: JudgedOrder,
  verdict: Extract<Verdict, { kind: 'open' }>,
  { read, entry }: VerdictLook,
): CardElement[] {
  const { credit } = verdict
  const [only] = credit.lines
  if (judged.order.lines.length > 1 || only === undefined) return severalLines(words, judged, verdict, read, entry)
  const total = words.credit(amountWords(credit.total, read))
  const share = shareWords(words, only, read)
  return [
    ...productLines(judged.order, read),
    text(share === '' ? total : total + read.inBrackets(share), { spacing: 'Small' }),
  ]
}

/** No quantity can be changed: what was bought wrongly is cancelled and bought again while that can be. */
function wrongQuantity(
  { order, lines, chosen }: JudgedOrder,
  until: Date,
  { read, mayBuy }: VerdictLook,
): CardElement[] {
  const [only, ...others] = lines.filter(({ line }) => chosen.includes(line.number)).map(({ line }) => line)
  if (only === undefined) return []
  const quantity = others.length === 0 ? read.number(only.quantity) : undefined
  return [
    text(linesText[read.language].wrongQuantity(quantity, read.dateTime(until)), { spacing: 'Medium' }),
    ...(mayBuy ? [buttonRow(buyAgainButton(read, order, others.length === 0 ? [only] : []))] : []),
  ]
}

/** Opens a purchase with what was bought, where it is one thing. */
function buyAgainButton(read: Reader, { customerId }: Order, lines: readonly OrderLine[]) {
  const [only, ...others] = lines
  const about = only === undefined || others.length > 0 ? {} : { about: cut(`${only.product} ${only.sku}`, 100) }
  return startButton('buy', { title: linesText[read.language].buyAgain }, { customerId, ...about })
}

const link = (title: string, url: string): CardElement => buttonRow({ type: 'Action.OpenUrl', title, url })
