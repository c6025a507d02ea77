import { approvalPageOf } from '../../chat/tab-button.ts'
import { may, requireRole, rolesFor, type Who } from '../../commerce/access.ts'
import type { Agent } from '../../commerce/agent.ts'
import type { Ground } from '../../commerce/ground.ts'
import { day, later } from '../../platform/clock.ts'
import type { NoticesService } from '../notices/notices.service.ts'
import type { OrderNumbersRepository } from '../orders/order-numbers.repository.ts'
import { type Approval, type ApprovalView, actionOf, type NumberedApproval } from './approval.ts'
import { waits } from './approval-moves.service.ts'
import type { ApprovalKind } from './approval-policy.ts'
import { ApprovalUnknown } from './approvals.errors.ts'
import type { ApprovalsRepository, Sought } from './approvals.repository.ts'
import type { ApprovalList } from './approvals.routes.ts'

/** A page of what concerns one person now: first what waits for them, then what they asked for. */
export interface ApprovalsOf {
  /** What others asked for and this person may decide about; what expires first in front. */
  readonly waiting: readonly NumberedApproval[]
  /** What this person asked for lately, newest first. */
  readonly asked: readonly NumberedApproval[]
  /** How many there are, on all pages. */
  readonly counts: { readonly waiting: number; readonly asked: number }
  /** Who asked for what waits, by object id, as far as they are still in the directory. */
  readonly names: ReadonlyMap<string, string>
}

/** What many views of one person need, looked up once. */
interface Lookups {
  able(kind: ApprovalKind): Promise<readonly Agent[]>
  agent(id: string): Promise<Agent | undefined>
  teamsIds(ids: readonly string[]): Promise<readonly string[]>
}

/** Teams refreshes a card by itself for that many people at most. */
const refreshedFor = 60
/** How long a person's own requests are listed. */
const listedFor = 30 * day

