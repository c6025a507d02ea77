import { randomUUID } from 'node:crypto'
import { requireRole, type Who } from '../../commerce/access.ts'
import { AgreementNotAccepted, PartnerCenterUnavailable } from '../../commerce/errors.ts'
import { rounded, sameMoney, times } from '../../commerce/money.ts'
import { type Customer, type Order, orderTotal } from '../../commerce/order.ts'
import { type PolicyChoice, policyFor } from '../../commerce/policy.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { PartnerCenter } from '../../commerce/ports/partner-center.ts'
import type { CatalogItem } from '../../commerce/product.ts'
import { type Clock, later } from '../../platform/clock.ts'
import { DomainError } from '../../platform/errors.ts'
import type { JobQueue } from '../../platform/jobs.ts'
import type { Log } from '../../platform/log.ts'
import type { ActivityService } from '../../workflow/activity/activity.service.ts'
import type { ApprovalsService } from '../../workflow/approvals/approvals.service.ts'
import type { ApprovedService } from '../../workflow/approvals/approved.service.ts'
import { askAgainAt, takenOverAfter } from '../../workflow/orders/ask-again.ts'
import { OrderNotConfirmed, PriceChanged } from './buying.errors.ts'
import type { BuyingRepository, Purchase } from './buying.repository.ts'
import { inShopOrder } from './catalogue.ts'
import { readPoNumber, readQuantity } from './order-form.ts'
import type { WindowRulesOf } from './windows.service.ts'
import { nextWindowWatch, watchedWindow } from './windows.ts'
import type { Confirmation, Quote, Wish } from './wish.ts'

interface BuyingOptions {
  partnerCenter: PartnerCenter
  directory: Directory
  repository: BuyingRepository
  approvals: ApprovalsService
  approved: ApprovedService
  activity: ActivityService
  windowRulesOf: WindowRulesOf
  jobs: JobQueue
  clock: Clock
  policy: PolicyChoice
  log: Log
}

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
    const { partnerCenter, approvals, clock, policy } = this.options
    const customer = await this.requireAgreement(who, wish.customerId)
    const item = await partnerCenter.catalogueItem(who.partnerId, wish.customerId, wish.catalogItem)
    const quantity = readQuantity(item, wish.quantity)
    const total = rounded(times(item.unitPrice, quantity))
    return {
      customer,
      item,
      quantity,
      poNumber: readPoNumber(wish.poNumber),
      total,
      rule: policyFor(policy, clock.now()).rules[item.family],
      approval: await approvals.rule(who.partnerId, 'purchase', total),
    }
  }

  /**
   * Buys: stores the wish and the job that guarantees it, then places the order at once; or stores it as waiting, with the
   * approval that it needs. When Partner Center does not answer, the wish stands and the job goes on. The same request key again
   * answers the purchase that the first one made.
   * @throws OrderNotConfirmed, PriceChanged, ApprovalRuleChanged, NobodyCanApprove, and what `quote` throws
   */
  async confirm(who: Who, wish: Confirmation): Promise<Purchase> {
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
    const { partnerCenter, repository, approved, clock } = this.options
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
      await repository.moveOn(purchase, ['placing'], refused, (rows) => approved.failed(rows, id, error.code))
      this.options.log.info({ partnerId, customerId, refusal: error.code }, 'order refused')
    }
  }

  /**
   * What the job does: places, and asks again later, ever more slowly, for as long as Partner Center is silent.
   * @param since when it was first to be placed: when it was approved; left out, when it was confirmed.
   * @param once for what another job may still ask for as well: a silent Partner Center is not asked again.
   * @returns whether it is settled.
   */
  async placeOrAskAgain(id: string, since?: Date, once = false): Promise<boolean> {
    const { repository, jobs, clock } = this.options
    try {
      await this.place(id)
      return true
    } catch (error) {
      const purchase = await repository.find(id)
      if (!(error instanceof PartnerCenterUnavailable) || purchase === undefined) throw error
      if (once) return false
      const again = { id, ...(since !== undefined && { since: since.toISOString() }) }
      const at = askAgainAt(since ?? purchase.confirmedAt, clock.now())
      await repository.moveOn(purchase, ['placing'], { status: 'placing' }, (rows) =>
        jobs.enqueue(rows, 'buying.place', again, at),
      )
      return false
    }
  }

  /** The purchase of a request key; another person's is unknown. */
  async find(who: Who, id: string): Promise<Purchase | undefined> {
    const purchase = await this.options.repository.find(id)
    return purchase?.partnerId === who.partnerId && purchase.agentId === who.agentId ? purchase : undefined
  }

  private async keep(who: Who, wish: Confirmation): Promise<Purchase> {
    const { repository, approvals, jobs, clock } = this.options
    if (!wish.acknowledged) throw new OrderNotConfirmed()
    const { customer, item, quantity, poNumber, total } = await this.quote(who, wish)
    if (!sameMoney(total, wish.reviewed)) throw new PriceChanged(total)
    const { product, sku, family, term, unitPrice, taxIncluded } = item
    const id = wish.requestKey
    const lines = [{ product, sku, term, quantity }]
    const asked = {
      kind: 'purchase',
      subjectId: id,
      customer,
      lines,
      worth: total,
      taxIncluded,
      why: wish.why,
    } as const
    const asking = await approvals.prepare(who, asked, wish.asks)
    const now = clock.now()
    const kept = await repository.confirm(
      {
        id,
        ...{ partnerId: who.partnerId, agentId: who.agentId, customerId: wish.customerId },
        ...{ catalogItem: item.id, product, sku, family, term, unitPrice, taxIncluded },
        ...{ quantity, total, poNumber: poNumber ?? null },
        status: asking === undefined ? 'placing' : 'waiting',
        requestId: randomUUID(),
        confirmedAt: now,
      },
      (rows) =>
        asking === undefined
          ? jobs.enqueue(rows, 'buying.place', { id }, later(now, takenOverAfter))
          : approvals.ask(rows, asking),
    )
    // Another delivery of the same press was first: its purchase is the one.
    const purchase = kept ?? (await this.find(who, id))
    if (purchase === undefined) throw new Error('the request key of a purchase belongs to somebody else')
    return purchase
  }

  private async settle(purchase: Purchase, order: Order): Promise<void> {
    const { repository, approved, activity, windowRulesOf, clock, policy, log } = this.options
    const { partnerId, agentId, customerId, product, quantity } = purchase
    const now = clock.now()
    const rules = (await windowRulesOf([partnerId]))(partnerId)
    const window = watchedWindow({ ...purchase, orderedAt: order.createdAt }, policy, rules)
    // Of two calls at the same moment one may have been refused: that an order exists is what counts.
    const placed = await repository.moveOn(
      purchase,
      ['placing', 'refused'],
      {
        ...{ status: 'placed', orderId: order.id, orderedAt: order.createdAt, refusal: null, settledAt: now },
        watchAt: nextWindowWatch(window, now),
      },
      async (rows) => {
        const facts = { product, quantity }
        await activity.remember(
          rows,
          { partnerId, agentId },
          { what: 'order-placed', customerId, orderId: order.id, at: now, facts },
        )
        await approved.carriedOut(rows, purchase.id, order.id)
      },
    )
    if (!placed) return
    log.info({ orderId: order.id, partnerId, customerId, quantity }, 'order placed')
    if (!sameMoney(orderTotal(order), purchase.total)) {
      log.warn({ orderId: order.id, partnerId }, 'the order costs something else than was confirmed')
    }
  }
}
