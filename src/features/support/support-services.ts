import type { Shared } from '../../workflow/shared.ts'
import { byHandService } from './by-hand.service.ts'
import { commentsRepository } from './comments.repository.ts'
import { handingOverService } from './handing-over.service.ts'
import { movingService } from './moving.service.ts'
import { openingFilesService } from './opening-files.service.ts'
import { requestsService } from './requests.service.ts'
import { supportRepository } from './support.repository.ts'
import { supportService } from './support.service.ts'
import { supportFilesRepository } from './support-files.repository.ts'
import { supportFilesService } from './support-files.service.ts'

/** The three parts of support requests: the requests themselves, how they are handed over, and their files. */
export function supportServices(desk: Shared) {
  const repository = supportRepository(desk)
  const comments = commentsRepository(desk)
  const filesKept = supportFilesRepository(desk)
  const moving = movingService(desk, repository)
  const handingOver = handingOverService(desk, repository, comments, moving)
  const files = supportFilesService(desk, filesKept)
  return {
    handingOver,
    files,
    support: supportService(desk, { repository, comments, files, moving, handingOver }),
    requests: requestsService(desk, repository, comments),
    byHand: byHandService(desk, moving, repository, comments),
    opening: openingFilesService(desk, filesKept),
  }
}
