import type { Delivered } from '../../chat/teams-request.ts'
import { type Clock, second } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import { isRepeatable, judge, later, mostEdits, soon, untold, type Verdict } from '../notices/delivery.ts'
import type { Places } from '../notices/places.ts'
import type { Courier } from './courier.ts'
import type { IntakeRepository, SentNotice } from './intake.repository.ts'
import type { Meeting } from './meeting.ts'
import type { Drawer, Errand, Message } from './messages.ts'
import type { Pace, Slot } from './pace.ts'
import { type PaceTime, waitUntil } from './pace-time.ts'
import type { AttemptOutcome } from './sending.repository.ts'
import type { Throttle } from './throttle.ts'

export interface DispatchTools {
  taken: IntakeRepository
  places: Places
  meeting: Meeting
  drawer: Drawer
  courier: Courier
  pace: Pace
  throttle: Throttle
  time: PaceTime
  clock: Clock
  log: Log
}

/** An errand that a lane runs. */
export interface Running extends Errand {
  busy: boolean
  /** At work, and its request not made yet. */
  ahead: boolean
  /** By the pace's time. */
  notBefore: number
  /** In a row, with the message that is next. */
  tries: number
  /** The app was installed for who did not have it. */
  installed?: boolean
}

/** What the lane tells of itself, and is told. */
interface Hold {
  readonly partnerId: string
  mayStart(): boolean
  started(errand: Running): void
}

type Claimed = ReadonlyMap<string, number>

/** A request without an answer may still be on its way to Teams. */
const lostFor = 5 * second

/** Sends what errands hold, a message at a time, and does with each what Teams' answer means. */
export class Dispatch {
  /** What came of it. */
  readonly done = { sent: 0, edited: 0, refused: 0, unknown: 0 }
  /** Whether somebody else had a notice in hand. */
  hindered = false
  private readonly hold: Hold
  private readonly tools: DispatchTools
  private throttled = 0

  constructor(hold: Hold, tools: DispatchTools) {
    this.hold = hold
    this.tools = tools
  }

  /** The next message of an errand, or its next edit. */
  async next(errand: Running): Promise<void> {
    const message = await this.tools.drawer.next(errand)
    if (message !== undefined) return this.send(errand, message)
    const copy = errand.edits.shift()
    if (copy !== undefined) return this.edit(errand, copy)
  }

  // ---- a new message ----

  private async send(errand: Running, message: Message): Promise<void> {
    const { courier, pace } = this.tools
    const { place } = errand
    // While it was drawn, whoever asks for leave may have been sent away.
    if (!this.hold.mayStart()) return putBack(errand, message)
    if (place.unmet !== undefined) return this.meet(errand, message)
    const slot = await pace.tenant(this.hold.partnerId).slot(place.conversationId)
    if (slot === undefined) return putBack(errand, message)
    const claimed = await courier.claim(message, place).catch((error: unknown) => {
      slot.giveBack()
      throw error
    })
    if (claimed.size < message.notices.length) {
      slot.giveBack()
      this.hindered = true
      return this.settle(message, claimed, { status: 'waiting' })
    }
    const delivered = await this.request(errand, slot, () => courier.send(place, message))
    if (delivered === undefined) {
      putBack(errand, message)
      return this.settle(message, claimed, { status: 'waiting' })
    }
    await this.conclude(errand, message, claimed, judge(delivered, ++errand.tries))
  }

  /** Asks for a chat with who has none: what is to be told goes there, drawn anew. */
  private async meet(errand: Running, message: Message): Promise<void> {
    const { courier, pace, taken, meeting, time } = this.tools
    const { place } = errand
    putBack(errand, message)
    const slot = await pace.tenant(this.hold.partnerId).slot(place.conversationId)
    const delivered = slot && (await this.request(errand, slot, () => courier.open(place)))
    if (delivered === undefined) return
    const met = await meeting.conclude(place, delivered, ++errand.tries, errand.installed !== true)
    if (met.kind !== 'again') errand.tries = 0
    switch (met.kind) {
      case 'there':
        errand.place = met.place
        return
      case 'throttled':
        return this.pause(met.milliseconds)
      case 'again':
        errand.notBefore = time.now() + soon(errand.tries)
        return
      case 'installed':
        errand.installed = true
        return
      case 'nobody':
        await taken.setAside(errand.due)
        Object.assign(errand, { due: [], drawn: [], edits: [] })
    }
  }

  /** Makes the request when it is its time; undefined when it must not be made any more. */
  private async request(errand: Running, slot: Slot, make: () => Promise<Delivered>): Promise<Delivered | undefined> {
    const { time } = this.tools
    await waitUntil(time, slot.at)
    if (!this.hold.mayStart()) {
      slot.giveBack()
      return undefined
    }
    this.hold.started(errand)
    const delivered = await make().catch((cause: unknown) => ({ kind: 'not-begun', cause }) as const)
    if (delivered.kind === 'lost') time.after(lostFor, () => slot.answered())
    else slot.answered()
    return delivered
  }

