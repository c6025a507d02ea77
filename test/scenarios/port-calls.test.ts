import { beforeAll, describe, expect, it } from 'vitest'
import type { PartnerCenter } from '../../src/commerce/ports/partner-center.ts'
import { decides, fabrikamOrder } from '../support/approvals.ts'
import { openWorld, type Person, people, type World } from '../support/desk.ts'

/** A call to Partner Center: what was asked, and how many calls had to be answered, one after the other, before it could be made. */
interface Call {
  readonly asked: string
  readonly after: number
}

let calls: Call[] = []
let answered = 0

/** Counts what is asked of Partner Center. */
const counting = (real: PartnerCenter): PartnerCenter =>
  new Proxy(real, {
    get(target, name: keyof PartnerCenter) {
      const own = target[name]
      if (typeof own !== 'function') return own
      return async (...input: unknown[]) => {
        const after = answered
        calls.push({ asked: `${name} ${JSON.stringify(input)}`, after })
        try {
          return await (own as (...input: unknown[]) => Promise<unknown>).apply(target, input)
        } finally {
          answered = Math.max(answered, after + 1)
        }
      }
    },
  })

async function during(work: () => Promise<void>): Promise<readonly Call[]> {
  calls = []
  answered = 0
  await work()
  return calls
}
const names = (made: readonly Call[]) => made.map(({ asked }) => asked.replace(/ .*/s, ''))
const twice = (made: readonly Call[]) =>
  made.filter(({ asked }, at) => made.findIndex((one) => one.asked === asked) !== at).map(({ asked }) => asked)
const oneAfterTheOther = (made: readonly Call[]) => Math.max(0, ...made.map(({ after }) => after + 1))

let world: World
let mina: Person
let oliver: Person
beforeAll(async () => {
  world = await openWorld({ partnerCenter: counting })
  mina = await world.person(people.admin)
  oliver = await world.person(people.globalAndAdmin)
  await decides(world, { purchases: { AUD: '1' } })
})

/** Every press of the journeys, in the order in which they are told. */
const presses: readonly (readonly [string, most: number, () => Promise<void>])[] = [
  ['home', 5, () => mina.says('hi')],
  ['the form to buy', 5, () => mina.says('buy 2 windows server 2022 datacenter 1 year for Contoso')],
  ['the review', 3, () => mina.presses('Review order')],
  [
    'the order',
    3,
    async () => {
      mina.picks({ acknowledged: 'true' })
      await mina.presses('Place order')
    },
  ],
  ['an order', 5, () => mina.says('order CSP-1008')],
  ['the orders of a customer', 5, () => mina.says('orders for contoso.com')],
  ['the orders of everybody', 5, () => mina.says('orders')],
  ['the form to cancel', 5, () => mina.says('cancel CSP-1008')],
  [
    'the cancellation',
    5,
    async () => {
      mina.picks({ acknowledged: 'true' })
      await mina.presses('Submit')
    },
  ],
  ['keys', 5, () => mina.says('keys CSP-1001')],
  ['the software of a customer', 5, () => mina.says('keys for contoso.com')],
  ['a support request', 5, () => mina.says('support CSP-1004 for contoso.com')],
  ['the activity log', 5, () => oliver.says('activity')],
  ['the summary', 5, () => oliver.says('summary')],
  ['settings', 5, () => oliver.says('settings')],
  ['another order', 5, () => mina.says(fabrikamOrder)],
  ['its review', 3, () => mina.presses('Review order')],
  [
    'a purchase that waits for an approval',
    3,
    async () => {
      mina.picks({ acknowledged: 'true', why: 'renewal of the Perth site' })
      await mina.presses('Ask for approval')
    },
  ],
  ['the approvals', 5, () => oliver.says('approvals')],
  ['one approval', 5, () => oliver.presses('Open')],
  ['the decision', 5, () => oliver.presses('Approve')],
]

describe('what a press asks of Partner Center', () => {
  it.each(presses)('%s: at most %i calls, none twice, and few one after the other', async (_, most, work) => {
    // What was done before is known by now.
    await world.passes(0)
    const made = await during(work)
    expect(twice(made)).toEqual([])
    expect(names(made).length, names(made).join(', ')).toBeLessThanOrEqual(most)
    // At 400 ms each, an answer within two seconds.
    expect(oneAfterTheOther(made), names(made).join(', ')).toBeLessThanOrEqual(4)
  })
})
