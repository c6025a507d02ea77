import type { CardElement } from '@microsoft/teams.cards'
import { card, facts, plain, state, text } from '../../chat/card-parts.ts'
import type { Telling } from '../../chat/feature.ts'
import { stageWords } from '../../chat/order-words.text.ts'
import { buttonRow, startButton } from '../../chat/press.ts'
import { tabButton } from '../../chat/tab-button.ts'
import type { Customer } from '../../commerce/order.ts'
import type { Reader } from '../../platform/language.ts'
import { muteButton } from '../../workflow/notices/mute-button.ts'
import { lineWords, taxWords } from './buying.cards.ts'
import { buyingText } from './buying.text.ts'
import type { ToldPurchase } from './pending-orders.service.ts'
import { comesTo, isNotKnown, numberOf, type Purchase } from './purchase.ts'
import { receiptText } from './receipt.text.ts'
import { refusedTexts, restTexts } from './unordered.cards.ts'

/** What a notice tells: `refused` has no order, and so has what nothing is known of. */
const toldAs = (purchase: Purchase): keyof typeof tone => {
  const status = purchase.status === 'refused' ? 'refused' : comesTo(purchase.orders, purchase.unordered)
  return isNotKnown(purchase) && (status === 'refused' || status === 'failed') ? 'notKnown' : status
}

const tone = {
  placed: 'good',
  partly: 'warning',
  failed: 'attention',
  pending: 'warning',
  refused: 'attention',
  notKnown: 'attention',
} as const

/** The notice of what became of an order: Microsoft has decided about it, or asks for something, or has not taken it. */
export function movedNotice(read: Reader, { purchase, customer, tab }: ToldPurchase): Telling {
  const words = receiptText[read.language]
  const ofOrder = buyingText[read.language]
  const told = toldAs(purchase)
  const title = words.moved[told](customer.name)
  const { customerId, orders, lines } = purchase
  const products = lines.map((line) => lineWords(line, read))
  const total = read.money(purchase.total)
  return {
    line: `${title} · ${products.join(', ')}`,
    row: {
      title,
      below: products,
      amount: total,
      opens: { command: 'orders', customerId, ...(orders[0] !== undefined && { orderId: orders[0].orderId }) },
    },
    card: card({
      title,
      subject: `${customer.name} · ${customer.domain}`,
      body: [
        ...products.map((what) => text(plain(what), { spacing: 'Small' })),
        state(
          tone[told],
          ...orders.map((order) =>
            text(
              `**${plain(words.orderNumber(numberOf(order)))}** ${plain(stageWords({ state: order.stage, status: order.status }, read))}`,
            ),
          ),
          ...becauseTexts(read, purchase, customer),
        ),
        facts([ofOrder.total, read.withComma(total, taxWords(ofOrder, purchase))]),
        buttonRow(
          ...orders.map((order) =>
            startButton('orders', { title: words.showOrder(numberOf(order)) }, { customerId, orderId: order.orderId }),
          ),
          tabButton(read, tab),
          muteButton(read, 'purchases'),
        ),
      ],
    }),
  }
}

function becauseTexts(read: Reader, purchase: Purchase, customer: Customer): CardElement[] {
  const words = receiptText[read.language]
  const { status } = purchase
  if (status === 'refused') return refusedTexts(read, purchase, customer)
  if (status === 'partly' || isNotKnown(purchase)) return restTexts(read, purchase)
  return status === 'failed' ? [text(words.failedBody, { spacing: 'Small' })] : []
}
