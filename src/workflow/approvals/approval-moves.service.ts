import type { Ground } from '../../commerce/ground.ts'
import { later, second } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { ActivityService } from '../activity/activity.service.ts'
import type { Activity } from '../activity/activity.ts'
import type { NoticesService } from '../notices/notices.service.ts'
import type { Approval, ApprovalStatus } from './approval.ts'
import type { ApprovalSubjects } from './approval-subject.ts'
import type { ApprovalMove, ApprovalsRepository, MoveCondition } from './approvals.repository.ts'

/** What is told of an approval: to approvers that it waits, and again while it does; to the requester what became of it. */
export const waits = 'approvals.waits'
export const reminder = 'approvals.reminder'
export const decided = 'approvals.decided'
/** Each of them is a copy of the card, and is edited as long as there is something to edit. */
export const copies: readonly string[] = [waits, reminder, decided]

type Moved = Exclude<ApprovalStatus, 'waiting'>

const activityOf: Record<Moved, Activity> = {
  approved: 'approval-given',
  rejected: 'approval-rejected',
  withdrawn: 'approval-withdrawn',
  expired: 'approval-expired',
  'carried-out': 'approval-carried-out',
  failed: 'approval-failed',
}

// What is approved is carried out at once: that it is approved is worth a notice of its own only when that takes longer.
const toldAfter = 15 * second

/** Moves approvals on, and in the same transaction has everybody told: copies, requester, activity log, the subject's card. */
export function approvalMovesService(
  { clock, log }: Ground,
  {
    repository,
    notices,
    activity,
    subjects,
  }: {
    repository: ApprovalsRepository
    notices: NoticesService
    activity: ActivityService
    subjects: ApprovalSubjects
  },
) {
  return { moveOn }

  /** @returns undefined when it does not stand as asked: then nothing changes. */
  async function moveOn(
    rows: Rows,
    standing: MoveCondition,
    to: ApprovalMove & { readonly status: Moved },
    by?: string,
  ): Promise<Approval | undefined> {
    const moved = await repository.moveOn(rows, standing, to)
    if (moved === undefined) return undefined
    const { id, partnerId, kind, subjectId, customerId, requesterId, worth } = moved
    await notices.redraw(rows, { partnerId, occasions: copies, subjectId: id })
    const now = clock.now()
    if (to.status !== 'withdrawn') {
      const dueAt = to.status === 'approved' ? later(now, toldAfter) : now
      const about = { partnerId, recipient: requesterId, occasion: decided, subjectId: id, stage: to.status, dueAt }
      await notices.tell(rows, [about])
    }
    await activity.remember(
      rows,
      { partnerId, ...(by !== undefined && { agentId: by }) },
      {
        what: activityOf[to.status],
        customerId,
        ...(moved.orderId !== null && { orderId: moved.orderId }),
        at: now,
        facts: factsOf(moved, worth),
      },
    )
    await subjects.of(kind).editCard(rows, subjectId)
    log.info({ approval: id, partnerId, kind, status: to.status }, 'approval moved on')
    return moved
  }
}

export type ApprovalMovesService = ReturnType<typeof approvalMovesService>

export const factsOf = ({ id, kind }: Pick<Approval, 'id' | 'kind'>, worth: Approval['worth']) => ({
  approval: id,
  kind,
  ...(worth !== undefined && { amount: worth.amount.toFixed(), currency: worth.currency }),
})
