import { z } from 'zod'
import { refusalText } from '../../chat/error-reply.ts'
import type { Copies, Outcome, PressDoor } from '../../chat/feature.ts'
import { wordsField } from '../../chat/fields.ts'
import type { Press } from '../../chat/press.ts'
import type { Turn } from '../../chat/turn.ts'
import { RoleMissing } from '../../commerce/access.ts'
import { DomainError } from '../../platform/errors.ts'
import type { Reader } from '../../platform/language.ts'
import { asWords } from '../../platform/plain-text.ts'
import { cut } from '../../platform/text.ts'
import { whoOf } from '../customers/customer-step.ts'
import { type Approval, longestReason } from './approval.ts'
import type { CopyPlace, Rejecting } from './approval-buttons.cards.ts'
import { copies } from './approval-moves.service.ts'
import type { ApprovalViewsService } from './approval-views.service.ts'
import { approvalCard, hiddenCard } from './approvals.cards.ts'
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

/** Why something is rejected: the person who asked reads it. */
export const reasonSchema = wordsField(longestReason).pipe(z.string().min(1))

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
      // An Action.Submit in a channel gets no view of its own: what is wrong is said.
      if (rejecting !== undefined && turn.chat === 'shared' && turn.privately !== true)
        return { words: rejecting.mistake }
      return await answer(turn, press, views, approval, { rejecting, reminder, brief: brief === true })
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      const why = refusalText(turn.reader, error, askingText[turn.reader.language].errors(turn.reader))
      const place = placeOf(turn, press, false, reminder)
      // Whoever was sent the card and may not see it any more keeps no facts and no buttons of it.
      const hides = act === 'show' && brief !== true && place.in === 'notice' && error instanceof RoleMissing
      return hides ? { card: hiddenCard(turn.reader, place.kind, why) } : { words: why }
    }
  }
}

function mistakeIn({ reader }: Turn, reason: unknown): Rejecting | undefined {
  const mistake = reasonMistake(reader, reason)
  return mistake === undefined ? undefined : { typed: cut(typedIn(reason), longestReason), mistake }
}

/** What is wrong with a reason, if anything. */
export function reasonMistake(reader: Reader, reason: unknown): string | undefined {
  if (reasonSchema.safeParse(reason).success) return undefined
  return typedIn(reason) === ''
    ? approvalsText[reader.language].reasonMissing
    : askingText[reader.language].tooLong(reader.number(longestReason))
}

const typedIn = (reason: unknown): string => (typeof reason === 'string' ? asWords(reason) : '')

async function answer(
  turn: Turn,
  press: Press,
  views: ApprovalViewsService,
  id: string,
  { rejecting, reminder, brief }: { rejecting: Rejecting | undefined; reminder: boolean; brief: boolean },
): Promise<Outcome> {
  const { reader: read, now } = turn
  const view = await views.shownTo(whoOf(turn), id)
  const words = approvalsText[read.language]
  const { status } = view.approval
  if (brief) return { words: status === 'waiting' ? words.waitsForOthers : words.titles[status] }
  const place = placeOf(turn, press, view.viewer === 'requester', reminder)
  // What was typed and refused stays in the card as long as there is something to decide.
  const asksAgain = rejecting !== undefined && status === 'waiting'
  return {
    card: approvalCard({ read, now, view, place, rejecting }),
    ...(place.in !== 'list' && !asksAgain && { copyOf: copiesOf(view.approval) }),
  }
}

const copiesOf = ({ id, partnerId }: Approval): Copies => ({
  partnerId,
  occasions: copies,
  subjectId: id,
})

function placeOf(turn: Turn, { flow }: Press, own: boolean, reminder: boolean): CopyPlace {
  if (turn.chat === 'shared') return { in: 'channel', reminder }
  if (flow !== undefined) return { in: 'list', flow }
  return { in: 'notice', kind: own ? 'decisions' : 'approvals', reminder }
}
