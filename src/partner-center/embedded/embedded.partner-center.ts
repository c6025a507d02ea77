import { type Agreement, standsAgainst } from '../../commerce/agreement.ts'
import type { CartState, PreparedCart, Submission, WantedCart } from '../../commerce/cart.ts'
import {
  AgreementNotAccepted,
  CustomerUnknown,
  NoSoftware,
  OrderNotUsable,
  OrderUnknown,
  SubscriptionEnded,
  SubscriptionUnknown,
} from '../../commerce/errors.ts'
import { type Customer, isBought, isUsable, type Order, orderNumber, stageOf } from '../../commerce/order.ts'
import type {
  Changes,
  CustomersPage,
  DownloadOption,
  LineRef,
  NewCancellation,
  NewServiceRequest,
  PartnerCenter,
  RenewalChange,
  ServiceRequest,
  Subscription,
} from '../../commerce/ports/partner-center.ts'
import type { CatalogItem } from '../../commerce/product.ts'
import type { OfferedPlace } from '../../commerce/reservation-place.ts'
import { type Clock, later, minute } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { OrderAnswer } from '../../platform/embedded-answers.ts'
import { isGuid } from '../../platform/guid.ts'
import type { Vault } from '../../platform/secrets.ts'
import { onceInTurn } from '../../platform/turn-memory.ts'
import { agreementOf } from './agreements.ts'
import { placesOf } from './azure-plans.ts'
import { EmbeddedCarts } from './carts.ts'
import { catalogueOf } from './catalogue.ts'
import { downloadOptionsOf, fileNameOf, type Media } from './downloads.ts'
import { type CustomerRow, EmbeddedRepository, type OrderRow } from './embedded.repository.ts'
import { FeedRepository } from './feed.repository.ts'
import { statusAt } from './order-answers.ts'
import { offered, orderFrom, type Shown } from './order-from.ts'
import { areIds } from './order-ids.ts'
import { OrderLinesRepository } from './order-lines.repository.ts'
import { keyContext, newProductKey } from './product-key.ts'
import { EmbeddedServiceRequests } from './service-requests.ts'
import { isCancelledRow, subscriptionsOf } from './subscriptions.ts'

export interface EmbeddedOptions {
  readonly database: Database
  readonly clock: Clock
  readonly vault: Vault
  /** Where this server is reached; asked at every use, since a port may be chosen late. */
  readonly publicUrl: () => string
  /** Milliseconds until a cancelled order shows as such. */
  readonly showsCancelledAfter?: number
  /** Whether it gives keys and download links; left out, it does. */
  readonly keys?: boolean
  /** Whether it takes service requests by call; left out, it does. */
  readonly serviceRequests?: boolean
  /** How orders are taken; left out, they are placed at once. */
  readonly answer?: OrderAnswer
  /** What is said of the agreement of customers who have not accepted it; left out, `missing`. */
  readonly agreement?: Agreement['state'] | undefined
}

/** Partner Center without Microsoft: what `npm start` opens with, and what most tests use. */
export class EmbeddedPartnerCenter implements PartnerCenter {
  readonly capabilities: PartnerCenter['capabilities']
  readonly reading = { freshFor: 0 }
  private readonly repository: EmbeddedRepository
  private readonly lines: OrderLinesRepository
  private readonly feed: FeedRepository
  private readonly support: EmbeddedServiceRequests
  readonly carts: EmbeddedCarts
  private readonly agreementSaid: Agreement['state'] | undefined
  private readonly clock: Clock
  private readonly vault: Vault
  private readonly publicUrl: () => string
  private readonly showsCancelledAfter: number

  constructor(options: EmbeddedOptions) {
    const { database, clock, vault, publicUrl, showsCancelledAfter = 15 * minute } = options
    const { keys = true, serviceRequests = true, answer = 'placed' } = options
    this.capabilities = { keys, downloadLinks: keys, serviceRequests, attestations: true }
    this.agreementSaid = options.agreement
    this.carts = new EmbeddedCarts({ database, clock, vault, answer })
    this.support = new EmbeddedServiceRequests({ database, clock })
    this.repository = new EmbeddedRepository(database)
    this.lines = new OrderLinesRepository(database)
    this.feed = new FeedRepository(database)
    this.clock = clock
    this.vault = vault
    this.publicUrl = publicUrl
    this.showsCancelledAfter = showsCancelledAfter
  }

