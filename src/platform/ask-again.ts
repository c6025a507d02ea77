import { later, minute, second } from './clock.ts'
import type { Rows } from './database/database.ts'
import type { JobQueue } from './jobs.ts'

/** When the job of a wish takes over, in case the process that stored it ends before it is carried out. */
export const takenOverAfter = 10 * second

/** When to ask a silent Partner Center again: ever more slowly, counted from when it was first asked. */
export const askAgainAt = (since: Date, now: Date): Date =>
  later(now, Math.min(5 * minute, Math.max(takenOverAfter, now.getTime() - since.getTime())))

/**
 * Enqueues a job to be worked on at once, and once more soon after: one whose worker is killed is given out again only when the
 * queue's two minutes are over. What the first one settled, the second one leaves alone.
 */
export async function enqueueSurely(jobs: JobQueue, rows: Rows, name: string, data: object, now: Date): Promise<void> {
  await jobs.enqueue(rows, name, data)
  await jobs.enqueue(rows, name, data, later(now, takenOverAfter))
}
