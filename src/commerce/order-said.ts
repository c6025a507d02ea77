import { OrderUnknown } from './errors.ts'
import type { Order } from './order.ts'

type Named = Pick<Order, 'id' | 'alternateId'>

/**
 * The orders that a typed ID means, which may be the number that people see: written exactly so, or else in any letter case. More
 * than one where they differ by letter case alone.
 */
export function ordersSaid<T extends Named>(orders: readonly T[], typed: string): T[] {
  const called = (fits: (id: string) => boolean) =>
    orders.filter(({ id, alternateId }) => fits(id) || (alternateId !== undefined && fits(alternateId)))
  const exactly = called((id) => id === typed)
  return exactly.length > 0 ? exactly : called((id) => id.toLowerCase() === typed.toLowerCase())
}

/** The one order that a typed ID means. @throws OrderUnknown, with those that it may mean when they are several */
export function orderSaid<T extends Named>(orders: readonly T[], typed: string): T {
  const [only, ...others] = ordersSaid(orders, typed)
  if (only === undefined) throw new OrderUnknown({ orderId: typed })
  if (others.length > 0) throw new OrderUnknown({ orderId: typed, several: [only, ...others].map(({ id }) => id) })
  return only
}
