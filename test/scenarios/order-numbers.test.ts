import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { day, hour } from '../../src/platform/clock.ts'
import { fileAddress, rowsOf, takes } from '../support/activity-file.ts'
import { asksToCancel, decides } from '../support/approvals.ts'
import { testDatabase } from '../support/database.ts'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'
import { everythingOnce } from '../support/every-activity.ts'
import { morningsOf } from '../support/mornings.ts'
import { numberFor, readIn, toldIn, withOrderNumbers } from '../support/order-numbers.ts'
import { filledIn } from '../support/support-requests.ts'
import { tabOf } from '../support/tab-person.ts'

const formKey = '5f0c2a3e-3b1f-4a57-9b52-0c1d8f6f0001'

let world: World
let mina: Person
let oliver: Person
/** Everything that anybody was shown, also what was edited since. */
let read: string[]

beforeAll(async () => {
  world = await openWorld({ database: await testDatabase('nothing'), partnerCenter: withOrderNumbers })
  const { teams } = world
  const lastCard = teams.lastCard.bind(teams)
  teams.lastCard = (...asked) => {
    const seen = lastCard(...asked)
    read.push(...readIn([seen?.card, seen?.line, seen?.summary]))
    return seen
  }
  mina = await world.person(people.admin)
  oliver = await world.person(people.globalAndAdmin)
  // The sample world is put there, and read, with its numbers.
}, 120_000)
afterAll(() => world.desk.close())

async function showsNumbersAlone(walk: () => Promise<unknown>): Promise<void> {
  read = []
  await walk()
  for (const { chat, id } of [mina, oliver]) {
    const told = world.teams.messages(chat, id).filter(({ from }) => from.bot)
    read.push(...told.flatMap(({ card, line, text, summary }) => readIn([card, line, text, summary])))
  }
  expect(read.filter((line) => /CSP-\d/.test(line))).toEqual([])
  expect(read.some((line) => line.includes('ALT-'))).toBe(true)
}

describe('a person reads an order’s number, never its ID', () => {
  it('on whatever is bought, given, cancelled and decided', () =>
    showsNumbersAlone(async () => {
      ;({ mina, oliver } = await everythingOnce(world))
    }))

  it('on lists, choices and the cards that they lead to, which take the number', () =>
    showsNumbersAlone(async () => {
      for (const person of [
        mina,
        await world.person(people.chineseAdmin),
        await world.person(people.koreanGlobalAdmin),
      ])
        await person.says('help')
      await mina.says('all orders')
      await mina.says('orders for Contoso')
      for (const { value } of mina.mayChoose('order')) {
        mina.picks({ order: value })
        await mina.presses('Show order')
        await mina.presses('Back to the list')
      }
      await mina.says('keys for contoso.com')
      await mina.says('keys ALT-1002')
      await mina.says('keys ALT-1005')
      await mina.says('auto-renew ALT-1001')
      expect(mina.sees()).toContain('ALT-1001')
      await mina.says('cancel for contoso.com')
      const choices = mina.mayChoose('order').map(({ value }) => value)
      expect(choices).toContain('ALT-1001')
      mina.picks({ order: 'ALT-1003' })
      await mina.presses('Show order')
      await mina.presses('Other order')
      await mina.pressesRow('ALT-1001')
      expect(mina.sees()).toContain('Order number: ALT-1001')
      await mina.says('cancel ALT-1002')
      expect(mina.sees()).toContain('ALT-1002')
      await mina.says('cancel for contoso.com')
      mina.picks({ order: 'ALT-1007', acknowledged: 'true' })
      await mina.presses('Submit')
      expect(mina.sees()).toContain('ALT-1007')
    }))

  it('on a request for support, which takes the number, and in what the log says of it', () =>
    showsNumbersAlone(async () => {
      await mina.says('support ALT-1004 for contoso.com')
      expect(mina.filledIn('about')).toBe('ALT-1004')
      mina.picks({ ...filledIn, about: 'alt-1004' })
      await mina.presses('Send request')
      expect(mina.sees()).toContain('ALT-1004')
      await mina.says('support')
      const grace = await world.person(people.accountAdmin)
      await grace.says('activity')
      expect(grace.sees()).toContain('ALT-1004')
      await grace.presses('CSV file')
      const rows = await rowsOf(await takes(fileAddress(grace)))
      expect(rows.flat()).toContain('ALT-1004')
      expect(rows.flat().filter((cell) => /^CSP-/.test(cell))).toEqual([])
    }))

  it('in what is told: approvals, windows, links, summaries, refusals and what became of it', () =>
    showsNumbersAlone(async () => {
      await decides(world, { cancellations: { when: 'always' } })
      await asksToCancel(mina, 'ALT-1001', 'ordered by mistake')
      await world.passes(hour)
      await oliver.says('approvals')
      await morningsOf(world).set(partnerA, oliver.id, '08:00')
      await morningsOf(world).set(partnerA, mina.id, '08:00')
      for (let days = 0; days < 20; days++) await world.passes(day)
      await mina.says('help')
      await oliver.says('help')
      for (let days = 0; days < 40; days++) await world.passes(day)
      await mina.says('cancel ALT-1001')
    }))
})

