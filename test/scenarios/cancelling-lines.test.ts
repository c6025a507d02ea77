import { beforeEach, describe, expect, it } from 'vitest'
import { PartnerCenterRefused } from '../../src/commerce/errors.ts'
import { day, hour, later, minute } from '../../src/platform/clock.ts'
import { decides } from '../support/approvals.ts'
import { openWorld, type Person, people, type World } from '../support/desk.ts'
import { partnerCenterWith } from '../support/partner-center.ts'

let world: World
let mina: Person
let refusal: PartnerCenterRefused | undefined

const cal = 'Windows Server CAL'
const datacenter = 'Windows Server 2019 Datacenter'

const cancellations = () =>
  world.database.rows.cancellation.findMany({
    include: { lines: { orderBy: { number: 'asc' } } },
    orderBy: { submittedAt: 'asc' },
  })
const linesCancelled = async () => {
  const lines = await world.database.rows.pcOrderLine.findMany({
    where: { orderId: 'CSP-1007' },
    orderBy: { number: 'asc' },
  })
  return lines.map(({ cancelledAt }) => cancelledAt !== null)
}

beforeEach(async () => {
  refusal = undefined
  world = await openWorld({
    partnerCenter: partnerCenterWith({
      cancel: (real) => (who, cancellation) =>
        refusal === undefined ? real.cancel(who, cancellation) : Promise.reject(refusal),
    }),
  })
  mina = await world.person(people.admin)
})

describe('an order of two lines', () => {
  beforeEach(() => mina.says('cancel CSP-1007'))

  it('offers both, each with its own credit, and is cancelled whole in one press', async () => {
    const seen = mina.sees()
    expect(seen).toContain('All that can be cancelled is ticked.')
    expect(seen).toMatch(/Windows Server CAL, 1 device, perpetual × 10\nUSD [\d,.]+\n100% of the price/)
    expect(seen).toMatch(/Windows Server 2019 Datacenter, 16 core, 3 years × 1\nUSD [\d,.]+\n97% of the price/)
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit')
    expect(mina.sees()).toContain('CSP-1007: cancelling')
    expect((await cancellations()).map(({ whole, lines }) => [whole, lines.map(({ number }) => number)])).toEqual([
      [true, [0, 1]],
    ])
    await world.passes(16 * minute)
    expect(await linesCancelled()).toEqual([true, true])
    expect(mina.sees()).toContain('CSP-1007')
  })

  it('shows what the chosen line comes to before it is submitted, and cancels that line alone', async () => {
    mina.picks({ acknowledged: 'true', 'line-1': 'false' })
    await mina.presses('Submit')
    expect(mina.sees()).toContain('Your choice is shown now')
    expect(mina.sees()).toContain('1 of 2 ticked')
    expect(mina.sees()).not.toContain('All that can be cancelled is ticked')
    expect(mina.sees()).toContain('those of the rest go on working')
    expect(await cancellations()).toEqual([])
    await mina.presses('Submit')
    expect(mina.sees()).toContain(`CSP-1007 · ${cal}, 1 device, perpetual: cancelling`)
    const [stored] = await cancellations()
    expect([stored?.whole, stored?.lines.map(({ number }) => number)]).toEqual([false, [0]])
    await world.passes(16 * minute)
    expect(await linesCancelled()).toEqual([true, false])
    expect(mina.hears()).toContain(`Order CSP-1007 · ${cal}, 1 device, perpetual is cancelled`)
    expect(mina.hears()).toContain('the rest of the order stands')
  })

  it('costs what stands of it once a line is cancelled, beside what was ordered', async () => {
    await mina.says('order CSP-1007')
    const [, ordered] = /Total: (USD [\d,.]+), tax/.exec(mina.sees()) ?? []
    await mina.says('cancel CSP-1007')
    mina.picks({ acknowledged: 'true', 'line-1': 'false' })
    await mina.presses('Submit')
    await mina.presses('Submit')
    for (const time of [0, 16 * minute]) {
      await world.passes(time)
      await mina.says('order CSP-1007')
      const [, left, whole] = /Total: (USD [\d,.]+) of the (USD [\d,.]+) ordered, tax/.exec(mina.sees()) ?? []
      expect([whole, left === whole]).toEqual([ordered, false])
      await mina.says('orders for contoso.com')
      expect(mina.sees()).toContain(`${left} of the ${whole} ordered`)
    }
  })

  it.each([
    ['nothing', {}, 'Tick at least one.'],
    ['a line that is not there', { 'line-7': 'true' }, 'Your choice is shown now'],
    ['words', { 'line-0': 'all', 'line-x': 'true' }, 'Tick at least one.'],
  ])('cancels nothing with %s ticked', async (_, picked, said) => {
    mina.picks({ acknowledged: 'true', 'line-0': 'false', 'line-1': 'false', ...picked })
    await mina.presses('Submit')
    expect(mina.sees()).toContain(said)
    expect(await cancellations()).toEqual([])
  })

  it('says that a quantity cannot be changed, and how to buy again', async () => {
    await mina.says('cancel CSP-1002')
    expect(mina.sees()).toContain('Is 1 the wrong quantity?')
    expect(mina.sees()).toContain('Cancel and buy again until')
    await mina.presses('Buy again')
    expect(mina.sees()).toContain('SQL Server 2019 Standard')
  })
})

