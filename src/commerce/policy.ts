import { day, later } from '../platform/clock.ts'
import { creditFor, type LineCredit } from './credit.ts'
import type { Money } from './money.ts'
import { isBought, isCancelled, type Order, type OrderLine, type OrderStage, sumOfAll } from './order.ts'
import type { Family } from './product.ts'

/** What happens to one family: cancellable within a window with a credit, or why not on this card. */
export type CancellationRule =
  | { readonly kind: 'window'; readonly days: number; readonly credit: 'full' | 'prorated' }
  | { readonly kind: NoWindow }

/** Why a family has no window: `unknown`, nobody here knows its rule. */
export type NoWindow = 'support' | 'never' | 'elsewhere' | 'unknown'

/** A new term of software can be cancelled for so long, as the first one can: csp-software-subscriptions, "within the first seven days of any term". */
export const windowAfterRenewal = 7 * day

export interface PolicySet {
  /** In force for orders bought from then on, until the next set. */
  readonly from: Date
  readonly rules: Record<Family, CancellationRule>
}

const never = { kind: 'never' } as const
const support = { kind: 'support' } as const
const elsewhere = { kind: 'elsewhere' } as const
const prorated = (days: number) => ({ kind: 'window', days, credit: 'prorated' }) as const
const full = (days: number) => ({ kind: 'window', days, credit: 'full' }) as const

/** Partner Center's rules over time, from the article of 01/21/2020 and its later versions. Oldest first. */
export const policySets: readonly [PolicySet, ...PolicySet[]] = [
  {
    from: new Date('2019-12-19T00:00:00Z'),
    rules: {
      'server-subscription': prorated(60),
      'perpetual-software': full(60),
      'extended-security-update': support,
      'linux-plan': never,
      'azure-reservation': elsewhere,
      other: support,
    },
  },
  {
    from: new Date('2020-01-31T00:00:00Z'),
    rules: {
      'server-subscription': prorated(60),
      'perpetual-software': full(60),
      'extended-security-update': full(60),
      'linux-plan': never,
      'azure-reservation': elsewhere,
      other: support,
    },
  },
  {
    from: new Date('2021-07-01T00:00:00Z'),
    rules: {
      'server-subscription': prorated(30),
      'perpetual-software': full(30),
      'extended-security-update': full(30),
      'linux-plan': never,
      'azure-reservation': elsewhere,
      other: support,
    },
  },
  {
    from: new Date('2023-06-01T00:00:00Z'),
    rules: {
      'server-subscription': prorated(7),
      'perpetual-software': full(30),
      'extended-security-update': full(30),
      'linux-plan': never,
      'azure-reservation': elsewhere,
      other: support,
    },
  },
]

/** `article`: the first set for every order. `dated`: an order is judged by the set in force when it was bought. */
export type PolicyChoice = 'article' | 'dated'

export function policyFor(choice: PolicyChoice, boughtAt: Date): PolicySet {
  const inForce = choice === 'dated' ? policySets.filter((set) => set.from <= boughtAt).at(-1) : undefined
  return inForce ?? policySets[0]
}

export interface Credit {
  /** Undefined where one of the lines has none: a part is not said to be the whole. */
  readonly total: Money | undefined
  readonly lines: readonly LineCredit[]
}

/** Who says until when: a date of the service wins over the policy. */
export type GivenBy = 'service' | 'policy'

/** What holds for cancelling: of one line, or of an order as its lines come to. */
type Holding<C> =
  | {
      readonly kind: 'open'
      readonly closesAt: Date
      readonly daysLeft: number
      readonly givenBy: GivenBy
      readonly credit: C
    }
  | { readonly kind: 'closed'; readonly closedAt: Date; readonly givenBy: GivenBy }
  | { readonly kind: NoWindow; readonly family: Family }
  | { readonly kind: 'cancelled' }
  /** Not bought, or not yet: there is nothing to cancel. */
  | { readonly kind: 'not-bought'; readonly stage: OrderStage }

export interface JudgedLine {
  readonly line: OrderLine
  readonly verdict: Holding<LineCredit>
}

/** What holds for cancelling one order now. */
export type Verdict = Holding<Credit>

/** Judges an order by its lines. */
export const judge = (order: Order, now: Date, choice: PolicyChoice): Verdict =>
  verdictOf(order, judgeLines(order, now, choice))

export const judgeLines = (order: Order, now: Date, choice: PolicyChoice): JudgedLine[] =>
  order.lines.map((line) => ({ line, verdict: judgeLine(order, line, now, choice) }))

/**
 * What lines come to together. While one can be cancelled the order is open, until the first of its windows closes; otherwise what
 * stands in its way most strictly decides, and of windows that have passed the last. What is cancelled already counts no more.
 */
export function verdictOf({ state, currency }: Order, lines: readonly JudgedLine[]): Verdict {
  if (!isBought({ state })) return { kind: 'not-bought', stage: state }
  const verdicts = lines.map(({ verdict }) => verdict)
  const open = verdicts.filter((verdict) => verdict.kind === 'open')
  const [first] = open.toSorted((a, b) => a.closesAt.getTime() - b.closesAt.getTime())
  if (first !== undefined) {
    const { kind, closesAt, daysLeft, givenBy } = first
    // A list judges many orders and shows few credits: each is worked out when it is asked for.
    return {
      kind,
      closesAt,
      daysLeft,
      givenBy,
      get credit() {
        const credits = open.map(({ credit }) => credit)
        return {
          total: sumOfAll(
            credits.map(({ amount }) => amount),
            currency,
          ),
          lines: credits,
        }
      },
    }
  }
  for (const kind of ['never', 'elsewhere', 'support', 'unknown'] as const) {
    const family = lines.find(({ verdict }) => verdict.kind === kind)?.line.family
    if (family !== undefined) return { kind, family }
  }
  const closed = verdicts.filter((verdict) => verdict.kind === 'closed')
  const [last] = closed.toSorted((a, b) => b.closedAt.getTime() - a.closedAt.getTime())
  return last === undefined ? { kind: 'cancelled' } : { ...last }
}

/**
 * By the service's date where it gives one, else by the policy: windows are 24-hour days in UTC from the order's creation; at
 * 60 × 24 h it is closed, one millisecond before it is open.
 */
function judgeLine(order: Order, line: OrderLine, now: Date, choice: PolicyChoice): JudgedLine['verdict'] {
  if (!isBought(order)) return { kind: 'not-bought', stage: order.state }
  if (line.cancelled || isCancelled(order)) return { kind: 'cancelled' }
  const rule = policyFor(choice, order.createdAt).rules[line.family]
  const given = line.cancellableUntil
  if (given === undefined && rule.kind !== 'window') return { kind: rule.kind, family: line.family }
  const closesAt = given ?? later(order.createdAt, (rule.kind === 'window' ? rule.days : 0) * day)
  const givenBy = given === undefined ? 'policy' : 'service'
  if (now >= closesAt) return { kind: 'closed', closedAt: closesAt, givenBy }
  const daysLeft = Math.ceil((closesAt.getTime() - now.getTime()) / day)
  return {
    kind: 'open',
    closesAt,
    daysLeft,
    givenBy,
    get credit() {
      return creditFor(order, line, rule.kind === 'window' ? rule.credit : undefined, now)
    },
  }
}
