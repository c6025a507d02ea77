import { randomUUID } from 'node:crypto'
import { requireRole, requireRoleNow, type Who } from '../../commerce/access.ts'
import { SubscriptionEnded, SubscriptionUnknown } from '../../commerce/errors.ts'
import { lineTotal, type Order, type OrderLine } from '../../commerce/order.ts'
import { orderSaid } from '../../commerce/order-said.ts'
import type { Origin } from '../../commerce/origin.ts'
import type { Subscription } from '../../commerce/ports/partner-center.ts'
import { takenOverAfter } from '../../platform/ask-again.ts'
import { later } from '../../platform/clock.ts'
import type { ApprovalView } from '../../workflow/approvals/approval.ts'
import type { ApprovalKind, ApprovalRule } from '../../workflow/approvals/approval-policy.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { Renewal, RenewingRepository } from './renewing.repository.ts'
import type { TurningService } from './turning.service.ts'

/** A subscription of an order, and what became of the last change of its renewal. */
export interface KnownSubscription {
  readonly subscription: Subscription
  readonly line: OrderLine | undefined
  readonly last: Renewal | undefined
  /** Of a change that waits for an approval, or ended with one. */
  readonly approval: ApprovalView | undefined
  /** Why somebody else has to agree to the change that is offered; undefined when nobody has. */
  readonly rule: ApprovalRule | undefined
}

export interface OrderRenewals {
  readonly order: Order
  readonly subscriptions: readonly KnownSubscription[]
}

/** What somebody submits, and what the card said about it. */
export interface RenewalWish {
  readonly customerId: string
  readonly orderId: string
  readonly subscriptionId: string
  readonly on: boolean
  readonly origin: Origin
  /** Whether the card said that an approval is asked for. */
  readonly asks: boolean
}

export const kindOf = (on: boolean): ApprovalKind => (on ? 'renewal-on' : 'renewal-off')

/** Turns the renewal of subscriptions off, and on again. Whoever may cancel may do it. */
export function renewingService(
  { partnerCenter, directory, approvals, approvalViews, jobs, clock }: Shared,
  repository: RenewingRepository,
  turning: TurningService,
) {
  return {
    /** @throws RoleMissing */
    requireRole: (who: Who) => requireRole(directory, who, 'cancel'),
    said,
    ofOrder,
    submit,
    withdraw,
  }

  /** The customer's order that a typed ID means. @throws RoleMissing, CustomerUnknown, OrderUnknown */
  async function said(who: Who, customerId: string, orderId: string): Promise<Order> {
    await requireRole(directory, who, 'cancel')
    return orderSaid(await partnerCenter.orders(who.partnerId, customerId), orderId)
  }

  /** @throws RoleMissing, CustomerUnknown, OrderUnknown */
  async function ofOrder(who: Who, customerId: string, orderId: string): Promise<OrderRenewals> {
    await requireRole(directory, who, 'cancel')
    const [order, subscriptions, known, off, on] = await Promise.all([
      partnerCenter.order(who.partnerId, customerId, orderId),
      partnerCenter.subscriptions(who.partnerId, customerId, orderId),
      repository.ofOrder(who.partnerId, orderId),
      approvals.rules(who.partnerId, kindOf(false)),
      approvals.rules(who.partnerId, kindOf(true)),
    ])
    const lastOf = ({ id }: Subscription) => known.filter((it) => it.subscriptionId === id).at(-1)
    const views = await approvalViews.ofSubjects(
      who,
      subscriptions.flatMap((subscription) => lastOf(subscription)?.id ?? []),
    )
    return {
      order,
      subscriptions: subscriptions.map((subscription) => {
        const last = lastOf(subscription)
        const line = order.lines.find(({ number }) => number === subscription.line)
        const ruleFor = subscription.autoRenew ? off : on
        const worth = line && lineTotal(line)
        return { subscription, line, last, approval: last && views.get(last.id), rule: ruleFor(worth) }
      }),
    }
  }

  /**
   * Stores the wish and the job that guarantees it, then carries it out at once; or stores it as waiting, with the approval that
   * it needs. What holds already is left alone.
   * @throws RoleMissing, OrderUnknown, SubscriptionUnknown, SubscriptionEnded, ApprovalRuleChanged, NobodyCanApprove
   */
  async function submit(who: Who, wish: RenewalWish): Promise<void> {
    await requireRoleNow(directory, who, 'cancel')
    const { order, subscriptions } = await ofOrder(who, wish.customerId, wish.orderId)
    const found = subscriptions.find(({ subscription }) => subscription.id === wish.subscriptionId)
    if (found === undefined) throw new SubscriptionUnknown({ subscription: wish.subscriptionId })
    const { subscription, last } = found
    const { name, status, termEndsAt, autoRenew } = subscription
    if (status !== 'active') throw new SubscriptionEnded({ name, endedAt: termEndsAt.toISOString() })
    const standing = last?.status === 'waiting' || last?.status === 'submitted'
    if (standing || autoRenew === wish.on) return
    const id = randomUUID()
    const now = clock.now()
    const asked = await asking(who, id, order, found, wish)
    const stored = await repository.submit(
      {
        ...{ id, partnerId: who.partnerId, agentId: who.agentId, customerId: wish.customerId, orderId: order.id },
        ...{ subscriptionId: subscription.id, name, on: wish.on, flowId: wish.origin.key },
        status: asked === undefined ? 'submitted' : 'waiting',
        requestId: randomUUID(),
        submittedAt: now,
      },
      (rows) =>
        asked === undefined
          ? jobs.enqueue(rows, 'renewing.turn', { id }, later(now, takenOverAfter))
          : approvals.ask(rows, asked),
    )
    if (stored === undefined || asked !== undefined) return
    const tried = await turning.attempt(id)
    if (tried.kind === 'refused') throw tried.refusal
  }

  /** @throws ApprovalUnknown, NotYourRequest */
  async function withdraw(who: Who, approvalId: string): Promise<void> {
    await approvals.withdraw(who, approvalId)
  }

  /** @throws ApprovalRuleChanged, NobodyCanApprove */
  async function asking(who: Who, subjectId: string, order: Order, { line }: KnownSubscription, wish: RenewalWish) {
    const customer = await partnerCenter.customer(who.partnerId, wish.customerId)
    const lines = line === undefined ? [] : [line]
    return approvals.prepare(
      who,
      {
        kind: kindOf(wish.on),
        ...{ subjectId, customer, orderId: order.id, why: undefined },
        lines: lines.map(({ product, sku, term, quantity }) => ({ product, sku, term, quantity })),
        worth: line && lineTotal(line),
        taxIncluded: line?.taxIncluded === true,
      },
      wish.asks,
    )
  }
}

export type RenewingService = ReturnType<typeof renewingService>
