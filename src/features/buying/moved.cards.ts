import { card, facts, plain, state, text } from '../../chat/card-parts.ts'
import type { Telling } from '../../chat/feature.ts'
import { stageWords } from '../../chat/order-words.text.ts'
import { buttonRow, startButton } from '../../chat/press.ts'
import type { Customer } from '../../commerce/order.ts'
import type { Reader } from '../../platform/language.ts'
import { muteButton } from '../../workflow/notices/mute-button.ts'
import { lineWords, taxWords } from './buying.cards.ts'
import { buyingText } from './buying.text.ts'
import { comesTo, type Purchase } from './purchase.ts'

/** The notice that Microsoft has decided about an order, or asks for something. */
export function movedNotice(read: Reader, purchase: Purchase, customer: Customer): Telling {
  const words = buyingText[read.language]
  const status = comesTo(purchase.orders, purchase.unordered)
  const title = words.moved[status](customer.name)
  const { customerId, orders, lines } = purchase
  const products = lines.map((line) => lineWords(line, read))
  const total = read.money(purchase.total)
  const tone = { placed: 'good', partly: 'warning', failed: 'attention', pending: 'warning' } as const
  const body = { placed: undefined, partly: words.partlyBody, failed: words.failedBody, pending: undefined }[status]
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
          tone[status],
          ...orders.map(({ orderId, alternateId, stage, status: said }) =>
            text(
              `**${plain(words.orderNumber(alternateId ?? orderId))}** ${plain(stageWords({ state: stage, status: said }, read))}`,
            ),
          ),
          ...(body === undefined ? [] : [text(body, { spacing: 'Small' })]),
        ),
        facts([words.total, read.withComma(total, taxWords(words, purchase))]),
        buttonRow(
          ...orders.map(({ orderId, alternateId }) =>
            startButton('orders', { title: words.showOrder(alternateId ?? orderId) }, { customerId, orderId }),
          ),
          muteButton(read, 'purchases'),
        ),
      ],
    }),
  }
}
