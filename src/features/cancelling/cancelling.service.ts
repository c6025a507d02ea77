import { randomUUID } from 'node:crypto'
import { requireRole, requireRoleNow, type Who } from '../../commerce/access.ts'
import { AlreadyCancelled, OrderUnknown } from '../../commerce/errors.ts'
import type { Money } from '../../commerce/money.ts'
import { type Customer, type Order, type OrderLine, orderNumber } from '../../commerce/order.ts'
import { orderSaid, ordersSaid } from '../../commerce/order-said.ts'
import type { Origin } from '../../commerce/origin.ts'
import { judgeLines } from '../../commerce/policy.ts'
import { takenOverAfter } from '../../platform/ask-again.ts'
import { later } from '../../platform/clock.ts'
import type { ApprovalView, NumberedApproval } from '../../workflow/approvals/approval.ts'
import type { Asking } from '../../workflow/approvals/approvals.service.ts'
import { type StandingCancellation, type StandingOfOrder, stateOf } from '../../workflow/orders/order-state.ts'
import type { Shared } from '../../workflow/shared.ts'
import { AcknowledgementMissing, LinesNotShown } from './cancelling.errors.ts'
import type { Cancellation, CancellingRepository } from './cancelling.repository.ts'
import type { CarryingOutService } from './carrying-out.service.ts'
import { isLeft, type JudgedOrder, judgedOrder } from './judged-order.ts'
import { requireOpen } from './require-open.ts'

export interface CustomerCancellations {
  /** Orders of which something is left that nobody has cancelled yet or asked to cancel, newest first. */
  readonly orders: readonly JudgedOrder[]
  /** By id: all of the customer's. */
  readonly known: ReadonlyMap<string, Order>
  readonly cancellations: readonly Cancellation[]
  /**
   * By cancellation: those that wait for one, and those of the card itself that ended with one. Of those that wait, the newest
   * have a view: as many as a card shows.
   */
  readonly approvals: ReadonlyMap<string, ApprovalView | undefined>
}

/** What somebody submits, from where, and what they were shown there. */
export interface Submission {
  readonly customerId: string
  readonly orderId: string
  /** Numbers of the lines; left out, all that is left of the order. */
  readonly lines?: readonly number[] | undefined
  readonly acknowledged: boolean
  readonly origin: Origin
  /** The order that was described to them, and its lines that were to be cancelled; left out where several were listed. */
  readonly shown?: { readonly orderId: string; readonly lines: readonly number[] | undefined } | undefined
  /** Whether it was said that an approval is asked for, and what for the approvers was written on it. */
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

/** Of one order, with a line that both are of. */
export const ofSameLines = (a: Cancellation, b: Cancellation): boolean =>
  a.orderId === b.orderId && a.lines.some((number) => b.lines.includes(number))

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

  /**
   * @param flowId the card that shows it
   * @param chosen the lines that it asks about, of one of the orders
   * @throws RoleMissing, CustomerUnknown
   */
  async function ofCustomer(
    who: Who,
    customerId: string,
    { flowId, chosen }: { flowId?: string; chosen?: { orderId: string; lines: readonly number[] } | undefined } = {},
  ): Promise<CustomerCancellations> {
    await requireRole(directory, who, 'cancel')
    const [orders, cancellations, ruleFor] = await Promise.all([
      partnerCenter.orders(who.partnerId, customerId),
      repository.ofCustomer(who.partnerId, customerId),
      approvals.rules(who.partnerId, 'cancellation'),
    ])
    const now = clock.now()
    return {
      orders: orders.flatMap((order) => {
        const { lines } = stateOf(order, standingOf(order, cancellations), now, policy)
        const wanted = order.id === chosen?.orderId ? chosen.lines : undefined
        return lines.some(isLeft) ? [judgedOrder(order, lines, ruleFor, wanted)] : []
      }),
      known: new Map(orders.map((order) => [order.id, order])),
      cancellations,
      approvals: await approvalsOf(who, cancellations, flowId),
    }
  }

