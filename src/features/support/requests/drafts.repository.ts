import type { Who } from '../../../commerce/access.ts'
import type { Stored } from '../../../commerce/ground.ts'
import type { Rows } from '../../../platform/database/database.ts'
import { type SupportForm, supportForm } from './support-form.ts'

/** What a card's form had when its dialog was opened. */
export interface SupportDraft {
  readonly form: SupportForm
  /** Waiting files that are not to go with the request: ids. */
  readonly leftOut: readonly string[]
}

/** Forms on their way from a card into its dialog: a person's own, by the id that the request will have. */
export function draftsRepository({ database }: Stored) {
  return { keep, find, forget, forgetOld }

  /** @param alongside is done in the same transaction. */
  function keep(
    who: Who,
    requestId: string,
    { form, leftOut }: SupportDraft,
    keptAt: Date,
    alongside: (rows: Rows) => Promise<void>,
  ): Promise<void> {
    return database.transaction(async (rows) => {
      const key = keyOf(who, requestId)
      const kept = { fields: form, leftOut: [...leftOut], keptAt }
      await rows.supportDraft.upsert({
        where: { partnerId_agentId_requestId: key },
        create: { ...key, ...kept },
        update: kept,
      })
      await alongside(rows)
    })
  }

  async function find(who: Who, requestId: string): Promise<SupportDraft | undefined> {
    const where = { partnerId_agentId_requestId: keyOf(who, requestId) }
    const row = await database.rows.supportDraft.findUnique({ where })
    return row === null ? undefined : { form: supportForm.parse(row.fields), leftOut: row.leftOut }
  }

  async function forget(rows: Rows, who: Who, requestId: string): Promise<void> {
    await rows.supportDraft.deleteMany({ where: keyOf(who, requestId) })
  }

  /** Unless it was kept anew since. */
  async function forgetOld(requestId: string, keptBefore: Date): Promise<void> {
    await database.rows.supportDraft.deleteMany({ where: { requestId, keptAt: { lte: keptBefore } } })
  }
}

export type DraftsRepository = ReturnType<typeof draftsRepository>

const keyOf = ({ partnerId, agentId }: Who, requestId: string) => ({ partnerId, agentId, requestId })
