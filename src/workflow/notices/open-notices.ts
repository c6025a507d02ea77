import { randomUUID } from 'node:crypto'
import type { Occasion } from '../../chat/feature.ts'
import type { PersonalChatsRepository } from '../../chat/personal-chats.repository.ts'
import type { SharedChatsRepository } from '../../chat/shared-chats.repository.ts'
import type { TeamsConnector } from '../../chat/teams-connector.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { JobQueue } from '../../platform/jobs.ts'
import type { Log } from '../../platform/log.ts'
import { IntakeRepository } from './intake.repository.ts'
import { LanesRepository } from './lanes.repository.ts'
import { LanesService } from './lanes.service.ts'
import { MorningsRepository } from './mornings.repository.ts'
import { MorningsService } from './mornings.service.ts'
import { NoticePolicyRepository } from './notice-policy.repository.ts'
import { type NoticePolicyOptions, NoticePolicyService } from './notice-policy.service.ts'
import { NoticeWishesRepository } from './notice-wishes.repository.ts'
import { NoticeWishesService } from './notice-wishes.service.ts'
import { NoticesRepository } from './notices.repository.ts'
import { NoticesService } from './notices.service.ts'
import type { PaceTime } from './pace-time.ts'
import { Places } from './places.ts'
import { SendingRepository } from './sending.repository.ts'

interface NoticesRoom {
  database: Database
  directory: Directory
  personalChats: PersonalChatsRepository
  sharedChats: SharedChatsRepository
  connector: TeamsConnector
  /** The features' occasions, which are made of these services. */
  occasions: () => Readonly<Record<string, Occasion>>
  /** A partner's rules about notices changed: in the same transaction. */
  rulesChanged: NoticePolicyOptions['changed']
  jobs: JobQueue
  clock: Clock
  paceTime: PaceTime | undefined
  background: boolean
  log: Log
}

/** Joins what telling people is made of: what is to be told and to whom, the lanes that send it, and everybody's wishes. */
export function openNotices(room: NoticesRoom) {
  const { database, directory, personalChats, sharedChats, jobs, clock } = room
  const kept = new NoticesRepository(database)
  const wishesKept = new NoticeWishesRepository(database)
  const notices = new NoticesService({ repository: kept, jobs, clock })
  const places = new Places(personalChats, sharedChats)
  const replica = randomUUID()
  return {
    kept,
    notices,
    wishes: new NoticeWishesService({ repository: wishesKept, jobs, clock }),
    mornings: new MorningsService({ repository: new MorningsRepository(database), notices, places, clock }),
    rules: new NoticePolicyService({
      ...{ repository: new NoticePolicyRepository(database), directory, clock },
      changed: room.rulesChanged,
    }),
    lanes: new LanesService({
      ...{ notices: kept, wishes: wishesKept, places, clock },
      intake: new IntakeRepository(database),
      sending: new SendingRepository(database, replica),
      lanes: new LanesRepository(database, replica),
      connector: room.connector,
      occasions: room.occasions,
      time: room.paceTime,
      background: room.background,
      log: room.log,
    }),
  }
}
