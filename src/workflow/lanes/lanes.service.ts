import { randomUUID } from 'node:crypto'
import type { Occasion } from '../../chat/feature.ts'
import type { TeamsConnector } from '../../chat/teams-connector.ts'
import type { Ground } from '../../commerce/ground.ts'
import { minute, second } from '../../platform/clock.ts'
import type { NoticeCounts } from '../notices/notices.repository.ts'
import type { NoticesRoom } from '../notices/room.ts'
import { Courier } from './courier.ts'
import { intakeRepository } from './intake.repository.ts'
import { intakeOf } from './intake.ts'
import { Lane, type LaneTools } from './lane.ts'
import { lanesRepository, lease } from './lanes.repository.ts'
import { meetingOf } from './meeting.ts'
import { drawerOf } from './messages.ts'
import { Pace } from './pace.ts'
import { type PaceTime, realTime } from './pace-time.ts'
import { sendingRepository } from './sending.repository.ts'
import { throttleOf } from './throttle.ts'

/** How notices reach Teams. */
export interface Sending {
  readonly connector: TeamsConnector
  /** What Teams' limits are counted by: real time, but for tests. */
  readonly paceTime?: PaceTime | undefined
  /** Whether a wake only starts a lane, so that a slow tenant never holds up another, or waits until it is done, as in tests. */
  readonly background: boolean
}

interface Running {
  lane: Lane
  /** Whether the lane is this replica's. */
  held: boolean
  again: boolean
  readonly done: Promise<void>
}

const betweenRenewals = 5 * second
const betweenTotals = minute
/** What does not fit is found by a later round. */
const mostLanes = 1_000