/** Approvals as people see them: what is stored, with names, and with what each may do about it. */
export function approvalViewsService(
  { directory, clock, addresses }: Ground,
  repository: ApprovalsRepository,
  orderNumbers: OrderNumbersRepository,
  notices: Pick<NoticesService, 'unreached'>,
) {
  return { shownTo, ofPerson, ofChat, ofSubject, ofSubjects, list, listed, count, waiting, toDecide }

  /**
   * For whoever asks for it by its id: who asked for what, or may decide about it, and whoever sees the partner's orders.
   * @throws ApprovalUnknown, RoleMissing
   */
  async function shownTo(who: Who, id: string): Promise<ApprovalView> {
    const view = await ofPerson(who, id)
    if (view.viewer === 'onlooker') await requireRole(directory, who, 'see-orders')
    return view
  }

  /** The copy of somebody who was sent one, and may have lost their roles since. @throws ApprovalUnknown */
  async function ofPerson(who: Who, id: string): Promise<ApprovalView> {
    const approval = await repository.find(id)
    if (approval?.partnerId !== who.partnerId) throw new ApprovalUnknown()
    return view(approval, who.agentId)
  }

  /** What everybody in a channel sees. @throws ApprovalUnknown */
  async function ofChat(partnerId: string, id: string): Promise<ApprovalView> {
    const approval = await repository.find(id)
    if (approval?.partnerId !== partnerId) throw new ApprovalUnknown()
    return view(approval, undefined)
  }

  /** The approval of a purchase or a cancellation, when it has one. */
  async function ofSubject(who: Who, subjectId: string): Promise<ApprovalView | undefined> {
    const approval = await repository.ofSubject(subjectId)
    return approval?.partnerId === who.partnerId ? view(approval, who.agentId) : undefined
  }

  /** The same of several, by the purchase's or cancellation's id. */
  async function ofSubjects(who: Who, subjectIds: readonly string[]): Promise<ReadonlyMap<string, ApprovalView>> {
    const found = await repository.ofSubjects(subjectIds)
    const once = lookups(who.partnerId)
    const own = found.filter(({ partnerId }) => partnerId === who.partnerId)
    const views = await Promise.all(own.map((approval) => view(approval, who.agentId, once)))
    return new Map(views.map((view) => [view.approval.subjectId, view]))
  }

  /** @param from how many are paged over; a page that is not there is the first one. */
  async function list(
    who: Who,
    { from, count }: { from: number; count: number },
  ): Promise<ApprovalsOf & { from: number }> {
    const sought = await soughtBy(who)
    const counts = await repository.counts(who, sought)
    const start = from < counts.waiting + counts.asked ? from : 0
    const ofOthers = Math.max(0, Math.min(count, counts.waiting - start))
    const [waiting, asked] = await Promise.all([
      repository.listOf('waiting', who, sought, { skip: start, take: ofOthers }),
      repository.listOf('asked', who, sought, { skip: Math.max(0, start - counts.waiting), take: count - ofOthers }),
    ])
    const requesters = [...new Set(waiting.map(({ requesterId }) => requesterId))]
    const [known, shown] = await Promise.all([
      Promise.all(requesters.map((id) => directory.agent(who.partnerId, id))),
      numbered(who.partnerId, [...waiting, ...asked.map((approval) => asItIs(approval, sought.now))]),
    ])
    return {
      waiting: shown.slice(0, waiting.length),
      asked: shown.slice(waiting.length),
      counts,
      from: start,
      names: new Map(known.flatMap((person) => (person === undefined ? [] : [[person.id, person.name] as const]))),
    }
  }

  /**
   * A page of one of a person's lists: what waits for their decision, what they asked for, or what was decided or expired of what
   * they may decide about, lately and newest first. @param from how many are paged over; a page that is not there is the first one.
   */
  async function listed(
    who: Who,
    of: ApprovalList,
    { from, count }: { from: number; count: number },
  ): Promise<{ views: ApprovalView[]; from: number; total: number }> {
    const sought = await soughtBy(who)
    const total = await repository.countOf(of, who, sought)
    const start = from < total ? from : 0
    const once = lookups(who.partnerId)
    const found = await repository.listOf(of, who, sought, { skip: start, take: count })
    return { views: await Promise.all(found.map((it) => view(it, who.agentId, once))), from: start, total }
  }

  /** How many approvals there are to list. */
  async function count(who: Who): Promise<number> {
    const { waiting, asked } = await repository.counts(who, await soughtBy(who))
    return waiting + asked
  }

  /** What waits in a partner, the oldest first: all of it, or what an agent may decide about or has asked for. */
  async function waiting(
    partnerId: string,
    agentId: string | undefined,
    limit: number,
  ): Promise<{ approvals: readonly NumberedApproval[]; count: number }> {
    const sought = agentId === undefined ? undefined : await soughtBy({ partnerId, agentId })
    const seenBy = sought && agentId !== undefined ? { agentId, kinds: sought.kinds } : undefined
    const { approvals, count } = await repository.waiting(partnerId, { now: clock.now(), limit, seenBy })
    return { approvals: await numbered(partnerId, approvals), count }
  }

  /** What a person may decide about, what expires first in front. */
  async function toDecide(who: Who, limit: number): Promise<NumberedApproval[]> {
    return numbered(
      who.partnerId,
      await repository.listOf('waiting', who, await soughtBy(who), { skip: 0, take: limit }),
    )
  }

  async function numbered(partnerId: string, approvals: readonly Approval[]): Promise<NumberedApproval[]> {
    const numberOf = await orderNumbers.of(
      partnerId,
      approvals.map(({ orderId }) => orderId),
    )
    return approvals.map((it) => ({ ...it, orderNumber: it.orderId === null ? null : numberOf(it.orderId) }))
  }

  async function soughtBy({ partnerId, agentId }: Who): Promise<Sought> {
    const agent = await directory.agent(partnerId, agentId)
    const kinds = (Object.keys(actionOf) as ApprovalKind[]).filter(
      (kind) => agent !== undefined && may(agent, actionOf[kind]),
    )
    const now = clock.now()
    return { kinds, now, since: later(now, -listedFor) }
  }

  function lookups(partnerId: string): Lookups {
    const teamsIds = remembered((ids: string) => repository.teamsIds(partnerId, ids.split(' ')))
    return {
      able: remembered((kind) => directory.agentsWith(partnerId, rolesFor(actionOf[kind]))),
      agent: remembered((id) => directory.agent(partnerId, id)),
      teamsIds: (ids) => teamsIds(ids.join(' ')),
    }
  }

  async function view(
    stored: Approval,
    viewerId: string | undefined,
    once = lookups(stored.partnerId),
  ): Promise<ApprovalView> {
    const { partnerId, requesterId, decidedBy, kind, orderId } = stored
    const [numberOf, able, requester, decider] = await Promise.all([
      orderNumbers.of(partnerId, [orderId]),
      once.able(kind),
      once.agent(requesterId),
      decidedBy === null ? undefined : once.agent(decidedBy),
    ])
    const approvers = able.filter(({ id }) => id !== requesterId)
    const seeing = viewerId === undefined ? [requesterId, ...approvers.map(({ id }) => id)] : [viewerId]
    const viewer = viewerOf(stored, viewerId, approvers)
    const tellsWho = viewer === 'requester' && stored.status === 'waiting'
    const unreached = tellsWho ? await notices.unreached(waits, stored.id) : []
    return {
      approval: { ...asItIs(stored, clock.now()), orderNumber: orderId === null ? null : numberOf(orderId) },
      viewer,
      unreached: approvers.filter(({ id }) => unreached.includes(id)).map(({ name }) => name),
      requester: requester?.name,
      decider: decider?.name,
      approvers: approvers.map(({ name }) => name),
      tab: addresses.tab(approvalPageOf(stored.id)),
      refreshFor:
        stored.status === 'waiting' || stored.status === 'approved'
          ? (await once.teamsIds(seeing)).slice(0, refreshedFor)
          : [],
    }
  }
}

export type ApprovalViewsService = ReturnType<typeof approvalViewsService>

function remembered<K, V>(look: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>()
  return (key) => {
    const before = known.get(key)
    if (before !== undefined) return before
    const found = look(key)
    known.set(key, found)
    return found
  }
}

/** What nobody decided in time has expired, whether its job has run yet or not. */
const asItIs = (stored: Approval, now: Date): Approval =>
  stored.status === 'waiting' && now >= stored.expiresAt
    ? { ...stored, status: 'expired', settledAt: stored.expiresAt }
    : stored

function viewerOf(
  { requesterId }: Approval,
  viewerId: string | undefined,
  approvers: readonly { readonly id: string }[],
): ApprovalView['viewer'] {
  if (viewerId === requesterId) return 'requester'
  return approvers.some(({ id }) => id === viewerId) ? 'approver' : 'onlooker'
}
