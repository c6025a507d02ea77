import { z } from 'zod'
import { fact, moment, toned } from '../../chat/common.routes.ts'

const approval = z.object({
  id: z.guid(),
  /** Purchase, cancellation, … */
  kind: z.string(),
  /** Who asks for what: `Mina Park asks to buy for Contoso · contoso.com`. */
  title: z.string(),
  what: z.array(z.string()),
  amount: z.string(),
  status: toned,
  /** With who decided and when, and what came of it. */
  standing: z.array(z.string()),
  facts: z.array(fact),
  asked: moment,
  /** Until when it waits; left out once it does not. */
  until: moment.optional(),
  /** What the reader may do about it, to draw by; it is decided again when they do it. */
  may: z.array(z.enum(['approve', 'reject', 'withdraw'])),
  /** Once it is carried out. */
  order: z.object({ customerId: z.string(), orderId: z.string() }).optional(),
})
export type ApprovalRow = z.infer<typeof approval>

export const approvalLists = ['waiting', 'asked', 'decided'] as const
export type ApprovalList = (typeof approvalLists)[number]

/** How many are shown, and decided about, at once. */
export const approvalsAtOnce = 50

export const approvalsRoutes = {
  'approvals.list': {
    asks: z.strictObject({ of: z.enum(approvalLists), from: z.int().min(0).max(1_000_000).default(0) }),
    tells: z.object({
      rows: z.array(approval),
      /** How many were paged over, and how many there are. */
      from: z.int(),
      total: z.int(),
    }),
  },
  /** One by its address, for whoever may see it. */
  'approvals.one': { asks: z.strictObject({ id: z.guid() }), tells: approval },
  /** Each is answered for itself; the same again changes nothing. */
  'approvals.decide': {
    asks: z.strictObject({
      ids: z.array(z.guid()).min(1).max(approvalsAtOnce),
      decision: z.enum(['approve', 'reject', 'withdraw']),
      /** Of a rejection: one for all of them. */
      reason: z.string().max(20_000).optional(),
    }),
    tells: z.object({
      /** What is wrong with the reason: then nothing was decided. */
      mistake: z.string().optional(),
      answers: z.array(z.object({ id: z.string(), title: z.string(), said: toned })),
    }),
  },
}
