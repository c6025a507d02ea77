import type { CardElement } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import { announcements, card, plain, state, text } from '../../chat/card-parts.ts'
import type { Telling } from '../../chat/feature.ts'
import { amountWords } from '../../chat/order-words.text.ts'
import { buttonRow, type FlowButtons } from '../../chat/press.ts'
import { productsLine } from '../../chat/product-line.ts'
import { tabButton } from '../../chat/tab-button.ts'
import { type Customer, linesOf } from '../../commerce/order.ts'
import type { Reader } from '../../platform/language.ts'
import type { Look } from '../../workflow/approvals/approval.ts'
import { customerLine } from '../../workflow/customers/customer-step.ts'
import { muteButton } from '../../workflow/notices/mute-button.ts'
import { heldBox, refusalLine } from '../../workflow/wishes/held.cards.ts'
import type { Cancellation } from './cancelling.repository.ts'
import { type CustomerCancellations, type Outcome, ofSameLines, stands } from './cancelling.service.ts'
import { type CancellingText, cancellingText } from './cancelling.text.ts'
import { linesText } from './lines.text.ts'
import { nameOf, numberIn } from './part-name.ts'
import { approvalBoxes } from './waiting.cards.ts'

export interface ReceiptCard extends Look {
  readonly customer: Customer
  readonly found: CustomerCancellations
  /** The one to be looked at next, of several that a sentence named. */
  readonly next: string | undefined
  /** The card itself: cancellations that were submitted from it stay on it. */
  readonly flow: string
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/**
 * After Submit: what became of it, without the form, and the way to the next one.
 * @param orderId what was submitted last: a colleague may have asked for an approval of it before, from another card.
 */
export function cancellingReceipt(input: ReceiptCard & { orderId: string | undefined }): Card {
  const { read, customer, flow, orderId, entry, buttons } = input
  const words = cancellingText[read.language]
  const outcome = doneHere(input).at(-1)
  return card({
    title: words.title,
    subject: customerLine(customer),
    speak: [
      outcome === undefined
        ? words.title
        : outcomeWords(words, outcome, input, nameOf(outcome, input.found, read)).replaceAll('**', ''),
      customer.name,
    ].join('. '),
    body: [
      ...outcomeBoxes(words, input),
      ...approvalBoxes(words, { ...input, only: (it) => it.flowId === flow || it.orderId === orderId }),
      ...announcements(entry),
      buttonRow(
        ...nextButton(words, input),
        buttons.button('another', { title: words.cancelAnother, withoutInputs: true }),
      ),
    ],
  })
}

export const nextButton = (words: CancellingText, { next, buttons }: ReceiptCard) =>
  next === undefined ? [] : [buttons.button('next-order', { title: words.nextOrder(next), withoutInputs: true })]

export const outcomeBoxes = (words: CancellingText, input: ReceiptCard): CardElement[] =>
  doneHere(input).map((cancellation) => outcomeBox(words, cancellation, input))

/**
 * What was cancelled from this card without asking anybody. A refusal is told until the order is cancelled, or asked for, after
 * all.
 */
function doneHere({ found: { cancellations, approvals }, flow }: ReceiptCard): Cancellation[] {
  const standing = cancellations.filter(stands)
  return cancellations.filter(
    (cancellation) =>
      cancellation.flowId === flow &&
      !approvals.has(cancellation.id) &&
      (stands(cancellation) || !standing.some((other) => ofSameLines(other, cancellation))),
  )
}

/** @param name as it stands in the text: the order, and its lines where others stay. */
function outcomeWords(
  words: CancellingText,
  cancellation: Cancellation,
  { read, found }: Pick<ReceiptCard, 'read' | 'found'>,
  name: string,
): string {
  switch (cancellation.status) {
    case 'cancelled':
      return words.cancelled(name, read.dateTime(cancellation.shownAt ?? cancellation.submittedAt))
    case 'cancelling':
      return words.cancelling(name)
    case 'refused':
      return words.refused(name, plain(numberIn(found, cancellation.orderId)))
    default:
      return words.submitted(name)
  }
}

function outcomeBox(words: CancellingText, cancellation: Cancellation, input: ReceiptCard): CardElement {
  const { read, found } = input
  const { status, credit, refusal } = cancellation
  const said = text(outcomeWords(words, cancellation, input, plain(nameOf(cancellation, found, read))))
  const why = refusalLine(read, refusal)
  if (status === 'refused')
    return state('attention', said, ...(why === undefined ? [] : [text(why, { spacing: 'Small' })]))
  const [held] = status === 'submitted' ? heldBox(read, refusal) : []
  if (held !== undefined) return held
  return state(
    'good',
    said,
    text(words.credit(amountWords(credit, read)), { spacing: 'Small' }),
    ...(status === 'submitted' ? [] : [text(words.revoked, { spacing: 'Small' })]),
  )
}

/** The message that tells the person who asked: Partner Center shows the cancellation, or has refused it. */
export function outcomeNotice(read: Reader, { customer, order, cancellation }: Outcome, tab: string): Telling {
  const words = cancellingText[read.language]
  const refused = cancellation.status === 'refused'
  const name = nameOf(cancellation, { known: new Map(order === undefined ? [] : [[order.id, order]]) }, read)
  const title = refused ? words.toldRefused(name) : words.told(name)
  const toldBody = cancellation.whole ? words.toldBody : linesText[read.language].toldPart
  const about = order && { ...order, lines: cancellation.whole ? order.lines : linesOf(order, cancellation.lines) }
  return {
    line: `${title} · ${customer.name}`,
    row: {
      title,
      below: [customer.name, about && productsLine(about, read)],
      amount: amountWords(cancellation.credit, read),
      opens: { command: 'orders', customerId: customer.id, orderId: cancellation.orderId },
    },
    card: card({
      title,
      subject: `${customer.name} · ${customer.domain}`,
      body: [
        text(refused ? words.refusedBody : toldBody(amountWords(cancellation.credit, read))),
        buttonRow(tabButton(read, tab, 'primary'), muteButton(read, 'cancellations')),
      ],
    }),
  }
}
