import { may, rolesFor, type Who } from '../../commerce/access.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import { type Clock, day, later } from '../../platform/clock.ts'
import { type Approval, type ApprovalView, actionOf } from './approval.ts'
import type { ApprovalKind } from './approval-policy.ts'
import { ApprovalUnknown } from './approvals.errors.ts'
import type { ApprovalsRepository } from './approvals.repository.ts'

interface ApprovalViewsOptions {
  repository: ApprovalsRepository
  directory: Directory
  clock: Clock
}

/** What concerns one person now. */
export interface ApprovalsOf {
  /** What others asked for and this person may decide about; what expires first in front. */
  readonly waiting: readonly Approval[]
  /** What this person asked for lately, newest first. */
  readonly asked: readonly Approval[]
  /** Who asked for what waits, by object id, as far as they are still in the directory. */
  readonly names: ReadonlyMap<string, string>
}

/** Teams refreshes a card by itself for that many people at most. */
const refreshedFor = 60
/** How long a person's own requests are listed. */
const listedFor = 30 * day

/** Approvals as people see them: what is stored, with names, and with what each may do about it. */
export class ApprovalViewsService {
  private readonly options: ApprovalViewsOptions

  constructor(options: ApprovalViewsOptions) {
    this.options = options
  }

  /** @throws ApprovalUnknown */
  async ofPerson(who: Who, id: string): Promise<ApprovalView> {
    const approval = await this.options.repository.find(id)
    if (approval?.partnerId !== who.partnerId) throw new ApprovalUnknown()
    return this.view(approval, who.agentId)
  }

  /** What everybody in a channel sees. @throws ApprovalUnknown */
  async ofChat(partnerId: string, id: string): Promise<ApprovalView> {
    const approval = await this.options.repository.find(id)
    if (approval?.partnerId !== partnerId) throw new ApprovalUnknown()
    return this.view(approval, undefined)
  }

  /** The approval of a purchase or a cancellation, when it has one. */
  async ofSubject(who: Who, subjectId: string): Promise<ApprovalView | undefined> {
    const approval = await this.options.repository.ofSubject(subjectId)
    return approval?.partnerId === who.partnerId ? this.view(approval, who.agentId) : undefined
  }

  async list(who: Who): Promise<ApprovalsOf> {
    const { repository, directory, clock } = this.options
    const agent = await directory.agent(who.partnerId, who.agentId)
    const kinds = (Object.keys(actionOf) as ApprovalKind[]).filter(
      (kind) => agent !== undefined && may(agent, actionOf[kind]),
    )
    const now = clock.now()
    const [waiting, asked] = await Promise.all([
      repository.waitingFor(who, kinds, now),
      repository.askedBy(who, later(now, -listedFor)),
    ])
    const requesters = [...new Set(waiting.map(({ requesterId }) => requesterId))]
    const known = await Promise.all(requesters.map((id) => directory.agent(who.partnerId, id)))
    return {
      waiting,
      asked: asked.map((approval) => asItIs(approval, now)),
      names: new Map(known.flatMap((person) => (person === undefined ? [] : [[person.id, person.name] as const]))),
    }
  }

  private async view(stored: Approval, viewerId: string | undefined): Promise<ApprovalView> {
    const { repository, directory, clock } = this.options
    const { partnerId, requesterId, decidedBy, kind } = stored
    const [able, requester, decider] = await Promise.all([
      directory.agentsWith(partnerId, rolesFor(actionOf[kind])),
      directory.agent(partnerId, requesterId),
      decidedBy === null ? undefined : directory.agent(partnerId, decidedBy),
    ])
    const approvers = able.filter(({ id }) => id !== requesterId)
    const seeing = viewerId === undefined ? [requesterId, ...approvers.map(({ id }) => id)] : [viewerId]
    return {
      approval: asItIs(stored, clock.now()),
      viewer: viewerOf(stored, viewerId, approvers),
      requester: requester?.name,
      decider: decider?.name,
      approvers: approvers.map(({ name }) => name),
      refreshFor:
        stored.status === 'waiting' ? (await repository.teamsIds(partnerId, seeing)).slice(0, refreshedFor) : [],
    }
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
