import { hour, second } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import type { LanesRepository } from './lanes.repository.ts'
import type { Pace } from './pace.ts'

/** Longer than this is not believed, nor could a timer wait for it: Teams says it again. */
const longestPause = hour

/** Teams throttles a tenant: it waits as long as told, on every replica. */
export function throttleOf(pace: Pace, lanes: LanesRepository, log: Log) {
  return { pause }

  /** Never rejects: here the tenant waits even while the database is away. */
  async function pause(partnerId: string, told: number): Promise<void> {
    const milliseconds = Math.min(longestPause, Math.max(second, told))
    pace.tenant(partnerId).pause(milliseconds)
    log.warn({ partnerId, milliseconds }, 'Teams throttles the tenant')
    await lanes
      .pause(partnerId, milliseconds)
      .catch((err: unknown) => log.warn({ err, partnerId }, 'pause not written: other replicas do not know of it'))
  }
}

export type Throttle = ReturnType<typeof throttleOf>
