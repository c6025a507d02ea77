import { beforeEach, describe, expect, it } from 'vitest'
import { PartnerCenterRefused, PartnerCenterUnavailable } from '../../src/commerce/errors.ts'
import { hour } from '../../src/platform/clock.ts'
import { openWorld, type Person, people, type World } from '../support/desk.ts'
import { partnerCenterWith } from '../support/partner-center.ts'

let world: World
let mina: Person
let failing: Error | undefined
/** MS-RequestIds, in the order of the calls. */
const asked: string[] = []

/** "Partner Center REST headers": a repeat after a time-out has the same one; once it was answered, that answer is all it gets. */
const answered = <T>(requestId: string, real: () => Promise<T>): Promise<T> => {
  asked.push(requestId)
  return failing === undefined ? real() : Promise.reject(failing)
}

beforeEach(async () => {
  asked.length = 0
  world = await openWorld({
    partnerCenter: partnerCenterWith({
      submit: (real) => (who, customer, cart, id) => answered(id, () => real.submit(who, customer, cart, id)),
      cancel: (real) => (who, cancellation) => answered(cancellation.requestId, () => real.cancel(who, cancellation)),
      setAutoRenew: (real) => (who, change) => answered(change.requestId, () => real.setAutoRenew(who, change)),
    }),
  })
  mina = await world.person(people.admin)
})

const wishes: readonly [string, () => Promise<void>][] = [
  [
    'a purchase',
    async () => {
      await mina.says('buy 2 windows server 2022 datacenter 1 year for Contoso')
      await mina.presses('Review order')
      mina.picks({ acknowledged: 'true' })
      await mina.presses('Place order')
    },
  ],
  [
    'a cancellation',
    async () => {
      await mina.says('cancel order CSP-1001 for contoso.com')
      mina.picks({ acknowledged: 'true' })
      await mina.presses('Submit')
    },
  ],
  [
    'a change of renewal',
    async () => {
      await mina.says('order CSP-1001')
      await mina.presses('Turn auto-renew off …')
      await mina.presses('Turn auto-renew off')
    },
  ],
]

describe.each(wishes)('%s', (_, confirm) => {
  it('that was answered with what somebody has to mend is asked for by a new request ID each time', async () => {
    failing = new PartnerCenterRefused({ reason: '900421', text: 'MFA required', httpStatus: 401 })
    await confirm()
    for (let hours = 0; hours < 3; hours++) await world.passes(hour)
    expect(asked.length).toBeGreaterThan(2)
    expect(new Set(asked).size).toBe(asked.length)
  })

  it('that was not answered is asked for by the same one again', async () => {
    failing = new PartnerCenterUnavailable()
    await confirm()
    for (let hours = 0; hours < 3; hours++) await world.passes(hour)
    expect(asked.length).toBeGreaterThan(2)
    expect(new Set(asked).size).toBe(1)
  })
})
