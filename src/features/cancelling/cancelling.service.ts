import { randomUUID } from 'node:crypto'
import { requireRole, requireRoleNow, type Who } from '../../commerce/access.ts'
import { AlreadyCancelled } from '../../commerce/errors.ts'
import { pricesIncludeTax } from '../../commerce/market.ts'
import type { Money } from '../../commerce/money.ts'
import { type Customer, isCancelled, type Order } from '../../commerce/order.ts'
import { judge, type Verdict } from '../../commerce/policy.ts'
import { takenOverAfter } from '../../platform/ask-again.ts'
import { later } from '../../platform/clock.ts'
import type { Approval, ApprovalView } from '../../workflow/approvals/approval.ts'
import type { ApprovalRule } from '../../workflow/approvals/approval-policy.ts'
import type { Asking, RuleFor } from '../../workflow/approvals/approvals.service.ts'
import type { Shared } from '../../workflow/shared.ts'
import { AcknowledgementMissing } from './cancelling.errors.ts'
import type { Cancellation, CancellingRepository } from './cancelling.repository.ts'
import type { CarryingOutService } from './carrying-out.service.ts'
import { requireOpen } from './require-open.ts'

/** An order and what holds for cancelling it now. */
export interface JudgedOrder {
  readonly order: Order
  readonly verdict: Verdict
  /** Why somebody else has to agree to cancelling it; undefined when nobody has. */
  readonly approval: ApprovalRule | undefined
}

export interface CustomerCancellations {
  /** Orders that nobody has cancelled yet or asked to cancel, newest first. */
  readonly orders: readonly JudgedOrder[]
  readonly cancellations: readonly Cancellation[]
  /**
   * By cancellation: those that wait for one, and those of the card itself that ended with one. Of those that wait, the newest
   * have a view: as many as a card shows.
   */
  readonly approvals: ReadonlyMap<string, ApprovalView | undefined>
}

/** What somebody submits, and what the card that they submit it on said. */
export interface Submission {
  readonly customerId: string
  readonly orderId: string
  readonly acknowledged: boolean
  readonly flowId: string
  /** Whether the card said that an approval is asked for, and what for the approvers was written on it. */
  readonly asks: boolean
  readonly why?: string | undefined
}

/** What became of a cancellation. The order is undefined when Partner Center has it no more. */
export interface Outcome {
  readonly cancellation: Cancellation
  readonly customer: Customer
  readonly order: Order | undefined
}

/** Of how many orders the card tells what waits, or ended with an approval. */
export const boxesShown = 5

/** Whether it was neither refused by Partner Center nor by an approver. */
export const stands = ({ status }: Cancellation): boolean => status !== 'refused' && status !== 'ended'

