import { randomUUID } from 'node:crypto'
import { requireRole, type Who } from '../../commerce/access.ts'
import {
  AlreadyCancelled,
  CancellationWindowClosed,
  NotCancellableHere,
  PartnerCenterUnavailable,
} from '../../commerce/errors.ts'
import { isCancelled, type Order } from '../../commerce/order.ts'
import { judge, type PolicyChoice, type Verdict } from '../../commerce/policy.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { PartnerCenter } from '../../commerce/ports/partner-center.ts'
import { type Clock, later, minute, second } from '../../platform/clock.ts'
import { DomainError } from '../../platform/errors.ts'
import type { JobQueue } from '../../platform/jobs.ts'
import type { Log } from '../../platform/log.ts'
import { remember } from '../../workflow/activity/activity.repository.ts'
import { revokeLinks } from '../../workflow/links/links.repository.ts'
import { AcknowledgementMissing } from './cancelling.errors.ts'
import type { Cancellation, CancellingRepository } from './cancelling.repository.ts'

/** An order and what holds for cancelling it now. */
export interface JudgedOrder {
  readonly order: Order
  readonly verdict: Verdict
}

export interface CustomerCancellations {
  /** Orders that nobody has cancelled yet, newest first. */
  readonly orders: readonly JudgedOrder[]
  readonly cancellations: readonly Cancellation[]
}

interface CancellingOptions {
  partnerCenter: PartnerCenter
  directory: Directory
  repository: CancellingRepository
  jobs: JobQueue
  clock: Clock
  policy: PolicyChoice
  log: Log
}

/** How often Partner Center is asked whether it shows a cancellation: documented to take up to 15 minutes. */
const askAgainAfter = minute

/** When the job takes over, in case this process ends between the wish and its carrying out. */
const retryAfter = 10 * second

export class CancellingService {
  private readonly options: CancellingOptions

  constructor(options: CancellingOptions) {
    this.options = options
  }

  /** @throws RoleMissing */
  async requireRole(who: Who): Promise<void> {
    await requireRole(this.options.directory, who, 'cancel')
  }

  /** @throws RoleMissing, CustomerUnknown */
  async ofCustomer(who: Who, customerId: string): Promise<CustomerCancellations> {
    const { directory, partnerCenter, repository, clock, policy } = this.options
    await requireRole(directory, who, 'cancel')
    const [orders, cancellations] = await Promise.all([
      partnerCenter.orders(who.partnerId, customerId),
      repository.standing(who.partnerId, customerId),
    ])
    const taken = new Set(cancellations.map(({ orderId }) => orderId))
    const now = clock.now()
    return {
      orders: orders
        .filter((order) => !isCancelled(order) && !taken.has(order.id))
        .map((order) => ({ order, verdict: judge(order, now, policy) })),
      cancellations,
    }
  }

  /**
   * Cancels one order: stores the wish and the job that guarantees it, then carries it out at once. When Partner Center does
   * not answer, the wish stands and the job goes on.
   * @throws RoleMissing, AcknowledgementMissing, OrderUnknown, AlreadyCancelled, CancellationWindowClosed, NotCancellableHere
   */
  async submit(
    who: Who,
    wish: { customerId: string; orderId: string; acknowledged: boolean; flowId: string },
  ): Promise<Cancellation> {
    const { directory, partnerCenter, repository, jobs, clock } = this.options
    await requireRole(directory, who, 'cancel')
    if (!wish.acknowledged) throw new AcknowledgementMissing()
    const order = await partnerCenter.order(who.partnerId, wish.customerId, wish.orderId)
    const { credit } = this.requireOpen(order)
    const now = clock.now()
    const id = randomUUID()
    const submitted = await repository.submit(
      {
        id,
        partnerId: who.partnerId,
        agentId: who.agentId,
        customerId: wish.customerId,
        orderId: order.id,
        requestId: randomUUID(),
        credit: credit.total,
        flowId: wish.flowId,
        submittedAt: now,
      },
      (rows) => jobs.enqueue(rows, 'cancelling.carry-out', { id }, later(now, retryAfter)),
    )
    if (submitted === undefined) throw new AlreadyCancelled(order.id)
    await this.carryOut(id).catch((error: unknown) => {
      if (!(error instanceof PartnerCenterUnavailable)) throw error
    })
    return (await repository.find(id)) ?? submitted
  }

  /** Carries a submitted cancellation out, once, checking everything again. @throws DomainError when it is refused. */
  async carryOut(id: string): Promise<void> {
    const { directory, partnerCenter, repository, jobs, clock, log } = this.options
    const cancellation = await repository.find(id)
    if (cancellation?.status !== 'submitted') return
    const { partnerId, agentId, customerId, orderId, requestId } = cancellation
    try {
      await requireRole(directory, { partnerId, agentId }, 'cancel')
      const order = await partnerCenter.order(partnerId, customerId, orderId)
      if (!isCancelled(order)) this.requireOpen(order)
      await partnerCenter.cancelOrder(partnerId, { customerId, orderId, requestId })
    } catch (error) {
      if (error instanceof PartnerCenterUnavailable || !(error instanceof DomainError)) throw error
      await repository.moveOn(cancellation, 'submitted', { status: 'refused', refusal: error.code })
      throw error
    }
    const now = clock.now()
    const moved = await repository.moveOn(cancellation, 'submitted', { status: 'cancelling' }, async (rows) => {
      await revokeLinks(rows, partnerId, orderId, now)
      await remember(rows, { partnerId, agentId }, { what: 'order-cancelled', customerId, orderId, at: now })
      await jobs.enqueue(rows, 'cancelling.look', { id }, later(now, askAgainAfter))
    })
    if (moved) log.info({ orderId, partnerId, customerId }, 'order cancelled')
  }

  /** Looks whether Partner Center shows the cancellation; when it does, the card is edited and the person is told. */
  async look(id: string): Promise<void> {
    const { partnerCenter, repository, jobs, clock } = this.options
    const cancellation = await repository.find(id)
    if (cancellation?.status !== 'cancelling') return
    const { partnerId, customerId, orderId } = cancellation
    const order = await partnerCenter.order(partnerId, customerId, orderId)
    const now = clock.now()
    if (!isCancelled(order)) {
      await repository.moveOn(cancellation, 'cancelling', { status: 'cancelling' }, (rows) =>
        jobs.enqueue(rows, 'cancelling.look', { id }, later(now, askAgainAfter)),
      )
      return
    }
    await repository.moveOn(cancellation, 'cancelling', { status: 'cancelled', shownAt: now }, async (rows) => {
      await jobs.enqueue(rows, 'cancelling.edit-card', { id })
      await jobs.enqueue(rows, 'cancelling.tell', { id })
    })
  }

  find(id: string): Promise<Cancellation | undefined> {
    return this.options.repository.find(id)
  }

  /** @throws AlreadyCancelled, CancellationWindowClosed, NotCancellableHere */
  private requireOpen(order: Order): Extract<Verdict, { kind: 'open' }> {
    const verdict = judge(order, this.options.clock.now(), this.options.policy)
    switch (verdict.kind) {
      case 'open':
        return verdict
      case 'cancelled':
        throw new AlreadyCancelled(order.id)
      case 'closed':
        throw new CancellationWindowClosed(order.id, verdict.closedAt)
      default:
        throw new NotCancellableHere(order.id, verdict.family, verdict.kind)
    }
  }
}
