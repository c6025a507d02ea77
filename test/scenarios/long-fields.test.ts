import { beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type Person, people, type World } from '../support/desk.ts'

const long = 'x'.repeat(20_000)

let world: World
beforeAll(async () => {
  world = await openWorld()
})

describe('a field with more in it than anybody types', () => {
  it.each([
    ['buy for contoso.com', undefined, 'item', 'Review order'],
    ['buy for contoso.com', undefined, 'poNumber', 'Review order'],
    ['buy', undefined, 'customer', 'Next'],
    ['keys', undefined, 'customer', 'Next'],
    ['cancel', undefined, 'customer', 'Next'],
    ['orders', undefined, 'customer', 'Next'],
    ['activity', undefined, 'person', 'Show'],
    ['activity', undefined, 'customer', 'Show'],
    ['settings', undefined, 'timeZone', 'Save'],
    ['settings', 'Approval rules …', 'purchases', 'Save'],
    ['settings', 'Approval rules …', 'cards', 'Save'],
    ['settings', 'Notice rules …', 'hoursBefore', 'Save'],
    ['support CSP-1004', undefined, 'title', 'Send request'],
    ['support CSP-1004', undefined, 'customer', 'Send request'],
  ])('%s %s %s is answered with a card, and no apology', async (words, first, field, button) => {
    const oliver: Person = await world.person(people.globalAndAdmin)
    await oliver.says(words)
    if (first !== undefined) await oliver.presses(first)
    const titles = oliver.mayPress()
    expect(titles.some((title) => title === button)).toBe(true)
    oliver.picks({ [field]: long })
    await oliver.presses(button)
    expect(oliver.hears()).not.toContain('Something went wrong')
    expect(JSON.stringify(oliver.card().card).length).toBeLessThan(28 * 1024)
  })

  it('words beyond all measure are answered too', async () => {
    const oliver = await world.person(people.globalAndAdmin)
    for (const words of [
      `buy ${long}`,
      `orders for ${long}`,
      `cancel frobnicate ${long} for contoso.com`,
      `keys ${'sql server '.repeat(1_500)}for contoso.com`,
    ]) {
      await oliver.says(words)
      expect(oliver.hears()).not.toContain('Something went wrong')
      expect(JSON.stringify(oliver.card().card).length).toBeLessThan(28 * 1024)
    }
  })
})