describe('a page of the tab says an order’s number, never its ID', () => {
  it.each([people.admin, people.globalAndAdmin])('whatever is asked, for %s', async (id) => {
    const tab = await tabOf(world, id)
    const told: string[] = []
    const ask = async (route: string, asked: object = {}) => {
      const answer = await tab.ask(route, asked)
      told.push(...toldIn(answer.told ?? answer.refusal).map((line) => `${route}: ${line}`))
      return answer.told
    }
    await ask('today')
    for (const ended of [false, true]) await ask('links.list', { ended })
    for (const of of ['waiting', 'asked', 'decided'])
      for (const { id } of (await ask('approvals.list', { of })).rows) await ask('approvals.one', { id })
    for (const { id } of (await ask('support.list', { from: 0 })).requests)
      await ask('support.request', { id, skip: 0, correcting: false })
    const { orders } = await ask('orders.list', { customer: 'contoso.com' })
    expect(orders.length).toBeGreaterThan(6)
    for (const { id: orderId, customerId } of orders) {
      const about = { customerId, orderId }
      await ask('orders.one', about)
      for (const { lineItem } of (await ask('keys.order', about))?.lines ?? [])
        await ask('keys.line', { ...about, lineItem })
      await ask('links.list', { orderId })
      await ask('support.of-order', { orderId })
      await ask('support.form', { customer: customerId, order: orderId })
      await ask('renewing.order', about)
      await ask('cancelling.form', { key: formKey, customer: customerId, order: orderId })
      await ask('cancelling.receipt', { key: formKey, ...about })
      for (const of of ['keys', 'work']) await ask('activity.of-order', { ...about, of })
    }
    const { answer } = (await ask('activity.ask', { range: 'last-90-days', kind: 'all' })) ?? {}
    if (answer !== undefined) await ask('activity.rows', { question: answer.question, skip: 0, count: 200 })
    expect(told.filter((line) => /CSP-\d/.test(line))).toEqual([])
    for (const route of ['orders.one', 'keys.line', 'support.form', 'cancelling.form'])
      expect(told.some((line) => line.startsWith(route) && line.includes('ALT-'))).toBe(true)
  })
})

describe('what is typed finds an order by its number and by its ID', () => {
  it.each(['order', 'keys', 'cancel', 'auto-renew'])('after %s, in any letter case', async (word) => {
    for (const said of ['ALT-1003', 'alt-1003', 'CSP-1003', 'csp-1003'])
      for (const customer of ['', ' for contoso.com']) {
        await mina.says(`${word} ${said}${customer}`)
        expect(mina.sees()).toContain('ALT-1003')
        expect(mina.sees()).not.toContain('no order')
      }
  })

  it('and says both where the number of one is the ID of another', async () => {
    const mixed = await openWorld({
      database: await testDatabase('nothing'),
      partnerCenter: (embedded) => withOrderNumbers(embedded, (id) => (id === 'CSP-1001' ? 'CSP-1003' : numberFor(id))),
    })
    const person = await mixed.person(people.admin)
    for (const word of ['order', 'keys', 'cancel', 'auto-renew'])
      for (const customer of ['', ' for contoso.com']) {
        await person.says(`${word} CSP-1003${customer}`)
        expect(person.hears()).toContain('CSP-1003 may be CSP-1001 or ALT-1003: write which one')
      }
    await person.says('order CSP-1001 for contoso.com')
    expect(person.sees()).toContain('Order CSP-1003')
    await person.says('orders for contoso.com')
    const [choice] = person.mayChoose('order').filter(({ title }) => title.startsWith('CSP-1003'))
    person.picks({ order: choice?.value })
    await person.presses('Show order')
    expect(person.sees()).toContain('Order CSP-1003')
    await mixed.desk.close()
  })
})
