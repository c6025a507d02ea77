import { setImmediate as turn } from 'node:timers/promises'
import type { PaceTime } from '../../src/workflow/lanes/pace-time.ts'

/** Time that passes at once: when nothing more can happen now, it is the next alarm's time. */
export class VirtualTime implements PaceTime {
  private at: number
  private alarms: { at: number; run: () => void }[] = []

  constructor(start = 0) {
    this.at = start
  }

  now(): number {
    return this.at
  }

  after(milliseconds: number, run: () => void): () => void {
    const alarm = { at: this.at + Math.max(0, milliseconds), run }
    this.alarms.push(alarm)
    return () => {
      this.alarms = this.alarms.filter((other) => other !== alarm)
    }
  }

  /** Lets time pass until the work is done. */
  async run<T>(work: Promise<T>): Promise<T> {
    let done = false
    const ended = work.finally(() => {
      done = true
    })
    ended.catch(() => {})
    while (!done) {
      await turn()
      if (done) break
      const next = this.alarms.reduce<{ at: number } | undefined>(
        (first, alarm) => (first === undefined || alarm.at < first.at ? alarm : first),
        undefined,
      )
      if (next === undefined) throw new Error('nothing is left to happen, and the work is not done')
      this.at = Math.max(this.at, next.at)
      const due = this.alarms.filter(({ at }) => at <= this.at)
      this.alarms = this.alarms.filter(({ at }) => at > this.at)
      for (const { run } of due) run()
    }
    return ended
  }
}

/** Time that jumps to whatever is waited for, while requests go on in real time: for whole desks, which wait for nothing. */
export class JumpingTime implements PaceTime {
  private ahead = 0

  now(): number {
    return performance.now() + this.ahead
  }

  after(milliseconds: number, run: () => void): () => void {
    const at = this.now() + milliseconds
    const jump = setImmediate(() => {
      this.ahead += Math.max(0, at - this.now())
      run()
    })
    return () => clearImmediate(jump)
  }
}
