import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import { announcements, card, facts, plain, state, text } from '../../chat/card-parts.ts'
import { buttonRow, type FlowButtons } from '../../chat/press.ts'
import { productLine } from '../../chat/product-line.ts'
import { wordsText } from '../../chat/words.text.ts'
import { type Customer, orderNumber } from '../../commerce/order.ts'
import type { Reader } from '../../platform/language.ts'
import { customerLine } from '../../workflow/customers/customer-step.ts'
import { keysText } from './keys.text.ts'
import type { OrderEnded } from './software.ts'

interface EndedOrderCard {
  readonly read: Reader
  readonly customer: Customer
  readonly ended: OrderEnded
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/** An order whose keys and links are gone: what it was, marked as what it is now, and no secret of it. */
export function endedOrderCard({
  read,
  customer,
  ended: { order, state: holds },
  entry,
  buttons,
}: EndedOrderCard): Card {
  const words = keysText[read.language]
  const marked = words.ended[holds]
  return card({
    title: words.title,
    subject: `${customerLine(customer)} · ${orderNumber(order)}`,
    speak: [words.title, orderNumber(order), marked].join('. '),
    body: [
      ...announcements(entry),
      state(
        'attention',
        text(`**${plain(orderNumber(order))} · ${words.state[holds]}**`),
        text(marked, { spacing: 'Small' }),
      ),
      facts(
        ...order.lines.map(
          (line) => [words.product, `${read.number(line.quantity)} × ${productLine(line, read)}`] as const,
        ),
        [words.bought, read.date(order.createdAt)],
      ),
      buttonRow(buttons.button('back', { title: wordsText[read.language].back, withoutInputs: true })),
    ],
  })
}
