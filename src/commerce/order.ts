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

/** A customer as a list has them: the service may tell the market of a single customer alone. */
export type ListedCustomer = Omit<Customer, 'market'> & { readonly market?: string | undefined }

/** How far an order has come, in our words. `other`: the service has a word for it that nobody here knows. */
export const orderStages = [
  'placed',
  'pending',
  'in-review',
  'needs-purchase-order',
  'partly',
  'failed',
  'suspended',
  'cancelled',
  'other',
] as const
export type OrderStage = (typeof orderStages)[number]

export interface OrderLine {
  /** Partner Center's `lineItemNumber`, from 0. */
  readonly number: number
  readonly ref?: ProductRef | undefined
  readonly product: string
  readonly sku: string
  readonly family: Family
  readonly term: Term
  readonly quantity: number
  /** Missing where the service does not say it. */
  readonly unitPrice?: Money | undefined
  readonly taxIncluded?: boolean | undefined
  /** Lines are cancelled on their own: the service shows this one as such. */
  readonly cancelled: boolean
  readonly subscriptionId?: string | undefined
  /** Until when the service takes a cancellation; where it says so, that wins over the policy. */
  readonly cancellableUntil?: Date | undefined
}

export interface Order {
  /** Letter case matters: two orders may differ by it alone. */
  readonly id: string
  /** The number that people are shown, where it is another one. */
  readonly alternateId?: string | undefined
  readonly customerId: string
  readonly createdAt: Date
  /** The service's own word. */
  readonly status: string
  readonly state: OrderStage
  readonly currency: string
  readonly lines: readonly OrderLine[]
}

/** What of an order tells which one it is, as it is read or stored. */
export type OrderName = Pick<Order, 'id'> & { readonly alternateId?: string | null | undefined }

/** The number that people read and say: where the service has one for them, its ID is for calls alone. */
export const orderNumber = ({ id, alternateId }: OrderName): string => alternateId ?? id

/** Partner Center's words for the state of an order, from its page on order resources; new ones are added over time. */
const stageOfStatus: ReadonlyMap<string, OrderStage> = new Map([
  ['completed', 'placed'],
  ['pending', 'pending'],
  ['pending review', 'in-review'],
  ['po upload complete', 'in-review'],
  ['pending po upload', 'needs-purchase-order'],
  ['partial success', 'partly'],
  ['error', 'failed'],
  ['po review rejected', 'failed'],
  ['suspended', 'suspended'],
  ['cancelled', 'cancelled'],
  ['canceled', 'cancelled'],
])

/** `pending_po_upload`, `Pending PO upload`: the service writes one word in several ways. */
export const stageOf = (status: string): OrderStage =>
  stageOfStatus.get(
    status
      .trim()
      .toLowerCase()
      .replaceAll(/[\s_-]+/g, ' '),
  ) ?? 'other'

/** Whether the order was bought: what it has is owned, paid for, and has a cancellation window. */
export const isBought = ({ state }: Pick<Order, 'state'>): boolean =>
  state === 'placed' || state === 'partly' || state === 'suspended' || state === 'cancelled'

/** Whether what was bought may be used now: only then it has keys and downloads. */
export const isUsable = ({ state }: Pick<Order, 'state'>): boolean => state === 'placed' || state === 'partly'

export const isCancelled = ({ state, lines }: Order): boolean =>
  state === 'cancelled' || (lines.length > 0 && isBought({ state }) && lines.every(({ cancelled }) => cancelled))

export const linesOf = ({ lines }: Order, numbers: readonly number[]): OrderLine[] =>
  lines.filter(({ number }) => numbers.includes(number))

/** Undefined where the service does not say the price. */
export const lineTotal = ({ unitPrice, quantity }: OrderLine): Money | undefined =>
  unitPrice && times(unitPrice, quantity)

/** Of all lines, also of those that were cancelled since; undefined where one has no price, or one of another currency. */
export const orderTotal = ({ lines, currency }: Order): Money | undefined => sumOfAll(lines.map(lineTotal), currency)

/** Of the lines that are not shown as cancelled. */
export const totalLeft = ({ lines, currency }: Order): Money | undefined =>
  sumOfAll(lines.filter(({ cancelled }) => !cancelled).map(lineTotal), currency)

/** Undefined where one of them is, or is of another currency: no sum is guessed. */
export function sumOfAll(amounts: readonly (Money | undefined)[], currency: string): Money | undefined {
  const known = amounts.filter((amount) => amount?.currency === currency)
  return known.length === amounts.length ? sum(known as Money[], currency) : undefined
}
