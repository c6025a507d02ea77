import type { Who } from '../../commerce/access.ts'
import type { Stored } from '../../commerce/ground.ts'
import { type Money, money } from '../../commerce/money.ts'
import type { Prisma, Rows } from '../../platform/database/database.ts'
import { type Approval, type ApprovalStatus, askedLinesSchema } from './approval.ts'
import { type ApprovalKind, keptRule, ruleKept } from './approval-policy.ts'
import type { ApprovalList } from './approvals.routes.ts'

export type NewApproval = Omit<Approval, 'status' | 'decidedBy' | 'decidedAt' | 'answer' | 'failure' | 'settledAt'>

/** Where an approval goes on to, and what is written with it. */
export interface ApprovalMove {
  readonly status: ApprovalStatus
  readonly decidedBy?: string
  readonly decidedAt?: Date
  readonly answer?: string
  readonly failure?: string
  readonly orderId?: string
  readonly settledAt?: Date
}

/** Which approval, and what must hold for it to go on. */
export interface MoveCondition {
  readonly id?: string
  readonly subjectId?: string
  readonly status: readonly ApprovalStatus[]
  readonly requesterId?: string
  /** It must not have expired by then, or it must have. */
  readonly aliveAt?: Date
  readonly expiredAt?: Date
}

/** Which approvals a person's list is of. */
export interface Sought {
  /** Those that the person may approve. */
  readonly kinds: readonly ApprovalKind[]
  readonly now: Date
  /** From when on what they asked for is listed. */
  readonly since: Date
}

/** Who looks, and what they may decide about. */
interface SeenBy {
  readonly agentId: string
  readonly kinds: readonly ApprovalKind[]
}

interface Page {
  readonly skip: number
  readonly take: number
}

export function approvalsRepository({ database }: Stored) {
  return {
    add,
    transaction,
    moveOn,
    comesTo,
    find,
    ofSubject,
    ofSubjects,
    counts,
    listOf,
    countOf,
    waiting,
    overdue,
    teamsIds,
    stillWaiting,
    isIn,
  }

  /** Adds an approval, in the transaction of what waits for it. */
  async function add(rows: Rows, { lines, rule, worth, ...approval }: NewApproval): Promise<void> {
    await rows.approval.create({
      data: {
        ...approval,
        lines: [...lines],
        rule: keptRule(rule),
        ...kept(worth),
        status: 'waiting',
      },
    })
  }

  function transaction<T>(work: (rows: Rows) => Promise<T>): Promise<T> {
    return database.transaction(work)
  }

  /** Moves an approval on, once. @returns undefined when it does not stand as asked: then nothing changes. */
  async function moveOn(rows: Rows, standing: MoveCondition, to: ApprovalMove): Promise<Approval | undefined> {
    const { status, aliveAt, expiredAt, ...which } = standing
    const [moved] = await rows.approval.updateManyAndReturn({
      where: {
        ...which,
        status: { in: [...status] },
        ...(aliveAt !== undefined && { expiresAt: { gt: aliveAt } }),
        ...(expiredAt !== undefined && { expiresAt: { lte: expiredAt } }),
      },
      data: to,
    })
    return moved === undefined ? undefined : read(moved)
  }

  /** What was approved comes to this now, which is what is carried out. */
  async function comesTo(rows: Rows, id: string, worth: Money | undefined): Promise<void> {
    await rows.approval.updateMany({ where: { id, status: 'approved' }, data: kept(worth) })
  }

  async function find(id: string): Promise<Approval | undefined> {
    const row = await database.rows.approval.findUnique({ where: { id } })
    return row === null ? undefined : read(row)
  }

  async function ofSubject(subjectId: string): Promise<Approval | undefined> {
    const row = await database.rows.approval.findUnique({ where: { subjectId } })
    return row === null ? undefined : read(row)
  }

  async function ofSubjects(subjectIds: readonly string[]): Promise<Approval[]> {
    if (subjectIds.length === 0) return []
    const rows = await database.rows.approval.findMany({ where: { subjectId: { in: [...subjectIds] } } })
    return rows.map(read)
  }

  /** How many wait for the agent, and how many they asked for. */
  async function counts(who: Who, sought: Sought): Promise<{ waiting: number; asked: number }> {
    const [waiting, asked] = await Promise.all([countOf('waiting', who, sought), countOf('asked', who, sought)])
    return { waiting, asked }
  }

  /** A page of one of an agent's lists, in its order. */
  async function listOf(of: ApprovalList, who: Who, sought: Sought, page: Page): Promise<Approval[]> {
    if (page.take <= 0) return []
    const { where, order } = lists[of]
    const orderBy = [...order, { id: 'asc' as const }]
    const rows = await database.rows.approval.findMany({ where: where(who, sought), orderBy, ...page })
    return rows.map(read)
  }

  function countOf(of: ApprovalList, who: Who, sought: Sought): Promise<number> {
    return database.rows.approval.count({ where: lists[of].where(who, sought) })
  }

  /** What waits in a partner, what expires first in front; with `seenBy`, as far as the agent decides about it or asked for it. */
  async function waiting(
    partnerId: string,
    { now, limit, seenBy }: { now: Date; limit: number; seenBy: SeenBy | undefined },
  ): Promise<{ approvals: Approval[]; count: number }> {
    const seen = seenBy && { OR: [{ kind: { in: [...seenBy.kinds] } }, { requesterId: seenBy.agentId }] }
    const where = { partnerId, status: 'waiting', expiresAt: { gt: now }, ...seen }
    const { approval } = database.rows
    const [rows, count] = await Promise.all([
      approval.findMany({ where, orderBy: [{ expiresAt: 'asc' }, { id: 'asc' }], take: limit }),
      approval.count({ where }),
    ])
    return { approvals: rows.map(read), count }
  }

  /** What waits although its time was over by `expiredBy`, and what was approved by `approvedBy` and is not carried out. */
  async function overdue(
    { expiredBy, approvedBy }: { expiredBy: Date; approvedBy: Date },
    except: readonly string[],
    limit: number,
  ): Promise<{ id: string; status: 'waiting' | 'approved' }[]> {
    const { rows } = await database.pool.query<{ id: string; status: 'waiting' | 'approved' }>({
      name: 'approvals-overdue',
      text: `
        (select id, status from desk.approval
          where status = 'waiting' and expires_at <= $1 and id <> all($3::uuid[]) order by expires_at limit $4)
        union all
        (select id, status from desk.approval
          where status = 'approved' and decided_at <= $2 and id <> all($3::uuid[]) order by decided_at limit $4)`,
      values: [expiredBy, approvedBy, [...except], limit],
    })
    return rows
  }

  /** How Teams calls these agents (`29:…`), as far as the bot has met them. */
  async function teamsIds(partnerId: string, agentIds: readonly string[]): Promise<string[]> {
    const chats = await database.rows.personalChat.findMany({
      where: { partnerId, agentId: { in: [...agentIds] } },
      select: { agentId: true, userId: true },
    })
    const known = new Map(chats.map(({ agentId, userId }) => [agentId, userId]))
    // Who was met by the desk, and never wrote, has none yet.
    return agentIds.flatMap((id) => known.get(id) || [])
  }

  /** What of these waits still, by what waits for it. */
  async function stillWaiting(
    rows: Rows,
    ids: readonly string[],
  ): Promise<{ readonly kind: ApprovalKind; readonly subjectId: string }[]> {
    if (ids.length === 0) return []
    const found = await rows.approval.findMany({
      where: { id: { in: [...ids] }, status: 'waiting' },
      select: { kind: true, subjectId: true },
    })
    return found.map(({ kind, subjectId }) => ({ kind: kind as ApprovalKind, subjectId }))
  }

  /** Whether the bot is in that channel or group chat of the partner. */
  async function isIn(partnerId: string, conversationId: string): Promise<boolean> {
    const where = { partnerId_conversationId: { partnerId, conversationId } }
    const chat = await database.rows.sharedChat.findUnique({ where, select: { stopped: true } })
    return chat !== null && chat.stopped === null
  }
}

