import { Decimal } from 'decimal.js'
import { pricesIncludeTax } from '../../commerce/market.ts'
import { money } from '../../commerce/money.ts'
import { type Order, type OrderLine, stageOf } from '../../commerce/order.ts'
import { type ProductRef, refText } from '../../commerce/product.ts'
import { type Offer, offerOf, offerOfRef } from './catalogue.ts'
import type { OrderRow } from './embedded.repository.ts'
import { statusAt } from './order-answers.ts'
import { cancellableUntil, runningTerm, subscriptionId } from './subscriptions.ts'

/** The moment it is looked at. */
export interface Shown {
  readonly now: Date
  /** What was cancelled by then shows as such. */
  readonly cancelledShownTo: Date
}

export function orderFrom(row: OrderRow, shown: Shown): Order {
  const { id, alternateId, customerId, createdAt, cancelledAt, currency, lines } = row
  const status = isShown(cancelledAt, shown) ? 'cancelled' : statusAt(row, shown.now)
  return {
    id,
    ...(alternateId !== null && { alternateId }),
    customerId,
    createdAt,
    status,
    state: stageOf(status),
    currency,
    lines: lines.map((line) => lineFrom(row, line, shown)),
  }
}

function lineFrom(order: OrderRow, line: OrderRow['lines'][number], shown: Shown): OrderLine {
  const { number, catalogItem, quantity, unitPrice } = line
  const { ref, product, sku, family } = offered(catalogItem)
  const until = cancellableUntil(order, line, shown.now)
  return {
    number,
    ref,
    product,
    sku,
    family,
    term: ref.term,
    quantity,
    ...(unitPrice !== null && { unitPrice: money(new Decimal(unitPrice.toString()), order.currency) }),
    taxIncluded: pricesIncludeTax(order.customer.market),
    cancelled: isShown(order.cancelledAt, shown) || isShown(line.cancelledAt, shown),
    ...(runningTerm(order, line, shown.now) !== undefined && {
      subscriptionId: subscriptionId(order.partnerId, order.id, number),
    }),
    ...(until !== undefined && { cancellableUntil: until }),
  }
}

const isShown = (cancelledAt: Date | null, { cancelledShownTo }: Shown): boolean =>
  cancelledAt !== null && cancelledAt <= cancelledShownTo

export function offered(catalogItem: string): Offer {
  const offer = offerOf(catalogItem)
  if (offer === undefined) throw new Error(`an order names ${catalogItem}, which the embedded catalogue does not have`)
  return offer
}

export function offeredAs(ref: ProductRef): Offer {
  const offer = offerOfRef(ref)
  if (offer === undefined) throw new Error(`the embedded catalogue does not have ${refText(ref)}`)
  return offer
}
