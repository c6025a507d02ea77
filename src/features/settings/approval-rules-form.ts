import { z } from 'zod'
import { lineField, wordsField } from '../../chat/fields.ts'
import type { Amounts } from '../../commerce/amounts.ts'
import { halfWidth } from '../../platform/plain-text.ts'
import { type ApprovalPolicy, approvalPolicySchema } from '../../workflow/approvals/approval-policy.ts'
import { type AmountsMistake, readAmounts, writeAmounts } from './amounts.ts'

export const cancellationChoices = ['never', 'always', 'from'] as const
export const toApprovers = 'approvers'

const typedAmounts = wordsField(500).transform(halfWidth)
const typedHours = lineField()

/** The form as it is typed. */
export const approvalsForm = z.object({
  purchases: typedAmounts,
  cancellations: z.enum(cancellationChoices),
  cancellationAmounts: typedAmounts,
  /** `approvers`, or a chat's conversation id. */
  cards: z.string().min(1).max(500),
  waitHours: typedHours,
  remindHours: typedHours,
})
export type ApprovalsForm = z.infer<typeof approvalsForm>

/** A policy as somebody would type it. */
export const formOf = ({ purchases, cancellations, cards, waitHours, remindHours }: ApprovalPolicy): ApprovalsForm => ({
  purchases: writeAmounts(purchases),
  cancellations: cancellations.when,
  cancellationAmounts: cancellations.when === 'from' ? writeAmounts(cancellations.amounts) : '',
  cards: cards.to === 'chat' ? cards.conversationId : toApprovers,
  waitHours: String(waitHours),
  remindHours: String(remindHours),
})

/** What somebody typed otherwise than the form was drawn: what they left alone is not theirs. */
export const changedIn = <F extends Readonly<Record<string, string | undefined>>>(
  typed: F,
  drawn: Readonly<Record<string, string>>,
): Partial<F> =>
  Object.fromEntries(Object.entries(typed).filter(([field, value]) => value !== drawn[field])) as Partial<F>

export type FormMistake = AmountsMistake | { readonly kind: 'amounts-wanted' | 'hours-wanted' | 'remind-sooner' }

export type ReadForm =
  | { readonly policy: ApprovalPolicy }
  | { readonly mistakes: Partial<Record<keyof ApprovalsForm, FormMistake>> }

const hours = z
  .string()
  .trim()
  .regex(/^\d{1,3}$/)
  .transform(Number)
  .pipe(approvalPolicySchema.shape.waitHours)

/** Reads the whole form: every mistake is found at once. */
export function readForm(typed: ApprovalsForm): ReadForm {
  const purchases = readAmounts(typed.purchases)
  const cancellations = readCancellations(typed)
  const waitHours = hours.safeParse(typed.waitHours).data
  const remindHours = hours.safeParse(typed.remindHours).data
  const wanted = { kind: 'hours-wanted' } as const
  const mistakes = {
    ...('mistake' in purchases && { purchases: purchases.mistake }),
    ...('mistake' in cancellations && { cancellationAmounts: cancellations.mistake }),
    ...(waitHours === undefined && { waitHours: wanted }),
    ...(remindHours === undefined && { remindHours: wanted }),
    ...(waitHours !== undefined &&
      remindHours !== undefined &&
      remindHours >= waitHours && { remindHours: { kind: 'remind-sooner' } as const }),
  }
  if ('mistake' in purchases || 'mistake' in cancellations || waitHours === undefined || remindHours === undefined) {
    return { mistakes }
  }
  if ('remindHours' in mistakes) return { mistakes }
  const cards: ApprovalPolicy['cards'] =
    typed.cards === toApprovers ? { to: 'approvers' } : { to: 'chat', conversationId: typed.cards }
  return { policy: { purchases: purchases.amounts, cancellations: cancellations.rule, cards, waitHours, remindHours } }
}

/** Amounts count only when they were chosen to. */
function readCancellations({
  cancellations: when,
  cancellationAmounts,
}: ApprovalsForm): { rule: ApprovalPolicy['cancellations'] } | { mistake: FormMistake } {
  if (when !== 'from') return { rule: { when } }
  const read = readAmounts(cancellationAmounts)
  if ('mistake' in read) return read
  return isEmpty(read.amounts) ? { mistake: { kind: 'amounts-wanted' } } : { rule: { when, amounts: read.amounts } }
}

const isEmpty = (amounts: Amounts): boolean => Object.keys(amounts).length === 0
