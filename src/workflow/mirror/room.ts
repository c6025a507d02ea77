import { randomUUID } from 'node:crypto'
import type { Ground } from '../../commerce/ground.ts'
import { feedingService, type RememberRecords } from './feeding.service.ts'
import { mirrorService } from './mirror.service.ts'
import type { MirrorGround } from './mirror-ground.ts'
import { mirrorStateRepository } from './mirror-state.repository.ts'
import { mirroredCustomersRepository, renewCustomerKeys } from './mirrored-customers.repository.ts'
import { mirroredOrdersRepository, renewWindows } from './mirrored-orders.repository.ts'
import { readingService } from './reading.service.ts'
import { walkingService } from './walking.service.ts'
import { watchedOrdersRepository } from './watched-orders.repository.ts'

/** The mirror of all partners' customers and orders, and what reads it. */
export function mirrorRoom(
  ground: MirrorGround,
  { background }: { readonly background: boolean },
  remember: RememberRecords = async () => {},
) {
  const state = mirrorStateRepository(ground, randomUUID())
  const customers = mirroredCustomersRepository(ground)
  const orders = mirroredOrdersRepository(ground)
  const reading = readingService(ground, customers)
  const feeding = feedingService(ground, { state, customers, orders, reading, remember })
  const walking = walkingService(ground, { state, customers, feeding, reading })
  return mirrorService(
    ground,
    { state, customers, orders, watched: watchedOrdersRepository(ground), feeding, walking },
    { background },
  )
}

/** Writes anew what searches and windows are found by, where it is in another version's form. */
export const renewMirror = ({ database, policy, clock }: Pick<Ground, 'database' | 'policy' | 'clock'>) =>
  Promise.all([renewCustomerKeys(database), renewWindows(database, policy, clock.now())])
