import { may, type Who } from '../../commerce/access.ts'
import { CustomerUnknown, OrderUnknown } from '../../commerce/errors.ts'
import type { Customer, Order } from '../../commerce/order.ts'
import type { PolicyChoice, Verdict } from '../../commerce/policy.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { PartnerCenter } from '../../commerce/ports/partner-center.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { NoticesService } from '../../workflow/notices/notices.service.ts'
import { type CancellationsOf, stateOf } from '../../workflow/orders/order-state.ts'
import type { BuyingRepository } from './buying.repository.ts'
import type { DuePurchase, WindowsRepository } from './windows.repository.ts'
import { nextWindowWatch, windowStage } from './windows.ts'

/** An order whose cancellation window closes, as Partner Center shows it now. */
export interface ClosingWindow {
  readonly order: Order
  readonly customer: Customer
  readonly open: Extract<Verdict, { kind: 'open' }>
  /** Buyers need not be allowed to cancel. */
  readonly mayCancel: boolean
}

interface WindowsOptions {
  repository: WindowsRepository
  purchases: BuyingRepository
  notices: NoticesService
  partnerCenter: PartnerCenter
  directory: Directory
  cancellationsOf: CancellationsOf
  clock: Clock
  policy: PolicyChoice
}

const batch = 200

/** Watches the cancellation windows of what was bought through the desk: whoever bought it hears before one closes. */
export class WindowsService {
  private readonly options: WindowsOptions

  constructor(options: WindowsOptions) {
    this.options = options
  }

  /** Has everything told that time has made due. What is looked at late tells the latest stage it has reached. */
  async look(): Promise<void> {
    const { repository, clock, policy } = this.options
    const now = clock.now()
    const tell = (rows: Rows, due: DuePurchase[]) => this.tell(rows, due, now)
    const next = (due: DuePurchase) => nextWindowWatch(due, policy, now)
    while ((await repository.takeDue(now, batch, { tell, next })) === batch);
  }

  /** @returns undefined when it is not true any more: cancelled, being cancelled, closed, or on to its next stage. @throws PartnerCenterUnavailable */
  async atStage(who: Who, purchaseId: string, stage: string, now: Date): Promise<ClosingWindow | undefined> {
    const { purchases, partnerCenter, directory, cancellationsOf, policy } = this.options
    const purchase = await purchases.find(purchaseId)
    if (purchase === undefined || purchase.orderId === null || purchase.orderedAt === null) return undefined
    const { partnerId, customerId, orderId, orderedAt } = purchase
    if (windowStage({ ...purchase, orderedAt }, policy, now) !== stage) return undefined
    const [agent, customer, order, cancellations] = await Promise.all([
      directory.agent(partnerId, who.agentId),
      partnerCenter.customer(partnerId, customerId).catch(gone),
      partnerCenter.order(partnerId, customerId, orderId).catch(gone),
      cancellationsOf(partnerId, customerId),
    ])
    if (agent === undefined || customer === undefined || order === undefined) return undefined
    const open = stateOf(order, cancellations.get(orderId), now, policy)
    return open.kind === 'open' ? { order, customer, open, mayCancel: may(agent, 'cancel') } : undefined
  }

  private tell(rows: Rows, due: readonly DuePurchase[], now: Date): Promise<void> {
    const { notices, policy } = this.options
    return notices.tell(
      rows,
      due.flatMap((purchase) => {
        const stage = windowStage(purchase, policy, now)
        const { id, partnerId, agentId } = purchase
        const about = { partnerId, recipient: agentId, occasion: 'buying.window-closes', subjectId: id }
        return stage === undefined ? [] : [{ ...about, stage }]
      }),
    )
  }
}

function gone(error: unknown): undefined {
  if (!(error instanceof CustomerUnknown || error instanceof OrderUnknown)) throw error
}
