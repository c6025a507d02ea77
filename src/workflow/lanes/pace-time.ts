/** Milliseconds that only go forward, and alarms on them: real time, since Teams counts that. Tests put their own in. */
export interface PaceTime {
  now(): number
  /** Runs once, that much later. @returns what calls it off. */
  after(milliseconds: number, run: () => void): () => void
}

export const realTime: PaceTime = {
  now: () => performance.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
}

export async function waitUntil(time: PaceTime, at: number): Promise<void> {
  // Timers may ring a little early.
  for (let left = at - time.now(); left > 0; left = at - time.now()) {
    await new Promise<void>((resolve) => void time.after(left, resolve))
  }
}
