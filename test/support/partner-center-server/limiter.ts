import { minute } from '../../../src/platform/clock.ts'
import { type Answer, tooMany } from './exchange.ts'
import type { Partner, World } from './world.ts'

/** Customers, orders and subscriptions: 500 calls a minute and tenant, by the clock; a refused one counts too. */
export function limited(world: World, partner: Partner, endpoint: string): Answer | undefined {
  if (!/ \/v1\/customers/.test(endpoint)) return undefined
  const now = world.clock.now().getTime()
  if (now - partner.calls.since >= minute) partner.calls = { since: now, count: 0 }
  partner.calls.count++
  if (partner.calls.count <= world.settings.callsAMinute) return undefined
  partner.refusedCalls = (partner.refusedCalls ?? 0) + 1
  return tooMany(Math.max(1, Math.ceil((partner.calls.since + minute - now) / 1_000)))
}