  async customers(partnerId: string, page: { after?: string | undefined; limit: number }): Promise<CustomersPage> {
    return this.feed.customers(partnerId, page)
  }

  async changesSince(partnerId: string, cursor: string | undefined): Promise<Changes> {
    return this.feed.changesSince(partnerId, cursor, this.shown())
  }

  async customer(partnerId: string, customerId: string): Promise<Customer> {
    const { id, name, domain, market } = await this.customerRow(partnerId, customerId)
    return { id, name, domain, market }
  }

  async agreement(partnerId: string, customerId: string): Promise<Agreement> {
    return agreementOf(await this.customerRow(partnerId, customerId), this.agreementSaid)
  }

  async catalogue(partnerId: string, customerId: string): Promise<CatalogItem[]> {
    return catalogueOf((await this.customerRow(partnerId, customerId)).market)
  }

  async reservationPlaces(partnerId: string, customerId: string): Promise<OfferedPlace[]> {
    return placesOf(await this.customerRow(partnerId, customerId))
  }

  async prepare(partnerId: string, wanted: WantedCart, requestId: string): Promise<PreparedCart> {
    return this.carts.prepare(await this.buyer(partnerId, wanted.customerId), wanted, requestId)
  }

  async cart(partnerId: string, customerId: string, cartId: string): Promise<CartState | undefined> {
    return this.carts.state(await this.customerRow(partnerId, customerId), cartId)
  }

  async submit(partnerId: string, customerId: string, cartId: string, requestId: string): Promise<Submission> {
    return this.carts.submit(await this.buyer(partnerId, customerId), cartId, requestId)
  }

  async orders(partnerId: string, customerId: string): Promise<Order[]> {
    const reading = isGuid(partnerId) && isGuid(customerId) ? this.repository.ordersOf(partnerId, customerId) : []
    const [rows] = await Promise.all([reading, this.customerRow(partnerId, customerId)])
    return rows.map((row) => this.orderFrom(row))
  }

  async order(partnerId: string, customerId: string, orderId: string): Promise<Order> {
    await this.customerRow(partnerId, customerId)
    return this.orderFrom(await this.orderRow(partnerId, customerId, orderId))
  }

  createServiceRequest(partnerId: string, request: NewServiceRequest): Promise<ServiceRequest> {
    return this.support.create(partnerId, request)
  }

  serviceRequest(partnerId: string, id: string): Promise<ServiceRequest | undefined> {
    return this.support.find(partnerId, id)
  }

  addServiceRequestNote(partnerId: string, id: string, note: { noteId: string; text: string }): Promise<void> {
    return this.support.addNote(partnerId, id, note)
  }

  closeServiceRequest(partnerId: string, id: string): Promise<void> {
    return this.support.close(partnerId, id)
  }

  async cancel(
    partnerId: string,
    { customerId, orderId, lines }: Omit<NewCancellation, 'requestId'>,
  ): Promise<'accepted' | 'under-way'> {
    const order = await this.orderRow(partnerId, customerId, orderId)
    const status = statusAt(order, this.clock.now())
    const state = stageOf(status)
    if (!isBought({ state })) throw new OrderNotUsable({ orderId: orderNumber(order), stage: state, status })
    const cancelled = await this.lines.markCancelled({ partnerId, customerId, orderId }, lines, this.clock.now())
    return cancelled ? 'accepted' : 'under-way'
  }

  async subscriptions(partnerId: string, customerId: string, orderId?: string): Promise<Subscription[]> {
    await this.customerRow(partnerId, customerId)
    const orders =
      orderId === undefined
        ? await this.repository.ordersOf(partnerId, customerId)
        : [await this.orderRow(partnerId, customerId, orderId)]
    return orders.flatMap((order) => subscriptionsOf(order, this.clock.now()))
  }

