import { randomUUID } from 'node:crypto'
import { PartnerCenterUnavailable } from '../../../commerce/errors.ts'
import type { ServiceRequest } from '../../../commerce/ports/partner-center.ts'
import { askAgainAt } from '../../../platform/ask-again.ts'
import type { Rows } from '../../../platform/database/database.ts'
import { asWords } from '../../../platform/plain-text.ts'
import { cut } from '../../../platform/text.ts'
import type { Shared } from '../../../workflow/shared.ts'
import type { CommentsRepository } from '../requests/comments.repository.ts'
import type { SupportRepository } from '../requests/support.repository.ts'
import { descriptionOf, isByHand, nextLook, type SupportRequest, statusIn } from '../requests/support.ts'
import type { MovingService } from './moving.service.ts'

const batch = 100
const longestNote = 20_000

/** Gives Partner Center what was asked and said, where it takes it by call, and brings back what Microsoft answers. */
export function handingOverService(
  { partnerCenter, jobs, clock, log }: Shared,
  repository: SupportRepository,
  comments: CommentsRepository,
  moving: MovingService,
) {
  return { handOver, handOverNow, handOverOrAskAgain, lookAtDue, look }

  /**
   * Gives Partner Center what it has not got: the request, what people said, that it was closed.
   * @returns whether the request itself was filed by this.
   * @throws PartnerCenterUnavailable
   */
  async function handOver(id: string): Promise<boolean> {
    const request = await repository.find(id)
    if (request === undefined || isByHand(request) || request.lookAt === null) return false
    const { partnerId } = request
    const ticket = request.ticket ?? (await file(request))
    for (const { id: noteId, text } of await comments.ungiven(id)) {
      await partnerCenter.addServiceRequestNote(partnerId, ticket, { noteId, text })
      await comments.given(noteId)
    }
    if (request.status === 'closed') {
      await partnerCenter.closeServiceRequest(partnerId, ticket, id)
      await repository.change(id, (rows, closed) => repository.update(rows, closed, { lookAt: null }))
    }
    return request.ticket === null
  }

  /** At once, for the card that somebody waits for: what fails now is the job's. */
  async function handOverNow(id: string): Promise<void> {
    await handOver(id).catch((err: unknown) => {
      log.warn({ err, supportId: id }, 'support request not handed over yet')
    })
  }

  /** What the job does: asks a silent Partner Center again, ever more slowly. @returns whether the request was filed by this. */
  async function handOverOrAskAgain(job: { id: string; since: Date; flowId?: string | undefined }): Promise<boolean> {
    try {
      return await handOver(job.id)
    } catch (error) {
      if (!(error instanceof PartnerCenterUnavailable)) throw error
      const at = askAgainAt(job.since, clock.now())
      await repository.announce((rows) =>
        jobs.enqueue(rows, 'support.hand-over', { ...job, since: job.since.toISOString() }, at),
      )
      return false
    }
  }

  /** Has everything looked at that time has made due. */
  async function lookAtDue(): Promise<void> {
    const now = clock.now()
    const take = async (rows: Rows, ids: string[]) => {
      for (const id of ids) await jobs.enqueue(rows, 'support.look', { id })
    }
    while ((await repository.takeDue(now, batch, take)) === batch);
  }

  /** Asks Partner Center how a request stands. When it is silent, the next look asks again. */
  async function look(id: string): Promise<void> {
    try {
      await handOver(id)
      const request = await repository.find(id)
      const found = request && (await seen(request))
      if (found !== undefined) {
        await repository.change(id, async (rows, now) => {
          if (await take(rows, now, request, found)) await moving.redraw(rows, now)
        })
      }
    } catch (error) {
      if (!(error instanceof PartnerCenterUnavailable)) throw error
      log.info({ supportId: id }, 'Partner Center is silent, a support request is looked at later')
    }
  }

  /** Files the request; after a time-out the same call answers what the first one made. */
  async function file(request: SupportRequest): Promise<string> {
    const { id, partnerId, title, impact, customer, customerId, contact, requestId } = request
    const filed = await partnerCenter.createServiceRequest(partnerId, {
      title,
      description: descriptionOf(request),
      severity: impact,
      customer: customerId ?? customer,
      contact,
      requestId,
    })
    if (await repository.keepTicket(id, filed.id)) {
      log.info({ supportId: id, partnerId }, 'support request handed over')
      await repository.announce((rows) => moving.redraw(rows, request))
    }
    return filed.id
  }

  async function seen({ partnerId, ticket, lookAt, status }: SupportRequest): Promise<ServiceRequest | undefined> {
    if (ticket === null || lookAt === null || status === 'closed') return undefined
    const seen = await partnerCenter.serviceRequest(partnerId, ticket)
    if (seen === undefined) log.warn({ partnerId, ticket }, 'Partner Center has no service request of it')
    return seen
  }

  /**
   * @param before how the request stood when Partner Center was asked: who moved it since knows better.
   * @returns whether there was anything new.
   */
  async function take(
    rows: Rows,
    request: SupportRequest,
    before: SupportRequest | undefined,
    seen: ServiceRequest,
  ): Promise<boolean> {
    if (request.status === 'closed') return false
    const notes = seen.notes.filter(({ byMicrosoft }) => byMicrosoft)
    const said = notes.map(({ id: noteId, text, at }) => ({
      id: randomUUID(),
      supportId: request.id,
      agentId: null,
      noteId,
      at,
      text: cut(asWords(text), longestNote),
    }))
    const added = await comments.add(rows, said)
    const to = request.movedAt.getTime() === before?.movedAt.getTime() ? statusIn(seen.status) : undefined
    if (to !== undefined && to !== request.status) {
      const lookAt = to === 'closed' ? null : nextLook(clock.now(), clock.now())
      await moving.move(rows, request, { status: to, lookAt }, {})
      return true
    }
    const last = notes.at(-1)
    if (added > 0 && last !== undefined) await moving.tell(rows, request, undefined, `note/${last.id}`)
    return added > 0
  }
}

export type HandingOverService = ReturnType<typeof handingOverService>
