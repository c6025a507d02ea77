import { randomUUID } from 'node:crypto'
import { requireRole, requireRoleNow, type Who } from '../../commerce/access.ts'
import { standsAgainst } from '../../commerce/agreement.ts'
import { AgreementNotAccepted, ProductNotSold } from '../../commerce/errors.ts'
import type { Customer } from '../../commerce/order.ts'
import { policyFor } from '../../commerce/policy.ts'
import { type CatalogItem, sameRef } from '../../commerce/product.ts'
import type { OfferedPlace } from '../../commerce/reservation-place.ts'
import { takenOverAfter } from '../../platform/ask-again.ts'
import { later } from '../../platform/clock.ts'
import { onceInTurn } from '../../platform/turn-memory.ts'
import type { Shared } from '../../workflow/shared.ts'
import { OrderNotConfirmed, TooManyLines } from './buying.errors.ts'
import type { BuyingRepository } from './buying.repository.ts'
import { type CartsService, committedOf, requireSame, type Wanted } from './carts.service.ts'
import { inShopOrder, isRefOf } from './catalogue.ts'
import { mostLines, readPoNumber, readQuantity, readReseller } from './order-form.ts'
import type { PlacingService } from './placing.service.ts'
import type { Purchase } from './purchase.ts'
import { readPlace } from './reserving.ts'
import type { Confirmation, Quote, ReadLine, Reviewed, Terms, Wish, WishedLine } from './wish.ts'

