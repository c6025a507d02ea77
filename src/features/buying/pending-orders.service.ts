import { z } from 'zod'
import { orderPageOf } from '../../chat/tab-button.ts'
import { may, type Who } from '../../commerce/access.ts'
import { CustomerUnknown } from '../../commerce/errors.ts'
import type { Customer, Order } from '../../commerce/order.ts'
import { later, minute } from '../../platform/clock.ts'
import { DomainError } from '../../platform/errors.ts'
import { job } from '../../platform/jobs.ts'
import { lookAfter } from '../../workflow/orders/look-after.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { BuyingRepository } from './buying.repository.ts'
import type { Purchase } from './purchase.ts'
import { lookAgainAt, type SettlingService } from './settling.service.ts'
import { telling } from './telling.ts'

/** How late a look may be before somebody looks after it. */
const tolerated = 15 * minute

/** What a notice tells of a purchase. */
export interface ToldPurchase {
  readonly purchase: Purchase
  readonly customer: Customer
  /** Where the page of its order is opened, or of all orders where it has none. */
  readonly tab: string
}

/** Looks at orders that Microsoft has not decided about, until it has: then the receipt is edited and the buyer told. */
export function pendingOrdersService(
  desk: Shared,
  { repository, settling }: { repository: BuyingRepository; settling: SettlingService },
) {
  const { partnerCenter, directory, addresses, cards, jobs, clock, log } = desk
  const told = telling(desk)
  return {
    toldOf,
    job: job(z.object({ id: z.guid() }), ({ id }) => look(id)),
    lookAfterOverdue: lookAfter(
      { clock, log },
      {
        what: 'pending purchase',
        rests: 5 * minute,
        find: (now, except, limit) => repository.overdueLooks(later(now, -tolerated), except, limit),
        tryOnce: async (found) => {
          for (const { id } of found) await look(id)
        },
      },
    ),
  }

  /** What a notice tells, for who may see orders. @throws PartnerCenterUnavailable */
  async function toldOf({ partnerId, agentId }: Who, id: string): Promise<ToldPurchase | undefined> {
    const purchase = await repository.find(id)
    if (purchase?.partnerId !== partnerId) return undefined
    const agent = await directory.agent(partnerId, agentId)
    if (agent === undefined || !may(agent, 'see-orders')) return undefined
    const customer = await partnerCenter.customer(partnerId, purchase.customerId).catch((error: unknown) => {
      if (!(error instanceof CustomerUnknown)) throw error
      return undefined
    })
    const [order] = purchase.orders
    const tab = addresses.tab(order === undefined ? 'orders' : orderPageOf(purchase.customerId, order.orderId))
    return customer && { purchase, customer, tab }
  }

  async function look(id: string): Promise<void> {
    const purchase = await repository.find(id)
    if (purchase?.status !== 'pending') return
    const orders = await seenNow(purchase)
    if (orders !== undefined && (await settling.moved(purchase, orders, told.moved(purchase)))) {
      await cards.edit(id)
      return
    }
    await lookAgain(purchase)
  }

  /** @returns undefined when Partner Center does not say it now. */
  async function seenNow({ partnerId, customerId, orders }: Purchase): Promise<Order[] | undefined> {
    try {
      return await Promise.all(orders.map(({ orderId }) => partnerCenter.order(partnerId, customerId, orderId)))
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return undefined
    }
  }

  async function lookAgain(purchase: Purchase): Promise<void> {
    const now = clock.now()
    const lookAt = lookAgainAt(purchase.orderedAt ?? purchase.confirmedAt, now)
    await repository.moveOn(purchase, ['pending'], { status: 'pending', lookAt }, (rows) =>
      jobs.enqueue(rows, 'buying.look', { id: purchase.id }, lookAt),
    )
  }
}
