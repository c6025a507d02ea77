import type { Who } from '../../commerce/access.ts'
import type { ListedCustomer } from '../../commerce/order.ts'
import type { Freshness } from '../../workflow/mirror/mirror.service.ts'
import type { KnownOrder } from '../../workflow/orders/known-orders.service.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { OrdersService } from './orders.service.ts'
import {
  cursorAt,
  isAnsweredExactly,
  isBehind,
  type ListCursor,
  matches,
  mirrorCursor,
  type OrdersFilters,
  queryFor,
} from './orders-list.ts'

/** How many orders a card lists. */
const shownOrders = 5

export interface OrdersListed {
  readonly orders: readonly KnownOrder[]
  /** Where the next page begins; undefined on the last one. */
  readonly next: ListCursor | undefined
  /** How many match and how many of them come before this page, where that is known. */
  readonly range?: { readonly before: number; readonly of: number }
  /** Of when it is, where it is from the mirror. */
  readonly freshness?: Freshness | undefined
  /** More are being cancelled than are looked through: as many of those submitted last are. */
  readonly onlyLast?: number | undefined
}

/** What is asked for; without a customer, orders of everyone. */
export interface OrdersAsked {
  readonly customerId?: string | undefined
  readonly filters: OrdersFilters
  readonly cursor?: ListCursor | undefined
  /** How many orders a page has; left out, as many as a card. */
  readonly most?: number | undefined
}

type PageAsked = Omit<OrdersAsked, 'customerId'>

/** Of orders that have to be sorted out, as many are read at once. */
const batch = 50
const mostInProgress = 200

/** Lists orders, newest first, by what holds for them: one customer's, or everyone's. */
export function ordersListService({ cancellations, knownOrders: known, mirror, clock }: Shared, orders: OrdersService) {
  return { list, customersOf }

  /** @throws RoleMissing, CustomerUnknown */
  async function list(who: Who, { customerId, ...asked }: OrdersAsked): Promise<OrdersListed> {
    if (customerId !== undefined) return page(await orders.ofCustomer(who, customerId), asked)
    await orders.requireRole(who)
    const freshness = await mirror.upToDate(who.partnerId)
    const listed = await (asked.filters.state === 'cancelling'
      ? inProgress(who.partnerId, asked)
      : search(who.partnerId, asked))
    return { ...listed, freshness }
  }

  /** Whose these orders are, by customer id, as far as they are known. Who may see the orders may know it. */
  async function customersOf(who: Who, orders: readonly KnownOrder[]): Promise<ReadonlyMap<string, ListedCustomer>> {
    const ids = [...new Set(orders.map(({ order }) => order.customerId))]
    return new Map((await mirror.customersOf(who.partnerId, ids)).map((customer) => [customer.id, customer]))
  }

  /** A page of orders that are all known. A cursor behind which there is none gives the first page. */
  function page(all: readonly KnownOrder[], { filters, cursor, most }: PageAsked): OrdersListed {
    const now = clock.now()
    const found = all.filter((known) => matches(known, filters, now))
    const behind = cursor === undefined ? 0 : found.findIndex(({ order }) => isBehind(order, cursor))
    const before = Math.max(0, behind)
    return { ...firstPage(found.slice(before), most), range: { before, of: found.length } }
  }

  /** The desk knows itself what it is cancelling: a few at any time, whatever everyone has bought. */
  async function inProgress(partnerId: string, asked: PageAsked) {
    const submitted = await cancellations.inProgress(partnerId, mostInProgress)
    const orders = await mirror.ofIds(
      partnerId,
      submitted.map(({ orderId }) => orderId),
    )
    const newest = orders.sort((a, b) => (isBehind(b, cursorAt(a)) ? -1 : 1))
    const listed = page(await known.known(partnerId, newest), asked)
    return { ...listed, onlyLast: submitted.length === mostInProgress ? mostInProgress : undefined }
  }

  /** Reads on in batches until the page is full: what is sorted out is what the desk is cancelling. */
  async function search(partnerId: string, asked: PageAsked) {
    const now = clock.now()
    const found: KnownOrder[] = []
    for await (const orders of batches(partnerId, asked)) {
      found.push(...orders.filter((known) => matches(known, asked.filters, now)))
      if (found.length > (asked.most ?? shownOrders)) break
    }
    return firstPage(found, asked.most)
  }

  async function* batches(partnerId: string, { filters, cursor, most = shownOrders }: PageAsked) {
    const limit = isAnsweredExactly(filters) ? most + 1 : batch
    const query = queryFor(filters, clock.now())
    let after = mirrorCursor(cursor)
    do {
      const read = await known.page(partnerId, { ...query, limit, after })
      yield read.orders
      after = read.next
    } while (after !== undefined)
  }
}

export type OrdersListService = ReturnType<typeof ordersListService>

function firstPage(found: readonly KnownOrder[], most = shownOrders): Pick<OrdersListed, 'orders' | 'next'> {
  const orders = found.slice(0, most)
  const last = orders.at(-1)?.order
  return { orders, next: found.length > most && last !== undefined ? cursorAt(last) : undefined }
}
