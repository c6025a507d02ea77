import type { Money } from '../../commerce/money.ts'
import { lineTotal, type Order, type OrderStage, sumOfAll } from '../../commerce/order.ts'
import { type JudgedLine, judgeLines, type PolicyChoice, type Verdict, verdictOf } from '../../commerce/policy.ts'

/** A cancellation that stands in the desk: `waiting` for an approval, the line is as before. Partner Center shows it up to 15 minutes after it was submitted. */
export type StandingCancellation = 'waiting' | 'submitted' | 'cancelling' | 'cancelled'

/** Of one order, by the number of its line. */
export type StandingOfOrder = ReadonlyMap<number, StandingCancellation>

/** A line, what the policy or the service says of it, and its cancellation where one stands in the desk. */
export interface LineState extends JudgedLine {
  readonly cancellation: StandingCancellation | undefined
}

/** What holds for an order now: its cancellation, or what may be done about cancelling it; and what holds for each line. */
export type OrderState = (Verdict | { readonly kind: 'waiting' | 'cancelling' | 'submitted' }) & {
  readonly stage: OrderStage
  /** The service's own word. */
  readonly status: string
  readonly lines: readonly LineState[]
}

export function stateOf(
  order: Order,
  standing: StandingOfOrder | undefined,
  now: Date,
  policy: PolicyChoice,
): OrderState {
  const lines = judgeLines(order, now, policy).map((judged) => ({
    ...judged,
    cancellation: standing?.get(judged.line.number),
  }))
  // Assigned, not spread: a credit is worked out when it is asked for.
  return Object.assign(kindOf(order, lines), { stage: order.state, status: order.status, lines })
}

/** What holds for one of its lines, as if it were all of the order. */
export const stateOfLine = (order: Order, line: LineState): OrderState =>
  Object.assign(kindOf(order, [line]), { stage: order.state, status: order.status, lines: [line] })

/** As long as a line is left, the order is what holds for those that are left; what waits for an approval counts last. */
function kindOf(order: Order, lines: readonly LineState[]): Verdict | { kind: 'waiting' | 'cancelling' | 'submitted' } {
  const left = lines.filter((line) => !isEnding(line))
  const asWas = left.filter(({ cancellation }) => cancellation === undefined)
  if (asWas.length > 0 || lines.length === 0) return verdictOf(order, asWas)
  if (left.length > 0) return { kind: 'waiting' }
  const shown = (kind: 'submitted' | 'cancelling') =>
    lines.some(({ cancellation, verdict }) => cancellation === kind && verdict.kind !== 'cancelled')
  if (shown('submitted')) return { kind: 'submitted' }
  return { kind: shown('cancelling') ? 'cancelling' : 'cancelled' }
}

/** Whether a line is cancelled, or being cancelled: it has no keys and links any more. While its cancellation waits for an approval it stands. */
export const isEnding = ({ verdict, cancellation }: Pick<LineState, 'verdict' | 'cancellation'>): boolean =>
  verdict.kind === 'cancelled' || (cancellation !== undefined && cancellation !== 'waiting')

/** Whether something holds for one of its lines that does not hold for another: then each line says it of itself. */
export const isDivided = ({ lines }: OrderState): boolean =>
  new Set(lines.map((line) => (isEnding(line) ? 'ends' : line.cancellation))).size > 1

/** Whether some lines are cancelled, or being cancelled, of an order of which others stay. */
export const isEndedInPart = (state: OrderState): boolean => stillStands(state) && state.lines.some(isEnding)

/** What its lines cost that are neither cancelled nor being cancelled; undefined where the service does not say a price. */
export const standingTotal = ({ currency }: Order, { lines }: OrderState): Money | undefined =>
  sumOfAll(
    lines.filter((line) => !isEnding(line)).map(({ line }) => lineTotal(line)),
    currency,
  )

/** Whether something of the order is bought, and neither cancelled nor being cancelled. */
export const stillStands = ({ kind }: OrderState): boolean =>
  kind !== 'cancelled' && kind !== 'cancelling' && kind !== 'submitted' && kind !== 'not-bought'
