import { randomUUID } from 'node:crypto'
import { requireRole, requireRoleNow, type Who } from '../../commerce/access.ts'
import { AgreementNotAccepted, ProductNotSold } from '../../commerce/errors.ts'
import { moneyFacts, rounded, sameMoney, times } from '../../commerce/money.ts'
import type { Customer } from '../../commerce/order.ts'
import { policyFor } from '../../commerce/policy.ts'
import { type CatalogItem, refFrom, sameRef } from '../../commerce/product.ts'
import { takenOverAfter } from '../../platform/ask-again.ts'
import { later } from '../../platform/clock.ts'
import type { Shared } from '../../workflow/shared.ts'
import { OrderNotConfirmed, PriceChanged } from './buying.errors.ts'
import type { BuyingRepository, Purchase } from './buying.repository.ts'
import { inShopOrder, isRefOf } from './catalogue.ts'
import { readPoNumber, readQuantity } from './order-form.ts'
import type { PlacingService } from './placing.service.ts'
import type { Confirmation, Quote, Wish } from './wish.ts'

export function buyingService(
  { partnerCenter, directory, approvals, jobs, clock, policy }: Shared,
  repository: BuyingRepository,
  placing: PlacingService,
) {
  /** @throws RoleMissing */
  const admit = (who: Who) => requireRole(directory, who, 'buy')
  return { requireRole: admit, requireAgreement, catalogue, likely, quote, confirm, find }

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
      lines.flatMap((line) => sold.filter((item) => line.ref !== undefined && sameRef(item.ref, line.ref))),
    )
    return [...new Set([...bought, ...sold])].slice(0, most)
  }

  /** @throws RoleMissing, CustomerUnknown, AgreementNotAccepted, ReservationsNotSold, ProductNotSold, QuantityNotAllowed, PoNumberNotAllowed */
  async function quote(who: Who, wish: Wish): Promise<Quote> {
    const customer = await requireAgreement(who, wish.customerId)
    const { partnerId } = who
    const sold = (await partnerCenter.catalogue(partnerId, wish.customerId)).find(({ ref }) => isRefOf(ref, wish.item))
    const ref = sold?.ref ?? refFrom(wish.item)
    if (ref === undefined) throw new ProductNotSold({ market: customer.market })
    const item = await partnerCenter.catalogueItem(partnerId, wish.customerId, ref)
    const quantity = readQuantity(item, wish.quantity)
    const { unitPrice, taxIncluded = false } = item
    if (unitPrice === undefined) throw new ProductNotSold({ market: customer.market })
    const total = rounded(times(unitPrice, quantity))
    return {
      customer,
      item,
      unitPrice,
      taxIncluded,
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
    await requireRoleNow(directory, who, 'buy')
    const confirmed = (await find(who, wish.requestKey)) ?? (await keep(who, wish))
    await placing.attempt(confirmed.id)
    return (await find(who, confirmed.id)) ?? confirmed
  }

  /** The purchase of a request key; another person's is unknown. */
  async function find(who: Who, id: string): Promise<Purchase | undefined> {
    const purchase = await repository.find(id)
    return purchase?.partnerId === who.partnerId && purchase.agentId === who.agentId ? purchase : undefined
  }

  async function keep(who: Who, wish: Confirmation): Promise<Purchase> {
    if (!wish.acknowledged) throw new OrderNotConfirmed()
    const { customer, item, unitPrice, taxIncluded, quantity, poNumber, total } = await quote(who, wish)
    if (!sameMoney(total, wish.reviewed)) throw new PriceChanged({ total: moneyFacts(total) })
    const { ref, product, sku, family } = item
    const id = wish.requestKey
    const lines = [{ ref, product, sku, family, term: ref.term, quantity, unitPrice }]
    const asked = {
      kind: 'purchase',
      subjectId: id,
      customer,
      lines: lines.map(({ product, sku, term, quantity }) => ({ product, sku, term, quantity })),
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
        lines,
        taxIncluded,
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
}

export type BuyingService = ReturnType<typeof buyingService>
