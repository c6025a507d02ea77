import { randomUUID } from 'node:crypto'
import type { CartState, SaidOfLine } from '../../commerce/cart.ts'
import { OrderUnknown, PartnerCenterRefused, PartnerCenterUnavailable } from '../../commerce/errors.ts'
import type { Order } from '../../commerce/order.ts'
import { takenOverAfter } from '../../platform/ask-again.ts'
import { hour, later, minute } from '../../platform/clock.ts'
import type { Shared } from '../../workflow/shared.ts'
import { wishes } from '../../workflow/wishes/wishes.ts'
import { CartExpired, OutcomeNotKnown } from './buying.errors.ts'
import type { BuyingRepository } from './buying.repository.ts'
import { type CartsService, requireSame } from './carts.service.ts'
import { outcomeNotKnown, type Purchase } from './purchase.ts'
import { linesMissing, type PurchaseLine } from './purchase-lines.ts'
import type { Ordered, SettlingService } from './settling.service.ts'

/** How far the clocks of the desk and of Partner Center may differ. */
const clocksDiffer = 5 * minute

/** By then Partner Center has said what became of a cart, or it never will. */
const saidWithin = hour

/**
 * Orders what somebody confirmed, once: a cart that holds it, then its order. Once the cart was submitted, what became of it is read
 * from the cart and from the customer's orders; another cart is never made.
 */
export function placingService(
  desk: Shared,
  { repository, carts, settling }: { repository: BuyingRepository; carts: CartsService; settling: SettlingService },
) {
  const { partnerCenter, cards, clock } = desk
  return wishes<Purchase>(desk, {
    what: 'purchase',
    job: 'buying.place',
    find: repository.find,
    isOpen: ({ status }) => status === 'placing',
    confirmedAt: (purchase) => purchase.confirmedAt,
    carryOut,
    refuse: settling.refuse,
    hold: async (purchase, refusal) => {
      // It was answered: the same MS-RequestId again would be given the same answer.
      const anew = { prepareRequestId: randomUUID(), requestId: randomUUID() }
      await repository.moveOn(purchase, ['placing'], { status: 'placing', refusal, ...anew })
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
    if (orders.length === 0 && errors.some(({ code }) => code === outcomeNotKnown)) throw new OutcomeNotKnown()
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
   * What a cart that was submitted has become; an hour later, what is known of it.
   * @returns undefined when it was not ordered: then it may be submitted again.
   * @throws CartExpired; PartnerCenterUnavailable while it does not show
   */
  async function orderedBefore(purchase: Purchase, cartId: string): Promise<Ordered | undefined> {
    const { partnerId, customerId, lines, submittedAt, confirmedAt } = purchase
    const cart = await partnerCenter.cart(partnerId, customerId, cartId)
    if (cart?.status === 'active') return undefined
    const { orderIds, errors = [] } = cart ?? {}
    const named = await Promise.all((orderIds ?? []).map((id) => orderIfShown(purchase, id)))
    const shown = named.filter((order) => order !== undefined)
    const allShown = orderIds !== undefined && shown.length === named.length
    if (allShown && shown.length + errors.length > 0) return { orders: shown, errors }
    const wanted = lines.filter((_line, at) => !isRefused(cart, at))
    const orders = named.length > 0 ? shown : await ordersThatFit(purchase, wanted)
    const missing = linesMissing(wanted, orders)
    if (missing.length === 0 && orders.length + errors.length > 0) return { orders, errors }
    if (cart?.status === 'expired' && orders.length === 0) throw new CartExpired()
    if (clock.now() < later(submittedAt ?? confirmedAt, saidWithin)) throw new PartnerCenterUnavailable()
    return { orders, errors: [...errors, ...missing.map(notKnown)] }
  }

  /** An order may be unknown for a quarter of an hour after it was made. */
  async function orderIfShown({ partnerId, customerId }: Purchase, orderId: string): Promise<Order | undefined> {
    return partnerCenter.order(partnerId, customerId, orderId).catch((error: unknown) => {
      if (!(error instanceof OrderUnknown)) throw error
      return undefined
    })
  }

  /** The customer's orders since then that are these lines, and no other purchase became; of several that fit, the oldest. */
  async function ordersThatFit(purchase: Purchase, wanted: readonly PurchaseLine[]): Promise<Order[]> {
    const { partnerId, customerId, submittedAt, confirmedAt } = purchase
    const since = later(submittedAt ?? confirmedAt, -clocksDiffer)
    const recent = (await partnerCenter.orders(partnerId, customerId)).filter(({ createdAt }) => createdAt >= since)
    const taken = await repository.ofOthers(
      purchase,
      recent.map(({ id }) => id),
    )
    let missing = [...wanted]
    const found: Order[] = []
    for (const order of recent.toReversed()) {
      const left = linesMissing(missing, [order])
      const isWhole = order.lines.length > 0 && missing.length - left.length === order.lines.length
      if (taken.has(order.id) || !isWhole) continue
      missing = left
      found.push(order)
    }
    return found
  }
}

/** Whether Partner Center says that it could not order the part of the cart that this line is in. */
function isRefused(cart: CartState | undefined, at: number): boolean {
  const group = cart?.lines?.[at]?.orderGroup
  return group !== undefined && cart?.errors?.some(({ orderGroup }) => orderGroup === group) === true
}

const notKnown = ({ quantity, product, sku }: PurchaseLine): SaidOfLine => ({
  code: outcomeNotKnown,
  text: [`${quantity} × ${product}`, sku].filter((part) => part !== '').join(', '),
})

export type PlacingService = ReturnType<typeof placingService>