export function cancellingService(
  { partnerCenter, directory, approvals, approvalViews, jobs, clock, policy }: Shared,
  repository: CancellingRepository,
  carryingOut: CarryingOutService,
) {
  return {
    /** @throws RoleMissing */
    requireRole: (who: Who) => requireRole(directory, who, 'cancel'),
    ofCustomer,
    submit,
    withdraw,
    outcome,
  }

  /** @param flowId the card that shows it. @throws RoleMissing, CustomerUnknown */
  async function ofCustomer(who: Who, customerId: string, flowId?: string): Promise<CustomerCancellations> {
    await requireRole(directory, who, 'cancel')
    const [orders, cancellations, ruleFor] = await Promise.all([
      partnerCenter.orders(who.partnerId, customerId),
      repository.ofCustomer(who.partnerId, customerId),
      approvals.rules(who.partnerId, 'cancellation'),
    ])
    const taken = new Set(cancellations.filter(stands).map(({ orderId }) => orderId))
    const now = clock.now()
    return {
      orders: orders
        .filter((order) => !isCancelled(order) && !taken.has(order.id))
        .map((order) => judged(order, judge(order, now, policy), ruleFor)),
      cancellations,
      approvals: await approvalsOf(who, cancellations, flowId),
    }
  }

  /**
   * Cancels one order: stores the wish and the job that guarantees it, then carries it out at once; or stores it as waiting, with
   * the approval that it needs. When Partner Center does not answer, the wish stands and the job goes on.
   * @throws RoleMissing, AcknowledgementMissing, OrderUnknown, AlreadyCancelled, CancellationWindowClosed, NotCancellableHere,
   * ApprovalRuleChanged, NobodyCanApprove
   */
  async function submit(who: Who, wish: Submission): Promise<Cancellation> {
    await requireRoleNow(directory, who, 'cancel')
    if (!wish.acknowledged) throw new AcknowledgementMissing()
    const order = await partnerCenter.order(who.partnerId, wish.customerId, wish.orderId)
    const now = clock.now()
    const {
      credit: { total: credit },
      closesAt,
    } = requireOpen(order, now, policy)
    const standing = await standingFor(who, order, wish.flowId)
    if (standing !== undefined) return standing
    const id = randomUUID()
    const asked = await asking(who, { id, order, credit, closesAt }, wish)
    const submitted = await repository.submit(
      {
        id,
        partnerId: who.partnerId,
        agentId: who.agentId,
        customerId: wish.customerId,
        orderId: order.id,
        status: asked === undefined ? 'submitted' : 'waiting',
        requestId: randomUUID(),
        credit,
        flowId: wish.flowId,
        submittedAt: now,
      },
      (rows) =>
        asked === undefined
          ? jobs.enqueue(rows, 'cancelling.carry-out', { id }, later(now, takenOverAfter))
          : approvals.ask(rows, asked),
    )
    if (submitted === undefined) {
      const first = await standingFor(who, order, wish.flowId)
      if (first === undefined) throw new AlreadyCancelled({ orderId: order.id })
      return first
    }
    const tried = await carryingOut.attempt(id)
    if (tried.kind === 'refused') throw tried.refusal
    return (await repository.find(id)) ?? submitted
  }

  /**
   * Takes back what the person asked an approval for.
   * @returns what became of it, when it was asked for on another card: that one tells it by itself.
   * @throws ApprovalUnknown, NotYourRequest
   */
  async function withdraw(who: Who, approvalId: string, flowId: string): Promise<Approval | undefined> {
    await approvals.withdraw(who, approvalId)
    const { approval } = await approvalViews.ofPerson(who, approvalId)
    const cancellation = await repository.find(approval.subjectId)
    return cancellation?.flowId === flowId ? undefined : approval
  }

  /** A cancellation and whose it is, for the person who submitted it: they are told even when their role is gone by then. */
  async function outcome(id: string): Promise<Outcome | undefined> {
    const cancellation = await repository.find(id)
    if (cancellation === undefined) return undefined
    const { partnerId, customerId, orderId } = cancellation
    const [customer, order] = await Promise.all([
      partnerCenter.customer(partnerId, customerId),
      partnerCenter.findOrder(partnerId, orderId),
    ])
    return { cancellation, customer, order }
  }

  /** @throws ApprovalRuleChanged, NobodyCanApprove */
  async function asking(
    who: Who,
    { id, order, credit, closesAt }: { id: string; order: Order; credit: Money | undefined; closesAt: Date },
    { customerId, asks, why }: Submission,
  ): Promise<Asking | undefined> {
    const customer = await partnerCenter.customer(who.partnerId, customerId)
    const lines = order.lines.map(({ product, sku, term, quantity }) => ({ product, sku, term, quantity }))
    const taxIncluded = pricesIncludeTax(customer.market)
    const asked = { subjectId: id, customer, lines, orderId: order.id, worth: credit, taxIncluded, why, closesAt }
    return approvals.prepare(who, { kind: 'cancellation', ...asked }, asks)
  }

  /**
   * What a press comes to that Teams delivers again: what its first delivery made. What waits for an approval is asked for once,
   * whoever asks again.
   * @throws AlreadyCancelled, when another card has cancelled the order
   */
  async function standingFor(who: Who, order: Order, flowId: string): Promise<Cancellation | undefined> {
    const known = await repository.ofCustomer(who.partnerId, order.customerId)
    const standing = known.find((cancellation) => stands(cancellation) && cancellation.orderId === order.id)
    if (standing === undefined || standing.flowId === flowId || standing.status === 'waiting') return standing
    throw new AlreadyCancelled({ orderId: order.id })
  }

  async function approvalsOf(
    who: Who,
    cancellations: readonly Cancellation[],
    flowId: string | undefined,
  ): Promise<CustomerCancellations['approvals']> {
    const waiting = cancellations.filter(({ status }) => status === 'waiting')
    const ended = cancellations.filter((cancellation) => !stands(cancellation) && cancellation.flowId === flowId)
    const shown = [...waiting.slice(-boxesShown), ...ended].map(({ id }) => id)
    const views = await approvalViews.ofSubjects(who, shown)
    return new Map([...waiting.map(({ id }) => [id, views.get(id)] as const), ...views])
  }
}

export type CancellingService = ReturnType<typeof cancellingService>

const judged = (order: Order, verdict: Verdict, ruleFor: RuleFor): JudgedOrder => ({
  order,
  verdict,
  // By amount, it depends on the credit, which is worked out for those that are asked for.
  get approval() {
    return verdict.kind === 'open' ? ruleFor(verdict.credit.total) : undefined
  },
})
