import type { CardElement } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import { card, facts, plain, state, text } from '../../chat/card-parts.ts'
import { stageWords } from '../../chat/order-words.text.ts'
import { button, buttonRow, startButton } from '../../chat/press.ts'
import { productLine } from '../../chat/product-line.ts'
import type { Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import { isUsable } from '../../commerce/order.ts'
import { isSoftware } from '../../commerce/product.ts'
import { cut } from '../../platform/text.ts'
import { stateBox as approvalBox } from '../../workflow/approvals/approvals.cards.ts'
import { cancellationSentence, stateWord } from '../../workflow/orders/order-state.text.ts'
import { stillStands } from '../../workflow/orders/order-state.ts'
import { heldBox } from '../../workflow/wishes/held.cards.ts'
import { lineWords, taxWords } from './buying.cards.ts'
import { buyingText } from './buying.text.ts'
import { isNotKnown, numberOf, type Purchase } from './purchase.ts'
import { type ReceiptText, receiptText } from './receipt.text.ts'
import type { Receipt, ReceiptOrder } from './receipts.service.ts'
import { refusedTexts, restTexts } from './unordered.cards.ts'

/** What became of a purchase: placed with its order ID, pending, refused, or waiting for an approval. Drawn anew whenever it is looked at. */
export function receiptCard(turn: Turn, receipt: Receipt): Card {
  const { reader: read } = turn
  const { purchase, customer } = receipt
  const words = receiptText[read.language]
  const ofOrder = buyingText[read.language]
  const title = titleOf(words, receipt)
  const products = purchase.lines.map((line) => lineWords(line, read))
  const buttons = buttonsOf(turn, receipt)
  return card({
    title,
    subject: customer && `${customer.name} · ${customer.domain}`,
    speak: [title, customer?.name, ...products].filter((part) => part !== undefined).join('. '),
    body: [
      ...products.map((what, at) =>
        text(plain(what), { weight: 'Bolder', ...(at > 0 && { spacing: 'Small' as const }) }),
      ),
      ...stateBoxes(turn, receipt),
      facts(
        ...(purchase.orders.length > 1 ? [] : [[words.order, ordersOf(purchase)] as const]),
        [ofOrder.total, read.withComma(read.money(purchase.total), taxWords(ofOrder, purchase))],
        [
          ofOrder.payment,
          isBought(purchase) || purchase.status === 'waiting' || purchase.status === 'placing'
            ? ofOrder.onInvoice
            : undefined,
        ],
        [ofOrder.resellerShort, purchase.reseller ?? undefined],
        [ofOrder.poNumberShort, purchase.poNumber ?? undefined],
      ),
      ...(buttons.length === 0 ? [] : [buttonRow(...buttons)]),
    ],
  })
}

const isBought = ({ status }: Purchase): boolean => status === 'placed' || status === 'partly'

/** The number that people see. */
const ordersOf = ({ orders }: Purchase): string | undefined =>
  orders.length === 0 ? undefined : orders.map(numberOf).join(', ')

function titleOf(words: ReceiptText, { purchase, approval }: Receipt): string {
  const { status, orders } = purchase
  if (status === 'placed') return (orders.length > 1 ? words.placedAll : words.placed)(ordersOf(purchase) ?? '')
  if (status === 'pending') return words[pendingKind(purchase)]
  if (isNotKnown(purchase)) return status === 'partly' ? words.partlyKnown : words.notKnown
  // Decided, and the purchase follows in a moment.
  if (status === 'waiting' && approval?.approval.status === 'approved') return words.placing
  return status === 'waiting' && approval?.approval.status !== 'waiting' ? words.ended : words[status]
}

function stateBoxes(turn: Turn, receipt: Receipt): CardElement[] {
  const { reader: read, now } = turn
  const { purchase, customer, approval, orders } = receipt
  const words = receiptText[read.language]
  if (approval !== undefined) return [approvalBox({ read, now }, approval)]
  switch (purchase.status) {
    case 'placing': {
      const held = heldBox(read, purchase.refusal)
      return held.length > 0 ? held : [state('neutral', text(words.placingBody))]
    }
    case 'refused':
      return [state('attention', ...refusedTexts(read, purchase, customer))]
    case 'pending':
      return [
        state('warning', text(words[`${pendingKind(purchase)}Body`])),
        ...(isNotKnown(purchase) ? [state('warning', ...restTexts(read, purchase))] : []),
        ...ofSeveral(turn, receipt),
      ]
    case 'failed':
      return isNotKnown(purchase)
        ? [state('attention', ...restTexts(read, purchase)), ...orderBoxes(turn, receipt)]
        : [state('attention', text(words.failedBody)), ...ofSeveral(turn, receipt)]
    case 'partly':
      return [state('warning', ...restTexts(read, purchase)), ...orderBoxes(turn, receipt)]
    default:
      return orders.length > 1 ? orderBoxes(turn, receipt) : orders.flatMap((order) => standingBox(turn, order))
  }
}

/** What is asked of the partner comes before what only takes time. */
const pendingKind = ({ orders }: Purchase): 'needsPurchaseOrder' | 'inReview' | 'pending' => {
  const stages = orders.map(({ stage }) => stage)
  if (stages.includes('needs-purchase-order')) return 'needsPurchaseOrder'
  return stages.includes('in-review') ? 'inReview' : 'pending'
}

/** What one order stands for is said already. */
const ofSeveral = (turn: Turn, receipt: Receipt): CardElement[] =>
  receipt.orders.length > 1 ? orderBoxes(turn, receipt) : []

/** Each order with its number and how it stands. */
const orderBoxes = (turn: Turn, { orders }: Receipt): CardElement[] =>
  orders.map(({ order, state: holds }) => {
    const { reader: read, now } = turn
    const words = receiptText[read.language]
    const stands =
      holds === undefined || holds.kind === 'not-bought'
        ? stageWords({ state: order.stage, status: order.status }, read)
        : `${stateWord(holds, read)} · ${cancellationSentence(holds, read, now)}`
    return state('neutral', text(`**${plain(words.orderNumber(numberOf(order)))}** ${plain(stands)}`))
  })

function standingBox({ reader: read, now }: Turn, { state: holds }: ReceiptOrder): CardElement[] {
  if (holds === undefined) return []
  return [
    state(
      stillStands(holds) ? 'good' : 'neutral',
      text(`**${read.sentences(stateWord(holds, read))}** ${plain(cancellationSentence(holds, read, now))}`),
    ),
  ]
}

const mostKeyButtons = 3

function buttonsOf(turn: Turn, receipt: Receipt) {
  const { agent, reader } = turn
  const { purchase, approval, orders } = receipt
  const words = receiptText[reader.language]
  const { customerId, status } = purchase
  const about = ({ order }: ReceiptOrder) => ({ customerId, orderId: order.orderId })
  const named = (order: ReceiptOrder, one: string, several: (id: string) => string) =>
    orders.length > 1 ? several(numberOf(order.order)) : one
  const cancellable = orders.filter(({ state: holds }) => holds?.kind === 'open')
  return [
    ...(approval?.approval.status === 'waiting'
      ? [
          button(
            { verb: 'approval', act: 'withdraw', approval: approval.approval.id, brief: true },
            { title: words.withdraw, style: 'destructive', withoutInputs: true },
          ),
        ]
      : []),
    ...(may(agent, 'get-keys') ? keyButtons(turn, receipt) : []),
    ...(may(agent, 'cancel')
      ? cancellable.map((it) =>
          startButton('cancel', { title: named(it, words.cancelOrder, words.cancelOrderNamed) }, about(it)),
        )
      : []),
    ...(status !== 'placing' && status !== 'pending' && may(agent, 'buy')
      ? [startButton('buy', { title: words.buyMore }, { customerId })]
      : []),
  ]
}

/** One for each line that has a key: of several lines each is named. */
function keyButtons({ reader: read }: Turn, { purchase, orders }: Receipt) {
  const words = receiptText[read.language]
  const { customerId, lines } = purchase
  const found = orders.flatMap(({ order, state: holds }) => {
    if (!isUsable({ state: holds?.stage ?? order.stage }) || (holds !== undefined && !stillStands(holds))) return []
    const known = holds?.lines.map(({ line }) => line) ?? lines
    return known.filter(({ family }) => isSoftware(family)).map((line) => ({ orderId: order.orderId, line }))
  })
  const [first] = found
  if (first === undefined) return []
  if (found.length === 1 || found.length > mostKeyButtons) {
    return [startButton('keys', { title: words.getKeys, style: 'positive' }, { customerId, orderId: first.orderId })]
  }
  return found.map(({ orderId, line }, at) =>
    startButton(
      'keys',
      { title: words.getKeysOf(line.product), ...(at === 0 && { style: 'positive' as const }) },
      { customerId, orderId, about: cut(productLine(line, read), 100) },
    ),
  )
}