  async setAutoRenew(partnerId: string, { customerId, subscriptionId, on }: RenewalChange): Promise<void> {
    const found = (await this.subscriptions(partnerId, customerId)).find(({ id }) => id === subscriptionId)
    if (found === undefined) throw new SubscriptionUnknown({ subscription: subscriptionId })
    const { name, orderId, line, status, termEndsAt, autoRenew } = found
    if (status !== 'active') throw new SubscriptionEnded({ name, endedAt: termEndsAt.toISOString() })
    if (autoRenew === on) return
    await this.lines.setAutoRenewOff({ partnerId, orderId }, line, on ? null : this.clock.now())
  }

  async downloadOptions(partnerId: string, line: LineRef): Promise<DownloadOption[]> {
    return downloadOptionsOf((await this.software(partnerId, line)).media)
  }

  async downloadUrl(partnerId: string, line: LineRef, optionKey: string): Promise<string> {
    const { media } = await this.software(partnerId, line)
    const option = downloadOptionsOf(media).find(({ key }) => key === optionKey)
    if (option === undefined) throw new NoSoftware({ orderId: line.orderId })
    return `${this.publicUrl()}/embedded-files/${encodeURIComponent(fileNameOf(media, option))}`
  }

  async productKey(partnerId: string, line: LineRef): Promise<string> {
    const { row } = await this.software(partnerId, line)
    const context = keyContext(row.partnerId, row.orderId, row.number)
    // Orders that `npm run sample` makes by the million get their keys when somebody first asks.
    const sealed = row.keySealed ?? (await this.repository.keepKey(row, this.vault.seal(newProductKey(), context)))
    return this.vault.unseal(sealed, context)
  }

  private async customerRow(partnerId: string, customerId: string): Promise<CustomerRow> {
    const known = isGuid(partnerId) && isGuid(customerId)
    const read = () => this.repository.customer(partnerId, customerId)
    const customer = known ? await onceInTurn(`customer/${partnerId}/${customerId}`, read) : undefined
    if (customer === undefined) throw new CustomerUnknown({ asked: customerId })
    return customer
  }

  /** @throws AgreementNotAccepted */
  private async buyer(partnerId: string, customerId: string): Promise<CustomerRow> {
    const customer = await this.customerRow(partnerId, customerId)
    const { state, address } = agreementOf(customer, this.agreementSaid)
    if (!standsAgainst({ state })) return customer
    throw new AgreementNotAccepted({ customer: customer.name, outdated: state === 'outdated', address })
  }

  private async orderRow(partnerId: string, customerId: string, orderId: string): Promise<OrderRow> {
    const known = areIds(partnerId, customerId, orderId)
    const order = known ? await this.repository.order(partnerId, customerId, orderId) : undefined
    if (order === undefined) throw new OrderUnknown({ orderId })
    return order
  }

  private async software(partnerId: string, { customerId, orderId, lineItem }: LineRef): Promise<SoftwareLine> {
    const order = await this.orderRow(partnerId, customerId, orderId)
    const row = order.lines.find(({ number }) => number === lineItem)
    const status = statusAt(order, this.clock.now())
    const state = stageOf(status)
    if (!isUsable({ state })) throw new OrderNotUsable({ orderId: orderNumber(order), stage: state, status })
    const media = row === undefined ? undefined : offered(row.catalogItem).media
    // Keys and downloads end with the cancellation itself, before it shows.
    if (row === undefined || media === undefined || isCancelledRow(order, row))
      throw new NoSoftware({ orderId: orderNumber(order) })
    return { row, media }
  }

  private orderFrom(row: OrderRow): Order {
    return orderFrom(row, this.shown())
  }

  private shown(): Shown {
    const now = this.clock.now()
    return { now, cancelledShownTo: later(now, -this.showsCancelledAfter) }
  }
}

interface SoftwareLine {
  readonly row: OrderRow['lines'][number]
  readonly media: Media
}
