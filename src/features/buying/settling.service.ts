import type { SaidOfLine } from '../../commerce/cart.ts'
import { PartnerCenterRefused } from '../../commerce/errors.ts'
import { moneyFacts, sameMoney, sum } from '../../commerce/money.ts'
import { type Order, orderTotal, sumOfAll } from '../../commerce/order.ts'
import { hour, later, minute } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { DomainError } from '../../platform/errors.ts'
import type { Activity } from '../../workflow/activity/activity.ts'
import type { Shared } from '../../workflow/shared.ts'
import { OutcomeNotKnown } from './buying.errors.ts'
import type { BuyingRepository } from './buying.repository.ts'
import { lineTotalOf } from './carts.service.ts'
import {
  comesTo,
  isUndecided,
  outcomeNotKnown,
  type Purchase,
  type PurchaseOrder,
  type PurchaseStatus,
  seen,
  wasBought,
} from './purchase.ts'
import { linesMissing, type PurchaseLine, productFacts } from './purchase-lines.ts'
import { type Tell, telling } from './telling.ts'

/** The code that an approval keeps when Microsoft has decided against an order. */
export const ordersFailed = 'buying.orders-failed'

/** When to look again at orders that Microsoft has not decided about: ever more slowly, counted from when they were made. */
export const lookAgainAt = (since: Date, now: Date): Date =>
  later(now, Math.min(6 * hour, Math.max(minute, (now.getTime() - since.getTime()) / 2)))

/** Stores what a purchase has come to, and what follows from that. Nothing is called bought that is not. */
export function settlingService(desk: Shared, repository: BuyingRepository) {
  const { mirror, approved, activity, jobs, clock, log } = desk
  const told = telling(desk)
  return { settle, refuse, moved }

  /** What Partner Center answered when it was ordered, once. */
  async function settle(purchase: Purchase, { orders, errors }: Ordered): Promise<void> {
    const tell = await told.whenLate(purchase)
    // Of two calls at the same moment one may have been refused: that an order exists is what counts.
    const settled = await store(purchase, ['placing', 'refused'], orders, errors, async (rows, status) => {
      if (errors.length > 0) await rememberRest(rows, purchase, { orders, errors })
      await tell(rows, status)
    })
    if (!settled) return
    for (const { id: orderId, state } of orders)
      log.info({ orderId, partnerId: purchase.partnerId, state }, 'order made')
    const total = sumOfAll(orders.map(orderTotal), purchase.total.currency)
    if (errors.length === 0 && total !== undefined && !sameMoney(total, purchase.total)) {
      log.warn({ purchase: purchase.id, total: moneyFacts(total) }, 'the orders cost something else than was confirmed')
    }
  }

  /** That nothing of it was ordered, once. */
  async function refuse(purchase: Purchase, refusal: DomainError): Promise<void> {
    const tell = await told.whenLate(purchase)
    const refused = { status: 'refused', refusal, settledAt: clock.now() } as const
    await repository.moveOn(purchase, ['placing'], refused, async (rows) => {
      await approved.failed(rows, purchase.id, refusal.code)
      const code = refusal instanceof PartnerCenterRefused ? refusal.facts.reason : refusal.code
      await rememberLines(rows, purchase, { what: refusedAs(refusal), lines: purchase.lines, code })
      await tell(rows, 'refused')
    })
  }

  /**
   * What Microsoft has decided meanwhile.
   * @param tell in the same transaction, when something has changed
   * @returns false when nothing has
   */
  async function moved(purchase: Purchase, orders: readonly Order[], tell: Tell): Promise<boolean> {
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
    tell: Tell,
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
      const facts = productFacts(order.lines)
      await activity.remember(rows, { partnerId, agentId }, { what, customerId, orderId: order.id, at, facts })
    }
  }

  /** An entry for what was not ordered with the rest: which lines they are is left out where the orders do not say theirs. */
  async function rememberRest(rows: Rows, purchase: Purchase, { orders, errors }: Ordered): Promise<void> {
    const codes = [...new Set(errors.map(({ code }) => code))]
    const said = orders.every(({ lines }) => lines.every(({ ref }) => ref !== undefined))
    await rememberLines(rows, purchase, {
      what: codes.includes(outcomeNotKnown) ? 'order-unknown' : 'order-refused',
      lines: said ? linesMissing(purchase.lines, orders) : [],
      code: codes.join(', '),
    })
  }

  /** An entry without an order: what it was, for how much, and the code it was refused with. */
  async function rememberLines(
    rows: Rows,
    { partnerId, agentId, customerId, total }: Purchase,
    { what, lines, code }: { what: Activity; lines: readonly PurchaseLine[]; code: string },
  ): Promise<void> {
    const amount = lines.length === 0 ? {} : moneyFacts(sum(lines.map(lineTotalOf), total.currency))
    const facts = { ...productFacts(lines), ...amount, code }
    await activity.remember(rows, { partnerId, agentId }, { what, customerId, at: clock.now(), facts })
  }
}

export type SettlingService = ReturnType<typeof settlingService>

const firstMadeAt = (orders: readonly PurchaseOrder[], now: Date): Date =>
  new Date(Math.min(now.getTime(), ...orders.map(({ orderedAt }) => orderedAt.getTime())))

/** What came of a purchase: its orders, and what was said of the parts that have none. */
export interface Ordered {
  readonly orders: readonly Order[]
  readonly errors: readonly SaidOfLine[]
}

/** A code that somebody could have mended refuses only when nobody did, for a day. */
function refusedAs(refusal: DomainError): Activity {
  if (refusal instanceof OutcomeNotKnown) return 'order-unknown'
  return refusal instanceof PartnerCenterRefused && refusal.means !== 'refused' ? 'order-given-up' : 'order-refused'
}

const whatOf = (order: Pick<PurchaseOrder, 'stage'>) =>
  isUndecided(order) ? 'order-pending' : wasBought(order) ? 'order-placed' : 'order-failed'
