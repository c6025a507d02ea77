import { randomUUID } from 'node:crypto'
import { requireRole, type Who } from '../../commerce/access.ts'
import {
  AlreadyCancelled,
  CancellationWindowClosed,
  NotCancellableHere,
  PartnerCenterUnavailable,
} from '../../commerce/errors.ts'
import { type Customer, isCancelled, type Order } from '../../commerce/order.ts'
import { judge, type PolicyChoice, type Verdict } from '../../commerce/policy.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { PartnerCenter } from '../../commerce/ports/partner-center.ts'
import { type Clock, later, minute, second } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import { DomainError } from '../../platform/errors.ts'
import type { JobQueue } from '../../platform/jobs.ts'
import type { Log } from '../../platform/log.ts'
import { remember } from '../../workflow/activity/activity.repository.ts'
import { revokeLinks } from '../../workflow/links/links.repository.ts'
import type { NoticesService } from '../../workflow/notices/notices.service.ts'
import type { StandingCancellation } from '../../workflow/orders/order-state.ts'
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
  notices: NoticesService
  clock: Clock
  policy: PolicyChoice
  log: Log
}

/** How often Partner Center is asked whether it shows a cancellation: documented to take up to 15 minutes. */
const askAgainAfter = minute

/** When the job takes over, in case this process ends between the wish and its carrying out. */
const retryAfter = 10 * second

const stands = ({ status }: Cancellation): boolean => status !== 'refused'

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
      repository.ofCustomer(who.partnerId, customerId),
    ])
    const taken = new Set(cancellations.filter(stands).map(({ orderId }) => orderId))
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
    if (submitted === undefined) {
      // Teams delivers a press twice: the second one gets what the first one of the same card made.
      const standing = (await repository.ofCustomer(who.partnerId, wish.customerId)).filter(stands)
      const mine = standing.find(({ orderId, flowId }) => orderId === order.id && flowId === wish.flowId)
      if (mine === undefined) throw new AlreadyCancelled(order.id)
      return mine
    }
    await this.carryOut(id).catch((error: unknown) => {
      if (!(error instanceof PartnerCenterUnavailable)) throw error
    })
    return (await repository.find(id)) ?? submitted
  }

  /**
   * Carries a submitted cancellation out, once. Rights and window were checked when it was submitted and are not asked again:
   * after a time-out the order may be cancelled already, and must not be called refused. Partner Center judges too.
   * @throws PartnerCenterUnavailable, and DomainError when it is refused
   */
  async carryOut(id: string): Promise<void> {
    const { partnerCenter, repository, jobs, clock, log } = this.options
    const cancellation = await repository.find(id)
    if (cancellation?.status !== 'submitted') return
    const { partnerId, agentId, customerId, orderId, requestId } = cancellation
    try {
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

  /**
   * What the job does: carries out, and asks again later, ever more slowly, for as long as Partner Center is silent. A refusal
   * is stored: nothing is left to try.
   * @returns whether it is settled.
   */
  async carryOutOrAskAgain(id: string): Promise<boolean> {
    const { repository, jobs, clock } = this.options
    try {
      await this.carryOut(id)
      return true
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      const cancellation = await repository.find(id)
      if (cancellation === undefined) return true
      if (cancellation.status !== 'submitted') {
        // Submitted while Partner Center was silent, refused now: the person has to hear it.
        await repository.announce((rows) => this.tell(rows, cancellation))
        return true
      }
      const now = clock.now()
      const wait = Math.min(5 * minute, Math.max(retryAfter, now.getTime() - cancellation.submittedAt.getTime()))
      await repository.moveOn(cancellation, 'submitted', { status: 'submitted' }, (rows) =>
        jobs.enqueue(rows, 'cancelling.carry-out', { id }, later(now, wait)),
      )
      return false
    }
  }

  /** Looks whether Partner Center shows the cancellation; when it does, the card is edited and the person is told. */
  async look(id: string): Promise<void> {
    const { partnerCenter, repository, jobs, clock } = this.options
    const cancellation = await repository.find(id)
    if (cancellation?.status !== 'cancelling') return
    const { partnerId, customerId, orderId } = cancellation
    const shown = await partnerCenter.order(partnerId, customerId, orderId).then(isCancelled, (error: unknown) => {
      if (error instanceof PartnerCenterUnavailable) return false
      throw error
    })
    const now = clock.now()
    if (!shown) {
      await repository.moveOn(cancellation, 'cancelling', { status: 'cancelling' }, (rows) =>
        jobs.enqueue(rows, 'cancelling.look', { id }, later(now, askAgainAfter)),
      )
      return
    }
    await repository.moveOn(cancellation, 'cancelling', { status: 'cancelled', shownAt: now }, async (rows) => {
      await jobs.enqueue(rows, 'cancelling.edit-card', { id })
      await this.tell(rows, cancellation)
    })
  }

  /** Cancellations that stand in the desk, by order ID: for whoever shows orders. */
  async standing(partnerId: string, customerId: string): Promise<ReadonlyMap<string, StandingCancellation>> {
    const known = await this.options.repository.ofCustomer(partnerId, customerId)
    return new Map(known.flatMap(({ orderId, status }) => (status === 'refused' ? [] : [[orderId, status] as const])))
  }

  /** A cancellation and whose it is, for the person who submitted it: they are told even when their role is gone by then. */
  async outcome(id: string): Promise<{ cancellation: Cancellation; customer: Customer } | undefined> {
    const cancellation = await this.options.repository.find(id)
    if (cancellation === undefined) return undefined
    const customer = await this.options.partnerCenter.customer(cancellation.partnerId, cancellation.customerId)
    return { cancellation, customer }
  }

  /** The person who submitted it hears how it came out, once. */
  private tell(rows: Rows, { id, partnerId, agentId }: Cancellation): Promise<void> {
    const outcome = { partnerId, recipient: agentId, occasion: 'cancelling.settled', subjectId: id }
    return this.options.notices.tell(rows, [outcome])
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
