import { beforeEach, describe, expect, it } from 'vitest'
import { PartnerCenterRefused, PartnerCenterUnavailable } from '../../src/commerce/errors.ts'
import { day, hour, minute } from '../../src/platform/clock.ts'
import { decides } from '../support/approvals.ts'
import { openWorld, type Person, people, type World } from '../support/desk.ts'
import { partnerCenterWith } from '../support/partner-center.ts'

let world: World
let mina: Person
let failing: Error | undefined

const year = 365 * day
const stored = () => world.database.rows.renewal.findMany({ orderBy: { submittedAt: 'asc' } })
/** CSP-1001 was bought ten days before now, for three years. */
const termEnd = 'Nov 12, 2029'

beforeEach(async () => {
  failing = undefined
  world = await openWorld({
    partnerCenter: partnerCenterWith({
      setAutoRenew: (real) => (who, change) =>
        failing === undefined ? real.setAutoRenew(who, change) : Promise.reject(failing),
    }),
  })
  mina = await world.person(people.admin)
})

describe('a subscription', () => {
  it('says on its order’s card when its term ends, that it renews itself, and when it can be cancelled again', async () => {
    await mina.says('order CSP-1001')
    expect(mina.sees()).toContain(`Term ends: ${termEnd}, then it renews itself`)
    expect(mina.sees()).toContain(`Next window to cancel: ${termEnd} – Nov 19, 2029`)
    expect(mina.mayPress()).toContain('Turn auto-renew off …')
    // Neither perpetual software nor a plan renews itself.
    for (const order of ['CSP-1002', 'CSP-1005']) {
      await mina.says(`order ${order}`)
      expect(mina.sees()).not.toContain('Term ends')
      expect(mina.mayPress()).not.toContain('Turn auto-renew off …')
    }
  })

  it('renews itself when its term is over, and can be cancelled for seven days again, as Partner Center says', async () => {
    await world.passes(3 * year - 8 * day)
    await mina.says('cancel CSP-1001')
    expect(mina.sees()).toContain('6 days left to cancel')
    expect(mina.sees()).toContain('as Partner Center says')
    // Two days and a bit of the second term are used.
    expect(mina.sees()).toContain('99.9% of the price')
    await mina.says('order CSP-1001')
    expect(mina.sees()).toContain('Term ends: Nov 12, 2032, then it renews itself')
    await world.passes(8 * day)
    await mina.says('cancel CSP-1001')
    expect(mina.sees()).toContain('The cancellation window has passed')
  })
})

