import { describe, expect, it } from 'vitest'
import { isUndecided, wasBought } from '../../../src/features/buying/purchase.ts'
import { day, hour } from '../../../src/platform/clock.ts'
import { Schedule } from '../../support/purchase-schedule.ts'

// A seed that fails is run alone: `new Schedule(4711)`.
const schedules = 1_000

describe('time-outs, duplicates, late answers and processes that end', () => {
  it(`in ${schedules} seeded schedules: no order twice, none lost, none called bought that is not`, async () => {
    for (let seed = 1; seed <= schedules; seed++) {
      const schedule = new Schedule(seed)
      await schedule.troubles(2 * hour)
      await schedule.calm(3 * day)
      const { service, purchases } = schedule
      const known = purchases.flatMap(({ orders }) => orders.map(({ orderId }) => orderId))
      const seen = `seed ${seed}: ${schedule.story()}`
      expect(new Set(known).size, `an order belongs to two purchases; ${seen}`).toBe(known.length)
      expect(known.toSorted(), `an order was lost; ${seen}`).toEqual(service.orderIds().toSorted())
      for (const { id } of purchases) {
        expect(service.orderedCartsOf(id), `ordered twice; ${seen}`).toBeLessThanOrEqual(1)
      }
      for (const purchase of purchases) {
        const stages = purchase.orders.map(({ orderId }) => ({ stage: service.stageNow(orderId) }))
        expect(purchase.status, `not settled; ${seen}`).not.toMatch(/placing|pending/)
        if (purchase.status === 'placed')
          expect(stages.every(wasBought) && stages.length > 0, `bought; ${seen}`).toBe(true)
        else expect(purchase.status === 'partly' || !stages.some(wasBought), `not called bought; ${seen}`).toBe(true)
        expect(stages.some(isUndecided), `undecided; ${seen}`).toBe(false)
      }
      expect(schedule.calledBought, `told too early; ${seen}`).toEqual([])
    }
  }, 120_000)

  it('are tried by the schedules: each kind of trouble happens, and orders come to everything', async () => {
    const met = new Set<string>()
    for (let seed = 1; seed <= 100; seed++) {
      const schedule = new Schedule(seed)
      await schedule.troubles(2 * hour)
      await schedule.calm(3 * day)
      for (const what of schedule.met) met.add(what)
      for (const { status } of schedule.purchases) met.add(status)
    }
    expect([...met].toSorted()).toEqual(
      [
        ...['silent before', 'silent after', 'under way', 'killed', 'delivered twice', 'shown late'],
        ...['placed', 'partly', 'failed', 'refused'],
      ].toSorted(),
    )
  })
})
