import { randomUUID } from 'node:crypto'
import { requireRoleNow } from '../../commerce/access.ts'
import { PartnerCenterRefused } from '../../commerce/errors.ts'
import { enqueueSurely } from '../../platform/ask-again.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { ApprovalSubject } from '../../workflow/approvals/approval-subject.ts'
import type { Shared } from '../../workflow/shared.ts'
import { wishes } from '../../workflow/wishes/wishes.ts'
import type { Renewal, RenewingRepository } from './renewing.repository.ts'

/** Carries out that a subscription renews itself, or not any more, once; and what of it waits for an approval. */
export function turningService(desk: Shared, repository: RenewingRepository) {
  const { partnerCenter, directory, approvalViews, approved, activity, cards, jobs, notices, clock, log } = desk
  const { attempt, job, lookAfterOverdue } = wishes<Renewal>(desk, {
    what: 'renewal',
    job: 'renewing.turn',
    find: repository.find,
    isOpen: ({ status }) => status === 'submitted',
    confirmedAt: ({ submittedAt }) => submittedAt,
    carryOut,
    refuse: async (renewal, refusal) => {
      const refused = { status: 'refused', refusal, settledAt: clock.now() } as const
      await repository.moveOn(renewal, 'submitted', refused, (rows) => approved.failed(rows, renewal.id, refusal.code))
    },
    hold: async (renewal, refusal) => {
      // It was answered: the same MS-RequestId again would be given the same answer.
      await repository.moveOn(renewal, 'submitted', { status: 'submitted', refusal, requestId: randomUUID() })
    },
    whileOpen: async (renewal, alongside) => {
      await repository.moveOn(renewal, 'submitted', { status: 'submitted' }, alongside)
    },
    afterJob: async ({ id }, { kind }) => {
      const renewal = await repository.find(id)
      if (renewal === undefined) return
      // What was approved is told as that, also when it is refused.
      const asked = await approvalViews.ofSubject(renewal, id)
      if (kind === 'refused' && asked === undefined) {
        const { partnerId, agentId: recipient } = renewal
        await desk.database.transaction((rows) =>
          notices.tell(rows, [{ partnerId, recipient, occasion: 'renewing.refused', subjectId: id }]),
        )
      }
      await cards.edit(renewal.flowId)
    },
    overdue: repository.overdue,
  })
  const subject: ApprovalSubject = { carryOut: carryOutApproved, end, refuse, editCard }
  return { attempt, job, lookAfterOverdue, subject, find: repository.find }

  async function carryOut(renewal: Renewal): Promise<void> {
    const { id, partnerId, agentId, customerId, orderId, subscriptionId, name, on, requestId } = renewal
    await partnerCenter.setAutoRenew(partnerId, { customerId, subscriptionId, on, requestId }).catch(unlessUnderWay)
    const now = clock.now()
    const done = { status: 'done', refusal: null, settledAt: now } as const
    const moved = await repository.moveOn(renewal, 'submitted', done, async (rows) => {
      const what = on ? 'renewal-turned-on' : 'renewal-turned-off'
      const entry = { what, customerId, orderId, at: now, facts: { product: name } } as const
      await activity.remember(rows, { partnerId, agentId }, entry)
      await approved.carriedOut(rows, id, orderId)
    })
    if (moved) log.info({ orderId, partnerId, subscriptionId, on }, 'renewal changed')
  }

  /** Asks as who submitted it. @throws RoleMissing */
  async function carryOutApproved(id: string): Promise<void> {
    const renewal = await repository.find(id)
    if (renewal?.status !== 'waiting') return
    await requireRoleNow(directory, renewal, 'cancel')
    const now = clock.now()
    await repository.moveOn(renewal, 'waiting', { status: 'submitted' }, async (rows) => {
      await editCard(rows, id)
      await enqueueSurely(jobs, rows, 'renewing.turn', { id, since: now.toISOString() }, now)
    })
  }

  async function end(rows: Rows, id: string): Promise<void> {
    await repository.end(rows, id, { status: 'ended', settledAt: clock.now() })
  }

  function refuse(rows: Rows, id: string, code: string): Promise<boolean> {
    return repository.end(rows, id, { status: 'refused', refusal: { code, facts: null }, settledAt: clock.now() })
  }

  function editCard(rows: Rows, id: string): Promise<void> {
    return jobs.enqueue(rows, 'renewing.edit-card', { id })
  }
}

export type TurningService = ReturnType<typeof turningService>

/** That it is being changed already is no refusal. */
function unlessUnderWay(error: unknown): void {
  if (!(error instanceof PartnerCenterRefused && error.means === 'under-way')) throw error
}