  private async conclude(errand: Running, message: Message, claimed: Claimed, verdict: Verdict): Promise<void> {
    const { clock, time } = this.tools
    const { kind } = verdict
    if (kind !== 'again') errand.tries = 0
    switch (kind) {
      case 'sent': {
        this.throttled = 0
        this.done.sent++
        const { activityId } = verdict
        return this.settle(message, claimed, { status: 'sent', activityId, digest: message.notices.length > 1 })
      }
      case 'throttled': {
        putBack(errand, message)
        const paused = this.pause(verdict.milliseconds)
        await this.settle(message, claimed, { status: 'waiting' })
        return paused
      }
      case 'again':
        errand.notBefore = time.now() + soon(errand.tries)
        putBack(errand, message)
        return this.settle(message, claimed, { status: 'waiting', code: verdict.code })
      case 'later': {
        const dueAt = later(clock.now(), Math.max(...claimed.values()))
        return this.settle(message, claimed, { status: 'waiting', code: verdict.code, dueAt })
      }
      case 'refused':
        this.done.refused++
        await this.settle(message, claimed, { status: 'refused', code: verdict.code })
        if (verdict.stops) await this.stop(errand, message, claimed, verdict.code)
        return
      case 'unknown':
        this.done.unknown++
        return this.settle(message, claimed, { status: 'unknown', code: verdict.code })
    }
  }

  /** Who comes back before it is known that they cannot be reached has this notice still coming to them. */
  private async stop(errand: Running, { notices }: Message, claimed: Claimed, code: string): Promise<void> {
    const { places, courier, clock, meeting } = this.tools
    Object.assign(errand, { due: [], drawn: [], edits: [] })
    if (await places.stop(errand.place, code)) return meeting.lost(errand.place)
    const dueAt = later(clock.now(), Math.max(...claimed.values()))
    await courier.takeBack(
      notices.map(({ id }) => id),
      code,
      dueAt,
    )
  }

  private async settle(
    { notices }: Message,
    claimed: Claimed,
    outcome: Pick<AttemptOutcome, 'status' | 'code' | 'activityId' | 'digest' | 'dueAt'>,
  ): Promise<void> {
    const { courier, clock } = this.tools
    const { partnerId } = this.hold
    const settledAt = clock.now()
    const outcomes = notices.flatMap(({ id }) => {
      const attempt = claimed.get(id)
      return attempt === undefined ? [] : [{ id, partnerId, attempt, settledAt, messages: 0, ...outcome }]
    })
    const [first, ...others] = outcomes
    if (first === undefined) return
    // A digest is one message.
    await courier.settle([{ ...first, messages: outcome.status === 'sent' ? 1 : 0 }, ...others])
  }

  // ---- an edit of a message that was sent ----

  private async edit(errand: Running, copy: SentNotice): Promise<void> {
    const { taken, drawer, courier, pace, log } = this.tools
    const { id, partnerId, conversationId, activityId } = copy
    let message: Message | undefined
    try {
      message = await drawer.anew(copy, errand.place)
    } catch (err) {
      log.warn({ err, noticeId: id, partnerId }, 'notice not drawn anew, to be tried again')
      return this.leave(copy)
    }
    if (message === undefined) return taken.edited([{ ...copy, sent: false }])
    if (!this.hold.mayStart()) return void errand.edits.unshift(copy)
    const { place } = errand
    const [slot, { card }] = [await pace.tenant(partnerId).slot(conversationId), message]
    const delivered =
      slot && (await this.request(errand, slot, () => courier.edit(place, conversationId, activityId, card)))
    if (delivered === undefined) return void errand.edits.unshift(copy)
    await this.concludeEdit(errand, copy, delivered)
  }

  private async concludeEdit(errand: Running, copy: SentNotice, delivered: Delivered): Promise<void> {
    const { taken, places, time, log } = this.tools
    const { id, partnerId } = copy
    const verdict = judge(delivered, ++errand.tries)
    if (verdict.kind !== 'again') errand.tries = 0
    switch (verdict.kind) {
      case 'throttled':
        await this.pause(verdict.milliseconds)
        return void errand.edits.unshift(copy)
      case 'again':
        errand.notBefore = time.now() + soon(errand.tries)
        return void errand.edits.unshift(copy)
      case 'sent':
        this.done.edited++
        return taken.edited([{ ...copy, sent: true }])
    }
    log.warn({ noticeId: id, partnerId, code: verdict.code }, 'notice not edited')
    if (isRepeatable(delivered)) return this.leave(copy)
    // A copy in a chat that was is nobody's place any more.
    const isHere = copy.conversationId === errand.place.conversationId
    if (isHere && verdict.kind === 'refused' && verdict.stops) {
      if (!(await places.stop(errand.place, verdict.code))) return this.leave(copy)
    }
    await taken.edited([{ ...copy, sent: true }])
  }

  /** For another time: ever later, and not for ever. */
  private async leave(copy: SentNotice): Promise<void> {
    const { taken, clock, log } = this.tools
    const { id, partnerId, attempts } = copy
    if (attempts < mostEdits) return taken.editLater(copy, later(clock.now(), attempts))
    log.error({ noticeId: id, partnerId }, 'notice not edited for about a day, given up')
    await taken.edited([{ ...copy, sent: true }])
  }

  private pause(told: number | undefined): Promise<void> {
    return this.tools.throttle.pause(this.hold.partnerId, told ?? untold(this.throttled++))
  }
}

/** Not drawn any more: when its turn comes again, something else may hold. */
function putBack(errand: Running, message: Message): void {
  errand.due.unshift(...[message, ...errand.drawn].flatMap(({ notices }) => notices))
  errand.drawn = []
}
