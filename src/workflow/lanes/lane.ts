import { second } from '../../platform/clock.ts'
import { Dispatch, type DispatchTools, type Running } from './dispatch.ts'
import type { Intake } from './intake.ts'

export interface LaneTools extends DispatchTools {
  intake: Intake
}

/**
 * Messages that are drawn, wait for their time, are on their way or are being written down. Few, since those on their way are in
 * doubt when the process dies; enough for 50 a second when Teams takes a third of a second to answer.
 */
const mostAtWork = 24
/** Drawn ahead of their time: enough to keep the pace, not so many that they grow old or crowd the database. */
const mostAhead = 12
const fewErrands = 100
/** Nothing is sent when less than this is left of the lease: another replica may take the lane then. */
const leaseMargin = 3 * second
const shortRest = 250

/** One run of a partner's line to Teams: from when it was taken until nothing is left to send. */
export class Lane {
  readonly partnerId: string
  readonly dispatch: Dispatch
  /** Why it ended before its time. */
  failure: unknown
  /** Whether another replica has the lane now. */
  lost = false
  private readonly tools: LaneTools
  /** By recipient. */
  private readonly errands = new Map<string, Running>()
  private readonly working = new Set<Promise<void>>()
  private ahead = 0
  private stopped = false
  private looking = true
  private leaseUntil = Number.NEGATIVE_INFINITY
  private stir: () => void = () => {}

  constructor(partnerId: string, tools: LaneTools) {
    this.partnerId = partnerId
    this.tools = tools
    this.dispatch = new Dispatch(this, tools)
  }

  /** @param until by this process's own clock. */
  renewed(until: number): void {
    this.leaseUntil = until
  }

  /** Another replica has it. */
  lose(): void {
    this.lost = true
    this.stop()
  }

  /** There may be more to send. */
  wake(): void {
    this.looking = true
    this.stir()
  }

  /** Lets what is on its way arrive, and begins nothing more. */
  stop(): void {
    this.stopped = true
    this.tools.pace.tenant(this.partnerId).sendAway()
    this.stir()
  }

  async run(): Promise<void> {
    try {
      while (!this.stopped) await this.step()
    } catch (error) {
      this.fail(error)
    }
    await Promise.all(this.working)
  }

  mayStart(): boolean {
    return !this.stopped && this.pausedFor() <= 0 && this.holdsLease()
  }

  /** The request of an errand is being made: the next one may be drawn. */
  started(errand: Running): void {
    if (!errand.ahead) return
    errand.ahead = false
    this.ahead--
    this.stir()
  }

  private async step(): Promise<void> {
    const paused = this.pausedFor()
    if (paused > 0) return this.rest(paused)
    if (!this.holdsLease()) return this.rest(shortRest)
    if (this.looking && this.errands.size < fewErrands) await this.look()
    const { next, at } = this.next()
    const isFull = this.working.size >= mostAtWork || this.ahead >= mostAhead
    if (next !== undefined && !isFull) return this.begin(next)
    if (this.errands.size > 0) return this.rest(isFull ? undefined : at - this.tools.time.now())
    if (this.dispatch.hindered) await this.rest(shortRest)
    this.dispatch.hindered = false
    if (!(await this.look())) this.stopped = true
  }

  /** Takes up what is due. @returns whether there was anything. */
  private async look(): Promise<boolean> {
    this.looking = false
    const { errands, more } = await this.tools.intake.take(this.partnerId, [...this.errands.keys()])
    if (more) this.looking = true
    for (const errand of errands) {
      const running = { ...errand, busy: false, ahead: false, notBefore: Number.NEGATIVE_INFINITY, tries: 0 }
      this.errands.set(errand.place.recipient, running)
    }
    return errands.length > 0 || more
  }

  /** The first errand whose conversation is free, or when the next one will be. */
  private next(): { next: Running | undefined; at: number } {
    const { pace, time } = this.tools
    const now = time.now()
    let first = Number.POSITIVE_INFINITY
    for (const errand of this.errands.values()) {
      if (errand.busy) continue
      // The answer to a person may be on its way there, and does not say when it arrives: looked at again soon.
      const free = Math.min(pace.earliestIn(errand.place.conversationId), now + shortRest)
      const at = Math.max(errand.notBefore, free)
      if (at <= now) return { next: errand, at }
      first = Math.min(first, at)
    }
    return { next: undefined, at: first }
  }

  private begin(errand: Running): void {
    errand.busy = true
    errand.ahead = true
    this.ahead++
    const working = this.dispatch
      .next(errand)
      .catch((error: unknown) => this.fail(error))
      .then(() => {
        errand.busy = false
        this.started(errand)
        const isDone = errand.due.length + errand.drawn.length + errand.edits.length === 0
        if (isDone) this.errands.delete(errand.place.recipient)
        this.working.delete(working)
        this.stir()
      })
    this.working.add(working)
  }

  private pausedFor(): number {
    const { pace, time } = this.tools
    return pace.tenant(this.partnerId).pausedUntil - time.now()
  }

  private holdsLease(): boolean {
    return !this.lost && performance.now() < this.leaseUntil - leaseMargin
  }

  private fail(error: unknown): void {
    this.failure ??= error
    this.stop()
  }

  /** Until then, or something happens; without a time, until something does. */
  private rest(milliseconds = Number.POSITIVE_INFINITY): Promise<void> {
    return new Promise((resolve) => {
      const isTimed = milliseconds < Number.POSITIVE_INFINITY
      const callOff = isTimed ? this.tools.time.after(Math.max(0, milliseconds), resolve) : undefined
      this.stir = () => {
        callOff?.()
        resolve()
      }
    })
  }
}
