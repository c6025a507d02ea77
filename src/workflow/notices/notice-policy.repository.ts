import type { Who } from '../../commerce/access.ts'
import type { Stored } from '../../commerce/ground.ts'
import type { Rows } from '../../platform/database/database.ts'
import { firstNoticeRules, type NoticeRules, noticeRulesSchema } from './notice-policy.ts'

/** Rules as they stand, and their last change: null when there was none yet. */
export interface StandingNoticeRules {
  readonly rules: NoticeRules
  readonly changed: { readonly at: Date; readonly by: string } | null
}

interface Change {
  readonly at: Date
  /** When the rules were last changed that these were made from; null for never. */
  readonly since: Date | null
}

/** What each partner decided about its notices. */
export function noticePolicyRepository({ database }: Stored) {
  return { of, ofPartners, set }

  async function of(partnerId: string): Promise<StandingNoticeRules> {
    const row = await database.rows.noticePolicy.findUnique({ where: { partnerId } })
    if (row === null) return { rules: firstNoticeRules, changed: null }
    return { rules: rulesIn(row.notices), changed: { at: row.updatedAt, by: row.updatedBy } }
  }

  /**
   * Those of several partners at once.
   * @param rows the transaction that asks, if one does
   */
  async function ofPartners(
    partnerIds: readonly string[],
    rows: Rows = database.rows,
  ): Promise<(partnerId: string) => NoticeRules> {
    const wanted = [...new Set(partnerIds)]
    const found = await rows.noticePolicy.findMany({ where: { partnerId: { in: wanted } } })
    const byPartner = new Map(found.map(({ partnerId, notices }) => [partnerId, rulesIn(notices)]))
    return (partnerId) => byPartner.get(partnerId) ?? firstNoticeRules
  }

  /** @returns false when somebody has changed them since: then nothing is written. */
  function set(
    { partnerId, agentId }: Who,
    rules: NoticeRules,
    { at: updatedAt, since }: Change,
    alongside: (rows: Rows) => Promise<void>,
  ): Promise<boolean> {
    const data = { notices: asJson(rules), updatedAt, updatedBy: agentId }
    return database.transaction(async (rows) => {
      const { count } =
        since === null
          ? await rows.noticePolicy.createMany({ data: [{ partnerId, ...data }], skipDuplicates: true })
          : await rows.noticePolicy.updateMany({ where: { partnerId, updatedAt: since }, data })
      if (count === 1) await alongside(rows)
      return count === 1
    })
  }
}

export type NoticePolicyRepository = ReturnType<typeof noticePolicyRepository>

/** What another version wrote and this one cannot read must not stop everybody's notices: that partner's are the first ones. */
const rulesIn = (notices: unknown): NoticeRules => noticeRulesSchema.safeParse(notices).data ?? firstNoticeRules

const asJson = ({ since, ...policy }: NoticeRules) => ({
  ...policy,
  since: Object.fromEntries(Object.entries(since).map(([stage, at]) => [stage, at.toISOString()])),
})
