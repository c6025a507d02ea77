import { randomUUID } from 'node:crypto'
import { PartnerCenterUnavailable } from '../../commerce/errors.ts'
import type { PartnerCenter, ServiceRequest } from '../../commerce/ports/partner-center.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { JobQueue } from '../../platform/jobs.ts'
import type { Log } from '../../platform/log.ts'
import { asWords } from '../../platform/plain-text.ts'
import { askAgainAt } from '../../workflow/orders/ask-again.ts'
import type { CommentsRepository } from './comments.repository.ts'
import type { MovingService } from './moving.service.ts'
import type { SupportRepository } from './support.repository.ts'
import { descriptionOf, isByHand, nextLook, type SupportRequest, statusIn } from './support.ts'

interface HandingOverOptions {
  partnerCenter: PartnerCenter
  repository: SupportRepository
  comments: CommentsRepository
  moving: MovingService
  jobs: JobQueue
  clock: Clock
  log: Log
}

const batch = 100
const longestNote = 20_000

/** Gives Partner Center what was asked and said, where it takes it by call, and brings back what Microsoft answers. */
export class HandingOverService {
  private readonly options: HandingOverOptions

  constructor(options: HandingOverOptions) {
    this.options = options
  }

  /**
   * Gives Partner Center what it has not got: the request, what people said, that it was closed.
   * @returns whether the request itself was filed by this.
   * @throws PartnerCenterUnavailable
   */
  async handOver(id: string): Promise<boolean> {
    const { partnerCenter, repository, comments } = this.options
    const request = await repository.find(id)
    if (request === undefined || isByHand(request) || request.lookAt === null) return false
    const { partnerId } = request
    const ticket = request.ticket ?? (await this.file(request))
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
  async handOverNow(id: string): Promise<void> {
    await this.handOver(id).catch((err: unknown) => {
      this.options.log.warn({ err, supportId: id }, 'support request not handed over yet')
    })
  }

  /** What the job does: asks a silent Partner Center again, ever more slowly. @returns whether the request was filed by this. */
  async handOverOrAskAgain(job: { id: string; since: Date; flowId?: string | undefined }): Promise<boolean> {
    const { repository, jobs, clock } = this.options
    try {
      return await this.handOver(job.id)
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
  async lookAtDue(): Promise<void> {
    const { repository, jobs, clock } = this.options
    const now = clock.now()
    const take = async (rows: Rows, ids: string[]) => {
      for (const id of ids) await jobs.enqueue(rows, 'support.look', { id })
    }
    while ((await repository.takeDue(now, batch, take)) === batch);
  }

  /** Asks Partner Center how a request stands. When it is silent, the next look asks again. */
  async look(id: string): Promise<void> {
    const { repository, log } = this.options
    try {
      await this.handOver(id)
      const request = await repository.find(id)
      const seen = request && (await this.seen(request))
      if (seen !== undefined) await repository.change(id, (rows, now) => this.take(rows, now, request, seen))
    } catch (error) {
      if (!(error instanceof PartnerCenterUnavailable)) throw error
      log.info({ supportId: id }, 'Partner Center is silent, a support request is looked at later')
    }
  }

  /** Files the request; after a time-out the same call answers what the first one made. */
  private async file(request: SupportRequest): Promise<string> {
    const { partnerCenter, repository, log } = this.options
    const { id, partnerId, title, impact, customer, customerId, contact, requestId } = request
    const filed = await partnerCenter.createServiceRequest(partnerId, {
      title,
      description: descriptionOf(request),
      severity: impact,
      customer: customerId ?? customer,
      contact,
      requestId,
    })
    if (await repository.keepTicket(id, filed.id)) log.info({ supportId: id, partnerId }, 'support request handed over')
    return filed.id
  }

  private async seen({ partnerId, ticket, lookAt, status }: SupportRequest): Promise<ServiceRequest | undefined> {
    if (ticket === null || lookAt === null || status === 'closed') return undefined
    const seen = await this.options.partnerCenter.serviceRequest(partnerId, ticket)
    if (seen === undefined) this.options.log.warn({ partnerId, ticket }, 'Partner Center has no service request of it')
    return seen
  }

  /** @param before how the request stood when Partner Center was asked: who moved it since knows better. */
  private async take(
    rows: Rows,
    request: SupportRequest,
    before: SupportRequest | undefined,
    seen: ServiceRequest,
  ): Promise<void> {
    if (request.status === 'closed') return
    const { comments, moving, clock } = this.options
    const notes = seen.notes.filter(({ byMicrosoft }) => byMicrosoft)
    const said = notes.map(({ id: noteId, text, at }) => ({
      ...{ id: randomUUID(), supportId: request.id, agentId: null, noteId, at },
      text: asWords(text).slice(0, longestNote),
    }))
    const added = await comments.add(rows, said)
    const to = request.movedAt.getTime() === before?.movedAt.getTime() ? statusIn(seen.status) : undefined
    if (to !== undefined && to !== request.status) {
      const lookAt = to === 'closed' ? null : nextLook(clock.now(), clock.now())
      return moving.move(rows, request, { status: to, lookAt }, {})
    }
    const last = notes.at(-1)
    if (added > 0 && last !== undefined) await moving.tell(rows, request, undefined, `note/${last.id}`)
  }
}
