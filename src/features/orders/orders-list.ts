import { z } from 'zod'
import type { Order } from '../../commerce/order.ts'
import type { Family } from '../../commerce/product.ts'
import { day, later } from '../../platform/clock.ts'
import type { OrdersCursor, OrdersQuery } from '../../workflow/mirror/mirrored-orders.repository.ts'
import type { KnownOrder } from '../../workflow/orders/known-orders.service.ts'
import { boughtFilters, familyFilters, listCursor, stateFilters } from './orders.routes.ts'

export const ordersFilters = z.object({
  state: z.enum(stateFilters).default('all'),
  family: z.enum(familyFilters satisfies readonly (Family | 'all')[]).default('all'),
  bought: z.enum(boughtFilters).default('any'),
})
export type OrdersFilters = z.infer<typeof ordersFilters>

export type ListCursor = z.infer<typeof listCursor>

export const ordersValues = z.object({
  /** Whose orders are listed, and whose order is shown. */
  customerId: z.string().optional(),
  scope: z.enum(['customer', 'everyone']).default('customer'),
  filters: ordersFilters.prefault({}),
  /** Left out, the newest are shown. */
  cursor: listCursor.optional(),
  orderId: z.string().optional(),
})
export type OrdersValues = z.infer<typeof ordersValues>

/** What a card of orders begins with: what is left out is `all`. */
export const ordersCardOf = (asked: z.input<typeof ordersValues>): OrdersValues => ordersValues.parse(asked)

export const isFiltered = ({ state, family, bought }: OrdersFilters): boolean =>
  state !== 'all' || family !== 'all' || bought !== 'any'

const closingWithin = 7 * day

/** Whether an order is one of those that the filters ask for. */
export function matches({ order, state }: KnownOrder, filters: OrdersFilters, now: Date): boolean {
  const since = boughtSince(filters, now)
  return (
    (filters.family === 'all' || order.lines.some(({ family }) => family === filters.family)) &&
    (since === undefined || order.createdAt >= since) &&
    stateMatches(state, filters.state, now)
  )
}

function stateMatches(state: KnownOrder['state'], wanted: OrdersFilters['state'], now: Date): boolean {
  switch (wanted) {
    case 'all':
      return true
    case 'open':
      return state.kind === 'open'
    case 'closing':
      return state.kind === 'open' && state.closesAt <= later(now, closingWithin)
    case 'cancelling':
      return state.kind === 'waiting' || state.kind === 'submitted' || state.kind === 'cancelling'
    case 'cancelled':
      return state.kind === 'cancelled'
  }
}

const boughtSince = ({ bought }: OrdersFilters, now: Date): Date | undefined =>
  bought === 'any' ? undefined : later(now, -Number(bought) * day)

/**
 * What to ask the mirror for, so that every order that matches is among the answers, and as few others as it can tell: what is
 * being cancelled it cannot tell at all.
 */
export function queryFor(filters: OrdersFilters, now: Date): Omit<OrdersQuery, 'limit'> {
  const bought = {
    since: boughtSince(filters, now),
    families: filters.family === 'all' ? undefined : [filters.family],
  }
  switch (filters.state) {
    case 'open':
      return { ...bought, closes: { after: now } }
    case 'closing':
      return { ...bought, closes: { after: now, by: later(now, closingWithin) } }
    case 'cancelled':
      return { ...bought, cancelled: true }
    default:
      return bought
  }
}

/** Whether what the mirror answers to it needs no sorting out. */
export const isAnsweredExactly = ({ state }: OrdersFilters): boolean => state === 'all' || state === 'cancelled'

export const cursorAt = ({ createdAt, id }: Order): ListCursor => ({ at: createdAt.toISOString(), orderId: id })

export const mirrorCursor = (cursor: ListCursor | undefined): OrdersCursor | undefined =>
  cursor && { createdAt: new Date(cursor.at), orderId: cursor.orderId }

/** Whether an order comes after the cursor, newest first. */
export function isBehind({ createdAt, id }: Order, { at, orderId }: ListCursor): boolean {
  const difference = createdAt.getTime() - Date.parse(at)
  return difference < 0 || (difference === 0 && id < orderId)
}
