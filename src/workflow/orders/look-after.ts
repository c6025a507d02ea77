import type { Ground } from '../../commerce/ground.ts'
import { hour, later } from '../../platform/clock.ts'

const onceIn = hour
const mostAtOnce = 100

interface Overdue<T> {
  readonly what: string
  /** How long there is no look after one that found little, in milliseconds. */
  readonly rests: number
  /** What was confirmed long before and is not settled, the oldest first. */
  find(now: Date, except: readonly string[], limit: number): Promise<readonly T[]>
  /** Has it tried once more, by the queue: another job may still be at it. */
  tryOnce(found: readonly T[]): Promise<void>
}

/**
 * Looks after what should have been settled long since: its job may have used up its tries. Each at most once an hour, as long as
 * this process lives.
 * @returns what a round does.
 */
export function lookAfter<T extends { readonly id: string }>(
  { clock, log }: Pick<Ground, 'clock' | 'log'>,
  { what, rests, find, tryOnce }: Overdue<T>,
): () => Promise<void> {
  const lookedAt = new Map<string, Date>()
  let nextAt: Date | undefined

  return async () => {
    const now = clock.now()
    if (nextAt !== undefined && now < nextAt) return
    for (const [id, at] of lookedAt) if (at <= later(now, -onceIn)) lookedAt.delete(id)
    const found = await find(now, [...lookedAt.keys()], mostAtOnce)
    if (found.length > 0) await tryOnce(found)
    for (const { id } of found) {
      lookedAt.set(id, now)
      log.warn({ [what]: id }, 'overdue, looked after again')
    }
    if (found.length < mostAtOnce) nextAt = later(now, rests)
  }
}
