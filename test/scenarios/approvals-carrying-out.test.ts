import { beforeEach, describe, expect, it } from 'vitest'
import { AgreementNotAccepted, PartnerCenterUnavailable } from '../../src/commerce/errors.ts'
import { times } from '../../src/commerce/money.ts'
import { day, hour, minute, second } from '../../src/platform/clock.ts'
import { asksToBuy, asksToCancel, decides } from '../support/approvals.ts'
import { customer, openWorld, type Person, people, type World } from '../support/desk.ts'
import { partnerCenterWith } from '../support/partner-center.ts'
import { repriced } from '../support/placing.ts'

let factor = 1
/** Which calls fail, and how. */
let failing: { call: 'quote' | 'place' | 'cancel'; when: 'before' | 'after'; error: () => Error } | undefined
let world: World
let mina: Person
let lin: Person
let oliver: Person

const fails = (call: 'quote' | 'place' | 'cancel', when: 'before' | 'after' = 'before') => {
  if (failing?.call === call && failing.when === when) throw failing.error()
}

const partnerCenter = partnerCenterWith({
  prepare:
    (real) =>
    async (...asked) => {
      fails('quote')
      return repriced(await real.prepare(...asked), (price) => times(price, factor))
    },
  submit:
    (real) =>
    async (...asked) => {
      fails('place')
      const placed = await real.submit(...asked)
      fails('place', 'after')
      return placed
    },
  cancel: (real) => async (partnerId, cancellation) => {
    fails('cancel')
    const answered = await real.cancel(partnerId, cancellation)
    fails('cancel', 'after')
    return answered
  },
})

beforeEach(async () => {
  factor = 1
  failing = undefined
  world = await openWorld({ partnerCenter })
  mina = await world.person(people.admin)
  lin = await world.person(people.chineseAdmin)
  oliver = await world.person(people.globalAndAdmin)
  await decides(world, { purchases: { AUD: '1000' }, cancellations: { when: 'always' } })
})

const { admin, globalAndAdmin } = people
const setRoles = (id: string, roles: string[]) =>
  world.database.rows.agent.updateMany({ where: { id }, data: { roles } })
const orders = () => world.database.rows.pcOrder.count({ where: { customerId: customer(2) } })
const cancelled = () => world.database.rows.pcOrder.count({ where: { cancelledAt: { not: null } } })
const stored = () => world.database.rows.approval.findFirstOrThrow()

const priceRises = async () => {
  factor = 2
}
const placingIsRefused = async () => {
  failing = { call: 'place', when: 'before', error: () => new AgreementNotAccepted({ customer: 'Fabrikam' }) }
}

