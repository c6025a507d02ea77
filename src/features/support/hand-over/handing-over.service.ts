import { randomUUID } from 'node:crypto'
import { PartnerCenterUnavailable } from '../../../commerce/errors.ts'
import type { ServiceRequest } from '../../../commerce/ports/partner-center.ts'
import type { Rows } from '../../../platform/database/database.ts'
import { asWords } from '../../../platform/plain-text.ts'
import { cut } from '../../../platform/text.ts'
import type { Shared } from '../../../workflow/shared.ts'
import { wishes } from '../../../workflow/wishes/wishes.ts'
import type { CommentsRepository } from '../requests/comments.repository.ts'
import type { SupportRepository } from '../requests/support.repository.ts'
import { descriptionOf, isByHand, nextLook, type SupportRequest, statusIn } from '../requests/support.ts'
import type { MovingService } from './moving.service.ts'

const batch = 100
const longestNote = 20_000

/** Gives Partner Center what was asked and said, where it takes it by call, and brings back what Microsoft answers. */
export function handingOverService(
  desk: Shared,
  repository: SupportRepository,
  comments: CommentsRepository,
  moving: MovingService,
) {
  const { partnerCenter, cards, jobs, clock, log } = desk
  const { attempt, job } = wishes<SupportRequest>(desk, {
    what: 'support request',
    job: 'support.hand-over',
    find: repository.find,
    isOpen: (request) => !isByHand(request) && request.lookAt !== null,
    confirmedAt: ({ createdAt }) => createdAt,
    carryOut,
    refuse: byHand,
    // People can file it meanwhile, where Partner Center does not take it from the desk.
    hold: byHand,
    whileOpen: (_request, alongside) => repository.announce(alongside),
    afterJob: async ({ flowId }) => {
      if (flowId !== undefined) await cards.edit(flowId)
    },
  })
  return { attemptNow, job, lookAtDue, look }

  /** At once, for the card that somebody waits for: what fails now is the job's. */
  async function attemptNow(id: string): Promise<void> {
    await attempt(id).catch((err: unknown) => {
      log.warn({ err, supportId: id }, 'support request not handed over yet')
    })
  }

  /** Gives Partner Center what it has not got: the request, what people said, that it was closed. */
  async function carryOut(request: SupportRequest): Promise<void> {
    const { id, partnerId } = request
    const ticket = request.ticket ?? (await file(request))
    for (const { id: noteId, text } of await comments.ungiven(id)) {
      await partnerCenter.addServiceRequestNote(partnerId, ticket, { noteId, text })
      await comments.given(noteId)
    }
    if (request.status === 'closed') {
      await partnerCenter.closeServiceRequest(partnerId, ticket, id)
      await repository.change(id, (rows, closed) => repository.update(rows, closed, { lookAt: null }))
    }
  }

  /** What Partner Center does not take is carried there by hand from now on. */
  async function byHand({ id }: SupportRequest): Promise<void> {
    await repository.change(id, async (rows, request) => {
      if (request.status === 'closed') return repository.update(rows, request, { lookAt: null })
      await repository.update(rows, request, { lookAt: null })
      await moving.redraw(rows, request)
    })
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
      const given = await attempt(id)
      if (given.kind === 'unknown') return silent(id)
      const request = await repository.find(id)
      const found = request && (await seen(request))
      if (found !== undefined) {
        await repository.change(id, async (rows, now) => {
          if (await take(rows, now, request, found)) await moving.redraw(rows, now)
        })
      }
    } catch (error) {
      if (!(error instanceof PartnerCenterUnavailable)) throw error
      silent(id)
    }
  }

  function silent(supportId: string): void {
    log.info({ supportId }, 'Partner Center is silent, a support request is looked at later')
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
