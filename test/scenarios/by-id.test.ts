import { beforeAll, describe, expect, it } from 'vitest'
import { asksToBuy, asksToCancel, decides } from '../support/approvals.ts'
import { customer, openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'
import { sendsRequest } from '../support/support-requests.ts'

/** What must not be told: of the approvals, the order, the link and the support request that Mina made. */
const secrets = [
  'the Perth site',
  '15,652',
  'ordered by mistake at Contoso',
  'Fabrikam',
  'CSP-1007',
  'Bought for the wrong customer',
  'PO-777',
]
const outsiders = {
  'a person without roles': people.nobody,
  'an account admin': people.accountAdmin,
  'an admin agent of another partner': people.adminOfB,
}

let world: World
const ids: { approvals: string[]; link: string; request: string; flows: string[] } = {
  approvals: [],
  link: '',
  request: '',
  flows: [],
}

beforeAll(async () => {
  world = await openWorld()
  const mina = await world.person(people.admin)
  await mina.says('keys CSP-1002 for contoso.com')
  await mina.presses('Submit')
  await mina.presses('Get keys and downloads')
  await sendsRequest(mina)
  await mina.says('buy 1 windows server 2022 standard 1 year for contoso.com')
  mina.picks({ poNumber: 'PO-777' })
  await mina.presses('Review order')
  mina.picks({ acknowledged: 'true' })
  await mina.presses('Place order')
  await decides(world, { purchases: { AUD: '1' }, cancellations: { when: 'always' } })
  await asksToBuy(mina, 'renewal of the Perth site')
  await asksToCancel(mina, 'CSP-1001', 'ordered by mistake at Contoso')
  await world.passes(0)
  const { rows } = world.database
  ids.approvals = (await rows.approval.findMany()).map(({ id }) => id)
  ids.link = (await rows.downloadLink.findFirstOrThrow({ where: { partnerId: partnerA, agentId: people.admin } })).id
  ids.request = (await rows.supportRequest.findFirstOrThrow()).id
  ids.flows = (await rows.botState.findMany({ where: { key: { startsWith: 'flow/' } } })).map(({ key }) => key.slice(5))
  expect([ids.approvals.length, ids.flows.length]).toEqual([2, 5])
})

async function tries(person: Person, data: { verb: string; act?: string } & Record<string, unknown>): Promise<void> {
  const message = person.messages() === 0 ? undefined : person.card().id
  if (message === undefined) await person.says('help')
  for (const type of ['Action.Execute', 'Action.Submit']) {
    const action = { type, title: 'x', verb: data.verb, data } as never
    await person.pressesOld({ message: message ?? person.card().id, action }, { reason: 'because' })
  }
}

const counted = async () => {
  const { rows } = world.database
  const kept = await Promise.all([
    rows.approval.findMany({ orderBy: { id: 'asc' } }),
    rows.downloadLink.findMany({ orderBy: { id: 'asc' } }),
    rows.supportRequest.findMany({ orderBy: { id: 'asc' } }),
    rows.purchase.count(),
    rows.cancellation.count(),
  ])
  return JSON.stringify(kept, (_, value) => (typeof value === 'bigint' ? String(value) : value))
}

describe.each(Object.entries(outsiders))('%s learns and changes nothing', (_, outsider) => {
  let person: Person
  let before: string
  beforeAll(async () => {
    person = await world.person(outsider)
    before = await counted()
  })

  const nothingTold = async () => {
    const seen = person.everything()
    for (const secret of secrets) expect(seen).not.toContain(secret)
    expect(await counted()).toBe(before)
  }

  it.each(['show', 'approve', 'reject', 'withdraw'])('by the id of an approval: %s', async (act) => {
    for (const approval of ids.approvals)
      for (const more of [{}, { brief: true }, { flow: ids.flows[0] }])
        await tries(person, { verb: 'approval', act, approval, ...more })
    await nothingTold()
  })

  it('by the id of a link', async () => {
    for (const revision of [0, 1]) await tries(person, { verb: 'link', act: 'renew', link: ids.link, revision })
    await nothingTold()
  })

  it("by the id of somebody's card", async () => {
    const pressed = { step: 'list', act: 'open', request: ids.request, approval: ids.approvals[0], order: 'CSP-1001' }
    for (const flow of ids.flows) {
      await tries(person, { verb: 'flow', flow, ...pressed })
      await tries(person, { verb: 'flow', flow, ...pressed, act: 'withdraw' })
    }
    await nothingTold()
  })

  it.each(['buy', 'keys', 'cancel', 'orders', 'support', 'approvals', 'settings'])(
    'by beginning %s with the ids of a customer and an order',
    async (command) => {
      for (const about of [{ customerId: customer(1) }, { orderId: 'CSP-1002' }, { orderId: 'SR-0001' }])
        await tries(person, { verb: 'start', command, ...about })
      await nothingTold()
    },
  )

  it('by the ids in a card of their own', async () => {
    for (const word of ['support', 'approvals', 'cancel', 'orders', 'keys']) {
      await person.says(word)
      const own = JSON.stringify(person.card().card).match(/"flow":"([^"]+)"/)?.[1]
      if (own === undefined) continue
      for (const act of ['open', 'ticket', 'withdraw', 'show-order'])
        for (const step of ['list', 'customer'])
          await tries(person, {
            ...{ verb: 'flow', flow: own, step, act, from: 0, key: ids.request, ticket: '1' },
            ...{ request: ids.request, approval: ids.approvals[1], order: 'CSP-1001', customer: customer(1) },
          })
    }
    await nothingTold()
  })

  it('by typing into a field that looks customers up', async () => {
    for (const dataset of ['customers', 'activity-customers', 'activity-people']) {
      if (outsider === people.accountAdmin && dataset !== 'customers') continue
      const found = await world.teams
        .search(person.chat, person.id, person.card().id, { dataset, text: 'conto' })
        .catch(() => [])
      expect(JSON.stringify(found)).not.toContain('ontoso')
    }
  })
})

it('who sees orders sees an approval by its id, and decides nothing about it', async () => {
  const carla = await world.person(people.sales)
  await carla.says('help')
  const [approval] = ids.approvals
  const data = { verb: 'approval', act: 'show', approval }
  await carla.pressesOld({ message: carla.card().id, action: { type: 'Action.Execute', title: 'x', ...data, data } })
  expect(carla.sees()).toMatch(/asks to (buy|cancel)/)
  expect(carla.mayPress()).not.toContain('Approve')
})
