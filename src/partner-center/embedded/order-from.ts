import { Decimal } from 'decimal.js'
import { money } from '../../commerce/money.ts'
import type { Order } from '../../commerce/order.ts'
import { type ProductRef, refText } from '../../commerce/product.ts'
import { type Offer, offerOf, offerOfRef } from './catalogue.ts'
import type { OrderRow } from './embedded.repository.ts'

/** @param cancelledShownTo what was cancelled by then shows as such */
export function orderFrom(row: OrderRow, cancelledShownTo: Date): Order {
  const { id, customerId, createdAt, cancelledAt, currency, poNumber, lines } = row
  return {
    id,
    customerId,
    createdAt,
    status: cancelledAt !== null && cancelledAt <= cancelledShownTo ? 'cancelled' : 'completed',
    currency,
    poNumber: poNumber ?? undefined,
    lines: lines.map(({ number, catalogItem, quantity, unitPrice }) => {
      const { ref, product, sku, family } = offered(catalogItem)
      const price = money(new Decimal(unitPrice.toString()), currency)
      return { number, ref, product, sku, family, term: ref.term, quantity, unitPrice: price }
    }),
  }
}

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
