import { randomUUID } from 'node:crypto'
import type { Submission } from '../../commerce/cart.ts'
import { OrderUnknown, PartnerCenterRefused, PartnerCenterUnavailable } from '../../commerce/errors.ts'
import type { Order } from '../../commerce/order.ts'
import { sameRef } from '../../commerce/product.ts'
import { takenOverAfter } from '../../platform/ask-again.ts'
import { later, minute } from '../../platform/clock.ts'
import type { Shared } from '../../workflow/shared.ts'
import { wishes } from '../../workflow/wishes/wishes.ts'
import { CartExpired } from './buying.errors.ts'
import type { BuyingRepository } from './buying.repository.ts'
import { type CartsService, requireSame } from './carts.service.ts'
import type { Purchase } from './purchase.ts'
import type { SettlingService } from './settling.service.ts'

/** How far the clocks of the desk and of Partner Center may differ. */
const clocksDiffer = 5 * minute

type Ordered = Pick<Submission, 'orders' | 'errors'>

/**
 * Orders what somebody confirmed, once: a cart that holds it, then its order. Once the cart was submitted, what became of it is read
 * from the cart and from the customer's orders; another cart is never made.
 */
export function placingService(
  desk: Shared,
  { repository, carts, settling }: { repository: BuyingRepository; carts: CartsService; settling: SettlingService },
) {
  const { partnerCenter, approved, cards, clock } = desk
  return wishes<Purchase>(desk, {
    what: 'purchase',
    job: 'buying.place',
    find: repository.find,
    isOpen: ({ status }) => status === 'placing',
    confirmedAt: (purchase) => purchase.confirmedAt,
    carryOut,
    refuse: async (purchase, refusal) => {
      const refused = { status: 'refused', refusal, settledAt: clock.now() } as const
      await repository.moveOn(purchase, ['placing'], refused, (rows) =>
        approved.failed(rows, purchase.id, refusal.code),
      )
    },
    hold: async (purchase, refusal) => {
      await repository.moveOn(purchase, ['placing'], { status: 'placing', refusal })
    },
    whileOpen: async (purchase, alongside) => {
      await repository.moveOn(purchase, ['placing'], { status: 'placing' }, alongside)
    },
    // A purchase's card is the flow of the same id.
    afterJob: ({ id }) => cards.edit(id),
    overdue: repository.overdue,
  })

  async function carryOut(purchase: Purchase): Promise<void> {
    const { partnerId, customerId, requestId, submittedAt } = purchase
    const cartId = purchase.cartId ?? (await cartAnew(purchase))
    const now = clock.now()
    // Somebody else has just submitted it: what came of that is not known here yet.
    if (!(await repository.take(purchase, cartId, now, later(now, -takenOverAfter))))
      throw new PartnerCenterUnavailable()
    const before = submittedAt === null ? undefined : await orderedBefore(purchase, cartId)
    const { orders, errors } = before ?? (await partnerCenter.submit(partnerId, customerId, cartId, requestId))
    const [wrong] = errors
    if (orders.length === 0 && wrong !== undefined)
      throw new PartnerCenterRefused({ reason: wrong.code, text: wrong.text })
    await settling.settle(purchase, { orders, errors })
  }

  /** What was approved, or confirmed before there were carts. @throws CartChanged */
  async function cartAnew(purchase: Purchase): Promise<string> {
    const prepareRequestId = purchase.prepareRequestId ?? randomUUID()
    if (purchase.prepareRequestId === null) {
      await repository.moveOn(purchase, ['placing'], { status: 'placing', prepareRequestId })
    }
    const cart = await carts.prepare(purchase, purchase.lines, prepareRequestId)
    requireSame(purchase, cart)
    return cart.cartId
  }

  /**
   * What a cart that was submitted has become.
   * @returns undefined when it was not ordered: then it may be submitted again.
   * @throws CartExpired; PartnerCenterUnavailable while it does not show
   */
  async function orderedBefore(purchase: Purchase, cartId: string): Promise<Ordered | undefined> {
    const { partnerId, customerId } = purchase
    const cart = await partnerCenter.cart(partnerId, customerId, cartId)
    if (cart?.status === 'active') return undefined
    const errors = cart?.errors ?? []
    const orders = await (cart?.orderIds === undefined
      ? ordersThatFit(purchase)
      : Promise.all(cart.orderIds.map((id) => orderOnceShown(purchase, id))))
    if (orders.length > 0 || errors.length > 0) return { orders, errors }
    if (cart?.status === 'expired') throw new CartExpired()
    throw new PartnerCenterUnavailable()
  }

  /** An order may be unknown for a quarter of an hour after it was made. */
  async function orderOnceShown({ partnerId, customerId }: Purchase, orderId: string): Promise<Order> {
    return partnerCenter.order(partnerId, customerId, orderId).catch((error: unknown) => {
      throw error instanceof OrderUnknown ? new PartnerCenterUnavailable({ cause: error }) : error
    })
  }

  /**
   * The customer's orders since then that together are what was confirmed, and no other purchase became; of several that fit, the
   * oldest. None, as long as a line is missing.
   */
  async function ordersThatFit(purchase: Purchase): Promise<Order[]> {
    const { partnerId, customerId, submittedAt, confirmedAt } = purchase
    const since = later(submittedAt ?? confirmedAt, -clocksDiffer)
    const recent = (await partnerCenter.orders(partnerId, customerId)).filter(({ createdAt }) => createdAt >= since)
    const taken = await repository.ofOthers(
      purchase,
      recent.map(({ id }) => id),
    )
    const missing = [...purchase.lines]
    const found: Order[] = []
    for (const order of recent.toReversed()) {
      const places = order.lines.map(({ ref, quantity }) =>
        missing.findIndex((line) => ref !== undefined && sameRef(line.ref, ref) && line.quantity === quantity),
      )
      if (taken.has(order.id) || places.length === 0 || places.includes(-1) || new Set(places).size < places.length)
        continue
      for (const place of places.toSorted((a, b) => b - a)) missing.splice(place, 1)
      found.push(order)
    }
    return missing.length === 0 ? found : []
  }
}

export type PlacingService = ReturnType<typeof placingService>