describe('a purchase that was approved', () => {
  let receipt: string

  beforeEach(async () => {
    await asksToBuy(mina)
    receipt = mina.card().id
    await world.passes(0)
  })

  it.each([
    ['its price has changed', () => priceRises(), 'The price has changed since', '价格已变动'],
    [
      'the requester has lost the role',
      () => setRoles(admin, ['sales-agent']),
      'The person who asked may not',
      '申请人已无权',
    ],
    [
      'the approver has lost the role',
      () => setRoles(globalAndAdmin, []),
      'The person who approved may not',
      '批准人已无权',
    ],
    [
      'the customer has withdrawn its agreement',
      () =>
        world.database.rows.pcCustomer.updateMany({ where: { id: customer(2) }, data: { agreementAccepted: false } }),
      'has not accepted the Microsoft Customer Agreement',
      '尚未接受 Microsoft 客户协议',
    ],
    [
      'Partner Center refuses it',
      () => placingIsRefused(),
      'has not accepted the Microsoft Customer Agreement',
      '尚未接受 Microsoft 客户协议',
    ],
  ])('is not placed when %s by then: all copies say so and why', async (_what, happens, why, inChinese) => {
    await oliver.presses('Approve')
    await happens()
    await world.passes(0)
    expect(oliver.sees()).toContain('Approved, but not carried out. Oliver Hughes approved it on')
    for (const person of [oliver, mina]) expect(person.sees()).toContain(why)
    expect(lin.sees()).toContain(inChinese)
    expect(mina.everything()).toContain('The order was not placed')
    await world.passes(hour)
    expect(await orders()).toBe(0)
    expect((await stored()).status).toBe('failed')
    expect(await world.database.rows.activityEntry.count({ where: { what: 'approval-failed' } })).toBe(1)
  })

  it.each(['quote', 'place'] as const)(
    'is asked for again while Partner Center is silent (%s), and the requester hears that it is approved',
    async (call) => {
      failing = { call, when: 'before', error: () => new PartnerCenterUnavailable() }
      await oliver.presses('Approve')
      await world.passes(minute)
      expect(mina.sees()).toContain('Approved, being carried out')
      expect(oliver.sees()).toContain('Approved, being carried out')
      await world.passes(hour)
      expect(await orders()).toBe(0)
      failing = undefined
      await world.passes(10 * minute)
      expect(await orders()).toBe(1)
      expect(mina.sees()).toContain('Approved and carried out')
      expect(oliver.sees()).toContain('The order is placed: CSP-1008.')
    },
  )

  it.each([
    ['before it asked anything', 'quote', 'before'],
    ['before Partner Center placed', 'place', 'before'],
    ['after Partner Center placed', 'place', 'after'],
  ] as const)('is placed once when a process ends %s: another one goes on', async (_when, call, when) => {
    failing = { call, when, error: () => new Error('kill -9') }
    await oliver.presses('Approve')
    await world.passes(0)
    expect((await stored()).status).toBe('approved')
    const other = await openWorld({ database: world.database, clock: world.clock })
    await other.passes(10 * minute)
    expect(await orders()).toBe(1)
    expect((await stored()).status).toBe('carried-out')
    failing = undefined
    await world.passes(hour)
    expect(await orders()).toBe(1)
    expect(await world.database.rows.activityEntry.count({ where: { what: 'approval-carried-out' } })).toBe(1)
  })

  it('goes the way of what waits, on its receipt too, when its time is over', async () => {
    await world.passes(73 * hour)
    expect(mina.sees(receipt)).toContain('The order was not placed')
    expect(mina.sees(receipt)).toContain('Nothing was ordered.')
    await world.passes(hour)
    expect(await orders()).toBe(0)
    expect(await world.database.rows.purchase.findFirstOrThrow()).toMatchObject({ status: 'ended', orderId: null })
  })
})

