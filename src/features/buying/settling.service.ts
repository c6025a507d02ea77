import type { SaidOfLine, Submission } from '../../commerce/cart.ts'
import { moneyFacts, sameMoney } from '../../commerce/money.ts'
import { type Order, orderTotal, sumOfAll } from '../../commerce/order.ts'
import { hour, later, minute } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { BuyingRepository } from './buying.repository.ts'
import {
  comesTo,
  isUndecided,
  type Purchase,
  type PurchaseOrder,
  type PurchaseStatus,
  seen,
  wasBought,
} from './purchase.ts'

/** The code that an approval keeps when Microsoft has decided against an order. */
export const ordersFailed = 'buying.orders-failed'

/** When to look again at orders that Microsoft has not decided about: ever more slowly, counted from when they were made. */
export const lookAgainAt = (since: Date, now: Date): Date =>
  later(now, Math.min(6 * hour, Math.max(minute, (now.getTime() - since.getTime()) / 2)))

/** Stores what a purchase has come to, and what follows from that. Nothing is called bought that is not. */
export function settlingService(
  { mirror, approved, activity, jobs, clock, log }: Shared,
  repository: BuyingRepository,
) {
  return { settle, moved }

  /** What Partner Center answered when it was ordered, once. */
  async function settle(purchase: Purchase, { orders, errors }: Pick<Submission, 'orders' | 'errors'>): Promise<void> {
    // Of two calls at the same moment one may have been refused: that an order exists is what counts.
    const settled = await store(purchase, ['placing', 'refused'], orders, errors, async () => {})
    if (!settled) return
    for (const { id: orderId, state } of orders)
      log.info({ orderId, partnerId: purchase.partnerId, state }, 'order made')
    const total = sumOfAll(orders.map(orderTotal), purchase.total.currency)
    if (errors.length === 0 && total !== undefined && !sameMoney(total, purchase.total)) {
      log.warn({ purchase: purchase.id, total: moneyFacts(total) }, 'the orders cost something else than was confirmed')
    }
  }

  /**
   * What Microsoft has decided meanwhile.
   * @param tell in the same transaction, when something has changed
   * @returns false when nothing has
   */
  async function moved(
    purchase: Purchase,
    orders: readonly Order[],
    tell: (rows: Rows, status: PurchaseStatus) => Promise<void>,
  ): Promise<boolean> {
    const before = new Map(purchase.orders.map((order) => [order.orderId, order.stage]))
    const changed = orders.filter(({ id, state }) => before.get(id) !== state)
    if (changed.length === 0) return false
    return store(purchase, ['pending'], orders, purchase.unordered, tell)
  }

  async function store(
    purchase: Purchase,
    from: readonly PurchaseStatus[],
    orders: readonly Order[],
    unordered: readonly SaidOfLine[],
    tell: (rows: Rows, status: PurchaseStatus) => Promise<void>,
  ): Promise<boolean> {
    const now = clock.now()
    const nowSeen = orders.map(seen)
    const status = comesTo(nowSeen, unordered)
    const lookAt = status === 'pending' ? lookAgainAt(firstMadeAt(nowSeen, now), now) : null
    const to = {
      ...{ status, orders: nowSeen, unordered, refusal: null, lookAt },
      ...(status !== 'pending' && { settledAt: now }),
    }
    return repository.moveOn(purchase, from, to, async (rows) => {
      await remember(rows, purchase, orders, now)
      for (const order of orders) await mirror.took(rows, purchase.partnerId, order)
      const bought = nowSeen.find(wasBought)
      if (status === 'failed') await approved.failed(rows, purchase.id, ordersFailed)
      else if (status !== 'pending' && bought !== undefined) {
        await approved.carriedOut(rows, purchase.id, bought.orderId)
      }
      if (lookAt !== null) await jobs.enqueue(rows, 'buying.look', { id: purchase.id }, lookAt)
      await tell(rows, status)
    })
  }

  /** An entry for each order that has come to something else than it was seen as. */
  async function remember(rows: Rows, purchase: Purchase, orders: readonly Order[], at: Date): Promise<void> {
    const { partnerId, agentId, customerId } = purchase
    const before = new Map(purchase.orders.map((order) => [order.orderId, whatOf(order)]))
    for (const order of orders) {
      const what = whatOf(seen(order))
      if (before.get(order.id) === what) continue
      const facts = factsOf(order)
      await activity.remember(rows, { partnerId, agentId }, { what, customerId, orderId: order.id, at, facts })
    }
  }
}

export type SettlingService = ReturnType<typeof settlingService>

const firstMadeAt = (orders: readonly PurchaseOrder[], now: Date): Date =>
  new Date(Math.min(now.getTime(), ...orders.map(({ orderedAt }) => orderedAt.getTime())))

const whatOf = (order: Pick<PurchaseOrder, 'stage'>) =>
  isUndecided(order) ? 'order-pending' : wasBought(order) ? 'order-placed' : 'order-failed'

/** `10 × Windows Server CAL + 2 × SQL Server`, as an entry of the activity log keeps it. */
function factsOf({ lines }: Order) {
  const [first, ...more] = lines
  if (first === undefined) return {}
  const others = more.map(({ quantity, product }) => ` + ${quantity} × ${product}`)
  return { product: [first.product, ...others].join(''), quantity: first.quantity }
}
