import { randomUUID } from 'node:crypto'
import { requireRole, type Who } from '../../commerce/access.ts'
import { AgreementNotAccepted, PartnerCenterUnavailable } from '../../commerce/errors.ts'
import { moneyFacts, rounded, sameMoney, times } from '../../commerce/money.ts'
import { type Customer, type Order, orderTotal } from '../../commerce/order.ts'
import { policyFor } from '../../commerce/policy.ts'
import type { CatalogItem } from '../../commerce/product.ts'
import { askAgainAt, takenOverAfter } from '../../platform/ask-again.ts'
import { later } from '../../platform/clock.ts'
import { DomainError } from '../../platform/errors.ts'
import type { Shared } from '../../workflow/shared.ts'
import { OrderNotConfirmed, PriceChanged } from './buying.errors.ts'
import type { BuyingRepository, Purchase } from './buying.repository.ts'
import { nextWindowWatch, watchedWindow } from './cancellation-windows.ts'
import { inShopOrder } from './catalogue.ts'
import { readPoNumber, readQuantity } from './order-form.ts'
import type { Confirmation, Quote, Wish } from './wish.ts'

export function buyingService(
  { noticeRules, partnerCenter, directory, approvals, approved, activity, jobs, clock, policy, log }: Shared,
  repository: BuyingRepository,
) {
  /** @throws RoleMissing */
  const admit = (who: Who) => requireRole(directory, who, 'buy')
  return { requireRole: admit, requireAgreement, catalogue, likely, quote, confirm, place, placeOrAskAgain, find }

  /** Whether anything can be ordered for the customer: told before the cart. @throws RoleMissing, CustomerUnknown, AgreementNotAccepted */
  async function requireAgreement(who: Who, customerId: string): Promise<Customer> {
    await admit(who)
    const customer = await partnerCenter.customer(who.partnerId, customerId)
    if (!(await partnerCenter.hasAcceptedAgreement(who.partnerId, customerId))) {
      throw new AgreementNotAccepted({ customer: customer.name })
    }
    return customer
  }

  /** @throws RoleMissing, CustomerUnknown */
  async function catalogue(who: Who, customerId: string): Promise<CatalogItem[]> {
    await admit(who)
    return inShopOrder(await partnerCenter.catalogue(who.partnerId, customerId))
  }

  /** What the customer may want again: what was bought last and is still sold, then what stands first in the shop. */
  async function likely(
    who: Who,
    customerId: string,
    sold: readonly CatalogItem[],
    most: number,
  ): Promise<CatalogItem[]> {
    await admit(who)
    const orders = await partnerCenter.orders(who.partnerId, customerId)
    const bought = orders.flatMap(({ lines }) =>
      lines.flatMap((line) =>
        sold.filter(({ product, sku, term }) => product === line.product && sku === line.sku && term === line.term),
      ),
    )
    return [...new Set([...bought, ...sold])].slice(0, most)
  }

  /** @throws RoleMissing, CustomerUnknown, AgreementNotAccepted, ReservationsNotSold, ProductNotSold, QuantityNotAllowed, PoNumberNotAllowed */
  async function quote(who: Who, wish: Wish): Promise<Quote> {
    const customer = await requireAgreement(who, wish.customerId)
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
  async function confirm(who: Who, wish: Confirmation): Promise<Purchase> {
    await admit(who)
    const confirmed = (await find(who, wish.requestKey)) ?? (await keep(who, wish))
    await place(confirmed.id).catch((error: unknown) => {
      if (!(error instanceof PartnerCenterUnavailable)) throw error
    })
    return (await find(who, confirmed.id)) ?? confirmed
  }

  /**
   * Places a confirmed order, once. Rights were checked when it was confirmed and are not asked again: after a time-out the
   * order may exist already, and must not be called refused. A refusal by Partner Center is stored.
   * @throws PartnerCenterUnavailable
   */
  async function place(id: string): Promise<void> {
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
      await settle(purchase, order)
    } catch (error) {
      if (error instanceof PartnerCenterUnavailable || !(error instanceof DomainError)) throw error
      const refused = { status: 'refused', refusal: error.code, settledAt: clock.now() } as const
      await repository.moveOn(purchase, ['placing'], refused, (rows) => approved.failed(rows, id, error.code))
      log.info({ partnerId, customerId, refusal: error.code }, 'order refused')
    }
  }

  /**
   * What the job does: places, and asks again later, ever more slowly, for as long as Partner Center is silent.
   * @param since when it was first to be placed: when it was approved; left out, when it was confirmed.
   * @param once for what another job may still ask for as well: a silent Partner Center is not asked again.
   * @returns whether it is settled.
   */
  async function placeOrAskAgain(id: string, since?: Date, once = false): Promise<boolean> {
    try {
      await place(id)
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
  async function find(who: Who, id: string): Promise<Purchase | undefined> {
    const purchase = await repository.find(id)
    return purchase?.partnerId === who.partnerId && purchase.agentId === who.agentId ? purchase : undefined
  }

  async function keep(who: Who, wish: Confirmation): Promise<Purchase> {
    if (!wish.acknowledged) throw new OrderNotConfirmed()
    const { customer, item, quantity, poNumber, total } = await quote(who, wish)
    if (!sameMoney(total, wish.reviewed)) throw new PriceChanged({ total: moneyFacts(total) })
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
        partnerId: who.partnerId,
        agentId: who.agentId,
        customerId: wish.customerId,
        catalogItem: item.id,
        product,
        sku,
        family,
        term,
        unitPrice,
        taxIncluded,
        quantity,
        total,
        poNumber: poNumber ?? null,
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
    const purchase = kept ?? (await find(who, id))
    if (purchase === undefined) throw new Error('the request key of a purchase belongs to somebody else')
    return purchase
  }

  async function settle(purchase: Purchase, order: Order): Promise<void> {
    const { partnerId, agentId, customerId, product, quantity } = purchase
    const now = clock.now()
    const rules = (await noticeRules.rulesOf('windows', [partnerId]))(partnerId)
    const window = watchedWindow({ ...purchase, orderedAt: order.createdAt }, policy, rules)
    // Of two calls at the same moment one may have been refused: that an order exists is what counts.
    const placed = await repository.moveOn(
      purchase,
      ['placing', 'refused'],
      {
        status: 'placed',
        orderId: order.id,
        orderedAt: order.createdAt,
        refusal: null,
        settledAt: now,
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

export type BuyingService = ReturnType<typeof buyingService>