describe('an order of which one line is cancelled', () => {
  beforeEach(async () => {
    await mina.says('keys CSP-1007')
    await mina.says('cancel CSP-1007')
    mina.picks({ acknowledged: 'true', 'line-1': 'false' })
    await mina.presses('Submit')
    await mina.presses('Submit')
  })

  it('is shown as such: on its card, in the list, in the keys, and on the cancellation card', async () => {
    await mina.says('order CSP-1007')
    expect(mina.sees()).toContain('Cancelled in part')
    expect(mina.sees()).toContain(`10 × ${cal}, 1 device, perpetual (cancelling)`)
    expect(mina.sees()).not.toContain(`${datacenter}, 16 core, 3 years (`)
    await world.passes(16 * minute)
    await mina.says('orders for Contoso')
    expect(mina.sees()).toContain('Cancelled in part')
    expect(mina.sees()).toContain(`10 × ${cal}, 1 device, perpetual (cancelled)`)
    await mina.says('keys CSP-1007')
    expect(mina.sees()).toContain(datacenter)
    await mina.says('cancel CSP-1007')
    expect(mina.sees()).toMatch(/Windows Server CAL, 1 device, perpetual × 10\ncancelled/)
    expect(mina.sees()).not.toContain('is ticked')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit')
    await world.passes(16 * minute)
    expect(await linesCancelled()).toEqual([true, true])
    await mina.says('order CSP-1007')
    expect(mina.sees()).toContain('Cancelled')
    await mina.says('cancel CSP-1007')
    expect(mina.sees()).toContain('CSP-1007 is cancelled already')
  })

  it('cannot have that line cancelled a second time, from whatever card', async () => {
    const oliver = await world.person(people.globalAndAdmin)
    await oliver.says('cancel CSP-1007')
    oliver.picks({ acknowledged: 'true' })
    await oliver.presses('Submit')
    const stored = await cancellations()
    expect(stored.map(({ lines }) => lines.map(({ number }) => number))).toEqual([[0], [1]])
  })
})

it('offers the line that can be cancelled, and says beside the other one why not', async () => {
  await world.database.rows.pcOrderLine.updateMany({
    where: { orderId: 'CSP-1007', number: 0 },
    data: { cancellableUntil: later(world.clock.now(), -day) },
  })
  // Picked from the list and submitted at once: it is shown first.
  await mina.says('cancel for contoso.com')
  mina.picks({ order: 'CSP-1007', acknowledged: 'true' })
  await mina.presses('Submit')
  expect(mina.sees()).toContain('You chose CSP-1007')
  expect(mina.sees()).toMatch(/Windows Server CAL, 1 device, perpetual × 10\nwindow closed on Nov 21, 2026/)
  mina.picks({ acknowledged: 'true' })
  await mina.presses('Submit')
  const [stored] = await cancellations()
  expect([stored?.whole, stored?.lines.map(({ number }) => number)]).toEqual([false, [1]])
})

it('asks for an approval of the chosen lines, with their credit alone, and carries that out', async () => {
  await decides(world, { cancellations: { when: 'always' } })
  const oliver = await world.person(people.globalAndAdmin)
  await mina.says('cancel CSP-1007')
  mina.picks({ acknowledged: 'true', 'line-0': 'false' })
  await mina.presses('Submit')
  await mina.presses('Submit')
  await world.passes(0)
  expect(oliver.sees()).toContain(datacenter)
  expect(oliver.sees()).not.toContain(cal)
  expect(mina.sees()).toContain(`CSP-1007 · ${datacenter}, 16 core, 3 years`)
  await mina.says('order CSP-1007')
  expect(mina.sees()).toContain(`${datacenter}, 16 core, 3 years (waits for an approval)`)
  await oliver.presses('Approve')
  await world.passes(16 * minute)
  expect(await linesCancelled()).toEqual([false, true])
})

describe('what Partner Center answers', () => {
  it.each(['800014', '800060'])(
    'that is under way already (%s) is no refusal: it settles as being cancelled',
    async (reason) => {
      refusal = new PartnerCenterRefused({ reason, text: 'There is a pending adjustment.', httpStatus: 409 })
      await mina.says('cancel CSP-1002')
      mina.picks({ acknowledged: 'true' })
      await mina.presses('Submit')
      expect(mina.sees()).toContain('CSP-1002: cancelling')
      await world.database.rows.pcOrder.updateMany({
        where: { id: 'CSP-1002' },
        data: { cancelledAt: world.clock.now() },
      })
      await world.passes(hour)
      expect(mina.hears()).toContain('Order CSP-1002 is cancelled')
    },
  )
})

describe('a date that Partner Center gives', () => {
  it('is the one that the card, the order and the list say, as Partner Center’s', async () => {
    const until = later(world.clock.now(), 3 * day - hour)
    await world.database.rows.pcOrderLine.updateMany({
      where: { orderId: 'CSP-1003' },
      data: { cancellableUntil: until },
    })
    await mina.says('cancel CSP-1003')
    expect(mina.sees()).toContain('3 days left to cancel')
    expect(mina.sees()).toContain('as Partner Center says')
    await mina.says('order CSP-1003')
    expect(mina.sees()).toContain('3 days left to cancel, until')
    expect(mina.sees()).toContain('as Partner Center says')
    mina.picks({})
    await world.passes(3 * day)
    await mina.says('cancel CSP-1003')
    expect(mina.sees()).toContain('The cancellation window has passed')
  })
})
