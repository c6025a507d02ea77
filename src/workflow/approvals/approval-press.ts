import { z } from 'zod'
import { refusalText } from '../../chat/error-reply.ts'
import type { Outcome, PressDoor } from '../../chat/feature.ts'
import type { Press } from '../../chat/press.ts'
import type { Turn } from '../../chat/turn.ts'
import { DomainError } from '../../platform/errors.ts'
import { whoOf } from '../customers/customer-step.ts'
import { longestReason } from './approval.ts'
import type { Place, Rejecting } from './approval-buttons.cards.ts'
import type { ApprovalViewsService } from './approval-views.service.ts'
import { approvalCard } from './approvals.cards.ts'
import type { ApprovalsService } from './approvals.service.ts'
import { approvalsText } from './approvals.text.ts'
import { askingText } from './asking.text.ts'

const pressed = z.object({
  act: z.enum(['show', 'approve', 'reject', 'withdraw']),
  approval: z.guid().transform((id) => id.toLowerCase()),
  reason: z.unknown().optional(),
  /** Pressed on the receipt of what was asked for, which is edited by itself: a line of words is answered. */
  brief: z.literal(true).optional(),
  reminder: z.literal(true).optional().catch(undefined),
})

const reasonSchema = z.string().trim().min(1).max(longestReason)

/**
 * A press on any copy of an approval's card, by anybody who sees it. What is answered is the presser's own view, drawn from what
 * is stored; the message itself is edited with all the other copies, and a refused press edits none.
 */
export function approvalPress(approvals: ApprovalsService, views: ApprovalViewsService): PressDoor {
  return async (turn, press) => {
    const wish = pressed.safeParse({ ...press.data, act: press.act }).data
    if (wish === undefined) return { words: approvalsText[turn.reader.language].notUnderstood }
    const { act, approval, brief, reminder = false } = wish
    try {
      const rejecting = act === 'reject' ? mistakeIn(turn, wish.reason) : undefined
      if (act === 'approve') await approvals.approve(whoOf(turn), approval)
      if (act === 'withdraw') await approvals.withdraw(whoOf(turn), approval)
      if (act === 'reject' && rejecting === undefined) {
        await approvals.reject(whoOf(turn), approval, reasonSchema.parse(wish.reason))
      }
      return await answer(turn, press, views, approval, { rejecting, reminder, brief: brief === true })
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return { words: refusalText(turn.reader, error, askingText[turn.reader.language].errors(turn.reader)) }
    }
  }
}

function mistakeIn({ reader }: Turn, reason: unknown): Rejecting | undefined {
  if (reasonSchema.safeParse(reason).success) return undefined
  const typed = typeof reason === 'string' ? reason.trim() : ''
  const words = approvalsText[reader.language]
  const mistake = typed === '' ? words.reasonMissing : askingText[reader.language].tooLong(reader.number(longestReason))
  return { typed: typed.slice(0, longestReason), mistake }
}

async function answer(
  turn: Turn,
  press: Press,
  views: ApprovalViewsService,
  id: string,
  { rejecting, reminder, brief }: { rejecting: Rejecting | undefined; reminder: boolean; brief: boolean },
): Promise<Outcome> {
  const { reader: read, now } = turn
  const view = await views.ofPerson(whoOf(turn), id)
  const words = approvalsText[read.language]
  const { status } = view.approval
  if (brief) return { words: status === 'waiting' ? words.waitsForOthers : words.titles[status] }
  return {
    card: approvalCard({
      read,
      now,
      view,
      place: placeOf(turn, press, view.viewer === 'requester', reminder),
      rejecting,
    }),
  }
}

function placeOf(turn: Turn, { flow }: Press, own: boolean, reminder: boolean): Place {
  if (turn.chat === 'shared') return { in: 'channel', reminder }
  if (flow !== undefined) return { in: 'list', flow }
  return { in: 'notice', kind: own ? 'decisions' : 'approvals', reminder }
}
