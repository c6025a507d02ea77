import { z } from 'zod'
import { type Amounts, amountFor, amountSchema, amountsSchema, currencySchema } from '../../commerce/amounts.ts'
import { type Money, money } from '../../commerce/money.ts'

/** What a partner's global admin decided about approvals. */
export const approvalPolicySchema = z.object({
  /** Purchases at or above these amounts wait for an approval; in a currency without one, none does. */
  purchases: amountsSchema,
  cancellations: z.discriminatedUnion('when', [
    z.object({ when: z.literal('never') }),
    z.object({ when: z.literal('always') }),
    z.object({ when: z.literal('from'), amounts: amountsSchema }),
  ]),
  /** Each possible approver's personal chat, or one channel that the bot is in. */
  cards: z.discriminatedUnion('to', [
    z.object({ to: z.literal('approvers') }),
    z.object({ to: z.literal('chat'), conversationId: z.string().min(1).max(500) }),
  ]),
  /** How long an approval waits before it expires, and after how many hours each it is reminded of. */
  waitHours: z.int().min(1).max(720),
  remindHours: z.int().min(1).max(720),
})
export type ApprovalPolicy = z.infer<typeof approvalPolicySchema>

/** Nothing needs an approval until a global admin says so. */
export const firstPolicy: ApprovalPolicy = {
  purchases: {},
  cancellations: { when: 'never' },
  cards: { to: 'approvers' },
  waitHours: 72,
  remindHours: 24,
}

export type ApprovalKind = 'purchase' | 'cancellation' | 'renewal-off' | 'renewal-on'

/** Why something needs an approval: all of its kind do, or those from an amount on; or an amount counts, and nobody knows this one's. */
export type ApprovalRule = { readonly when: 'always' | 'unknown' } | { readonly when: 'from'; readonly from: Money }

/** A rule as it is kept with what was asked under it. */
const keptRuleSchema = z.discriminatedUnion('when', [
  z.object({ when: z.enum(['always', 'unknown']) }),
  z.object({ when: z.literal('from'), amount: amountSchema, currency: currencySchema }),
])
export type KeptRule = z.infer<typeof keptRuleSchema>

export const keptRule = (rule: ApprovalRule): KeptRule =>
  rule.when === 'from' ? { when: 'from', amount: rule.from.amount.toFixed(), currency: rule.from.currency } : rule

export function ruleKept(kept: unknown): ApprovalRule {
  const rule = keptRuleSchema.parse(kept)
  return rule.when === 'from' ? { when: 'from', from: money(rule.amount, rule.currency) } : rule
}

/** @returns undefined when nobody else has to agree; at the amount itself somebody has to, and where amounts count and this one is not known. */
export function ruleFor(
  policy: ApprovalPolicy,
  kind: ApprovalKind,
  worth: Money | undefined,
): ApprovalRule | undefined {
  const { purchases, cancellations } = policy
  if (kind === 'purchase') return reached(purchases, worth)
  // What decides over a cancellation decides over a renewal too.
  if (cancellations.when === 'always') return { when: 'always' }
  return cancellations.when === 'from' ? reached(cancellations.amounts, worth) : undefined
}

function reached(amounts: Amounts, worth: Money | undefined): ApprovalRule | undefined {
  if (worth === undefined) return Object.keys(amounts).length === 0 ? undefined : { when: 'unknown' }
  const from = amountFor(amounts, worth)
  return from !== undefined && worth.amount.gte(from.amount) ? { when: 'from', from } : undefined
}
