import { PartnerCenterUnavailable } from '../../commerce/errors.ts'
import { isCancelled } from '../../commerce/order.ts'
import { askAgainAt } from '../../platform/ask-again.ts'
import { later, minute } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { revokeLinks } from '../../workflow/links/links.repository.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { Cancellation, CancellingRepository } from './cancelling.repository.ts'

/** How often Partner Center is asked whether it shows a cancellation: documented to take up to 15 minutes. */
const lookAgainAfter = minute

/** Carries submitted cancellations out and watches until Partner Center shows them. */
export function carryingOutService(
  { partnerCenter, approved, activity, cards, jobs, notices, clock, log }: Shared,
  repository: CancellingRepository,
) {
  return { carryOut, carryOutOrAskAgain, look, editCard }

  /**
   * Carries a submitted cancellation out, once. Rights and window were checked when it was submitted and are not asked again:
   * after a time-out the order may be cancelled already, and must not be called refused. Partner Center judges too.
   * @throws PartnerCenterUnavailable, and DomainError when it is refused
   */
  async function carryOut(id: string): Promise<void> {
    const cancellation = await repository.find(id)
    if (cancellation?.status !== 'submitted') return
    const { partnerId, agentId, customerId, orderId, requestId } = cancellation
    try {
      await partnerCenter.cancelOrder(partnerId, { customerId, orderId, requestId })
    } catch (error) {
      if (error instanceof PartnerCenterUnavailable || !(error instanceof DomainError)) throw error
      await repository.moveOn(cancellation, 'submitted', { status: 'refused', refusal: error.code }, (rows) =>
        approved.failed(rows, id, error.code),
      )
      throw error
    }
    const now = clock.now()
    const moved = await repository.moveOn(cancellation, 'submitted', { status: 'cancelling' }, async (rows) => {
      const revoked = await revokeLinks(rows, partnerId, orderId, now)
      for (const subjectId of revoked) await cards.changed(rows, { partnerId, subjectId })
      await activity.remember(rows, { partnerId, agentId }, { what: 'order-cancelled', customerId, orderId, at: now })
      await approved.carriedOut(rows, id, orderId)
      await jobs.enqueue(rows, 'cancelling.look', { id }, later(now, lookAgainAfter))
    })
    if (moved) log.info({ orderId, partnerId, customerId }, 'order cancelled')
  }

  /**
   * What the job does: carries out, and asks again later, ever more slowly, for as long as Partner Center is silent. A refusal
   * is stored: nothing is left to try.
   * @param since when it was first to be carried out: when it was approved; left out, when it was submitted.
   * @param once for what another job may still ask for as well: a silent Partner Center is not asked again.
   * @returns whether it is settled.
   */
  async function carryOutOrAskAgain(id: string, since?: Date, once = false): Promise<boolean> {
    try {
      await carryOut(id)
      return true
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      const cancellation = await repository.find(id)
      if (cancellation === undefined) return true
      if (cancellation.status !== 'submitted') {
        // Submitted while Partner Center was silent, refused now: the person has to hear it. What was approved is told as that.
        if (since === undefined) await repository.announce((rows) => tell(rows, cancellation))
        return true
      }
      if (once) return false
      const again = { id, ...(since !== undefined && { since: since.toISOString() }) }
      const at = askAgainAt(since ?? cancellation.submittedAt, clock.now())
      await repository.moveOn(cancellation, 'submitted', { status: 'submitted' }, (rows) =>
        jobs.enqueue(rows, 'cancelling.carry-out', again, at),
      )
      return false
    }
  }

  /**
   * Looks whether Partner Center shows the cancellation; when it does, the card is edited and the person is told.
   * @param once for what another job may still look at as well: not looked at again.
   */
  async function look(id: string, once = false): Promise<void> {
    const cancellation = await repository.find(id)
    if (cancellation?.status !== 'cancelling') return
    const { partnerId, customerId, orderId } = cancellation
    const shown = await partnerCenter.order(partnerId, customerId, orderId).then(isCancelled, (error: unknown) => {
      if (error instanceof PartnerCenterUnavailable) return false
      throw error
    })
    const now = clock.now()
    if (!shown && once) return
    if (!shown) {
      await repository.moveOn(cancellation, 'cancelling', { status: 'cancelling' }, (rows) =>
        jobs.enqueue(rows, 'cancelling.look', { id }, later(now, lookAgainAfter)),
      )
      return
    }
    await repository.moveOn(cancellation, 'cancelling', { status: 'cancelled', shownAt: now }, async (rows) => {
      await cards.later(rows, cancellation.flowId)
      await tell(rows, cancellation)
    })
  }

  /** Has the card edited that it was submitted on. */
  async function editCard(id: string): Promise<void> {
    const cancellation = await repository.find(id)
    if (cancellation !== undefined) await cards.edit(cancellation.flowId)
  }

  /** The person who submitted it hears how it came out, once. */
  function tell(rows: Rows, { id, partnerId, agentId }: Cancellation): Promise<void> {
    const outcome = { partnerId, recipient: agentId, occasion: 'cancelling.settled', subjectId: id }
    return notices.tell(rows, [outcome])
  }
}

export type CarryingOutService = ReturnType<typeof carryingOutService>
