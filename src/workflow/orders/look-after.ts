import { type Clock, hour, later, minute } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'

/** How long what somebody confirmed may take: after that, its job may have used up its tries. */
const tolerated = 15 * minute
const betweenLooks = 5 * minute
const onceIn = hour
const mostAtOnce = 100

interface LookAfterOptions<T> {
  what: 'purchase' | 'cancellation'
  /** What was confirmed before and is not carried out, the oldest first. */
  overdue(before: Date, except: readonly string[], limit: number): Promise<readonly T[]>
  /** Has it tried once more, by the queue: another job may still be at it. */
  tryOnce(found: readonly T[]): Promise<void>
  clock: Clock
  log: Log
}

/** Looks after what should have been carried out long since; each at most once an hour, as long as this process lives. */
export class LookAfter<T extends { readonly id: string }> {
  private readonly options: LookAfterOptions<T>
  private readonly lookedAt = new Map<string, Date>()
  private nextAt: Date | undefined

  constructor(options: LookAfterOptions<T>) {
    this.options = options
  }

  /** What a round does. */
  async look(): Promise<void> {
    const { what, overdue, tryOnce, clock, log } = this.options
    const now = clock.now()
    if (this.nextAt !== undefined && now < this.nextAt) return
    for (const [id, at] of this.lookedAt) if (at <= later(now, -onceIn)) this.lookedAt.delete(id)
    const found = await overdue(later(now, -tolerated), [...this.lookedAt.keys()], mostAtOnce)
    if (found.length > 0) await tryOnce(found)
    for (const { id } of found) {
      this.lookedAt.set(id, now)
      log.warn({ [what]: id }, 'overdue, looked after again')
    }
    if (found.length < mostAtOnce) this.nextAt = later(now, betweenLooks)
  }
}
