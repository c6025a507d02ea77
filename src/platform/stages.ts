import { day, hour, later, minute } from './clock.ts'

/** A moment some time before an end (or at it), by name. */
export interface Stage<N extends string = string> {
  readonly name: N
  /** Milliseconds before the end; 0 is the end itself. */
  readonly before: number
  /** Since when it is one; left out, always. */
  readonly since?: Date | undefined
}

/** The latest stage that has been reached; undefined before the first. */
export const stageReached = <N extends string>(
  stages: readonly Stage<N>[],
  end: Date,
  now: Date,
): Stage<N> | undefined =>
  stages.toSorted((a, b) => b.before - a.before).findLast(({ before }) => later(end, -before) <= now)

/** When the next stage is reached, always in the future; undefined after the last. */
export const nextStageAt = (stages: readonly Stage[], end: Date, now: Date): Date | undefined =>
  stages
    .toSorted((a, b) => b.before - a.before)
    .map(({ before }) => later(end, -before))
    .find((at) => at > now)

/** Whether a stage's moment was over when it became one: then it is news only to who was told of none before. */
export const wasOver = ({ before, since }: Stage, end: Date): boolean =>
  since !== undefined && later(end, -before) < since

/**
 * An end as it is told of: its stage was found some seconds late, and what would read `in 23 hours` is meant as 24. Days, hours
 * and minutes that have begun count whole.
 */
export function asTold(end: Date, now: Date): Date {
  const left = end.getTime() - now.getTime()
  const unit = [day, hour].find((unit) => left > 2 * unit) ?? minute
  return later(now, Math.ceil(left / unit) * unit)
}
