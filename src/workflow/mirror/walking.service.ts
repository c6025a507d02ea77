import { day, later, minute, second } from '../../platform/clock.ts'
import { zoneOfMarket } from '../../platform/market-zone.ts'
import { momentsOf, wallClock } from '../../platform/wall-clock.ts'
import type { FeedingService } from './feeding.service.ts'
import type { MirrorGround } from './mirror-ground.ts'
import type { MirrorStateRepository, Walk } from './mirror-state.repository.ts'
import type { MirroredCustomersRepository } from './mirrored-customers.repository.ts'
import { judgedBy } from './mirrored-order.ts'
import type { ReadingService } from './reading.service.ts'

interface Parts {
  readonly state: MirrorStateRepository
  readonly customers: MirroredCustomersRepository
  readonly feeding: FeedingService
  readonly reading: ReadingService
}

/** Customers of one page, which with their orders is one transaction. */
const pageSize = 50
/** Every customer is read once in so many nights; who is not seen in two rounds is asked about. */
const nights = 28
const nightAt = 2 * 60 * minute
/** How long a reading may go on before others of this process have their turn. */
const slice = 2 * second

/** Reads a partner's customers one after the other with all their orders: everything once, and then some each night. */
export function walkingService(
  { database, partnerCenter, clock, policy, log }: MirrorGround,
  { state, customers, feeding, reading }: Parts,
) {
  const spent = new Map<string, { since: Date; calls: number }>()
  return { goOn }

  /**
   * Walks on for a moment, within the calls that a minute has, if it is this replica's to do.
   * @returns whether there is more to do at once.
   */
  async function goOn(partnerId: string): Promise<boolean> {
    const known = await state.of(partnerId)
    if (known === undefined) {
      const { next } = await partnerCenter.changesSince(partnerId, undefined)
      await state.begin(partnerId, next, judgedBy(policy))
      return goOn(partnerId)
    }
    const sweeps = known.walk !== 'fill' && (known.sweepAt === null || known.sweepAt <= clock.now())
    if (known.walk !== 'fill' && !sweeps) return false
    if (callsLeft(partnerId) <= 0 || !(await state.hold(partnerId))) return false
    try {
      return known.walk === 'fill' ? await fillOn(partnerId) : await sweep(partnerId)
    } finally {
      await state.letGo(partnerId)
    }
  }

  async function fillOn(partnerId: string): Promise<boolean> {
    const until = performance.now() + slice
    let more = true
    while (more && performance.now() < until && callsLeft(partnerId) > 0)
      more = (await walkPage(partnerId, 'fill', pageSize)) && (await state.hold(partnerId))
    const after = await state.of(partnerId)
    if (after?.filledAt != null) await state.sweepAgainAt(partnerId, nextNight(after.market ?? '', clock.now()))
    return more && callsLeft(partnerId) > 0
  }

  /** Tonight's share of the customers, and those that no reading has seen for long; few customers are read in one night. */
  async function sweep(partnerId: string): Promise<boolean> {
    const known = await state.of(partnerId)
    const now = clock.now()
    const night = nextNight(known?.market ?? '', now)
    await state.sweepAgainAt(partnerId, night)
    if (known?.filledAt === null || known?.sweepAt === null) return false
    if (known?.walk === null) await state.beginWalk(partnerId, 'sweep')
    const about = known?.walkAbout ?? 0
    const share = Math.max(pageSize, Math.ceil(about / nights))
    if (!(await walkPage(partnerId, 'sweep', share))) {
      const rest = nights - Math.ceil(about / share)
      await state.sweepAgainAt(partnerId, later(night, rest * day))
    }
    const unseen = await customers.longUnseen(partnerId, later(now, -2 * nights * day), pageSize)
    if (unseen.length === 0) return false
    const read = await reading.changed(
      partnerId,
      unseen.map((customerId) => ({ kind: 'customer', customerId })),
    )
    await database.transaction((rows) => feeding.store(rows, partnerId, read, now))
    return false
  }

  /** @returns whether the walk goes on. */
  async function walkPage(partnerId: string, walk: Walk, limit: number): Promise<boolean> {
    const known = await state.of(partnerId)
    if (known?.walk !== walk) return false
    const began = clock.now()
    const after = known.walkAfter
    const page = await partnerCenter.customers(partnerId, { after: after ?? undefined, limit })
    const read = await reading.ordersOf(partnerId, page.customers)
    spend(partnerId, read.calls + 1)
    const next = page.next ?? null
    await database.transaction(async (rows) => {
      const moved = { after, next, read: page.customers.length, about: page.about ?? null }
      if (!(await state.walked(rows, partnerId, walk, moved))) return
      await feeding.store(rows, partnerId, read, began, walk === 'fill')
      if (next === null) await state.endWalk(rows, partnerId, walk, clock.now())
    })
    if (next === null && walk === 'fill') log.info({ partnerId }, 'all customers and orders read')
    return next !== null
  }

  function callsLeft(partnerId: string): number {
    const { callsAMinute = Number.POSITIVE_INFINITY } = partnerCenter.reading
    const known = spent.get(partnerId)
    const isNow = known !== undefined && clock.now().getTime() - known.since.getTime() < minute
    return callsAMinute - (isNow ? known.calls : 0)
  }

  function spend(partnerId: string, calls: number): void {
    const now = clock.now()
    const known = spent.get(partnerId)
    const isNow = known !== undefined && now.getTime() - known.since.getTime() < minute
    spent.set(partnerId, isNow ? { since: known.since, calls: known.calls + calls } : { since: now, calls })
  }
}

export type WalkingService = ReturnType<typeof walkingService>

/** Two o'clock where the partner is. */
function nextNight(market: string, now: Date): Date {
  const zone = zoneOfMarket(market) ?? 'UTC'
  const today = Math.floor(wallClock(zone, now) / day) * day
  const nights = [0, day, 2 * day].flatMap((days) => momentsOf(zone, today + days + nightAt).slice(0, 1))
  return nights.find((at) => at > now) ?? later(now, day)
}
