import type { CardElement, IToggleInput } from '@microsoft/teams.cards'
import type { Entry } from '../../chat/card-flow.ts'
import { choiceTitle, mistake, plain, subtle, text } from '../../chat/card-parts.ts'
import { amountWords } from '../../chat/order-words.text.ts'
import { productLine } from '../../chat/product-line.ts'
import type { LineCredit } from '../../commerce/credit.ts'
import type { OrderLine } from '../../commerce/order.ts'
import type { Reader } from '../../platform/language.ts'
import type { LineState } from '../../workflow/orders/order-state.ts'
import type { CancellingText } from './cancelling.text.ts'
import { isOpen, type JudgedOrder } from './judged-order.ts'
import { linesText } from './lines.text.ts'

/** What the checkboxes are called, with the number of their line. */
export const lineInput = 'line-'

type Open = Extract<JudgedOrder['verdict'], { kind: 'open' }>

/**
 * What can be cancelled of an order of several lines, each with its own credit and to be ticked where there is a choice; what
 * cannot, with why beside it; and what the ticked ones come to.
 */
export function severalLines(
  words: CancellingText,
  { lines, chosen }: JudgedOrder,
  { credit }: Open,
  read: Reader,
  entry: Entry,
): CardElement[] {
  const open = lines.filter(isOpen)
  const choice = open.length > 1
  const closings = new Set(open.map(({ verdict }) => verdict.kind === 'open' && verdict.closesAt.getTime())).size
  const total = words.credit(amountWords(credit.total, read))
  const part =
    chosen.length < open.length
      ? linesText[read.language].ofThem(read.number(chosen.length), read.number(open.length))
      : ''
  return [
    ...open.map((line) => openRow(words, line, { chosen, choice, closings }, read)),
    ...mistake(entry, 'lines'),
    ...lines.filter((line) => !isOpen(line)).map((line) => barredRow(line, read)),
    text(part === '' ? total : total + read.inBrackets(part), { spacing: 'Small' }),
    ...(choice && part === '' ? [subtle(linesText[read.language].untick, { size: 'Small', spacing: 'Small' })] : []),
    subtle(words.howProrated, { size: 'Small', spacing: 'Small' }),
  ]
}

export const lineWords = (line: OrderLine, read: Reader): string =>
  `${productLine(line, read)} × ${read.number(line.quantity)}`

export const shareWords = (words: CancellingText, { fraction }: LineCredit, read: Reader): string =>
  fraction === undefined ? '' : words.creditPart(read.percent(fraction.toNumber()))

/** A line that can be cancelled: ticked or not where there is a choice, its credit beside it. */
function openRow(
  words: CancellingText,
  { line, verdict }: LineState,
  { chosen, choice, closings }: { chosen: readonly number[]; choice: boolean; closings: number },
  read: Reader,
): CardElement {
  if (verdict.kind !== 'open') return subtle(lineWords(line, read))
  const { credit, daysLeft } = verdict
  const title = lineWords(line, read)
  const toggle: IToggleInput = {
    type: 'Input.Toggle',
    id: `${lineInput}${line.number}`,
    label: linesText[read.language].item(read.number(line.number + 1)),
    title: choiceTitle(title),
    wrap: true,
    valueOn: 'true',
    valueOff: 'false',
    value: String(chosen.includes(line.number)),
  }
  return twoSides(choice ? toggle : subtle(title), [
    amountWords(credit.amount, read),
    shareWords(words, credit, read),
    closings > 1 ? words.daysLeft(daysLeft, read) : '',
  ])
}

const barredRow = (state: LineState, read: Reader): CardElement =>
  twoSides(subtle(lineWords(state.line, read)), [barredWords(state, read)])

/** Why a line cannot be cancelled, in a few words. */
function barredWords({ verdict, cancellation }: LineState, read: Reader): string {
  const words = linesText[read.language]
  if (verdict.kind === 'cancelled' || cancellation !== undefined) return words.barred[cancellation ?? 'cancelled']
  if (verdict.kind === 'closed') return words.closedOn(read.date(verdict.closedAt))
  return verdict.kind === 'open' ? '' : words.barred[verdict.kind]
}

function twoSides(left: CardElement, [figure, ...below]: readonly [string, ...string[]]): CardElement {
  const small = { horizontalAlignment: 'Right', spacing: 'None', size: 'Small' } as const
  return {
    type: 'ColumnSet',
    spacing: 'Small',
    columns: [
      { type: 'Column', width: 'stretch', items: [left] },
      {
        type: 'Column',
        width: 'auto',
        items: [
          text(plain(figure), { horizontalAlignment: 'Right' }),
          ...below.filter((line) => line !== '').map((line) => subtle(line, small)),
        ],
      },
    ],
  }
}
