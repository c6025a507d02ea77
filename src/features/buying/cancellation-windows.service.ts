import { may, type Who } from '../../commerce/access.ts'
import { CustomerUnknown, OrderUnknown } from '../../commerce/errors.ts'
import type { Customer, Order } from '../../commerce/order.ts'
import type { Verdict } from '../../commerce/policy.ts'
import type { Rows } from '../../platform/database/database.ts'
import { wasOver } from '../../platform/stages.ts'
import { stateOf } from '../../workflow/orders/order-state.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { BuyingRepository } from './buying.repository.ts'
import type { DuePurchase, WindowsRepository } from './cancellation-windows.repository.ts'
import { nextWindowWatch, type WatchedWindow, watchedWindow, windowStage } from './cancellation-windows.ts'
import { familiesOf } from './purchase-lines.ts'

/** An order whose cancellation window closes, as Partner Center shows it now. */
export interface ClosingWindow {
  readonly order: Order
  readonly customer: Customer
  readonly open: Extract<Verdict, { kind: 'open' }>
  /** Buyers need not be allowed to cancel. */
  readonly mayCancel: boolean
}

interface Watched {
  readonly purchase: DuePurchase
  readonly window: WatchedWindow | undefined
}

const batch = 200
const occasion = 'buying.window-closes'

/** Watches the cancellation windows of what was bought through the desk: whoever bought it hears before one closes. */
export function windowsService(
  { notices, noticeRules, cancellations, partnerCenter, directory, clock, policy }: Shared,
  repository: WindowsRepository,
  purchases: BuyingRepository,
) {
  noticeRules.whenChanged(({ rows, who, at }) => repository.watchAgain(rows, who.partnerId, at))
  return { look, atStage }

  /** Has everything told that time has made due. What is looked at late tells the latest stage it has reached. */
  async function look(): Promise<void> {
    const now = clock.now()
    const look = async (rows: Rows, due: readonly DuePurchase[]) => {
      const rules = await noticeRules.rulesOf(
        'windows',
        due.map(({ partnerId }) => partnerId),
        rows,
      )
      const watched = due.map((purchase) => ({
        purchase,
        window: watchedWindow(purchase, policy, rules(purchase.partnerId)),
      }))
      await tell(rows, watched, now)
      return watched.map(({ window }) => nextWindowWatch(window, now))
    }
    while ((await repository.takeDue(now, batch, look)) === batch);
  }

  /**
   * @returns undefined when it is not true any more: cancelled, being cancelled, closed, on to its next stage, or the partner has
   * other lead times or amounts now; nor for who may see no orders any more.
   * @throws PartnerCenterUnavailable
   */
  async function atStage(who: Who, purchaseId: string, stage: string, now: Date): Promise<ClosingWindow | undefined> {
    const purchase = await purchases.find(purchaseId)
    if (purchase === undefined || purchase.orderId === null || purchase.orderedAt === null) return undefined
    const { partnerId, customerId, orderId, orderedAt } = purchase
    const rules = (await noticeRules.rulesOf('windows', [partnerId]))(partnerId)
    if (
      windowStage(watchedWindow({ ...purchase, families: familiesOf(purchase.lines), orderedAt }, policy, rules), now)
        ?.name !== stage
    )
      return undefined
    const [agent, customer, order, cancelled] = await Promise.all([
      directory.agent(partnerId, who.agentId),
      partnerCenter.customer(partnerId, customerId).catch(gone),
      partnerCenter.order(partnerId, customerId, orderId).catch(gone),
      cancellations.ofCustomer(partnerId, customerId),
    ])
    if (agent === undefined || !may(agent, 'see-orders')) return undefined
    if (customer === undefined || order === undefined) return undefined
    const open = stateOf(order, cancelled.get(orderId), now, policy)
    return open.kind === 'open' ? { order, customer, open, mayCancel: may(agent, 'cancel') } : undefined
  }

  async function tell(rows: Rows, watched: readonly Watched[], now: Date): Promise<void> {
    const found = watched.flatMap(({ purchase, window }) => {
      const stage = windowStage(window, now)
      if (window === undefined || stage === undefined) return []
      return [{ purchase, stage: stage.name, late: wasOver(stage, window.end) }]
    })
    const late = found.flatMap(({ purchase, late }) => (late ? [purchase.id] : []))
    const told = new Set((await notices.toldOf(rows, occasion, late)).map(({ subjectId }) => subjectId))
    await notices.tell(
      rows,
      found
        .filter(({ purchase, late }) => !late || !told.has(purchase.id))
        .map(({ purchase: { id: subjectId, partnerId, agentId: recipient }, stage }) => {
          return { partnerId, recipient, occasion, subjectId, stage }
        }),
    )
  }
}

function gone(error: unknown): undefined {
  if (!(error instanceof CustomerUnknown || error instanceof OrderUnknown)) throw error
}
