import { randomUUID } from 'node:crypto'
import type { TeamsConnector } from '../../chat/teams-connector.ts'
import type { Ground } from '../../commerce/ground.ts'
import type { NoticesRoom } from '../notices/room.ts'
import { intakeRepository } from './intake.repository.ts'
import { lanesRepository } from './lanes.repository.ts'
import { LanesService } from './lanes.service.ts'
import type { PaceTime } from './pace-time.ts'
import { sendingRepository } from './sending.repository.ts'

/** How notices reach Teams. */
export interface Sending {
  readonly connector: TeamsConnector
  /** What Teams' limits are counted by: real time, but for tests. */
  readonly paceTime: PaceTime | undefined
  /** Whether a wake only starts a lane, so that a slow tenant never holds up another, or waits until it is done, as in tests. */
  readonly background: boolean
}

/** The partners' lanes to Teams: what is told is handed to them by its rows alone. */
export function openLanes(
  ground: Ground,
  told: NoticesRoom,
  { connector, paceTime, background }: Sending,
): LanesService {
  const { clock, log } = ground
  const replica = randomUUID()
  return new LanesService({
    notices: told.noticesKept,
    wishes: told.wishesKept,
    places: told.places,
    intake: intakeRepository(ground),
    sending: sendingRepository(ground, replica),
    lanes: lanesRepository(ground, replica),
    connector,
    time: paceTime,
    background,
    clock,
    log,
  })
}
