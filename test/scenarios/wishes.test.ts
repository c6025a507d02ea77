import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PartnerCenterRefused } from '../../src/commerce/errors.ts'
import { hour, minute } from '../../src/platform/clock.ts'
import { openWorld, type Person, people, type World } from '../support/desk.ts'
import { partnerCenterWith } from '../support/partner-center.ts'
import { sendsRequest } from '../support/support-requests.ts'

let answer: { reason: string; text: string; httpStatus: number } | undefined
let asked = 0
let world: World
let oliver: Person

const refusing = <T>(real: () => Promise<T>): Promise<T> => {
  asked++
  return answer === undefined
    ? real()
    : Promise.reject(new PartnerCenterRefused({ ...answer, correlationId: 'c0ffee' }))
}
const partnerCenter = partnerCenterWith({
  submit:
    (real) =>
    (...order) =>
      refusing(() => real.submit(...order)),
  cancel:
    (real) =>
    (...order) =>
      refusing(() => real.cancel(...order)),
  createServiceRequest:
    (real) =>
    (...request) =>
      refusing(() => real.createServiceRequest(...request)),
})

beforeEach(async () => {
  answer = undefined
  asked = 0
  world = await openWorld({ partnerCenter })
  oliver = await world.person(people.globalAndAdmin)
})
afterEach(() => world.desk.close())

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
const hours = async (many: number) => {
  for (let passed = 0; passed < many; passed++) await world.passes(hour)
}
const nobodyKnows = { reason: '987654', text: 'Something that no list has', httpStatus: 400 }
const noMfa = { reason: '900421', text: 'MFA required', httpStatus: 401 }
const underReview = { reason: '800073', text: 'Your customer account is under review', httpStatus: 403 }
const inProgress = { reason: '800060', text: 'Your order is in progress', httpStatus: 409 }

describe('a code of Partner Center', () => {
  it('that nobody knows is shown with its text and correlation ID, and the wish is never tried again by itself', async () => {
    answer = nobodyKnows
    await buys()
    for (const said of ['Something that no list has', '987654', 'c0ffee']) expect(oliver.sees()).toContain(said)
    await hours(2)
    expect(asked).toBe(1)

    await cancels()
    for (const said of ['Something that no list has', '987654', 'c0ffee']) expect(oliver.sees()).toContain(said)
    await hours(2)
    expect(asked).toBe(2)
  })

  it.each([
    ['the partner has to mend something', noMfa, 'global administrator'],
    ['the customer has to act', underReview, 'customer has to act'],
  ])('that says that %s is told, the wish is kept, and goes on by itself', async (_, code, who) => {
    answer = code
    await buys()
    expect(oliver.sees()).toContain(who)
    expect(oliver.sees()).toContain('kept')
    await world.passes(minute)
    // Once by the press, and once by the job that was stored with the wish.
    expect(asked).toBe(2)
    await world.passes(10 * minute)
    expect(asked).toBe(2)
    answer = undefined
    await hours(1)
    expect(oliver.sees()).toContain('CSP-1008')
    expect(await world.database.rows.pcOrder.count()).toBe(8)
  })

  it('that nobody mends for a day is a refusal then', async () => {
    answer = noMfa
    await cancels()
    expect(oliver.sees()).toContain('kept')
    await hours(26)
    expect(await world.database.rows.cancellation.findFirstOrThrow()).toMatchObject({ status: 'refused' })
    const tries = asked
    await hours(3)
    expect(asked).toBe(tries)
  })

  it('that refuses a support request leaves it to be carried to Partner Center by hand', async () => {
    answer = nobodyKnows
    await sendsRequest(oliver)
    expect(oliver.sees()).toContain('Open Partner Center')
    await hours(2)
    expect(asked).toBe(1)
  })

  it('that says that it is under way leaves open what was done: it is asked again with the same ids', async () => {
    answer = inProgress
    await buys()
    expect(oliver.sees()).toContain('has not answered yet')
    answer = undefined
    await world.passes(minute)
    expect(oliver.sees()).toContain('CSP-1008')
    const [purchase] = await world.database.rows.purchase.findMany()
    expect(purchase).toMatchObject({ status: 'placed', refusal: null, refusalFacts: null })
  })
})
