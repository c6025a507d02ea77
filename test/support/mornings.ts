import { personalChatsRepository } from '../../src/chat/personal-chats.repository.ts'
import { sharedChatsRepository } from '../../src/chat/shared-chats.repository.ts'
import type { Clock } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/database/database.ts'
import { morningsRepository } from '../../src/workflow/notices/mornings.repository.ts'
import { type MorningsService, morningsService } from '../../src/workflow/notices/mornings.service.ts'
import { placesOf } from '../../src/workflow/notices/places.ts'
import { standingOn } from './ground.ts'

/** Who wants a summary each morning, as the settings store it; it tells nobody. */
export const morningsOf = ({ database, clock }: { database: Database; clock: Clock }): MorningsService =>
  morningsService(
    standingOn({ clock }),
    morningsRepository({ database }),
    undefined as never,
    placesOf({
      personalChats: personalChatsRepository({ database }),
      sharedChats: sharedChatsRepository({ database }),
    }),
  )
