import { moneyFacts, sameMoney } from '../../commerce/money.ts'
import { type Order, orderTotal } from '../../commerce/order.ts'
import type { Shared } from '../../workflow/shared.ts'
import { wishes } from '../../workflow/wishes/wishes.ts'
import type { BuyingRepository, Purchase } from './buying.repository.ts'
import { nextWindowWatch, watchedWindow } from './cancellation-windows.ts'
import { familiesOf } from './purchase-lines.ts'

/** Places what somebody confirmed, once. */
export function placingService(desk: Shared, repository: BuyingRepository) {
  const { noticeRules, partnerCenter, approved, activity, cards, clock, policy, log } = desk
  return wishes<Purchase>(desk, {
    what: 'purchase',
    job: 'buying.place',
    find: repository.find,
    isOpen: ({ status }) => status === 'placing',
    confirmedAt: (purchase) => purchase.confirmedAt,
    carryOut: async (purchase) => {
      const { partnerId, customerId, requestId } = purchase
      const [line] = purchase.lines
      if (line === undefined) throw new Error('a purchase has no lines')
      const { ref, quantity } = line
      const poNumber = purchase.poNumber ?? undefined
      const wanted = { customerId, ref, quantity, poNumber, requestId }
      await settle(purchase, await partnerCenter.placeOrder(partnerId, wanted))
    },
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

  async function settle(purchase: Purchase, order: Order): Promise<void> {
    const { partnerId, agentId, customerId, lines } = purchase
    const [{ product, quantity } = { product: '', quantity: 0 }] = lines
    const now = clock.now()
    const rules = (await noticeRules.rulesOf('windows', [partnerId]))(partnerId)
    const window = watchedWindow(
      { ...purchase, families: familiesOf(lines), orderedAt: order.createdAt },
      policy,
      rules,
    )
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
    const total = orderTotal(order)
    if (total !== undefined && !sameMoney(total, purchase.total)) {
      const { id: orderId } = order
      log.warn({ orderId, partnerId, total: moneyFacts(total) }, 'the order costs something else than was confirmed')
    }
  }
}

export type PlacingService = ReturnType<typeof placingService>