  /**
   * Cancels one order, or some of its lines: stores the wish and the job that guarantees it, then carries it out at once; or stores it as waiting, with
   * the approval that it needs. When Partner Center does not answer, the wish stands and the job goes on.
   * @throws RoleMissing, AcknowledgementMissing, OrderUnknown, AlreadyCancelled, CancellationWindowClosed, NotCancellableHere,
   * OrderNotUsable, LinesNotShown, ApprovalRuleChanged, NobodyCanApprove
   */
  async function submit(who: Who, wish: Submission): Promise<Cancellation> {
    await requireRoleNow(directory, who, 'cancel')
    if (!wish.acknowledged) throw new AcknowledgementMissing()
    const order = await orderMeant(who, wish)
    if (!isAsShown(wish, order)) throw new LinesNotShown({ order: orderNumber(order) })
    const now = clock.now()
    const { standing, left } = await standingFor(who, order, wish)
    const wanted = wish.lines ?? left
    const judged = judgeLines(order, now, policy).filter(({ line }) => wanted.includes(line.number))
    if (judged.length < wanted.length) throw new OrderUnknown({ orderId: orderNumber(order) })
    const open = judged.filter(({ verdict }) => verdict.kind === 'open')
    if (wish.lines === undefined && open.length > 0 && open.length < judged.length)
      throw new LinesNotShown({ order: orderNumber(order) })
    const {
      credit: { total: credit },
      closesAt,
    } = requireOpen(order, judged)
    if (standing !== undefined) return standing
    const id = randomUUID()
    const lines = judged.map(({ line }) => line)
    const asked = await asking(who, { id, order, lines, credit, closesAt }, wish)
    const submitted = await repository.submit(
      {
        id,
        partnerId: who.partnerId,
        agentId: who.agentId,
        customerId: wish.customerId,
        orderId: order.id,
        lines: wanted,
        whole: order.lines.every((line) => line.cancelled || wanted.includes(line.number)),
        status: asked === undefined ? 'submitted' : 'waiting',
        requestId: randomUUID(),
        credit,
        flowId: wish.origin.key,
        submittedAt: now,
      },
      (rows) =>
        asked === undefined
          ? jobs.enqueue(rows, 'cancelling.carry-out', { id }, later(now, takenOverAfter))
          : approvals.ask(rows, asked),
    )
    if (submitted === undefined) {
      const first = await standingFor(who, order, wish)
      if (first.standing === undefined) throw new AlreadyCancelled({ orderId: orderNumber(order) })
      return first.standing
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
  async function withdraw(who: Who, approvalId: string, flowId: string): Promise<NumberedApproval | undefined> {
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
      partnerCenter.order(partnerId, customerId, orderId).catch(unlessUnknown),
    ])
    return { cancellation, customer, order }
  }

  /** By its ID, as cards have it, or else as it is typed. @throws OrderUnknown */
  async function orderMeant({ partnerId }: Who, { customerId, orderId }: Submission): Promise<Order> {
    const order = await partnerCenter.order(partnerId, customerId, orderId).catch(unlessUnknown)
    return order ?? orderSaid(await partnerCenter.orders(partnerId, customerId), orderId)
  }

  /** @throws ApprovalRuleChanged, NobodyCanApprove */
  async function asking(
    who: Who,
    asked: { id: string; order: Order; lines: readonly OrderLine[]; credit: Money | undefined; closesAt: Date },
    { customerId, asks, why }: Submission,
  ): Promise<Asking | undefined> {
    const customer = await partnerCenter.customer(who.partnerId, customerId)
    const { id: subjectId, order, credit: worth, closesAt } = asked
    const lines = asked.lines.map(({ product, sku, term, quantity }) => ({ product, sku, term, quantity }))
    const taxIncluded = asked.lines.every((line) => line.taxIncluded === true)
    const subject = { subjectId, customer, lines, orderId: order.id, worth, taxIncluded, why, closesAt }
    return approvals.prepare(who, { kind: 'cancellation', ...subject }, asks)
  }

  /**
   * What a press comes to that Teams delivers again: what its first delivery made. What waits for an approval is asked for once,
   * whoever asks again. Else what is left of the order.
   * @throws AlreadyCancelled, when another card has cancelled one of the lines
   */
  async function standingFor(
    who: Who,
    order: Order,
    { origin: { key: flowId }, lines }: Submission,
  ): Promise<{ standing: Cancellation | undefined; left: readonly number[] }> {
    const known = (await repository.ofCustomer(who.partnerId, order.customerId)).filter(
      (it) => stands(it) && it.orderId === order.id,
    )
    const taken = known.flatMap((it) => it.lines)
    const left = order.lines.flatMap(({ number, cancelled }) => (cancelled || taken.includes(number) ? [] : [number]))
    if (lines === undefined && left.length > 0) return { standing: undefined, left }
    const wanted = lines ?? order.lines.map(({ number }) => number)
    const of = known.filter((it) => it.lines.some((number) => wanted.includes(number)))
    const standing = of.find((it) => it.flowId === flowId) ?? of[0]
    if (standing === undefined || standing.flowId === flowId || standing.status === 'waiting') {
      return { standing, left: standing?.lines ?? left }
    }
    throw new AlreadyCancelled({ orderId: orderNumber(order) })
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

/** The lines of an order whose cancellation stands. */
const standingOf = (order: Order, cancellations: readonly Cancellation[]): StandingOfOrder =>
  new Map(
    cancellations.flatMap((it) =>
      stands(it) && it.orderId === order.id
        ? it.lines.map((number) => [number, it.status as StandingCancellation] as const)
        : [],
    ),
  )

function unlessUnknown(error: unknown): undefined {
  if (!(error instanceof OrderUnknown)) throw error
}

/** Nobody submits what they were not shown. */
const isAsShown = ({ lines, shown }: Submission, order: Order): boolean =>
  shown === undefined ||
  (ordersSaid([order], shown.orderId).length === 1 && (lines === undefined || lines.join() === shown.lines?.join()))
