import { type Money, sum, times } from './money.ts'
import type { Family, ProductRef, Term } from './product.ts'

export interface Customer {
  /** The customer's tenant GUID. */
  readonly id: string
  readonly name: string
  /** Primary domain, lower case. */
  readonly domain: string
  /** ISO 3166-1 alpha-2. */
  readonly market: string
}

export interface OrderLine {
  /** Partner Center's `lineItemNumber`, from 0. */
  readonly number: number
  readonly ref?: ProductRef | undefined
  readonly product: string
  readonly sku: string
  readonly family: Family
  readonly term: Term
  readonly quantity: number
  readonly unitPrice: Money
}

export interface Order {
  /** What Partner Center shows. */
  readonly id: string
  readonly customerId: string
  readonly createdAt: Date
  /** Partner Center accepts more values over time: anything but `cancelled` counts as standing. */
  readonly status: string
  readonly currency: string
  readonly poNumber?: string | undefined
  readonly lines: readonly OrderLine[]
}

export const lineTotal = (line: OrderLine): Money => times(line.unitPrice, line.quantity)
export const orderTotal = (order: Order): Money => sum(order.lines.map(lineTotal), order.currency)
export const isCancelled = (order: Order): boolean => order.status === 'cancelled'
