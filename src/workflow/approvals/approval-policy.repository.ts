import type { Who } from '../../commerce/access.ts'
import type { Database, Rows } from '../../platform/database/database.ts'
import { type ApprovalPolicy, approvalPolicySchema, firstPolicy } from './approval-policy.ts'

/** What each partner decided; what an older version wrote and this one cannot read stops the work that asks for it. */
export class ApprovalPolicyRepository {
  private readonly database: Database

  constructor(database: Database) {
    this.database = database
  }

  async of(partnerId: string): Promise<ApprovalPolicy> {
    const [row] = await this.database.read<{ approvals: unknown }>({
      name: 'approval-policy',
      text: 'select approvals from desk.partner_policy where partner_id = $1',
      values: [partnerId],
    })
    return row === undefined ? firstPolicy : approvalPolicySchema.parse(row.approvals)
  }

  async set(who: Who, policy: ApprovalPolicy, at: Date, alongside: (rows: Rows) => Promise<void>): Promise<void> {
    const { partnerId, agentId } = who
    const data = { approvals: policy, updatedAt: at, updatedBy: agentId }
    await this.database.transaction(async (rows) => {
      await rows.partnerPolicy.upsert({ where: { partnerId }, create: { partnerId, ...data }, update: data })
      await alongside(rows)
    })
  }
}
