/** At most so many requests in any window of that length. */
export interface Limit {
  readonly count: number
  readonly milliseconds: number
}

/**
 * Keeps requests within sliding windows as the receiver sees them, however long each is on its way.
 *
 * When a request arrives is not known; only that it does between its start and its answer. So it counts from when its place was
 * taken until its answer, and a window's length beyond. Proof for a limit of N in W: order requests by when their places were
 * taken. A place for j is given from a time T on, of which all but at most N − 1 of those before j were answered by T − W
 * (those that are not answered are among the N − 1). Of any N + 1 requests, let j be the last: of the N before it, one at
 * least, i, was answered by T − W. So i arrived by T − W and j not before T: the N + 1 did not arrive within one window of W.
 */
export class RateWindows {
  private readonly limits: readonly Limit[]
  private readonly most: number
  private readonly longest: number
  /** When requests were answered, in order; what lies before `from` is forgotten. */
  private ends: number[] = []
  private from = 0
  private unanswered = 0

  constructor(limits: readonly Limit[]) {
    this.limits = limits
    this.most = Math.max(...limits.map(({ count }) => count))
    this.longest = Math.max(...limits.map((limit) => lengthOf(limit)))
  }

  /** From when on one more may start: -Infinity when at once, Infinity when only an answer can tell. */
  earliest(): number {
    let earliest = Number.NEGATIVE_INFINITY
    for (const limit of this.limits) {
      const free = limit.count - this.unanswered
      if (free <= 0) return Number.POSITIVE_INFINITY
      const index = this.ends.length - free
      if (index < this.from) continue
      earliest = Math.max(earliest, (this.ends[index] ?? 0) + lengthOf(limit))
    }
    return earliest
  }

  /** Takes a place: for a request that starts at `earliest()` or later. */
  begin(): void {
    this.unanswered++
  }

  /** The request of a place was never made. */
  giveBack(): void {
    this.unanswered--
  }

  answered(now: number): void {
    this.unanswered--
    this.ends.push(now)
    this.forget(now)
  }

  /** Counts requests that another replica made: when they were answered. */
  load(ends: readonly number[]): void {
    this.ends = [...this.ends.slice(this.from), ...ends].sort((a, b) => a - b)
    this.from = Math.max(0, this.ends.length - this.most)
  }

  /** Whether nothing that was counted matters any more. */
  isIdle(now: number): boolean {
    return this.unanswered === 0 && (this.ends.at(-1) ?? Number.NEGATIVE_INFINITY) + this.longest < now
  }

  private forget(now: number): void {
    while (this.ends.length - this.from > this.most || (this.ends[this.from] ?? now) + this.longest < now) this.from++
    if (this.from > this.most) {
      this.ends = this.ends.slice(this.from)
      this.from = 0
    }
  }
}

// Two clocks do not run equally fast, and a receiver may count a window's last moment in: a little longer is safe.
const lengthOf = ({ milliseconds }: Limit): number => milliseconds * 1.0005 + 2