export function buyingService(
  { partnerCenter, directory, connections, approvals, jobs, clock, policy }: Shared,
  repository: BuyingRepository,
  carts: CartsService,
  placing: PlacingService,
) {
  /** @throws RoleMissing */
  const admit = (who: Who) => requireRole(directory, who, 'buy')
  return {
    requireRole: admit,
    missingAgreement,
    customer,
    catalogue,
    likely,
    resells,
    resellerBefore,
    promotionsUnread,
    places,
    readLine,
    quote,
    terms,
    confirm,
    find,
  }

  /** What stands against ordering anything for the customer: told before any cart. @throws RoleMissing */
  async function missingAgreement(who: Who, customer: Customer): Promise<AgreementNotAccepted | undefined> {
    await admit(who)
    const { partnerId } = who
    const { state, address } = await onceInTurn(`agreement/${partnerId}/${customer.id}`, () =>
      partnerCenter.agreement(partnerId, customer.id),
    )
    if (!standsAgainst({ state })) return undefined
    return new AgreementNotAccepted({ customer: customer.name, outdated: state === 'outdated', address })
  }

  /** @throws RoleMissing, CustomerUnknown */
  async function customer(who: Who, customerId: string): Promise<Customer> {
    await admit(who)
    const { partnerId } = who
    return onceInTurn(`buyer/${partnerId}/${customerId}`, () => partnerCenter.customer(partnerId, customerId))
  }

  /** @throws RoleMissing, CustomerUnknown */
  async function catalogue({ partnerId, agentId }: Who, customerId: string): Promise<CatalogItem[]> {
    await admit({ partnerId, agentId })
    return inShopOrder(await carts.catalogue({ partnerId, customerId }))
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
      lines.flatMap(({ ref }) => (ref === undefined ? [] : sold.filter((item) => sameRef(item.ref, ref)))),
    )
    return [...new Set([...bought, ...sold])].slice(0, most)
  }

  /** Whether the partner sells through resellers, and has to name one. */
  async function resells({ partnerId }: Who): Promise<boolean> {
    if (connections === undefined) return false
    return onceInTurn(
      `resells/${partnerId}`,
      async () => (await connections.of(partnerId))?.kind === 'indirect-provider',
    )
  }

  /** Through whom the customer was sold to last. */
  function resellerBefore({ partnerId }: Who, customerId: string): Promise<string | undefined> {
    return repository.lastReseller(partnerId, customerId)
  }

  function promotionsUnread(): boolean {
    return partnerCenter.hasPromotions === true
  }

  /** What a reservation of the customer can apply to. @throws RoleMissing, CustomerUnknown, PartnerCenterUnavailable */
  async function places(who: Who, customerId: string): Promise<OfferedPlace[]> {
    await admit(who)
    const { partnerId } = who
    return onceInTurn(`places/${partnerId}/${customerId}`, () => partnerCenter.reservationPlaces(partnerId, customerId))
  }

  /** @throws RoleMissing, CustomerUnknown, ProductNotSold, QuantityNotAllowed, AzurePlanMissing, PlaceWanted */
  async function readLine(who: Who, customerId: string, { item, quantity, place }: WishedLine): Promise<ReadLine> {
    const sold = (await catalogue(who, customerId)).find(({ ref, family }) => family !== 'other' && isRefOf(ref, item))
    if (sold === undefined) throw new ProductNotSold({ market: (await customer(who, customerId)).market })
    const line = { item: sold, quantity: readQuantity(sold, quantity) }
    if (sold.family !== 'azure-reservation') return line
    const { name } = await customer(who, customerId)
    return { ...line, place: readPlace(await places(who, customerId), place, name) }
  }

  /**
   * Makes a cart of a wish: what it holds is what the review shows.
   * @throws RoleMissing, PoNumberNotAllowed, TooManyLines, what `readLine` throws, and what `CartsService.prepare` throws
   */
  async function quote(who: Who, wish: Wish): Promise<Quote> {
    const { partnerId } = who
    const { customerId } = wish
    const buyer = await customer(who, customerId)
    if (wish.lines.length > mostLines) throw new TooManyLines({ most: mostLines })
    const lines = await Promise.all(wish.lines.map((line) => readLine(who, customerId, line)))
    const poNumber = readPoNumber(wish.poNumber)
    const reseller = readReseller(wish.reseller, await resells(who))
    const reviewed = await carts.prepare({ partnerId, customerId, reseller }, lines.map(wantedOf), randomUUID())
    const approval = await approvals.rule(partnerId, 'purchase', committed(reviewed))
    return { ...reviewed, customer: buyer, poNumber, reseller, approval }
  }

  /** What holds now for what a card shows. @throws RoleMissing */
  async function terms(who: Who, { lines, total }: Pick<Reviewed, 'lines' | 'total'>): Promise<Terms> {
    await admit(who)
    const { rules } = policyFor(policy, clock.now())
    return {
      rules: lines.map(({ family }) => rules[family]),
      approval: await approvals.rule(who.partnerId, 'purchase', committed({ lines, total })),
      attests: partnerCenter.capabilities.attestations,
      promotionsUnread: promotionsUnread(),
    }
  }

  /**
   * Buys: stores the wish and the job that guarantees it, then submits the cart at once; or stores it as waiting, with the
   * approval that it needs. When Partner Center does not answer, the wish stands and the job goes on. The same request key again
   * answers the purchase that the first one made.
   * @throws OrderNotConfirmed, CartChanged, ApprovalRuleChanged, NobodyCanApprove, PoNumberNotAllowed, and what `CartsService.prepare` throws
   */
  async function confirm(who: Who, wish: Confirmation): Promise<Purchase> {
    await requireRoleNow(directory, who, 'buy')
    const confirmed = (await find(who, wish.origin.key)) ?? (await keep(who, wish))
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
    const { partnerId, agentId } = who
    const { customerId, origin, reviewed } = wish
    const { key: id } = origin
    const poNumber = readPoNumber(wish.poNumber)
    const reseller = readReseller(wish.reseller, await resells(who))
    const { lines, total, taxIncluded } = reviewed
    const asked = {
      kind: 'purchase',
      subjectId: id,
      customer: await customer(who, customerId),
      lines: lines.map(({ product, sku, term, quantity, place }) => ({
        ...{ product, sku, term, quantity },
        ...(place !== undefined && { place }),
      })),
      worth: committed(reviewed),
      taxIncluded,
      why: wish.why,
    } as const
    const prepareRequestId = randomUUID()
    const cartId = await cartHolding({ partnerId, customerId, reseller }, reviewed, prepareRequestId)
    const asking = await approvals.prepare(who, asked, wish.asks)
    const now = clock.now()
    const kept = await repository.confirm(
      {
        ...{ id, partnerId, agentId, customerId, lines, total, taxIncluded, poNumber: poNumber ?? null },
        reseller: reseller ?? null,
        status: asking === undefined ? 'placing' : 'waiting',
        prepareRequestId,
        // Until it is approved, prices may change: then a cart is made anew, and compared.
        cartId: asking === undefined ? cartId : null,
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

  /** The cart of the review, while it holds what was shown; otherwise a new one that does. @throws CartChanged */
  async function cartHolding(
    asked: { partnerId: string; customerId: string; reseller: string | undefined },
    reviewed: Reviewed,
    requestId: string,
  ): Promise<string> {
    if (await carts.stillHolds(asked, reviewed)) return reviewed.cartId
    const anew = await carts.prepare(asked, reviewed.lines, requestId)
    requireSame(reviewed, anew)
    return anew.cartId
  }
}

export const wantedOf = ({ item: { ref, product, sku, family }, quantity, place }: ReadLine): Wanted => ({
  ...{ ref, product, sku, family, quantity },
  ...(place !== undefined && { place }),
})

export type BuyingService = ReturnType<typeof buyingService>

const committed = ({ lines, total }: Pick<Reviewed, 'lines' | 'total'>) => committedOf(lines, total.currency)
