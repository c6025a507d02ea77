import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleType,
} from 'cockatiel'
import { PartnerCenterUnavailable } from '../../commerce/errors.ts'
import { second } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import { NoAnswer } from './http.ts'

/** So many failures in a row, and nothing more is asked for so long. */
const failures = 6
const leftAloneFor = 15 * second

export type Service = 'partner-center' | 'price-sheets'

/** A circuit breaker for each partner and service: one that fails again and again is answered for at once. */
export function breakersOf(log: Log) {
  const known = new Map<string, CircuitBreakerPolicy>()
  return async function guarded<T extends { readonly status: number }>(
    partnerId: string,
    service: Service,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await breakerOf(partnerId, service).execute(work)
    } catch (cause) {
      throw cause instanceof BrokenCircuitError ? new PartnerCenterUnavailable({ cause }) : cause
    }
  }

  function breakerOf(partnerId: string, service: Service): CircuitBreakerPolicy {
    const key = `${partnerId}/${service}`
    const made =
      known.get(key) ??
      circuitBreaker(
        handleType(NoAnswer).orWhenResult((result) => (result as { status: number }).status >= 500),
        { halfOpenAfter: leftAloneFor, breaker: new ConsecutiveBreaker(failures) },
      )
    if (!known.has(key)) {
      made.onBreak(() => log.warn({ partnerId, service }, 'it fails again and again: it is left alone for a while'))
      made.onReset(() => log.info({ partnerId, service }, 'it answers again'))
      known.set(key, made)
    }
    return made
  }
}

export type Guarded = ReturnType<typeof breakersOf>
