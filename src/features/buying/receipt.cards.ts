import type { CardElement } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import { card, facts, plain, state, text } from '../../chat/card-parts.ts'
import { refusalText } from '../../chat/error-reply.ts'
import { button, buttonRow, startButton } from '../../chat/press.ts'
import { productLine } from '../../chat/product-line.ts'
import type { Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import { AgreementNotAccepted, ProductNotSold, ReservationsNotSold } from '../../commerce/errors.ts'
import { type Customer, isUsable } from '../../commerce/order.ts'
import { isSoftware } from '../../commerce/product.ts'
import type { DomainError } from '../../platform/errors.ts'
import { stateBox as approvalBox } from '../../workflow/approvals/approvals.cards.ts'
import { cancellationSentence, stateWord } from '../../workflow/orders/order-state.text.ts'
import { stillStands } from '../../workflow/orders/order-state.ts'
import { heldBox } from '../../workflow/wishes/held.cards.ts'
import { taxWords } from './buying.cards.ts'
import type { Purchase } from './buying.repository.ts'
import { type BuyingText, buyingText } from './buying.text.ts'
import type { Receipt } from './receipts.service.ts'

/** What became of a purchase: placed with its order ID, being placed, refused, or waiting for an approval. Drawn anew whenever it is looked at. */
export function receiptCard(turn: Turn, receipt: Receipt): Card {
  const { reader: read } = turn
  const { purchase, customer } = receipt
  const words = buyingText[read.language]
  const title = titleOf(words, receipt)
  const what = purchase.lines.map((line) => `${read.number(line.quantity)} × ${productLine(line, read)}`).join(' + ')
  const buttons = buttonsOf(turn, receipt)
  return card({
    title,
    subject: customer && `${customer.name} · ${customer.domain}`,
    speak: [title, customer?.name, what].filter((part) => part !== undefined).join('. '),
    body: [
      text(plain(what), { weight: 'Bolder' }),
      ...stateBox(turn, receipt),
      facts(
        [words.order, purchase.orderId ?? undefined],
        [words.total, read.withComma(read.money(purchase.total), taxWords(words, purchase))],
        [words.payment, isOver(purchase) ? undefined : words.onInvoice],
        [words.poNumberShort, purchase.poNumber ?? undefined],
      ),
      ...(buttons.length === 0 ? [] : [buttonRow(...buttons)]),
    ],
  })
}

const isOver = ({ status }: Purchase): boolean => status === 'refused' || status === 'ended'

function titleOf(words: BuyingText, { purchase: { status, orderId }, approval }: Receipt): string {
  if (status === 'placed') return words.placed(orderId ?? '')
  // Decided, and the purchase follows in a moment.
  if (status === 'waiting' && approval?.approval.status === 'approved') return words.placing
  return status === 'waiting' && approval?.approval.status !== 'waiting' ? words.ended : words[status]
}

function stateBox({ reader: read, now }: Turn, receipt: Receipt): CardElement[] {
  const { purchase, customer, state: holds, approval } = receipt
  const words = buyingText[read.language]
  if (approval !== undefined) return [approvalBox({ read, now }, approval)]
  if (purchase.status === 'placing') {
    const held = heldBox(read, purchase.refusal)
    return held.length > 0 ? held : [state('neutral', text(words.placingBody))]
  }
  if (purchase.status === 'refused') {
    const refusal = refusalOf(purchase, customer)
    const why = refusal === undefined ? words.refusedByPartnerCenter : refusalText(read, refusal)
    return [state('attention', text(plain(why)), text(words.nothingLeft, { spacing: 'Small' }))]
  }
  if (holds === undefined) return []
  return [
    state(
      stillStands(holds) ? 'good' : 'neutral',
      text(`**${read.sentences(stateWord(holds, read))}** ${plain(cancellationSentence(holds, read, now))}`),
    ),
  ]
}

/** The refusal with its facts; of what was refused before they were kept, as far as they are known otherwise. */
function refusalOf(
  { refusal }: Purchase,
  customer: Customer | undefined,
): Pick<DomainError, 'code' | 'facts'> | undefined {
  if (refusal === null) return undefined
  const { code, facts } = refusal
  if (facts !== null) return { code, facts }
  if (customer === undefined) return undefined
  const { name, market } = customer
  const known = [
    new AgreementNotAccepted({ customer: name }),
    new ReservationsNotSold({ market }),
    new ProductNotSold({ market }),
  ]
  return known.find((error) => error.code === code)
}

function buttonsOf({ agent, reader }: Turn, { purchase, state: holds, approval }: Receipt) {
  const words = buyingText[reader.language]
  const { customerId, orderId, lines, status } = purchase
  const stands = holds === undefined || stillStands(holds)
  const order = { customerId, orderId: orderId ?? '' }
  return [
    ...(approval?.approval.status === 'waiting'
      ? [
          button(
            { verb: 'approval', act: 'withdraw', approval: approval.approval.id, brief: true },
            { title: words.withdraw, style: 'destructive', withoutInputs: true },
          ),
        ]
      : []),
    ...(orderId !== null &&
    stands &&
    isUsable({ state: holds?.stage ?? 'placed' }) &&
    lines.some(({ family }) => isSoftware(family)) &&
    may(agent, 'get-keys')
      ? [startButton('keys', { title: words.getKeys, style: 'positive' }, order)]
      : []),
    ...(orderId !== null && holds?.kind === 'open' && may(agent, 'cancel')
      ? [startButton('cancel', { title: words.cancelOrder }, order)]
      : []),
    ...(status !== 'placing' && may(agent, 'buy')
      ? [startButton('buy', { title: words.buyMore }, { customerId })]
      : []),
  ]
}
