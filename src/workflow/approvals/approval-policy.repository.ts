import type { Who } from '../../commerce/access.ts'
import type { Stored } from '../../commerce/ground.ts'
import { later } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import { type ApprovalPolicy, approvalPolicySchema, firstPolicy } from './approval-policy.ts'

/** A policy as it stands, and its last change: null when there was none yet. */
export interface StandingPolicy {
  readonly policy: ApprovalPolicy
  readonly changed: { readonly at: Date; readonly by: string } | null
}

interface Change {
  readonly at: Date
  /** When the policy was last changed that this one was made from, null for none; left out, it follows whatever holds. */
  readonly since?: Date | null | undefined
}

/** What each partner decided; what an older version wrote and this one cannot read stops the work that asks for it. */
export function approvalPolicyRepository({ database }: Stored) {
  return { of, set }

  async function of(partnerId: string): Promise<StandingPolicy> {
    const [row] = await database.read<{ approvals: unknown; at: Date; by: string }>({
      name: 'approval-policy',
      text: `select approvals, updated_at as at, updated_by as by from desk.partner_policy where partner_id = $1`,
      values: [partnerId],
    })
    if (row === undefined) return { policy: firstPolicy, changed: null }
    const { approvals, at, by } = row
    return { policy: approvalPolicySchema.parse(approvals), changed: { at, by } }
  }

  /** @returns false when somebody has changed it since: then nothing is written. */
  function set(
    { partnerId, agentId }: Who,
    policy: ApprovalPolicy,
    { at, since }: Change,
    alongside: (rows: Rows) => Promise<void>,
  ): Promise<boolean> {
    // Each change has a time of its own, by which the next one tells that it knows it.
    const updatedAt = since && at <= since ? later(since, 1) : at
    const data = { approvals: policy, updatedAt, updatedBy: agentId }
    return database.transaction(async (rows) => {
      if (!(await write(rows, partnerId, data, since))) return false
      await alongside(rows)
      return true
    })
  }
}

export type ApprovalPolicyRepository = ReturnType<typeof approvalPolicyRepository>

async function write(
  { partnerPolicy }: Rows,
  partnerId: string,
  data: { approvals: ApprovalPolicy; updatedAt: Date; updatedBy: string },
  since: Date | null | undefined,
): Promise<boolean> {
  if (since === undefined) {
    await partnerPolicy.upsert({ where: { partnerId }, create: { partnerId, ...data }, update: data })
    return true
  }
  const { count } =
    since === null
      ? await partnerPolicy.createMany({ data: [{ partnerId, ...data }], skipDuplicates: true })
      : await partnerPolicy.updateMany({ where: { partnerId, updatedAt: since }, data })
  return count === 1
}
