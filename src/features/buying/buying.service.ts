import { randomUUID } from 'node:crypto'
import { requireRole, type Who } from '../../commerce/access.ts'
import { AgreementNotAccepted, PartnerCenterUnavailable } from '../../commerce/errors.ts'
import { type Money, rounded, times } from '../../commerce/money.ts'
import { type Customer, type Order, orderTotal } from '../../commerce/order.ts'
import { type CancellationRule, type PolicyChoice, policyFor } from '../../commerce/policy.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { PartnerCenter } from '../../commerce/ports/partner-center.ts'
import type { CatalogItem } from '../../commerce/product.ts'
import { type Clock, later, minute, second } from '../../platform/clock.ts'
import { DomainError } from '../../platform/errors.ts'
import type { JobQueue } from '../../platform/jobs.ts'
import type { Log } from '../../platform/log.ts'
import { remember } from '../../workflow/activity/activity.repository.ts'
import { type CancellationsOf, type OrderState, stateOf } from '../../workflow/orders/order-state.ts'
import { OrderNotConfirmed, PriceChanged } from './buying.errors.ts'
import type { BuyingRepository, Purchase } from './buying.repository.ts'
import { inShopOrder } from './catalogue.ts'
import { readPoNumber, readQuantity } from './order-form.ts'

/** What somebody wants to buy, as it was typed. */
export interface Wish {
  readonly customerId: string
  readonly catalogItem: string
  readonly quantity: string | number | undefined
  readonly poNumber?: string | undefined
}

export interface Quote {
  readonly item: CatalogItem
  readonly quantity: number
  readonly poNumber: string | undefined
  readonly total: Money
  /** What would hold for cancelling it, were it ordered now. */
  readonly rule: CancellationRule
}

/** What a receipt shows: the purchase as it was confirmed, and what Partner Center says of its order now. */
export interface Receipt {
  readonly purchase: Purchase
  readonly customer: Customer | undefined
  readonly state: OrderState | undefined
}

interface BuyingOptions {
  partnerCenter: PartnerCenter
  directory: Directory
  repository: BuyingRepository
  cancellationsOf: CancellationsOf
  jobs: JobQueue
  clock: Clock
  policy: PolicyChoice
  log: Log
}

/** When the job takes over, in case this process ends between the wish and the order. */
const retryAfter = 10 * second

export class BuyingService {
  private readonly options: BuyingOptions

  constructor(options: BuyingOptions) {
    this.options = options
  }

  /** @throws RoleMissing */
  async requireRole(who: Who): Promise<void> {
    await requireRole(this.options.directory, who, 'buy')
  }

  /** Whether anything can be ordered for the customer: told before the cart. @throws RoleMissing, CustomerUnknown, AgreementNotAccepted */
  async requireAgreement(who: Who, customerId: string): Promise<Customer> {
    const { partnerCenter } = this.options
    await this.requireRole(who)
    const customer = await partnerCenter.customer(who.partnerId, customerId)
    if (!(await partnerCenter.hasAcceptedAgreement(who.partnerId, customerId))) {
      throw new AgreementNotAccepted(customer.name)
    }
    return customer
  }

  /** @throws RoleMissing, CustomerUnknown */
  async catalogue(who: Who, customerId: string): Promise<CatalogItem[]> {
    await this.requireRole(who)
    return inShopOrder(await this.options.partnerCenter.catalogue(who.partnerId, customerId))
  }

  /** @throws RoleMissing, CustomerUnknown, AgreementNotAccepted, ReservationsNotSold, ProductNotSold, QuantityNotAllowed, PoNumberNotAllowed */
  async quote(who: Who, wish: Wish): Promise<Quote> {
    const { partnerCenter, clock, policy } = this.options
    await this.requireAgreement(who, wish.customerId)
    const item = await partnerCenter.catalogueItem(who.partnerId, wish.customerId, wish.catalogItem)
    const quantity = readQuantity(item, wish.quantity)
    return {
      item,
      quantity,
      poNumber: readPoNumber(wish.poNumber),
      total: rounded(times(item.unitPrice, quantity)),
      rule: policyFor(policy, clock.now()).rules[item.family],
    }
  }

  /**
   * Buys: stores the wish and the job that guarantees it, then places the order at once. When Partner Center does not answer,
   * the wish stands and the job goes on. The same request key again answers the purchase that the first one made.
   * @throws OrderNotConfirmed, PriceChanged, and what `quote` throws
   */
  async confirm(
    who: Who,
    wish: Wish & { acknowledged: boolean; requestKey: string; reviewed: Money },
  ): Promise<Purchase> {
    await this.requireRole(who)
    const confirmed = (await this.find(who, wish.requestKey)) ?? (await this.keep(who, wish))
    await this.place(confirmed.id).catch((error: unknown) => {
      if (!(error instanceof PartnerCenterUnavailable)) throw error
    })
    return (await this.find(who, confirmed.id)) ?? confirmed
  }

