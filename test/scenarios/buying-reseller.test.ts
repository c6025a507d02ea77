import { expect, it, vi } from 'vitest'
import { minute } from '../../src/platform/clock.ts'
import { TestClock } from '../support/clock.ts'
import { testDatabase } from '../support/database.ts'
import { partnerA, people } from '../support/desk.ts'
import { openGraphWorld } from '../support/graph-world.ts'

vi.setConfig({ testTimeout: 120_000 })

const makingCarts = 'POST /v1/customers/{customer}/carts'
const buying = 'buy 3 windows server 2019 standard perpetual for contoso.com'

const openProvider = async (kind: 'direct' | 'indirect-provider') =>
  openGraphWorld({
    clock: new TestClock(),
    database: await testDatabase(),
    environment: { PARTNER_CENTER: 'rest' },
    microsoft: (server) => server.setKind(partnerA, kind),
  })

it('an indirect provider names the reseller on each order: asked for on the form, sent with the cart, and kept', async () => {
  const { world, microsoft } = await openProvider('indirect-provider')
  const mina = await world.person(people.admin)
  await mina.says(buying)
  if (!mina.inputs().includes('reseller')) await mina.presses('Back')
  expect(mina.inputs()).toContain('reseller')
  await mina.presses('Review order')
  expect(mina.sees()).toContain('Enter the reseller’s partner ID')
  mina.picks({ reseller: '12ab' })
  await mina.presses('Review order')
  expect(mina.sees()).toContain('Enter the reseller’s partner ID')
  expect(microsoft.count(makingCarts)).toBe(0)
  mina.picks({ reseller: '5357564' })
  await mina.presses('Review order')
  expect(mina.sees()).toContain('Reseller: 5357564')
  const made = microsoft.calls.findLast(({ endpoint }) => endpoint === makingCarts)?.body
  expect(made).toMatchObject({ lineItems: [{ participants: [{ key: 'transaction_reseller', value: '5357564' }] }] })
  mina.picks({ acknowledged: 'true' })
  await mina.presses('Place order')
  await world.passes(20 * minute)
  expect(mina.everything()).toContain('5357564')
  expect((await world.database.rows.purchase.findFirstOrThrow()).reseller).toBe('5357564')
  await mina.says(buying)
  if (!mina.inputs().includes('reseller')) await mina.presses('Back')
  expect(mina.filledIn('reseller')).toBe('5357564')
})

it('a partner who sells directly is not asked, and names nobody', async () => {
  const { world, microsoft } = await openProvider('direct')
  const mina = await world.person(people.admin)
  await mina.says(buying)
  expect(mina.inputs()).not.toContain('reseller')
  await mina.presses('Review order')
  expect(mina.sees()).not.toContain('Reseller')
  const made = microsoft.calls.findLast(({ endpoint }) => endpoint === makingCarts)?.body
  expect(JSON.stringify(made)).not.toContain('participants')
})
