import { randomUUID } from 'node:crypto'
import type { Attestations, PreparedCart, Submission, WantedCart } from '../../../src/commerce/cart.ts'
import type { Order } from '../../../src/commerce/order.ts'
import type { PartnerCenter } from '../../../src/commerce/ports/partner-center.ts'
import type { CatalogItem, Family } from '../../../src/commerce/product.ts'
import type { TestClock } from '../../support/clock.ts'

/** What an implementation brings: two partners, and customers of theirs. Tests share one world and add to it. */
export interface ContractWorld {
  readonly partnerCenter: PartnerCenter
  /** The service's own: moving it lets time pass there. */
  readonly clock: TestClock
  /** Lets pass what it takes until everything that was written shows, and has come of it what comes by itself. */
  settle(): Promise<void>
  readonly partner: string
  readonly otherPartner: string
  readonly customers: {
    /** Has accepted the agreement; its market sells software that renews itself and software that does not. */
    readonly contoso: string
    readonly withoutAgreement: string
    readonly ofOtherPartner: string
  }
  /** A new customer of the partner in this market, who has accepted the agreement. */
  customerIn(market: string): Promise<string>
  /** A new customer of the partner with an Azure plan that is registered for reservations, and two Azure subscriptions under it. */
  reserving(): Promise<string>
}

export const nobody = 'd0000000-0000-4000-8000-00000000dead'
export const notIds = ['', 'contoso', "'; drop table customer; --", '\0', 'c0000000-0000-4000-8000', '../../etc/passwd']

export const attested: Attestations = { partnerOnRecord: true, agreement: true }

/** What tests of any part do in a world: it is opened before them. */
export function handsIn(world: () => ContractWorld) {
  const itemsOf = async (family: Family, customer = world().customers.contoso): Promise<CatalogItem[]> => {
    const items = await world().partnerCenter.catalogue(world().partner, customer)
    return items.filter((known) => known.family === family)
  }
  const itemOf = async (family: Family, customer?: string): Promise<CatalogItem> => {
    const [item] = await itemsOf(family, customer)
    if (item === undefined) throw new Error(`no ${family} is sold`)
    return item
  }
  const prepare = (
    customerId: string,
    lines: WantedCart['lines'],
    requestId: string = randomUUID(),
  ): Promise<PreparedCart> =>
    world().partnerCenter.prepare(world().partner, { customerId, lines, attestations: attested }, requestId)
  const submit = (
    customerId: string,
    { cartId }: Pick<PreparedCart, 'cartId'>,
    requestId: string = randomUUID(),
  ): Promise<Submission> => world().partnerCenter.submit(world().partner, customerId, cartId, requestId)
  const ordersOf = (customerId: string): Promise<Order[]> => world().partnerCenter.orders(world().partner, customerId)
  const read = ({ customerId, id }: Pick<Order, 'customerId' | 'id'>): Promise<Order> =>
    world().partnerCenter.order(world().partner, customerId, id)

  /** Buys one of each in one cart. @returns its first order once it shows */
  const buyItems = async (items: readonly CatalogItem[], customer = world().customers.contoso): Promise<Order> => {
    const cart = await prepare(
      customer,
      items.map(({ ref, minimumQuantity = 1 }) => ({ ref, quantity: minimumQuantity })),
    )
    const [order] = (await submit(customer, cart)).orders
    if (order === undefined) throw new Error('a cart became no order')
    await world().settle()
    return read(order)
  }
  const buy = async (family: Family, customer?: string): Promise<Order> =>
    buyItems([await itemOf(family, customer)], customer)
  const cancel = (order: Order, lines?: readonly number[]): Promise<'accepted' | 'under-way'> => {
    const cancellation = { customerId: order.customerId, orderId: order.id, lines, requestId: randomUUID() }
    return world().partnerCenter.cancel(world().partner, cancellation)
  }
  return { itemsOf, itemOf, prepare, submit, ordersOf, read, buyItems, buy, cancel }
}

/** An id that is the same but for the case of its letters; none where it has no letters. */
export const inOtherCase = (id: string): string[] =>
  [id.toLowerCase(), id.toUpperCase()].filter((other) => other !== id)

/** The line's own place, for keys and downloads. */
export const firstLine = (order: Order) => ({ customerId: order.customerId, orderId: order.id, lineItem: 0 })
