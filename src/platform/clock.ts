/** Where every "now" of the desk comes from, so that tests and the practice page can move time. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

export const second = 1_000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

export const later = (from: Date, milliseconds: number): Date => new Date(from.getTime() + milliseconds)

/** Whether a moment of the machine's own clock is not yet so long ago; one ahead of it, which has been set back then, is not. */
export const isWithin = (milliseconds: number, since: number): boolean => {
  const age = Date.now() - since
  return age >= 0 && age < milliseconds
}

/** A clock that can be set ahead of another one: what the practice page's "+1 day" moves. */
export class MovableClock implements Clock {
  private ahead: number
  private readonly base: Clock

  constructor(base: Clock = systemClock, aheadMilliseconds = 0) {
    this.base = base
    this.ahead = aheadMilliseconds
  }

  now(): Date {
    return later(this.base.now(), this.ahead)
  }

  get aheadMilliseconds(): number {
    return this.ahead
  }

  move(milliseconds: number): void {
    this.ahead += milliseconds
  }
}
