import { OrderUnknown } from './errors.ts'
import { type OrderName, orderNumber } from './order.ts'

/**
 * The orders that a typed number means, which may be the ID: written exactly so, or else in any letter case. More than one where
 * they differ by letter case alone, by their letters, or where the number of one is the ID of another: the same are offered in the
 * same order always.
 */
export function ordersSaid<T extends OrderName>(orders: readonly T[], typed: string): T[] {
  const called = (fits: (name: string) => boolean) => orders.filter((order) => namesOf(order).some(fits))
  const exactly = called((name) => name === typed)
  if (exactly.length > 0) return exactly
  return called((name) => name.toLowerCase() === typed.toLowerCase()).toSorted((one, other) =>
    one.id < other.id ? -1 : 1,
  )
}

const namesOf = (order: OrderName): string[] => [order.id, orderNumber(order), bothOf(order)]

const bothOf = (order: OrderName): string => `${orderNumber(order)} (${order.id})`

/** How somebody types one of these orders: its number; where that is another's too its ID, or both. */
export const orderTyped = (order: OrderName, orders: readonly OrderName[]): string =>
  [orderNumber(order), order.id].find((name) => ordersSaid(orders, name).length === 1) ?? bothOf(order)

/** The one order that a typed number means. @throws OrderUnknown, with how those are typed that it may mean when they are several */
export function orderSaid<T extends OrderName>(orders: readonly T[], typed: string): T {
  const [only, ...others] = ordersSaid(orders, typed)
  if (only === undefined) throw new OrderUnknown({ orderId: typed })
  if (others.length > 0) {
    const several = [only, ...others].map((order) => orderTyped(order, orders))
    throw new OrderUnknown({ orderId: typed, several })
  }
  return only
}
