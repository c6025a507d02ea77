import { type Clock, later } from '../../src/platform/clock.ts'

/** Stands still until it is moved. */
export class TestClock implements Clock {
  private current: Date

  constructor(start: Date = new Date('2026-11-22T10:00:00Z')) {
    this.current = start
  }

  now(): Date {
    return new Date(this.current)
  }

  advance(milliseconds: number): void {
    this.current = later(this.current, milliseconds)
  }
}
