import { OrderUnknown } from './errors.ts'
import type { Order } from './order.ts'

type Named = Pick<Order, 'id' | 'alternateId'>

/**
 * The orders that a typed ID means, which may be the number that people see: written exactly so, or else in any letter case. More
 * than one where they differ by letter case alone, by their letters: the same are offered in the same order always.
 */
export function ordersSaid<T extends Named>(orders: readonly T[], typed: string): T[] {
  const called = (fits: (id: string) => boolean) =>
    orders.filter(({ id, alternateId }) => fits(id) || (alternateId !== undefined && fits(alternateId)))
  const exactly = called((id) => id === typed)
  if (exactly.length > 0) return exactly
  return called((id) => id.toLowerCase() === typed.toLowerCase()).toSorted((one, other) => (one.id < other.id ? -1 : 1))
}

/** The one order that a typed ID means. @throws OrderUnknown, with those that it may mean when they are several */
export function orderSaid<T extends Named>(orders: readonly T[], typed: string): T {
  const [only, ...others] = ordersSaid(orders, typed)
  if (only === undefined) throw new OrderUnknown({ orderId: typed })
  if (others.length > 0) throw new OrderUnknown({ orderId: typed, several: [only, ...others].map(({ id }) => id) })
  return only
}
