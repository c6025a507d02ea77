import type { Shared } from '../../workflow/shared.ts'
import { openingFilesService } from './files/opening-files.service.ts'
import { supportFilesRepository } from './files/support-files.repository.ts'
import { supportFilesService } from './files/support-files.service.ts'
import { uploadsService } from './files/uploads.service.ts'
import { byHandService } from './hand-over/by-hand.service.ts'
import { handingOverService } from './hand-over/handing-over.service.ts'
import { movingService } from './hand-over/moving.service.ts'
import { commentsRepository } from './requests/comments.repository.ts'
import { draftsRepository } from './requests/drafts.repository.ts'
import { draftsService } from './requests/drafts.service.ts'
import { requestsService } from './requests/requests.service.ts'
import { supportRepository } from './requests/support.repository.ts'
import { supportService } from './requests/support.service.ts'

/** The three parts of support requests: the requests themselves, how they are handed over, and their files. */
export function supportServices(desk: Shared) {
  const repository = supportRepository(desk)
  const comments = commentsRepository(desk)
  const drafts = draftsRepository(desk)
  const filesKept = supportFilesRepository(desk)
  const moving = movingService(desk, repository)
  const handingOver = handingOverService(desk, repository, comments, moving)
  const files = supportFilesService(desk, filesKept)
  return {
    handingOver,
    files,
    uploads: uploadsService(desk, filesKept),
    drafts: draftsService(desk, drafts),
    support: supportService(desk, { repository, drafts, comments, files, moving, handingOver }),
    requests: requestsService(desk, repository, comments),
    byHand: byHandService(desk, moving, repository, comments),
    opening: openingFilesService(desk, filesKept),
  }
}
