import type { SaidOfLine } from '../../commerce/cart.ts'
import type { Money } from '../../commerce/money.ts'
import { isBought, type Order, type OrderStage, orderNumber } from '../../commerce/order.ts'
import type { StoredRefusal } from '../../platform/errors.ts'
import type { PurchaseLine } from './purchase-lines.ts'

/**
 * `waiting` for an approval; `ended` when none was given. `placing`: it was not answered yet. `pending`: there are orders, and Microsoft
 * has not decided about all of them; only `placed` and `partly` are bought. `failed`: none of its orders came to anything.
 */
export type PurchaseStatus = 'waiting' | 'placing' | 'pending' | 'placed' | 'partly' | 'failed' | 'refused' | 'ended'

/** An order that a purchase became, as it was last seen. */
export interface PurchaseOrder {
  readonly orderId: string
  readonly alternateId: string | null
  readonly stage: OrderStage
  /** The service's own word. */
  readonly status: string
  readonly orderedAt: Date
}

/** What somebody confirmed, as it was confirmed: the receipt needs nothing else, also while Partner Center is silent. */
export interface Purchase {
  /** The request key of the card it was confirmed on: its flow. */
  readonly id: string
  readonly partnerId: string
  readonly agentId: string
  readonly customerId: string
  readonly lines: readonly PurchaseLine[]
  readonly total: Money
  readonly taxIncluded: boolean
  readonly poNumber: string | null
  /** The partner ID of the reseller, for an indirect provider. */
  readonly reseller: string | null
  readonly status: PurchaseStatus
  /** MS-RequestIds of making the cart and of submitting it: the same on every retry. */
  readonly prepareRequestId: string | null
  readonly requestId: string
  /** The cart that holds what was confirmed. */
  readonly cartId: string | null
  /** From when on the cart may have been ordered. */
  readonly submittedAt: Date | null
  readonly confirmedAt: Date
  readonly orders: readonly PurchaseOrder[]
  /** Parts that Partner Center did not order. */
  readonly unordered: readonly SaidOfLine[]
  /** The first of its orders. */
  readonly orderId: string | null
  readonly orderedAt: Date | null
  /** Of what is refused, or of what waits until somebody has mended what stands against it. */
  readonly refusal: StoredRefusal | null
}

/** The code of a refusal, and of a line that was not ordered, for what Partner Center never said. */
export const outcomeNotKnown = 'buying.outcome-not-known'

/** Whether it is settled without Partner Center ever having said what became of it, or of a part. */
export const isNotKnown = ({ refusal, unordered }: Pick<Purchase, 'refusal' | 'unordered'>): boolean =>
  refusal?.code === outcomeNotKnown || unordered.some(({ code }) => code === outcomeNotKnown)

export const seen = (order: Order): PurchaseOrder => ({
  orderId: order.id,
  alternateId: order.alternateId ?? null,
  stage: order.state,
  status: order.status,
  orderedAt: order.createdAt,
})

/** The number that people read. */
export const numberOf = ({ orderId: id, alternateId }: PurchaseOrder): string => orderNumber({ id, alternateId })

const undecided: readonly OrderStage[] = ['pending', 'in-review', 'needs-purchase-order', 'other']
export const isUndecided = ({ stage }: Pick<PurchaseOrder, 'stage'>): boolean => undecided.includes(stage)
export const wasBought = ({ stage }: Pick<PurchaseOrder, 'stage'>): boolean => isBought({ state: stage })

/** Whether nothing more becomes of it by itself. */
export const isSettled = ({ status }: Pick<Purchase, 'status'>): boolean =>
  status !== 'waiting' && status !== 'placing' && status !== 'pending'

/** What a purchase has come to. A word of Microsoft that nobody knows decides nothing. */
export function comesTo(
  orders: readonly Pick<PurchaseOrder, 'stage'>[],
  unordered: readonly SaidOfLine[],
): 'pending' | 'placed' | 'partly' | 'failed' {
  if (orders.some(isUndecided)) return 'pending'
  const bought = orders.filter(wasBought)
  if (bought.length === 0) return 'failed'
  const whole =
    bought.length === orders.length && unordered.length === 0 && orders.every(({ stage }) => stage !== 'partly')
  return whole ? 'placed' : 'partly'
}