describe('a cancellation', () => {
  it.each([
    ['never', { when: 'never' as const }, false],
    ['always', { when: 'always' as const }, true],
    ['from an amount that its credit reaches', { when: 'from' as const, amounts: { USD: '3586.00' } }, true],
    ['from an amount that its credit does not reach', { when: 'from' as const, amounts: { USD: '3586.01' } }, false],
    ['from an amount of another currency', { when: 'from' as const, amounts: { EUR: '1' } }, false],
  ])('needs an approval %s', async (_when, cancellations, needed) => {
    await decides(world, { cancellations })
    await mina.says('cancel order CSP-1002 for contoso.com')
    expect(mina.sees().includes('This needs an approval')).toBe(needed)
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit')
    expect(mina.sees()).toContain(needed ? 'CSP-1002\nWaiting for approval' : 'CSP-1002: cancelling')
    expect(await cancelled()).toBe(needed ? 0 : 1)
  })

  it('waits on the card, while the order, its keys and its links go on', async () => {
    await asksToCancel(mina)
    expect(mina.sees()).toContain('CSP-1001\nWaiting for approval until')
    expect(mina.inputs()).toEqual([])
    expect(mina.mayPress()).toContain('Withdraw CSP-1001')
    await mina.says('orders order CSP-1001 for contoso.com')
    expect(mina.sees()).toContain('Its cancellation waits for an approval. Until then keys and links go on working.')
    expect(mina.mayPress()).toContain('Get keys and downloads')
    expect(mina.mayPress()).not.toContain('Cancel this order')
    await mina.says('keys order CSP-1001 for contoso.com')
    expect(mina.sees()).toContain('Windows Server 2019 Standard')
    expect(mina.sees()).not.toContain('cancelling')
  })

  it('is asked for once, whoever asks again from whichever card', async () => {
    await mina.says('cancel order CSP-1001 for contoso.com')
    mina.picks({ acknowledged: 'true' })
    const submit = mina.button('Submit')
    await mina.presses('Submit', { deliverTwice: 'new id' })
    await mina.pressesOld(submit, { order: 'CSP-1001', acknowledged: 'true' })
    await oliver.says('cancel order CSP-1001 for contoso.com')
    expect(oliver.sees()).toContain('CSP-1001 · asked by Mina Park\nWaiting for approval')
    expect(oliver.mayPress()).not.toContain('Withdraw CSP-1001')
    expect(await world.database.rows.approval.count()).toBe(1)
    expect(await world.database.rows.cancellation.count()).toBe(1)
  })

  it('shows an order that was picked from the list, and its rule, before it asks for an approval', async () => {
    await decides(world, { cancellations: { when: 'from', amounts: { USD: '3586' } } })
    await mina.says('cancel for contoso.com')
    expect(mina.sees()).not.toContain('This needs an approval')
    mina.picks({ order: 'CSP-1002', acknowledged: 'true' })
    await mina.presses('Submit')
    expect(mina.sees()).toContain('You chose CSP-1002')
    expect(mina.sees()).toContain('This needs an approval, as do cancellations with a credit of USD 3,586.00 or more.')
    expect(await world.database.rows.cancellation.count()).toBe(0)
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit')
    expect(mina.sees()).toContain('CSP-1002\nWaiting for approval')
  })

  it('is carried out once when approved; the card says cancelling, and one notice each tells what happened', async () => {
    await asksToCancel(mina)
    const card = mina.card().id
    await world.passes(0)
    expect(oliver.sees()).toContain('Mina Park asks to cancel an order of Contoso · contoso.com')
    expect(oliver.sees()).toContain('To cancel: 4 × Windows Server 2019 Standard, 16 core, 3 years')
    expect(oliver.sees()).toContain('Expected credit: USD')
    expect(oliver.sees()).toContain('Why: ordered by mistake')
    const before = mina.messages()
    await oliver.presses('Approve')
    await world.passes(0)
    expect(mina.sees(card)).toContain('CSP-1001: cancelling')
    expect(oliver.sees()).toContain('The cancellation of order CSP-1001 was submitted')
    expect(mina.messages()).toBe(before + 1)
    expect(mina.hears()).toContain('Approved and carried out')
    await world.passes(16 * minute)
    expect(mina.sees(card)).toContain('CSP-1001: cancelled')
    expect(mina.messages()).toBe(before + 2)
    expect(mina.hears()).toContain('Order CSP-1001 is cancelled')
    expect(await cancelled()).toBe(1)
  })

  it('of a subscription whose credit has become less: every copy says the credit of when it was carried out', async () => {
    await asksToCancel(mina)
    await world.passes(0)
    const { amount: expected } = await stored()
    await world.passes(2 * day)
    await oliver.presses('Approve')
    await world.passes(0)
    const { credit } = await world.database.rows.cancellation.findFirstOrThrow()
    expect(credit?.lt(expected ?? 0)).toBe(true)
    const words = `Expected credit: USD ${credit?.toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ',')}`
    expect(oliver.sees()).toContain(words)
    expect(mina.sees()).toContain(words)
  })

  it('rejected, withdrawn or expired leaves the order as it was, to be asked for again', async () => {
    await asksToCancel(mina)
    await mina.presses('Withdraw CSP-1001')
    expect(mina.sees()).toContain('CSP-1001\nWithdrawn by Mina Park')
    await mina.presses('Cancel another')
    expect(mina.mayChoose('order').map(({ value }) => value)).toContain('CSP-1001')
    await asksToCancel(mina)
    await world.passes(0)
    oliver.picks({ reason: 'they need it' })
    await oliver.presses('Reject')
    await world.passes(0)
    expect(mina.everything()).toContain('Reason: they need it')
    await asksToCancel(mina)
    await world.passes(73 * hour)
    expect(mina.everything()).toContain('nobody decided in time')
    await mina.says('cancel order CSP-1001 for contoso.com')
    expect(mina.mayPress()).toContain('Submit')
    expect(await cancelled()).toBe(0)
  })

  it('is not carried out when its window has closed meanwhile', async () => {
    await asksToCancel(mina, 'CSP-1002')
    await world.passes(day - second)
    const copies = [oliver.card().id, oliver.button('Approve').message]
    await oliver.presses('Approve')
    world.clock.advance(second)
    await world.passes(0)
    for (const copy of copies) expect(oliver.sees(copy)).toContain('The cancellation window had closed by then.')
    expect(mina.hears()).toContain('Nothing was cancelled; the order stands.')
    expect(await cancelled()).toBe(0)
  })

  it('is not carried out when the order was cancelled meanwhile, in Partner Center itself', async () => {
    await asksToCancel(mina)
    await world.passes(0)
    await world.database.rows.pcOrder.updateMany({
      where: { id: 'CSP-1001' },
      data: { cancelledAt: world.clock.now() },
    })
    await world.passes(20 * minute)
    await oliver.presses('Approve')
    await world.passes(0)
    for (const person of [oliver, mina]) {
      expect(person.sees()).toContain('The order had been cancelled already.')
      expect(person.everything()).not.toContain('the order stands')
    }
    expect((await stored()).status).toBe('failed')
  })

  it.each([
    ['the requester', admin, 'The person who asked may not'],
    ['the approver', globalAndAdmin, 'The person who approved may not'],
  ])('is not carried out when %s has lost the role', async (_who, id, why) => {
    await asksToCancel(mina)
    await world.passes(0)
    await oliver.presses('Approve')
    await setRoles(id, ['global-admin'])
    await world.passes(0)
    expect(oliver.sees()).toContain(why)
    expect(await cancelled()).toBe(0)
  })

  it('approved while Partner Center is silent, and refused in the end, is told once', async () => {
    failing = { call: 'cancel', when: 'before', error: () => new PartnerCenterUnavailable() }
    await asksToCancel(mina)
    const card = mina.card().id
    await world.passes(0)
    await oliver.presses('Approve')
    const before = mina.messages()
    await world.passes(minute)
    expect(mina.sees(card)).toContain('CSP-1001: being submitted')
    expect(mina.messages()).toBe(before + 1)
    expect(mina.hears()).toContain('Approved, being carried out')
    failing = { call: 'cancel', when: 'before', error: () => new AgreementNotAccepted({ customer: 'Contoso' }) }
    await world.passes(hour)
    expect(mina.messages()).toBe(before + 2)
    expect(mina.hears()).toContain('Approved, but not carried out')
    expect(mina.sees(card)).toContain('CSP-1001\nApproved, but not carried out')
    expect(oliver.sees()).toContain('Approved, but not carried out')
    await world.passes(hour)
    expect(mina.messages()).toBe(before + 2)
  })

  it.each(['before', 'after'] as const)(
    'is carried out once when a process ends %s Partner Center did',
    async (when) => {
      await asksToCancel(mina)
      await world.passes(0)
      failing = { call: 'cancel', when, error: () => new Error('kill -9') }
      await oliver.presses('Approve')
      await world.passes(0)
      expect((await stored()).status).toBe('approved')
      const other = await openWorld({ database: world.database, clock: world.clock })
      await other.passes(10 * minute)
      expect((await stored()).status).toBe('carried-out')
      expect(await cancelled()).toBe(1)
      expect(await world.database.rows.activityEntry.count({ where: { what: 'order-cancelled' } })).toBe(1)
    },
  )
})
