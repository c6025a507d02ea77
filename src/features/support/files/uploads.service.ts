import { randomUUID } from 'node:crypto'
import { requireRole, type Who } from '../../../commerce/access.ts'
import { later, minute } from '../../../platform/clock.ts'
import type { Shared } from '../../../workflow/shared.ts'
import { cleanName } from './file-kind.ts'
import { settledBy } from './judged-file.ts'
import type { KnownFile } from './support-file.ts'
import { SupportFileUnknown } from './support-files.errors.ts'
import type { SupportFilesRepository } from './support-files.repository.ts'
import { fileAddressContext, filesKept } from './support-files.service.ts'

/** A file as a page sends it. Nothing about it is trusted. */
export interface Upload {
  /** Made when it was chosen: the same file sent twice is one. */
  readonly key: string
  readonly name: string
  readonly content: Buffer
}

/** Where no file can be fetched from: what is left of an upload that was not judged is refused by the job. */
const nowhere = 'tab:upload'

/** Files that pages of the tab send: judged as those of the chat are, and kept for the person's next request. */
export function uploadsService(
  { directory, vault, jobs, clock, log, limits: { supportFiles: limits } }: Shared,
  repository: SupportFilesRepository,
) {
  return { take, limits }

  /** @throws RoleMissing, SupportFileUnknown when it was discarded meanwhile */
  async function take(who: Who, { key, name, content }: Upload): Promise<KnownFile> {
    await requireRole(directory, who, 'request-support')
    const source = `tab/${key}`
    const now = clock.now()
    const [id = ''] = await repository.receive(
      who,
      [source],
      (unseen, waiting) =>
        unseen.map(() => {
          const id = randomUUID()
          const refusal = limits.most === 0 ? 'none-taken' : waiting < limits.most ? null : 'too-many'
          const urlSealed = refusal === null ? vault.seal(nowhere, fileAddressContext(id)) : null
          return { id, source, name: cleanName(name), urlSealed, refusal }
        }),
      async (rows, ids, coming) => {
        // Should the desk stop before the file is judged.
        for (const id of coming)
          await jobs.enqueue(rows, 'support.fetch-file', { id, flowId: key, attempt: 0 }, later(now, minute))
        await jobs.enqueue(rows, 'support.forget-files', { ids, flowId: key }, later(now, filesKept))
      },
      now,
    )
    if ((await repository.coming(id)) !== undefined) {
      const settled = await settledBy(content, cleanName(name))
      if (await repository.settle(id, settled)) log.info({ fileId: id, status: settled.status }, 'file settled')
    }
    const [file] = await repository.owned(who, [id])
    if (file === undefined) throw new SupportFileUnknown()
    return file
  }
}

export type UploadsService = ReturnType<typeof uploadsService>