/** The partners' lines to Teams, as far as this replica holds them. What is to be sent is in the notices themselves. */
export function lanesService(
  ground: Ground,
  { notices, noticesKept, wishesKept, places, openings }: NoticesRoom,
  { connector, paceTime: time = realTime, background }: Sending,
) {
  const { clock, log } = ground
  const replica = randomUUID()
  const due = intakeRepository(ground)
  const lanes = lanesRepository(ground, replica)
  const pace = new Pace(time)
  const throttle = throttleOf(pace, lanes, log)
  const drawer = drawerOf(ground, due, () => occasions)
  const courier = new Courier({ repository: sendingRepository(ground, replica), connector, log })
  const intake = intakeOf(ground, { places, wishesKept, openings }, due, drawer)
  const meeting = meetingOf({ openings, places, notices })
  const tools: LaneTools = { taken: due, places, meeting, intake, drawer, courier, pace, throttle, time, clock, log }
  const atWork = new Map<string, Running>()
  /** When each partner's totals were logged last. */
  const counted = new Map<string, number>()
  let renewing: NodeJS.Timeout | undefined
  let closed = false
  let occasions: Readonly<Record<string, Occasion>> = {}

  connector.watch((conversationId, tenantId) => {
    const answered = pace.observe(conversationId, tenantId?.toLowerCase())
    return (delivered) => {
      const partnerId = answered()
      if (partnerId === undefined || delivered.kind !== 'answered' || delivered.status !== 429) return
      void throttle.pause(partnerId, (delivered.retryAfterSeconds ?? 1) * second)
    }
  })
  return { open, wake, sweep, settled, close }

  /** @param doors those of all features. @param alone whether no other process works on this database. */
  async function open(doors: Readonly<Record<string, Occasion>>, alone: boolean): Promise<void> {
    occasions = doors
    if (alone) await lanes.takeOver()
  }

  /** Sends what is due for a partner and edits what was sent, until nothing is left; unless another replica is at it. */
  async function wake(partnerId: string): Promise<void> {
    const known = atWork.get(partnerId)
    if (known !== undefined) {
      known.again = true
      known.lane.wake()
    }
    const running = known ?? start(partnerId)
    if (!background) await running?.done
  }

  /** Wakes every partner with something to do whose lane nobody holds: after a kill, a restart, or a wake that was lost. */
  async function sweep(): Promise<void> {
    if (closed) return
    const partnerIds = await due.partnersWithWork(clock.now())
    await Promise.all(partnerIds.map((partnerId) => wake(partnerId)))
  }

  /** Resolves when no lane is at work. */
  async function settled(): Promise<void> {
    while (atWork.size > 0) await Promise.all([...atWork.values()].map(({ done }) => done))
  }

  /** Lets what is on its way arrive, gives the lanes back, and starts none any more. */
  async function close(): Promise<void> {
    closed = true
    courier.close()
    for (const { lane } of atWork.values()) lane.stop()
    await settled()
    clearInterval(renewing)
  }

  function start(partnerId: string): Running | undefined {
    if (closed || atWork.size >= mostLanes) return undefined
    const { promise: done, resolve } = Promise.withResolvers<void>()
    const running = { lane: new Lane(partnerId, tools), held: false, again: false, done }
    atWork.set(partnerId, running)
    renewing ??= setInterval(() => void renew(), betweenRenewals).unref()
    void run(partnerId, running)
      .catch((err: unknown) => log.error({ err, partnerId }, 'notices not sent, to be tried again'))
      .then(() => {
        atWork.delete(partnerId)
        if (atWork.size === 0) {
          clearInterval(renewing)
          renewing = undefined
        }
        resolve()
      })
    return running
  }

  async function run(partnerId: string, running: Running): Promise<void> {
    for (;;) {
      running.again = false
      const { lane } = running
      if (!(await take(lane, running))) return
      await lane.run()
      running.held = false
      if (!lane.lost) await release(partnerId)
      pace.forget()
      await report(lane)
      if (lane.failure !== undefined) throw lane.failure
      // Whoever was told meanwhile that this replica holds the lane went away: what they came for may not have been seen.
      const found = await due.hasWork(partnerId, clock.now())
      if (closed || lane.lost || !(found || running.again)) return
      running.lane = new Lane(partnerId, tools)
    }
  }

  async function take(lane: Lane, running: Running): Promise<boolean> {
    const { partnerId } = lane
    const before = performance.now()
    const taken = await lanes.take(partnerId)
    if (taken === undefined) return false
    lane.renewed(before + lease)
    running.held = true
    await courier.clearNeverMade(partnerId, (ids) => lanes.clearAfter(partnerId, ids, clock.now()))
    if (taken.fromAnother) pace.load(partnerId, await lanes.attempts(partnerId))
    if (taken.waitMilliseconds > 0) pace.tenant(partnerId).pause(taken.waitMilliseconds)
    return true
  }

  async function release(partnerId: string): Promise<void> {
    const at = time.now()
    await lanes.release(partnerId)
    pace.tenant(partnerId).givenBackAt = at
  }

  async function renew(): Promise<void> {
    const held = [...atWork.values()].filter((running) => running.held).map(({ lane }) => lane)
    if (held.length === 0) return
    const before = performance.now()
    try {
      const still = new Set(await lanes.renew(held.map(({ partnerId }) => partnerId)))
      for (const lane of held) {
        if (still.has(lane.partnerId)) lane.renewed(before + lease)
        else lane.lose()
      }
    } catch (err) {
      log.warn({ err, lanes: held.length }, 'lanes not renewed')
    }
  }

  async function report({ partnerId, dispatch: { done } }: Lane): Promise<void> {
    const { sent, edited, refused, unknown } = done
    if (sent + edited + refused + unknown === 0) return
    log.info({ partnerId, now: done, ...(await totals(partnerId)) }, 'notices sent')
  }

  /** Counting all that waits takes longer the more does: once a minute for a partner. */
  async function totals(partnerId: string): Promise<NoticeCounts | undefined> {
    const now = performance.now()
    if (now - (counted.get(partnerId) ?? Number.NEGATIVE_INFINITY) < betweenTotals) return undefined
    counted.set(partnerId, now)
    return noticesKept.countsOf(partnerId, clock.now())
  }
}

export type LanesService = ReturnType<typeof lanesService>
