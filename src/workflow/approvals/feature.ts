import { z } from 'zod'
import type { Feature, NoticeAbout, NoticeKind, Occasion } from '../../chat/feature.ts'
import { may } from '../../commerce/access.ts'
import { isGuid } from '../../platform/guid.ts'
import { job } from '../../platform/jobs.ts'
import { type ApprovalStatus, type ApprovalView, actionOf } from './approval.ts'
import { decided, reminder, waits } from './approval-moves.service.ts'
import { approvalPress } from './approval-press.ts'
import type { ApprovalViewsService } from './approval-views.service.ts'
import { approvalCard, approvalLine, approvalRow, outcomeBelowCard } from './approvals.cards.ts'
import { type ApprovalListValues, approvalsDialog } from './approvals.dialog.ts'
import { approvalsPages } from './approvals.pages.ts'
import { approvalsToday } from './approvals-today.ts'
import type { ApprovalsRoom } from './room.ts'

const one = z.object({ id: z.guid() })

export const approvalsFeature = ({ approvals, approved, approvalViews: views }: ApprovalsRoom): Feature => ({
  name: 'approvals',
  flows: [approvalsDialog(views)],
  commands: [
    {
      name: 'approvals',
      words: { en: ['approvals', 'approve', 'approval'], zh: ['审批', '核准'], ko: ['승인'] },
      takes: [],
      home: {
        place: 7,
        does: {
          en: 'See what waits for your approval, and what you asked for',
          zh: '查看等待您审批的事项和您提交的申请',
          ko: '내 승인을 기다리는 일과 내가 요청한 일 보기',
        },
      },
      offered: ({ agent }) => Object.values(actionOf).some((action) => may(agent, action)),
      begin: async () => ({ flow: 'approvals', step: 'list', values: { from: 0 } satisfies ApprovalListValues }),
    },
  ],
  today: approvalsToday(views),
  routes: approvalsPages(approvals, views),
  presses: { approval: approvalPress(approvals, views) },
  jobs: {
    'approvals.expire': job(one, ({ id }) => approvals.expire(id)),
    'approvals.remind': job(
      one.extend({ nth: z.int().nonnegative(), everyHours: z.int().positive() }),
      ({ id, nth, everyHours }) => approvals.remind(id, { nth, everyHours }),
    ),
    'approvals.reach': job(one, ({ id }) => approvals.reach(id)),
    'approvals.carry-out': job(one.extend({ once: z.literal(true).optional() }), ({ id, once }) =>
      approved.carryOut(id, once),
    ),
  },
  occasions: {
    [waits]: { ...occasion(views, 'approvals', asksStill), opensChats: true },
    [reminder]: { ...occasion(views, 'approvals', asksStill, true), opensChats: true },
    // What was approved and carried out meanwhile is told as carried out; who has left is told nothing.
    [decided]: occasion(
      views,
      'decisions',
      ({ approval: { status }, requester }, { stage }) => status === stage && requester !== undefined,
    ),
  },
  rounds: { 'approvals.look': approved.lookAfterOverdue },
})

/** Whom it would be told to has something to decide. In a channel that is for each of its people to see. */
const asksStill = ({ approval, viewer }: ApprovalView, { recipient }: NoticeAbout): boolean =>
  approval.status === 'waiting' && (viewer === 'approver' || !isGuid(recipient))

/** @param holds whether it is still true; what was sent is a copy of the card, and is drawn whatever has become of it. */
function occasion(
  views: ApprovalViewsService,
  kind: NoticeKind,
  holds: (view: ApprovalView, notice: NoticeAbout) => boolean,
  reminding = false,
): Occasion {
  return {
    kind,
    draw: async (notice, { reader: read, now }) => {
      const { partnerId, recipient, subjectId, stage, activityId } = notice
      const personal = isGuid(recipient)
      const view = personal
        ? await views.ofPerson({ partnerId, agentId: recipient }, subjectId)
        : await views.ofChat(partnerId, subjectId)
      if (typeof activityId !== 'string' && !holds(view, notice)) return undefined
      const line = approvalLine(view, read)
      // What came of it is told in a message of its own, once.
      if (stage === ('approved' satisfies ApprovalStatus) && view.approval.status !== stage)
        return { line, card: outcomeBelowCard(read, view) }
      const place = personal
        ? ({ in: 'notice', kind, reminder: reminding } as const)
        : ({ in: 'channel', reminder: reminding } as const)
      return {
        line,
        row: approvalRow(view, read),
        card: approvalCard({ read, now, view, place }),
      }
    },
  }
}
