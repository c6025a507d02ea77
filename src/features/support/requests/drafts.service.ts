import { z } from 'zod'
import { requireRole, type Who } from '../../../commerce/access.ts'
import { day, later } from '../../../platform/clock.ts'
import { job } from '../../../platform/jobs.ts'
import type { Shared } from '../../../workflow/shared.ts'
import type { DraftsRepository, SupportDraft } from './drafts.repository.ts'

/** As long as files wait for a request. */
const draftsKept = 7 * day

/** What was typed on a card is kept while its dialog is open, so that it stands in no address. */
export function draftsService({ directory, jobs, clock }: Shared, repository: DraftsRepository) {
  /** @throws RoleMissing */
  const admit = (who: Who) => requireRole(directory, who, 'request-support')
  return { requireRole: admit, keep, find, job: job(z.object({ requestId: z.guid() }), forgetOld) }

  /** @throws RoleMissing */
  async function keep(who: Who, requestId: string, draft: SupportDraft): Promise<void> {
    await admit(who)
    const now = clock.now()
    await repository.keep(who, requestId, draft, now, (rows) =>
      jobs.enqueue(rows, 'support.forget-draft', { requestId }, later(now, draftsKept)),
    )
  }

  /** The person's own. @throws RoleMissing */
  async function find(who: Who, requestId: string): Promise<SupportDraft | undefined> {
    await admit(who)
    return repository.find(who, requestId)
  }

  function forgetOld({ requestId }: { requestId: string }): Promise<void> {
    return repository.forgetOld(requestId, later(clock.now(), -draftsKept))
  }
}

export type DraftsService = ReturnType<typeof draftsService>
