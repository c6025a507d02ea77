import { afterAll, beforeAll, expect, it } from 'vitest'
import { customer, openWorld, people, type World } from '../../support/desk.ts'
import { tabOf } from '../../support/tab-person.ts'

const key = '5f0c2a3e-3b1f-4a57-9b52-0c1d8f6f0001'
const customerId = customer(1)
const form = { customerId, lines: [], poNumber: '' }

/** Each route with what it is asked, and who may ask it. */
const routes: readonly (readonly [string, object, readonly string[]])[] = [
  ['customers.search', { text: 'contoso' }, ['admin', 'both', 'global', 'sales', 'helpdesk']],
  ['buying.customer', { customer: customerId }, ['admin', 'both', 'global']],
  ['buying.products', { customerId, text: '', more: false }, ['admin', 'both', 'global']],
  ['buying.places', { customerId }, ['admin', 'both', 'global']],
  ['buying.review', { ...form, key }, ['admin', 'both', 'global']],
  ['buying.place', { key, shown: 'v1.x', acknowledged: true, why: '' }, ['admin', 'both', 'global']],
  ['buying.wait', form, ['admin', 'both', 'global']],
  ['cancelling.form', { key, customer: customerId }, ['admin', 'both']],
  ['cancelling.receipt', { key, customerId, orderId: 'CSP-1002' }, ['admin', 'both']],
  [
    'cancelling.submit',
    { key, customerId, orderId: 'CSP-1003', lines: [0], acknowledged: true, asks: false, why: '' },
    ['admin', 'both'],
  ],
  ['renewing.order', { customerId, orderId: 'CSP-1001' }, ['admin', 'both']],
  [
    'renewing.turn',
    { key, customerId, orderId: 'CSP-1001', subscriptionId: key, on: false, asks: false },
    ['admin', 'both'],
  ],
  ['support.list', { from: 0 }, ['admin', 'both', 'global', 'helpdesk']],
  ['support.form', {}, ['admin', 'both', 'global', 'helpdesk']],
  ['support.request', { id: key, skip: 0, correcting: false }, ['admin', 'both', 'global', 'helpdesk']],
  ['support.comment', { id: key, key, text: 'x', answer: false }, ['admin', 'both', 'global', 'helpdesk']],
  ['support.close', { id: key }, ['admin', 'both', 'global', 'helpdesk']],
  ['support.discard', { fileIds: [] }, ['admin', 'both', 'global', 'helpdesk']],
]

const persons: Readonly<Record<string, string>> = {
  admin: people.admin,
  chinese: people.chineseAdmin,
  global: people.koreanGlobalAdmin,
  both: people.globalAndAdmin,
  sales: people.sales,
  helpdesk: people.helpdesk,
  account: people.accountAdmin,
  referral: people.accountAdmin.replace(/07$/, '08'),
  marketing: people.accountAdmin.replace(/07$/, '09'),
  nobody: people.nobody,
  other: people.adminOfB,
}

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.desk.close())

it.each(routes)('%s is told to who may ask it, of their own partner', async (route, asked, allowed) => {
  const named = allowed.includes('admin') ? [...allowed, 'chinese'] : allowed
  for (const [name, id] of Object.entries(persons)) {
    const person = await tabOf(world, id)
    const { status, refusal } = await person.ask(route, asked)
    if (name === 'other') {
      // The customer is another partner's: it is not there.
      const ofNobody = ['customers.search', 'support.list', 'support.form', 'support.discard'].includes(route)
      if (ofNobody) expect([route, status]).toEqual([route, 200])
      else expect([route, name, status]).toEqual([route, name, 422])
      expect(JSON.stringify(refusal ?? '')).not.toContain('Contoso')
    } else if (named.includes(name)) expect([route, name, refusal?.code]).not.toContain('access.role-missing')
    else expect([route, name, status, refusal?.code]).toEqual([route, name, 403, 'access.role-missing'])
  }
})
