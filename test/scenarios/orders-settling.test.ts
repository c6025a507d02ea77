import { afterEach, expect, it } from 'vitest'
import { hour } from '../../src/platform/clock.ts'
import { openWorld, people, type World } from '../support/desk.ts'

let world: World
afterEach(() => world.desk.close())

it('an order that Microsoft decides about later is listed as pending, then as bought with its window, without anybody asking for it', async () => {
  world = await openWorld({ environment: { EMBEDDED_ORDERS: 'pending' } })
  const mina = await world.person(people.admin)
  const carla = await world.person(people.sales)
  await mina.says('buy 2 windows server 2022 datacenter 1 year for Contoso')
  await mina.presses('Review order')
  mina.picks({ acknowledged: 'true' })
  await mina.presses('Place order')
  const rowOf = async (id: string) => {
    await carla.says('all orders')
    const [, below = ''] = carla.sees().split(id)
    return below.slice(0, 200)
  }
  expect(await rowOf('CSP-1008')).toMatch(/pending/i)
  // Only the clock goes on: no job of the purchase looks at it.
  await world.database.pool.query('delete from jobs.job')
  world.clock.advance(hour)
  expect(await rowOf('CSP-1008')).not.toMatch(/pending/i)
  const [row] = await world.database.rows.mirrorOrder.findMany({ where: { id: 'CSP-1008' } })
  expect(row).toMatchObject({ open: true })
})
