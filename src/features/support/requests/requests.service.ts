import { supportPageOf } from '../../../chat/tab-button.ts'
import { may, requireRole, type Who } from '../../../commerce/access.ts'
import type { Shared } from '../../../workflow/shared.ts'
import { stageOf } from '../hand-over/moving.service.ts'
import type { CommentsRepository } from './comments.repository.ts'
import { SupportUnknown } from './support.errors.ts'
import type { SupportRepository } from './support.repository.ts'
import type { SupportComment, SupportRequest } from './support.ts'

/** A comment and who said it: a name, Microsoft, or nobody who is still known. */
export interface KnownComment extends SupportComment {
  readonly by: string | undefined
}

export interface SupportView {
  readonly request: SupportRequest
  readonly requester: string | undefined
  /** Oldest first. */
  readonly comments: readonly KnownComment[]
  /** How many newer comments there are than those, and how many in all. */
  readonly skipped: number
  readonly said: number
  /** Where its page is opened. */
  readonly tab: string
}

/** What the requester is told. */
export interface SupportNews {
  readonly request: SupportRequest
  /** What was said, where that is the news or comes with it. */
  readonly comment: KnownComment | undefined
  readonly moved: boolean
  readonly tab: string
}

/** How many comments a card shows, and how many requests a list does. */
export const shownComments = 5
export const shownRequests = 5

/** Of one order there are a few at most. */
const mostOfOrder = 50

/** Shows a partner's support requests to those who may see them. */
export function requestsService(
  { directory, orderNumbers, addresses }: Shared,
  repository: SupportRepository,
  comments: CommentsRepository,
) {
  return { list, one, numbered, news, answered, ofOrder }

  /** The person's own first, open before closed, newest first. @throws RoleMissing */
  async function list(who: Who, from: number): Promise<{ requests: readonly SupportRequest[]; more: boolean }> {
    await requireRole(directory, who, 'request-support')
    const found = await repository.list(who.partnerId, who.agentId, { from, limit: shownRequests + 1 })
    return { requests: await asRead(who, found.slice(0, shownRequests)), more: found.length > shownRequests }
  }

  /** The person's own that wait for their answer. Who may see them is the caller's to check. */
  async function answered(who: Who, limit: number): Promise<SupportRequest[]> {
    return asRead(who, await repository.answered(who.partnerId, who.agentId, limit))
  }

  /** The newest about one order. @throws RoleMissing */
  async function ofOrder(who: Who, orderId: string): Promise<SupportRequest[]> {
    await requireRole(directory, who, 'request-support')
    return repository.ofOrder(who.partnerId, orderId, mostOfOrder)
  }

  /** @param skip how many of the newest comments are passed over. @throws RoleMissing, SupportUnknown */
  async function one(who: Who, id: string, skip = 0): Promise<SupportView> {
    await requireRole(directory, who, 'request-support')
    const request = await repository.find(id)
    if (request?.partnerId !== who.partnerId) throw new SupportUnknown()
    const [[shown = request], requester, page] = await Promise.all([
      asRead(who, [request]),
      nameOf(who.partnerId, request.requesterId),
      comments.page(id, { skip, take: shownComments }),
    ])
    const said = await Promise.all(page.comments.map((comment) => known(who.partnerId, comment)))
    return { request: shown, requester, comments: said, skipped: skip, said: page.count, tab: tabOf(id) }
  }

  /** @throws RoleMissing, SupportUnknown */
  async function numbered(who: Who, number: number): Promise<SupportRequest> {
    await requireRole(directory, who, 'request-support')
    const request = await repository.byNumber(who.partnerId, number)
    if (request === undefined) throw new SupportUnknown()
    return request
  }

  /** @returns undefined when it is not true any more, or when who is told may not see it any more. */
  async function news(who: Who, id: string, stage: string): Promise<SupportNews | undefined> {
    const [agent, stored] = await Promise.all([directory.agent(who.partnerId, who.agentId), repository.find(id)])
    if (agent === undefined || !may(agent, 'request-support') || stored?.partnerId !== who.partnerId) return undefined
    const [request = stored] = await asRead(who, [stored])
    const tab = tabOf(id)
    const [kind = '', which = ''] = stage.split(/\/(.*)/s)
    if (kind === 'comment') {
      const comment = await comments.find(which)
      return comment && { request, comment: await known(who.partnerId, comment), moved: false, tab }
    }
    if (kind === 'note') {
      const note = await comments.note(id, which)
      return note && { request, comment: await known(who.partnerId, note), moved: false, tab }
    }
    const answer = request.status === 'closed' ? undefined : await comments.answer(id)
    const comment = answer && (await known(who.partnerId, answer))
    return stageOf(request) === stage ? { request, comment, moved: true, tab } : undefined
  }

  function tabOf(id: string): string {
    return addresses.tab(supportPageOf(id))
  }

  /** What is about an order names it by the number that people read. */
  async function asRead({ partnerId }: Who, requests: readonly SupportRequest[]): Promise<SupportRequest[]> {
    const numberOf = await orderNumbers.of(
      partnerId,
      requests.map(({ about }) => about),
    )
    return requests.map((request) => ({ ...request, about: numberOf(request.about) }))
  }

  async function known(partnerId: string, comment: SupportComment): Promise<KnownComment> {
    const { agentId } = comment
    return { ...comment, by: agentId === null ? undefined : await nameOf(partnerId, agentId) }
  }

  async function nameOf(partnerId: string, agentId: string): Promise<string | undefined> {
    return (await directory.agent(partnerId, agentId))?.name
  }
}

export type RequestsService = ReturnType<typeof requestsService>
