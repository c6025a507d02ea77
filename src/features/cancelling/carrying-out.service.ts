import { randomUUID } from 'node:crypto'
import { PartnerCenterRefused, PartnerCenterUnavailable } from '../../commerce/errors.ts'
import { isCancelled, linesOf, type Order } from '../../commerce/order.ts'
import { later, minute } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import { revokeLinks } from '../../workflow/links/links.repository.ts'
import type { Shared } from '../../workflow/shared.ts'
import { type WishJob, wishes } from '../../workflow/wishes/wishes.ts'
import type { Cancellation, CancellingRepository } from './cancelling.repository.ts'

/** How often Partner Center is asked whether it shows a cancellation: documented to take up to 15 minutes. */
const lookAgainAfter = minute

/** Carries submitted cancellations out, once, and watches until Partner Center shows them. */
export function carryingOutService(desk: Shared, repository: CancellingRepository) {
  const { mirror, partnerCenter, approvalViews, approved, activity, cards, jobs, notices, clock, log } = desk
  const { attempt, job, lookAfterOverdue } = wishes<Cancellation>(desk, {
    what: 'cancellation',
    job: 'cancelling.carry-out',
    find: repository.find,
    isOpen: ({ status }) => status === 'submitted',
    confirmedAt: ({ submittedAt }) => submittedAt,
    carryOut,
    refuse: async (cancellation, refusal) => {
      const refused = { status: 'refused', refusal } as const
      await repository.moveOn(cancellation, 'submitted', refused, (rows) =>
        approved.failed(rows, cancellation.id, refusal.code),
      )
    },
    hold: async (cancellation, refusal) => {
      // It was answered: the same MS-RequestId again would be given the same answer.
      await repository.moveOn(cancellation, 'submitted', { status: 'submitted', refusal, requestId: randomUUID() })
    },
    whileOpen: async (cancellation, alongside) => {
      await repository.moveOn(cancellation, 'submitted', { status: 'submitted' }, alongside)
    },
    afterJob: async ({ id }, { kind }) => {
      // Submitted while Partner Center was silent, refused now: the person has to hear it.
      if (kind === 'refused') await tellRefused(id)
      await editCard(id)
    },
    overdue: (...asked) => repository.overdue('submitted', ...asked),
  })
  return { attempt, job, lookAfterOverdue, look, editCard }

  async function carryOut(cancellation: Cancellation): Promise<void> {
    const { id, partnerId, agentId, customerId, orderId, lines, whole, requestId } = cancellation
    const part = whole ? undefined : await partOf(cancellation)
    await partnerCenter
      .cancel(partnerId, { customerId, orderId, requestId, ...(!whole && { lines }) })
      .catch(unlessUnderWay)
    const now = clock.now()
    const done = { status: 'cancelling', refusal: null } as const
    const moved = await repository.moveOn(cancellation, 'submitted', done, async (rows) => {
      const revoked = await revokeLinks(rows, { partnerId, orderId, lines }, now)
      for (const subjectId of revoked) await cards.changed(rows, { partnerId, subjectId })
      const facts = part === undefined ? {} : { facts: { product: part } }
      const entry = { what: 'order-cancelled', customerId, orderId, at: now, ...facts } as const
      await activity.remember(rows, { partnerId, agentId }, entry)
      await approved.carriedOut(rows, id, orderId)
      await jobs.enqueue(rows, 'cancelling.look', { id }, later(now, lookAgainAfter))
    })
    if (moved) log.info({ orderId, partnerId, customerId, lines }, 'order cancelled')
  }

  /** What is cancelled of an order of which other lines stay. */
  async function partOf({ partnerId, customerId, orderId, lines }: Cancellation): Promise<string> {
    const order = await partnerCenter.order(partnerId, customerId, orderId)
    return linesOf(order, lines)
      .map(({ product }) => product)
      .join(' + ')
  }

  /**
   * Looks whether Partner Center shows the cancellation; when it does, the card is edited and the person is told.
   * @param once for what another job may still look at as well: not looked at again.
   */
  async function look({ id, once }: Pick<WishJob, 'id' | 'once'>): Promise<void> {
    const cancellation = await repository.find(id)
    if (cancellation?.status !== 'cancelling') return
    const { partnerId, customerId, orderId } = cancellation
    const order = await partnerCenter.order(partnerId, customerId, orderId).catch((error: unknown) => {
      if (!(error instanceof PartnerCenterUnavailable)) throw error
    })
    const now = clock.now()
    const shown = order !== undefined && shows(order, cancellation)
    if (!shown && once) return
    if (!shown) {
      await repository.moveOn(cancellation, 'cancelling', { status: 'cancelling' }, (rows) =>
        jobs.enqueue(rows, 'cancelling.look', { id }, later(now, lookAgainAfter)),
      )
      return
    }
    await repository.moveOn(cancellation, 'cancelling', { status: 'cancelled', shownAt: now }, async (rows) => {
      await mirror.took(rows, partnerId, order)
      await cards.later(rows, cancellation.flowId)
      await tell(rows, cancellation)
    })
  }

  /** Has the card edited that it was submitted on. */
  async function editCard(id: string): Promise<void> {
    const cancellation = await repository.find(id)
    if (cancellation !== undefined) await cards.edit(cancellation.flowId)
  }

  /** What was approved is told as that, also when it is refused. */
  async function tellRefused(id: string): Promise<void> {
    const cancellation = await repository.find(id)
    if (cancellation === undefined || (await approvalViews.ofSubject(cancellation, id)) !== undefined) return
    await repository.announce((rows) => tell(rows, cancellation))
  }

  /** The person who submitted it hears how it came out, once. */
  function tell(rows: Rows, { id, partnerId, agentId }: Cancellation): Promise<void> {
    const outcome = { partnerId, recipient: agentId, occasion: 'cancelling.settled', subjectId: id }
    return notices.tell(rows, [outcome])
  }
}

export type CarryingOutService = ReturnType<typeof carryingOutService>

const shows = (order: Order, { lines }: Cancellation): boolean =>
  isCancelled(order) || linesOf(order, lines).every(({ cancelled }) => cancelled)

/** That it is being cancelled already, or something of the order is in progress, is no refusal: Partner Center shows it when it is. */
function unlessUnderWay(error: unknown): void {
  if (!(error instanceof PartnerCenterRefused && error.means === 'under-way')) throw error
}
