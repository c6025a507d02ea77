import { PartnerCenterUnavailable } from '../../commerce/errors.ts'
import type { Ground } from '../../commerce/ground.ts'
import { askAgainAt } from '../../platform/ask-again.ts'
import type { Rows } from '../../platform/database/database.ts'
import { DomainError } from '../../platform/errors.ts'

/** Cards that stand for something that has changed since: edited in place, outside of a turn. */
export function cardEditsService(
  { database, jobs, clock }: Ground,
  { refresh }: { refresh(flowId: string): Promise<void> },
) {
  return { edit, later }

  /**
   * A silent Partner Center is asked again for as long as it takes, ever more slowly. Who may no longer see the card is not
   * shown it, and nothing is tried again.
   * @param since when Partner Center was found silent first; left out, now.
   */
  async function edit(flowId: string, since?: Date): Promise<void> {
    try {
      await refresh(flowId)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      if (!(error instanceof PartnerCenterUnavailable)) return
      const now = clock.now()
      const silent = since ?? now
      const job = { flowId, since: silent.toISOString() }
      await database.transaction((rows) => jobs.enqueue(rows, 'cards.edit', job, askAgainAt(silent, now)))
    }
  }

  /** By a job, in the transaction of what has changed. */
  function later(rows: Rows, flowId: string): Promise<void> {
    return jobs.enqueue(rows, 'cards.edit', { flowId })
  }
}

export type CardEditsService = ReturnType<typeof cardEditsService>
