import { card, facts, state, subtle, text } from '../../chat/card-parts.ts'
import type { Telling } from '../../chat/feature.ts'
import { amountWords } from '../../chat/order-words.text.ts'
import { buttonRow, startButton } from '../../chat/press.ts'
import { productLine, productsLine } from '../../chat/product-line.ts'
import { type OrderLine, orderTotal } from '../../commerce/order.ts'
import type { Reader } from '../../platform/language.ts'
import { asTold } from '../../platform/stages.ts'
import { muteButton } from '../../workflow/notices/mute-button.ts'
import type { ClosingWindow } from './cancellation-windows.service.ts'
import { windowsText } from './cancellation-windows.text.ts'

/** The notice that an order can be cancelled for a few days more, or for one. */
export function windowNotice(read: Reader, now: Date, { order, customer, open, mayCancel }: ClosingWindow): Telling {
  const words = windowsText[read.language]
  const title = words.title(open.daysLeft, order.id, read)
  const when = read.relative(asTold(open.closesAt, now), now)
  const ids = { customerId: customer.id, orderId: order.id }
  const products = order.lines.map((line) => [words.product, lineWords(line, read)] as const)
  return {
    line: `${title} · ${customer.name} · ${read.dateTime(open.closesAt)}`,
    row: {
      title,
      below: [customer.name, productsLine(order, read), read.dateTime(open.closesAt)],
      amount: amountWords(orderTotal(order), read),
      until: open.closesAt,
      opens: { command: mayCancel ? 'cancel' : 'orders', ...ids },
    },
    card: card({
      title,
      subject: `${customer.name} · ${customer.domain}`,
      body: [
        state(
          'warning',
          text(words.until(read.dateTime(open.closesAt), when)),
          text(words.credit(amountWords(open.credit.total, read)), { spacing: 'Small' }),
        ),
        facts(
          ...products,
          [words.total, amountWords(orderTotal(order), read)],
          [words.bought, read.date(order.createdAt)],
        ),
        subtle(words.nothingToDo),
        buttonRow(
          ...(mayCancel ? [startButton('cancel', { title: words.cancel(order.id) }, ids)] : []),
          muteButton(read, 'windows'),
        ),
      ],
    }),
  }
}

const lineWords = (line: OrderLine, read: Reader): string =>
  `${read.number(line.quantity)} × ${productLine(line, read)}`
