import { describe, expect, it } from 'vitest'
import { hour, later } from '../../src/platform/clock.ts'
import { nextStageAt, stageReached, wasOver } from '../../src/platform/stages.ts'

const end = new Date('2026-12-06T10:00:00Z')
const left = (hours: number): Date => later(end, -hours * hour)
const stages = (...hours: number[]) => hours.map((each) => ({ name: `${each}h`, before: each * hour }))

describe('the stages before an end', () => {
  it.each([
    [[72, 24], 73, undefined, 72],
    [[72, 24], 72, '72h', 24],
    [[24, 72], 72, '72h', 24],
    [[24, 72], 24, '24h', undefined],
    [[1, 335, 12, 96], 336, undefined, 335],
    [[1, 335, 12, 96], 95.5, '96h', 12],
    [[1, 335, 12, 96], 0.5, '1h', undefined],
    [[5], 6, undefined, 5],
    [[5], 5, '5h', undefined],
    [[0, 24], 0, '0h', undefined],
    [[24, 24], 24, '24h', undefined],
  ])('%j, %d hours before it: %s is reached, and %s comes next', (hours, hoursLeft, reached, next) => {
    expect(stageReached(stages(...hours), end, left(hoursLeft))?.name).toBe(reached)
    expect(nextStageAt(stages(...hours), end, left(hoursLeft))).toEqual(next === undefined ? undefined : left(next))
  })

  it.each([
    [undefined, false],
    [left(100), false],
    [left(72), false],
    [later(left(72), 1), true],
    [left(10), true],
  ])('a stage of 72 hours that is one since %s was over before: %s', (since, over) => {
    expect(wasOver({ name: '72h', before: 72 * hour, since }, end)).toBe(over)
  })
})