export type ApprovalsRepository = ReturnType<typeof approvalsRepository>

const forThem = ({ partnerId, agentId }: Who, { kinds, now }: Sought) => ({
  partnerId,
  status: 'waiting',
  kind: { in: [...kinds] },
  requesterId: { not: agentId },
  expiresAt: { gt: now },
})

const ofTheirs = ({ partnerId, agentId }: Who, { since }: Sought) => ({
  partnerId,
  requesterId: agentId,
  askedAt: { gte: since },
})

/** Of what others asked for and the agent may decide about: what does not wait any more. */
const ofOthers = ({ partnerId, agentId }: Who, { kinds, now, since }: Sought) => ({
  partnerId,
  kind: { in: [...kinds] },
  requesterId: { not: agentId },
  askedAt: { gte: since },
  OR: [{ status: { not: 'waiting' } }, { expiresAt: { lte: now } }],
})

/** An agent's lists, and what stands in front. */
const lists: Record<
  ApprovalList,
  {
    where(who: Who, sought: Sought): Prisma.ApprovalWhereInput
    readonly order: Prisma.ApprovalOrderByWithRelationInput[]
  }
> = {
  waiting: { where: forThem, order: [{ expiresAt: 'asc' }] },
  asked: { where: ofTheirs, order: [{ askedAt: 'desc' }] },
  decided: { where: ofOthers, order: [{ askedAt: 'desc' }] },
}

const kept = (worth: Money | undefined) => ({
  amount: worth?.amount.toFixed() ?? null,
  currency: worth?.currency ?? null,
})

const read = ({ lines, rule, amount, currency, kind, status, ...row }: Row): Approval => ({
  ...row,
  kind: kind as ApprovalKind,
  status: status as ApprovalStatus,
  lines: askedLinesSchema.parse(lines),
  rule: ruleKept(rule),
  worth: amount === null || currency === null ? undefined : money(amount.toString(), currency),
})

type Row = Prisma.ApprovalGetPayload<object>
