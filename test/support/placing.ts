import type { PreparedCart } from '../../src/commerce/cart.ts'
import type { Money } from '../../src/commerce/money.ts'
import type { Order } from '../../src/commerce/order.ts'
import type { PartnerCenter } from '../../src/commerce/ports/partner-center.ts'
import type { ProductRef } from '../../src/commerce/product.ts'

interface Wanted {
  readonly customerId: string
  readonly ref: ProductRef
  readonly quantity: number
  readonly requestId: string
}

/** Buys one line: a cart, then its order. Both calls have the one request id. */
export async function placeOrder(partnerCenter: PartnerCenter, partnerId: string, wanted: Wanted): Promise<Order> {
  const { customerId, ref, quantity, requestId } = wanted
  const attestations = { partnerOnRecord: true, agreement: true }
  const cart = await partnerCenter.prepare(
    partnerId,
    { customerId, lines: [{ ref, quantity }], attestations },
    requestId,
  )
  const { orders } = await partnerCenter.submit(partnerId, customerId, cart.cartId, requestId)
  const [order] = orders
  if (order === undefined) throw new Error('a cart became no order')
  return order
}

/** A cart at other prices. */
export const repriced = <T extends Pick<PreparedCart, 'lines'>>(cart: T, price: (was: Money) => Money): T => ({
  ...cart,
  lines: cart.lines.map((line) => ({ ...line, unitPrice: line.unitPrice && price(line.unitPrice) })),
})