describe('turning auto-renew off', () => {
  beforeEach(async () => {
    await mina.says('order CSP-1001')
    await mina.presses('Turn auto-renew off …')
  })

  it('is one press, is remembered, and on again until the term ends', async () => {
    expect(mina.sees()).toContain(`Auto-renew is on. It renews itself on ${termEnd}.`)
    await mina.presses('Turn auto-renew off', { deliverTwice: 'new id' })
    expect(mina.sees()).toContain(`Auto-renew is off. It ends on ${termEnd}`)
    expect((await stored()).map(({ on, status }) => [on, status])).toEqual([[false, 'done']])
    await mina.says('order CSP-1001')
    expect(mina.sees()).toContain(`Term ends: ${termEnd}, then it ends`)
    await mina.presses('Turn auto-renew on …')
    await mina.presses('Turn auto-renew on')
    expect(mina.sees()).toContain('Auto-renew is on')
    const oliver = await world.person(people.globalAndAdmin)
    await oliver.says('activity for Mina Park today')
    expect(oliver.sees()).toContain('Auto-renew turned off')
    expect(oliver.sees()).toContain('Auto-renew turned on')
  })

  it('ends the subscription with its term: no new window opens, and nothing is left to turn on', async () => {
    const card = mina.card().id
    await mina.presses('Turn auto-renew off')
    await world.passes(3 * year - 8 * day)
    await mina.says('order CSP-1001')
    expect(mina.sees()).toContain(`Term ends: ${termEnd}, it has ended`)
    expect(mina.mayPress()).not.toContain('Turn auto-renew on …')
    await mina.says('cancel CSP-1001')
    expect(mina.sees()).toContain('The cancellation window has passed')
    expect(mina.sees(card)).toContain('It has ended')
    expect(mina.sees(card)).not.toContain('Turn auto-renew on')
  })

  it('stands when Partner Center is silent, and is carried out once it answers', async () => {
    failing = new PartnerCenterUnavailable()
    await mina.presses('Turn auto-renew off')
    expect(mina.sees()).toContain('Being changed')
    failing = undefined
    await world.passes(hour)
    expect(mina.sees()).toContain('Auto-renew is off')
    expect((await stored()).map(({ status }) => status)).toEqual(['done'])
  })

  it('that Partner Center refuses says so with its code, and leaves everything as it was', async () => {
    failing = new PartnerCenterRefused({ reason: '800002', text: 'No.', correlationId: 'c-1' })
    await mina.presses('Turn auto-renew off')
    expect(mina.sees()).toContain('800002')
    expect(mina.sees()).toContain('c-1')
    expect(mina.sees()).toContain('Auto-renew is on')
    failing = undefined
    await mina.presses('Turn auto-renew off')
    expect(mina.sees()).toContain('Auto-renew is off')
  })

  it('that is refused late tells who asked', async () => {
    failing = new PartnerCenterUnavailable()
    await mina.presses('Turn auto-renew off')
    failing = new PartnerCenterRefused({ reason: '800002', text: 'No.' })
    await world.passes(hour)
    expect(mina.hears()).toContain('Auto-renew of Windows Server 2019 Standard, order CSP-1001, was not changed')
  })

  it('needs an approval where cancellations do, and is carried out when it is given', async () => {
    await decides(world, { cancellations: { when: 'always' } })
    const oliver = await world.person(people.globalAndAdmin)
    // The card said otherwise: it is shown first.
    await mina.presses('Turn auto-renew off')
    expect(mina.sees()).toContain('This needs an approval now')
    // What stresses words is no sign that is read.
    expect(mina.sees()).toContain('This needs an approval, as do')
    expect(JSON.stringify(mina.card().card)).not.toContain('\\\\*')
    await mina.presses('Ask to turn it off')
    expect(mina.sees()).toContain('Waiting for approval')
    await world.passes(0)
    expect(oliver.sees()).toContain('Mina Park asks to turn auto-renew off for Contoso')
    expect((await stored()).map(({ status }) => status)).toEqual(['waiting'])
    await oliver.presses('Approve')
    await world.passes(minute)
    expect((await stored()).map(({ status }) => status)).toEqual(['done'])
    await mina.says('order CSP-1001')
    expect(mina.sees()).toContain('then it ends')
  })

  it('is withdrawn, or rejected, with nothing changed', async () => {
    await decides(world, { cancellations: { when: 'always' } })
    const oliver = await world.person(people.globalAndAdmin)
    await mina.says('auto-renew csp-1001')
    await mina.presses('Ask to turn it off')
    const card = mina.card().id
    await mina.presses('Withdraw')
    expect((await stored()).map(({ status }) => status)).toEqual(['ended'])
    await mina.presses('Ask to turn it off')
    await world.passes(0)
    oliver.picks({ reason: 'they need it' })
    await oliver.presses('Reject')
    await world.passes(minute)
    expect(mina.sees(card)).toContain('Auto-renew is on')
    expect((await stored()).map(({ status }) => status)).toEqual(['ended', 'ended'])
  })
})

it('is for who may cancel: a sales agent sees the renewal, and cannot change it', async () => {
  const sales = await world.person(people.sales)
  await sales.says('order CSP-1001')
  expect(sales.sees()).toContain('then it renews itself')
  expect(sales.mayPress()).not.toContain('Turn auto-renew off …')
  await sales.says('auto-renew CSP-1001')
  expect(sales.hears()).toContain('Admin agent')
})

it.each([
  ['自动续订 CSP-1001', people.chineseAdmin, '自动续订已打开', '关闭自动续订', '自动续订已关闭'],
  ['auto-renew CSP-1001', people.admin, 'Auto-renew is on', 'Turn auto-renew off', 'Auto-renew is off'],
])('%s opens it in the person’s own language', async (said, who, before, button, after) => {
  const person = await world.person(who)
  await person.says(said)
  expect(person.sees()).toContain(before)
  await person.presses(button)
  expect(person.sees()).toContain(after)
})
