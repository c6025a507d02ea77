import { Decimal } from 'decimal.js'
import { day, later } from '../platform/clock.ts'
import { type Money, money, rounded, sum } from './money.ts'
import { lineTotal, type Order, type OrderLine } from './order.ts'
import { type Family, families, type Term } from './product.ts'

/** What happens to one family: cancellable within a window with a credit, or why not on this card. */
export type CancellationRule =
  | { readonly kind: 'window'; readonly days: number; readonly credit: 'full' | 'prorated' }
  | { readonly kind: 'support' | 'never' | 'elsewhere' }

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

const setsOf = (choice: PolicyChoice): readonly PolicySet[] => (choice === 'dated' ? policySets : [policySets[0]])

const rulesOf = (choice: PolicyChoice) =>
  setsOf(choice).flatMap(({ rules }) => families.map((family) => ({ family, rule: rules[family] })))

/** Families that some set gives a window. */
export const familiesWithWindow = (choice: PolicyChoice): Family[] => [
  ...new Set(rulesOf(choice).flatMap(({ family, rule }) => (rule.kind === 'window' ? [family] : []))),
]

/** Days of the windows there are, the shortest first. */
const windowLengths = (choice: PolicyChoice): number[] =>
  [...new Set(rulesOf(choice).flatMap(({ rule }) => (rule.kind === 'window' ? [rule.days] : [])))].sort((a, b) => a - b)

/** What was bought before cannot be cancelled any more. */
export const windowsReachBackTo = (choice: PolicyChoice, now: Date): Date =>
  later(now, -Math.max(...windowLengths(choice)) * day)

/**
 * When orders were bought whose window closes after the one moment and by the other: a span for each length of window, what was
 * bought last first. Which length an order's window has is judged.
 */
export const closingSpans = (choice: PolicyChoice, from: Date, to: Date): { since: Date; until: Date }[] =>
  // A millisecond more at the end, since `until` itself is left out where orders are asked for.
  windowLengths(choice).map((days) => ({ since: later(from, -days * day), until: later(to, 1 - days * day) }))

/** What holds for cancelling one order now. */
export type Verdict =
  | { readonly kind: 'open'; readonly closesAt: Date; readonly daysLeft: number; readonly credit: Credit }
  | { readonly kind: 'closed'; readonly closedAt: Date }
  | { readonly kind: 'support' | 'never' | 'elsewhere'; readonly family: Family }
  | { readonly kind: 'cancelled' }

/** The credit expected on the next monthly invoice, by line item. */
export interface Credit {
  readonly total: Money
  readonly lines: readonly { readonly line: OrderLine; readonly amount: Money; readonly fraction: Decimal }[]
}

/**
 * Judges an order. Its lines are cancelled together, so the strictest line decides.
 * Windows are 24-hour days in UTC from the order's creation; at 60 × 24 h it is closed, one millisecond before it is open.
 */
export function judge(order: Order, now: Date, choice: PolicyChoice): Verdict {
  if (order.status === 'cancelled') return { kind: 'cancelled' }
  const { rules } = policyFor(choice, order.createdAt)
  for (const kind of ['never', 'elsewhere', 'support'] as const) {
    const line = order.lines.find(({ family }) => rules[family].kind === kind)
    if (line !== undefined) return { kind, family: line.family }
  }
  const windows = order.lines.map(({ family }) => rules[family]).filter((rule) => rule.kind === 'window')
  const closesAt = later(order.createdAt, Math.min(...windows.map((rule) => rule.days)) * day)
  if (now >= closesAt) return { kind: 'closed', closedAt: closesAt }
  const daysLeft = Math.ceil((closesAt.getTime() - now.getTime()) / day)
  let credit: Credit | undefined
  return {
    kind: 'open',
    closesAt,
    daysLeft,
    // A list judges many orders and shows few credits: each is worked out when it is asked for.
    get credit() {
      credit ??= creditFor(order, now, rules)
      return credit
    },
  }
}

function creditFor(order: Order, now: Date, rules: PolicySet['rules']): Credit {
  const lines = order.lines.map((line) => {
    const rule = rules[line.family]
    const fraction =
      rule.kind === 'window' && rule.credit === 'full'
        ? new Decimal(1)
        : unusedFraction(line.term, order.createdAt, now)
    const total = lineTotal(line)
    return { line, amount: rounded(money(total.amount.times(fraction), total.currency)), fraction }
  })
  return {
    total: sum(
      lines.map(({ amount }) => amount),
      order.currency,
    ),
    lines,
  }
}

/** Unused time over the term, from 0 to 1. Terms are calendar years in UTC; perpetual software is not used up. */
export function unusedFraction(term: Term, from: Date, now: Date): Decimal {
  if (term === 'perpetual') return new Decimal(1)
  const end = new Date(from)
  end.setUTCFullYear(from.getUTCFullYear() + (term === 'P3Y' ? 3 : 1))
  const unused = new Decimal(end.getTime() - now.getTime()).div(end.getTime() - from.getTime())
  return Decimal.min(1, Decimal.max(0, unused))
}
