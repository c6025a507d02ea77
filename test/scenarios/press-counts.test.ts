import { beforeEach, expect, it } from 'vitest'
import { openWorld, type Person, people } from '../support/desk.ts'

/** A sentence, a button, a row, a choice of a list and a tick are one press each; what is typed into a field is none. */
type Press =
  | { readonly says: string }
  | { readonly button: string }
  | { readonly row: string }
  | { readonly picks: Record<string, unknown> }

/** What a journey took before it could be done by rows: none may take more again. */
const before = { byButtons: { buy: 7, keys: 8, cancel: 8 }, bySentence: { buy: 4, keys: 4, cancel: 3 } }

let mina: Person
beforeEach(async () => {
  mina = await (await openWorld()).person(people.admin)
})

async function takes(presses: readonly Press[]): Promise<number> {
  for (const press of presses) {
    if ('says' in press) await mina.says(press.says)
    else if ('button' in press) await mina.presses(press.button)
    else if ('row' in press) await mina.pressesRow(press.row)
    else mina.picks(press.picks)
  }
  return presses.length
}

const tick = { picks: { acknowledged: 'true' } }

const journeys: readonly {
  readonly what: keyof typeof before.byButtons
  readonly how: keyof typeof before
  readonly most: number
  readonly presses: readonly Press[]
  readonly ends: string | RegExp
}[] = [
  {
    what: 'buy',
    how: 'byButtons',
    most: 6,
    presses: [
      { button: 'Buy' },
      { row: 'Contoso' },
      { row: 'Windows Server 2019 Standard, 16 core, 3 years' },
      { button: 'Review order' },
      tick,
      { button: 'Place order' },
    ],
    ends: 'Order CSP-1008 is placed',
  },
  {
    what: 'keys',
    how: 'byButtons',
    most: 5,
    presses: [
      { button: 'Keys' },
      { row: 'Contoso' },
      { row: 'CSP-1001' },
      { button: 'Get keys and downloads' },
      { button: 'Show key' },
    ],
    ends: /[A-Z\d]{5}(?:-[A-Z\d]{5}){4}/,
  },
  {
    what: 'cancel',
    how: 'byButtons',
    most: 5,
    presses: [{ button: 'Cancel' }, { row: 'Contoso' }, { row: 'CSP-1002' }, tick, { button: 'Submit' }],
    ends: 'CSP-1002: cancelling',
  },
  {
    what: 'buy',
    how: 'bySentence',
    most: 4,
    presses: [
      { says: 'buy 10 windows server 2022 datacenter 3 years for Contoso' },
      { button: 'Review order' },
      tick,
      { button: 'Place order' },
    ],
    ends: 'Order CSP-1008 is placed',
  },
  {
    what: 'buy',
    how: 'bySentence',
    most: 4,
    presses: [
      { says: 'buy 10 windows server 2022 datacenter for Contoso' },
      { row: '3 years' },
      tick,
      { button: 'Place order' },
    ],
    ends: 'Order CSP-1008 is placed',
  },
  {
    what: 'keys',
    how: 'bySentence',
    most: 3,
    presses: [{ says: 'keys CSP-1001' }, { button: 'Get keys and downloads' }, { button: 'Show key' }],
    ends: /[A-Z\d]{5}(?:-[A-Z\d]{5}){4}/,
  },
  {
    what: 'cancel',
    how: 'bySentence',
    most: 3,
    presses: [{ says: 'cancel CSP-1002' }, tick, { button: 'Submit' }],
    ends: 'CSP-1002: cancelling',
  },
]

it.each(journeys)('$what $how takes $most presses at most', async ({ what, how, most, presses, ends }) => {
  if (how === 'byButtons') await mina.says('help')
  const taken = await takes(presses)
  process.stdout.write(`${what} ${how}: ${taken} presses, ${before[how][what]} before\n`)
  expect(mina.sees()).toMatch(ends)
  expect(taken).toBeLessThanOrEqual(most)
  expect(most).toBeLessThanOrEqual(before[how][what])
})
