import { createHash } from 'node:crypto'
import { type MoneyFacts, money, moneyFacts } from '../../commerce/money.ts'
import { isCancelled, type Order, type OrderLine } from '../../commerce/order.ts'
import { judge, type PolicyChoice } from '../../commerce/policy.ts'
import { termsLater } from '../../commerce/terms.ts'

/** Raised when the policy's windows change: orders that were judged by another one are judged anew at the next start. */
const policyForm = 1

export const judgedBy = (policy: PolicyChoice): string => `${policy}/${policyForm}`

/** An order as the statement that stores it takes it: JSON, moments as ISO 8601. */
export interface StoredOrder {
  readonly id: string
  readonly subjectId: string
  readonly customerId: string
  readonly alternateId: string | null
  readonly createdAt: string
  readonly cancelled: boolean
  readonly families: readonly string[]
  readonly closesAt: string | null
  readonly open: boolean
  readonly againAt: string | null
  readonly content: Content
}

type LineContent = Omit<OrderLine, 'unitPrice' | 'cancellableUntil'> & {
  readonly unitPrice?: MoneyFacts | undefined
  readonly cancellableUntil?: string | undefined
}
type Content = Omit<Order, 'createdAt' | 'lines'> & {
  readonly createdAt: string
  readonly lines: readonly LineContent[]
}

/** @param now what is open by then is watched */
export const storedOrder = (partnerId: string, order: Order, policy: PolicyChoice, now: Date): StoredOrder => ({
  id: order.id,
  subjectId: subjectOf(partnerId, order.id),
  customerId: order.customerId,
  alternateId: order.alternateId ?? null,
  createdAt: order.createdAt.toISOString(),
  cancelled: isCancelled(order),
  families: [...new Set(order.lines.map(({ family }) => family))],
  ...storedWindow(order, policy, now),
  againAt: renewsAt(order, now)?.toISOString() ?? null,
  content: {
    ...order,
    createdAt: order.createdAt.toISOString(),
    lines: order.lines.map((line) => ({
      ...line,
      unitPrice: line.unitPrice && moneyFacts(line.unitPrice),
      cancellableUntil: line.cancellableUntil?.toISOString(),
    })),
  },
})

export const orderIn = ({ createdAt, lines, ...content }: Content): Order => ({
  ...content,
  createdAt: new Date(createdAt),
  lines: lines.map(({ unitPrice, cancellableUntil, ...line }) => ({
    ...line,
    ...(unitPrice !== undefined && { unitPrice: money(unitPrice.amount, unitPrice.currency) }),
    ...(cancellableUntil !== undefined && { cancellableUntil: new Date(cancellableUntil) }),
  })),
})

/** The window that is open, or the last one that was; null for what has none. */
export function storedWindow(order: Order, policy: PolicyChoice, now: Date): Pick<StoredOrder, 'closesAt' | 'open'> {
  const verdict = judge(order, now, policy)
  if (verdict.kind === 'open') return { closesAt: verdict.closesAt.toISOString(), open: true }
  return { closesAt: verdict.kind === 'closed' ? verdict.closedAt.toISOString() : null, open: false }
}

/** When a term of one of its subscriptions ends next: what renews itself then has another window. */
function renewsAt({ createdAt, lines }: Order, now: Date): Date | undefined {
  const ends = lines.flatMap(({ subscriptionId, cancelled, term }) => {
    if (subscriptionId === undefined || cancelled) return []
    for (let terms = 1; ; terms++) {
      const end = termsLater(term, createdAt, terms)
      if (end === undefined || end > now) return end === undefined ? [] : [end]
    }
  })
  return ends.toSorted((a, b) => a.getTime() - b.getTime())[0]
}

/** A GUID made of the partner and the order ID, as the migration mirror_watches makes it: an order that is read anew keeps it. */
export function subjectOf(partnerId: string, orderId: string): string {
  const digest = createHash('md5').update(`${partnerId}/${orderId}`).digest('hex')
  return digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