  /**
   * Places a confirmed order, once. Rights were checked when it was confirmed and are not asked again: after a time-out the
   * order may exist already, and must not be called refused. A refusal by Partner Center is stored.
   * @throws PartnerCenterUnavailable
   */
  async place(id: string): Promise<void> {
    const { partnerCenter, repository, clock } = this.options
    const purchase = await repository.find(id)
    if (purchase?.status !== 'placing') return
    const { partnerId, customerId, catalogItem, quantity, requestId } = purchase
    const poNumber = purchase.poNumber ?? undefined
    try {
      const order = await partnerCenter.placeOrder(partnerId, {
        customerId,
        catalogItem,
        quantity,
        poNumber,
        requestId,
      })
      await this.settle(purchase, order)
    } catch (error) {
      if (error instanceof PartnerCenterUnavailable || !(error instanceof DomainError)) throw error
      const refused = { status: 'refused', refusal: error.code, settledAt: clock.now() } as const
      await repository.moveOn(purchase, ['placing'], refused)
      this.options.log.info({ partnerId, customerId, refusal: error.code }, 'order refused')
    }
  }

  /**
   * What the job does: places, and asks again later, ever more slowly, for as long as Partner Center is silent.
   * @returns whether it is settled.
   */
  async placeOrAskAgain(id: string): Promise<boolean> {
    const { repository, jobs, clock } = this.options
    try {
      await this.place(id)
      return true
    } catch (error) {
      const purchase = await repository.find(id)
      if (!(error instanceof PartnerCenterUnavailable) || purchase === undefined) throw error
      const now = clock.now()
      const wait = Math.min(5 * minute, Math.max(retryAfter, now.getTime() - purchase.confirmedAt.getTime()))
      await repository.moveOn(purchase, ['placing'], { status: 'placing' }, (rows) =>
        jobs.enqueue(rows, 'buying.place', { id }, later(now, wait)),
      )
      return false
    }
  }

  /** The purchase of a request key; another person's is unknown. */
  async find(who: Who, id: string): Promise<Purchase | undefined> {
    const purchase = await this.options.repository.find(id)
    return purchase?.partnerId === who.partnerId && purchase.agentId === who.agentId ? purchase : undefined
  }

  /** What holds for a purchase now; without Partner Center, what the desk knows of it. @throws RoleMissing */
  async receipt(who: Who, id: string): Promise<Receipt> {
    const { directory, partnerCenter, cancellationsOf, clock, policy } = this.options
    await requireRole(directory, who, 'see-orders')
    const purchase = await this.find(who, id)
    if (purchase === undefined) throw new Error('a card stands for a purchase that is not there')
    const { partnerId, customerId, orderId } = purchase
    try {
      const customer = await partnerCenter.customer(partnerId, customerId)
      if (orderId === null) return { purchase, customer, state: undefined }
      const order = await partnerCenter.order(partnerId, customerId, orderId)
      const cancellation = (await cancellationsOf(partnerId, customerId)).get(orderId)
      return { purchase, customer, state: stateOf(order, cancellation, clock.now(), policy) }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return { purchase, customer: undefined, state: undefined }
    }
  }

  private async keep(
    who: Who,
    wish: Wish & { acknowledged: boolean; requestKey: string; reviewed: Money },
  ): Promise<Purchase> {
    const { repository, jobs, clock } = this.options
    if (!wish.acknowledged) throw new OrderNotConfirmed()
    const { item, quantity, poNumber, total } = await this.quote(who, wish)
    if (!sameMoney(total, wish.reviewed)) throw new PriceChanged(total)
    const { product, sku, family, term, unitPrice, taxIncluded } = item
    const now = clock.now()
    const id = wish.requestKey
    const kept = await repository.confirm(
      {
        id,
        ...{ partnerId: who.partnerId, agentId: who.agentId, customerId: wish.customerId },
        ...{ catalogItem: item.id, product, sku, family, term, unitPrice, taxIncluded },
        ...{ quantity, total, poNumber: poNumber ?? null },
        requestId: randomUUID(),
        confirmedAt: now,
      },
      (rows) => jobs.enqueue(rows, 'buying.place', { id }, later(now, retryAfter)),
    )
    // Another delivery of the same press was first: its purchase is the one.
    const purchase = kept ?? (await this.find(who, id))
    if (purchase === undefined) throw new Error('the request key of a purchase belongs to somebody else')
    return purchase
  }

  private async settle(purchase: Purchase, order: Order): Promise<void> {
    const { repository, clock, log } = this.options
    const { partnerId, agentId, customerId, product, quantity } = purchase
    const now = clock.now()
    // Of two calls at the same moment one may have been refused: that an order exists is what counts.
    const placed = await repository.moveOn(
      purchase,
      ['placing', 'refused'],
      { status: 'placed', orderId: order.id, orderedAt: order.createdAt, refusal: null, settledAt: now },
      (rows) =>
        remember(
          rows,
          { partnerId, agentId },
          { what: 'order-placed', customerId, orderId: order.id, at: now, facts: { product, quantity } },
        ),
    )
    if (!placed) return
    log.info({ orderId: order.id, partnerId, customerId, quantity }, 'order placed')
    if (!sameMoney(orderTotal(order), purchase.total)) {
      log.warn({ orderId: order.id, partnerId }, 'the order costs something else than was confirmed')
    }
  }
}

const sameMoney = (a: Money, b: Money): boolean => a.currency === b.currency && a.amount.eq(b.amount)
