import type { Occasion } from '../../chat/feature.ts'
import type { TeamsConnector } from '../../chat/teams-connector.ts'
import type { Clock } from '../../platform/clock.ts'
import { minute, second } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import type { NoticeWishesRepository } from '../notices/notice-wishes.repository.ts'
import type { NoticeCounts, NoticesRepository } from '../notices/notices.repository.ts'
import type { Places } from '../notices/places.ts'
import { Courier } from './courier.ts'
import type { IntakeRepository } from './intake.repository.ts'
import { Intake } from './intake.ts'
import { Lane, type LaneTools } from './lane.ts'
import { type LanesRepository, lease } from './lanes.repository.ts'
import { Drawer } from './messages.ts'
import { Pace } from './pace.ts'
import { type PaceTime, realTime } from './pace-time.ts'
import type { SendingRepository } from './sending.repository.ts'
import { Throttle } from './throttle.ts'

interface LanesOptions {
  notices: NoticesRepository
  intake: IntakeRepository
  sending: SendingRepository
  lanes: LanesRepository
  places: Places
  wishes: NoticeWishesRepository
  connector: TeamsConnector
  clock: Clock
  /** What Teams' limits are counted by: real time, but for tests. */
  time?: PaceTime | undefined
  /** Whether a wake only starts a lane, so that a slow tenant never holds up another, or waits until it is done, as in tests. */
  background: boolean
  log: Log
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
export class LanesService {
  private readonly options: LanesOptions
  private readonly tools: LaneTools
  private readonly running = new Map<string, Running>()
  /** When each partner's totals were logged last. */
  private readonly counted = new Map<string, number>()
  private renewing: NodeJS.Timeout | undefined
  private closed = false
  private occasions: Readonly<Record<string, Occasion>> = {}

  constructor(options: LanesOptions) {
    this.options = options
    const { intake: taken, sending, lanes, places, wishes, connector, clock, time = realTime, log } = options
    const pace = new Pace(time)
    const throttle = new Throttle(pace, lanes, log)
    const drawer = new Drawer({ intake: taken, occasions: () => this.occasions, clock, log })
    this.tools = {
      taken,
      places,
      intake: new Intake({ repository: taken, places, wishes, drawer, clock, log }),
      drawer,
      courier: new Courier({ repository: sending, connector, log }),
      pace,
      throttle,
      time,
      clock,
      log,
    }
    connector.watch((conversationId, tenantId) => {
      const answered = pace.observe(conversationId, tenantId?.toLowerCase())
      return (delivered) => {
        const partnerId = answered()
        if (partnerId === undefined || delivered.kind !== 'answered' || delivered.status !== 429) return
        void throttle.pause(partnerId, (delivered.retryAfterSeconds ?? 1) * second)
      }
    })
  }

  /** @param occasions the doors of all features. @param alone whether no other process works on this database. */
  async open(occasions: Readonly<Record<string, Occasion>>, alone: boolean): Promise<void> {
    this.occasions = occasions
    if (alone) await this.options.lanes.takeOver()
  }

  /** Sends what is due for a partner and edits what was sent, until nothing is left; unless another replica is at it. */
  async wake(partnerId: string): Promise<void> {
    const known = this.running.get(partnerId)
    if (known !== undefined) {
      known.again = true
      known.lane.wake()
    }
    const running = known ?? this.start(partnerId)
    if (!this.options.background) await running?.done
  }

  /** Wakes every partner with something to do whose lane nobody holds: after a kill, a restart, or a wake that was lost. */
  async sweep(): Promise<void> {
    if (this.closed) return
    const { intake, clock } = this.options
    const partnerIds = await intake.partnersWithWork(clock.now())
    await Promise.all(partnerIds.map((partnerId) => this.wake(partnerId)))
  }

  /** Resolves when no lane is at work. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all([...this.running.values()].map(({ done }) => done))
  }

  /** Lets what is on its way arrive, gives the lanes back, and starts none any more. */
  async close(): Promise<void> {
    this.closed = true
    this.tools.courier.close()
    for (const { lane } of this.running.values()) lane.stop()
    await this.settled()
    clearInterval(this.renewing)
  }

  private start(partnerId: string): Running | undefined {
    if (this.closed || this.running.size >= mostLanes) return undefined
    const { promise: done, resolve } = Promise.withResolvers<void>()
    const running = { lane: new Lane(partnerId, this.tools), held: false, again: false, done }
    this.running.set(partnerId, running)
    this.renewing ??= setInterval(() => void this.renew(), betweenRenewals).unref()
    void this.run(partnerId, running)
      .catch((err: unknown) => this.options.log.error({ err, partnerId }, 'notices not sent, to be tried again'))
      .then(() => {
        this.running.delete(partnerId)
        if (this.running.size === 0) {
          clearInterval(this.renewing)
          this.renewing = undefined
        }
        resolve()
      })
    return running
  }

  private async run(partnerId: string, running: Running): Promise<void> {
    const { intake, clock } = this.options
    for (;;) {
      running.again = false
      const { lane } = running
      if (!(await this.take(lane, running))) return
      await lane.run()
      running.held = false
      if (!lane.lost) await this.release(partnerId)
      this.tools.pace.forget()
      await this.report(lane)
      if (lane.failure !== undefined) throw lane.failure
      // Whoever was told meanwhile that this replica holds the lane went away: what they came for may not have been seen.
      const found = await intake.hasWork(partnerId, clock.now())
      if (this.closed || lane.lost || !(found || running.again)) return
      running.lane = new Lane(partnerId, this.tools)
    }
  }

  private async take(lane: Lane, running: Running): Promise<boolean> {
    const { lanes, clock } = this.options
    const { courier, pace } = this.tools
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

  private async release(partnerId: string): Promise<void> {
    const { pace, time } = this.tools
    const at = time.now()
    await this.options.lanes.release(partnerId)
    pace.tenant(partnerId).givenBackAt = at
  }

  private async renew(): Promise<void> {
    const { lanes, log } = this.options
    const held = [...this.running.values()].filter((running) => running.held).map(({ lane }) => lane)
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

  private async report({ partnerId, dispatch: { done } }: Lane): Promise<void> {
    const { log } = this.options
    const { sent, edited, refused, unknown } = done
    if (sent + edited + refused + unknown === 0) return
    log.info({ partnerId, now: done, ...(await this.totals(partnerId)) }, 'notices sent')
  }

  /** Counting all that waits takes longer the more does: once a minute for a partner. */
  private async totals(partnerId: string): Promise<NoticeCounts | undefined> {
    const { notices, clock } = this.options
    const now = performance.now()
    if (now - (this.counted.get(partnerId) ?? Number.NEGATIVE_INFINITY) < betweenTotals) return undefined
    this.counted.set(partnerId, now)
    return notices.countsOf(partnerId, clock.now())
  }
}
