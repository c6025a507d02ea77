import type { Who } from '../../commerce/access.ts'
import { money } from '../../commerce/money.ts'
import type { Database, Prisma, Rows } from '../../platform/database/database.ts'
import { type Approval, type ApprovalStatus, askedLinesSchema } from './approval.ts'
import { type ApprovalKind, keptRule, ruleKept } from './approval-policy.ts'

export type NewApproval = Omit<Approval, 'status' | 'decidedBy' | 'decidedAt' | 'answer' | 'failure' | 'settledAt'>

/** Where an approval goes on to, and what is written with it. */
export interface Outcome {
  readonly status: ApprovalStatus
  readonly decidedBy?: string
  readonly decidedAt?: Date
  readonly answer?: string
  readonly failure?: string
  readonly orderId?: string
  readonly settledAt?: Date
}

/** Which approval, and what must hold for it to go on. */
export interface Standing {
  readonly id?: string
  readonly subjectId?: string
  readonly status: readonly ApprovalStatus[]
  readonly requesterId?: string
  /** It must not have expired by then, or it must have. */
  readonly aliveAt?: Date
  readonly expiredAt?: Date
}

export class ApprovalsRepository {
  private readonly database: Database

  constructor(database: Database) {
    this.database = database
  }

  /** Adds an approval, in the transaction of what waits for it. */
  async add(rows: Rows, { lines, rule, worth, ...approval }: NewApproval): Promise<void> {
    await rows.approval.create({
      data: {
        ...approval,
        lines: [...lines],
        rule: keptRule(rule),
        amount: worth.amount.toFixed(),
        currency: worth.currency,
        status: 'waiting',
      },
    })
  }

  transaction<T>(work: (rows: Rows) => Promise<T>): Promise<T> {
    return this.database.transaction(work)
  }

  /** Moves an approval on, once. @returns undefined when it does not stand as asked: then nothing changes. */
  async moveOn(rows: Rows, standing: Standing, to: Outcome): Promise<Approval | undefined> {
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

  async find(id: string): Promise<Approval | undefined> {
    const row = await this.database.rows.approval.findUnique({ where: { id } })
    return row === null ? undefined : read(row)
  }

  async ofSubject(subjectId: string): Promise<Approval | undefined> {
    const row = await this.database.rows.approval.findUnique({ where: { subjectId } })
    return row === null ? undefined : read(row)
  }

  /** What somebody else than the agent asked for and still waits, what expires first in front. */
  async waitingFor({ partnerId, agentId }: Who, kinds: readonly ApprovalKind[], now: Date): Promise<Approval[]> {
    const rows = await this.database.rows.approval.findMany({
      where: {
        partnerId,
        status: 'waiting',
        kind: { in: [...kinds] },
        requesterId: { not: agentId },
        expiresAt: { gt: now },
      },
      orderBy: [{ expiresAt: 'asc' }, { id: 'asc' }],
    })
    return rows.map(read)
  }

  /** What the agent asked for since then, newest first. */
  async askedBy({ partnerId, agentId }: Who, since: Date): Promise<Approval[]> {
    const rows = await this.database.rows.approval.findMany({
      where: { partnerId, requesterId: agentId, askedAt: { gte: since } },
      orderBy: [{ askedAt: 'desc' }, { id: 'asc' }],
    })
    return rows.map(read)
  }

  /** How Teams calls these agents (`29:…`), as far as the bot has met them. */
  async teamsIds(partnerId: string, agentIds: readonly string[]): Promise<string[]> {
    const chats = await this.database.rows.personalChat.findMany({
      where: { partnerId, agentId: { in: [...agentIds] } },
      select: { agentId: true, userId: true },
    })
    const known = new Map(chats.map(({ agentId, userId }) => [agentId, userId]))
    return agentIds.flatMap((id) => known.get(id) ?? [])
  }

  /** Whether the bot is in that channel or group chat of the partner. */
  async isIn(partnerId: string, conversationId: string): Promise<boolean> {
    const where = { partnerId_conversationId: { partnerId, conversationId } }
    const chat = await this.database.rows.sharedChat.findUnique({ where, select: { stopped: true } })
    return chat !== null && chat.stopped === null
  }
}

const read = ({ lines, rule, amount, currency, kind, status, ...row }: Row): Approval => ({
  ...row,
  kind: kind as ApprovalKind,
  status: status as ApprovalStatus,
  lines: askedLinesSchema.parse(lines),
  rule: ruleKept(rule),
  worth: money(amount.toString(), currency),
})

type Row = Prisma.ApprovalGetPayload<object>
