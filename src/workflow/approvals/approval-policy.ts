import { z } from 'zod'
import { type Money, minorUnit } from '../../commerce/money.ts'

const currency = z.string().regex(/^[A-Z]{3}$/)
const amount = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/)

/** Amounts by ISO 4217 currency, in decimal text: `{ USD: '50000', JPY: '7000000' }`. A currency without one is not limited. */
export const amountsSchema = z.record(currency, amount)
export type Amounts = z.infer<typeof amountsSchema>

/** What a partner's global admin decided about approvals. */
export const approvalPolicySchema = z.object({
  /** Purchases at or above these amounts wait for an approval. */
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

export type ApprovalKind = 'purchase' | 'cancellation'

/** Whether this needs somebody else's yes: at the amount itself it does. */
export function needsApproval(policy: ApprovalPolicy, kind: ApprovalKind, worth: Money): boolean {
  if (kind === 'purchase') return reaches(policy.purchases, worth)
  const { cancellations } = policy
  return cancellations.when === 'always' || (cancellations.when === 'from' && reaches(cancellations.amounts, worth))
}

function reaches(amounts: Amounts, { amount: worth, currency: of }: Money): boolean {
  const from = amounts[of]
  return from !== undefined && worth.gte(from)
}

/** Text of an amount as a currency writes it: no more digits than its minor unit has. */
export const hasMinorUnits = (text: string, of: string): boolean => (text.split('.')[1] ?? '').length <= minorUnit(of)
