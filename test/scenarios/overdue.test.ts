import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CancellationWindowClosed, PartnerCenterUnavailable } from '../../src/commerce/errors.ts'
import { hour, minute } from '../../src/platform/clock.ts'
import { asksToCancel, decides } from '../support/approvals.ts'
import { openWorld, type Person, people, type World } from '../support/desk.ts'
import { partnerCenterWith } from '../support/partner-center.ts'

let failing: (() => Error) | undefined
let asked = 0
let world: World
let oliver: Person

const partnerCenter = partnerCenterWith({
  submit:
    (real) =>
    (...order) => {
      asked++
      return failing === undefined ? real.submit(...order) : Promise.reject(failing())
    },
  cancel:
    (real) =>
    (...order) => {
      asked++
      return failing === undefined ? real.cancel(...order) : Promise.reject(failing())
    },
})

beforeEach(async () => {
  failing = undefined
  asked = 0
  world = await openWorld({ partnerCenter })
  oliver = await world.person(people.globalAndAdmin)
})
afterEach(() => world.desk.close())

/** The queue's tries are used up: what is confirmed stands, and no job is left of it. */
const jobsAreLost = () => world.database.pool.query('delete from jobs.job')

const buys = async () => {
  await oliver.says('buy 2 windows server 2022 datacenter 1 year for Contoso')
  await oliver.presses('Review order')
  oliver.picks({ acknowledged: 'true' })
  await oliver.presses('Place order')
}
const cancels = async () => {
  await oliver.says('cancel order CSP-1001 for contoso.com')
  oliver.picks({ acknowledged: 'true' })
  await oliver.presses('Submit')
}
const statusOf = async (what: 'purchase' | 'cancellation') =>
  (what === 'purchase'
    ? await world.database.rows.purchase.findFirstOrThrow()
    : await world.database.rows.cancellation.findFirstOrThrow()
  ).status

const died = () => new Error('kill -9')

describe('what was confirmed and whose job is lost', () => {
  it('is bought a quarter of an hour later, once, and its card says so', async () => {
    failing = died
    await buys()
    await jobsAreLost()
    failing = undefined
    await world.passes(14 * minute)
    expect(await statusOf('purchase')).toBe('placing')
    await world.passes(6 * minute)
    expect(await statusOf('purchase')).toBe('placed')
    await world.passes(3 * hour)
    expect(await world.database.rows.pcOrder.count({ where: { requestId: { not: null } } })).toBe(1)
    await oliver.says('orders for contoso.com')
    expect(oliver.sees()).toContain('CSP-1008')
  })

  it('is cancelled a quarter of an hour later, and told when Partner Center shows it', async () => {
    failing = died
    await cancels()
    await jobsAreLost()
    failing = undefined
    await world.passes(14 * minute)
    expect(await statusOf('cancellation')).toBe('submitted')
    await world.passes(6 * minute)
    expect(await statusOf('cancellation')).toBe('cancelling')
    await world.passes(20 * minute)
    expect(await statusOf('cancellation')).toBe('cancelled')
  })

  it('is asked about again when Partner Center has shown it meanwhile', async () => {
    await cancels()
    expect(await statusOf('cancellation')).toBe('cancelling')
    await jobsAreLost()
    await world.passes(20 * minute)
    expect(await statusOf('cancellation')).toBe('cancelled')
  })

  it('is refused then, and the person is told, once', async () => {
    failing = died
    await cancels()
    await jobsAreLost()
    failing = () => new CancellationWindowClosed({ orderId: 'CSP-1001', closedAt: world.clock.now().toISOString() })
    await world.passes(20 * minute)
    await world.passes(3 * hour)
    expect(await statusOf('cancellation')).toBe('refused')
    expect(await world.database.rows.notice.count({ where: { occasion: 'cancelling.settled' } })).toBe(1)
  })

  it('and was approved is told as that when it is refused', async () => {
    await decides(world, { cancellations: { when: 'always' } })
    const mina = await world.person(people.admin)
    await asksToCancel(mina)
    await world.passes(0)
    failing = died
    await oliver.presses('Approve')
    await world.passes(0)
    expect(await statusOf('cancellation')).toBe('submitted')
    await jobsAreLost()
    failing = () => new CancellationWindowClosed({ orderId: 'CSP-1001', closedAt: world.clock.now().toISOString() })
    await world.passes(20 * minute)
    expect(await statusOf('cancellation')).toBe('refused')
    expect(await world.database.rows.notice.count({ where: { occasion: 'cancelling.settled' } })).toBe(0)
    expect(await world.database.rows.approval.findFirstOrThrow()).toMatchObject({ status: 'failed' })
  })

  it('adds no more than a question an hour to a Partner Center that is silent', async () => {
    failing = () => new PartnerCenterUnavailable()
    await buys()
    await jobsAreLost()
    asked = 0
    for (let minutes = 0; minutes < 180; minutes += 5) await world.passes(5 * minute)
    expect(asked).toBe(3)
    failing = undefined
    await world.passes(hour)
    expect(await statusOf('purchase')).toBe('placed')
  })
})
