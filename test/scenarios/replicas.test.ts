import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/platform/database/database.ts'
import { databaseKind, testDatabaseUrl } from '../support/database.ts'
import { customer, openWorld, people, type World } from '../support/desk.ts'
import { pressOn } from '../support/replicas.ts'

const open = (url: string) => openDatabase({ url, dataDirectory: '', connections: 4 })

// The embedded database belongs to one process: its lock file refuses the second.
describe.runIf(databaseKind() === 'postgresql')('two replicas on one database', () => {
  it('start at the same moment on an empty one: migrated and filled once', async () => {
    const url = await testDatabaseUrl({ migrated: false })
    const databases = await Promise.all([open(url), open(url)])
    const worlds = await Promise.all(databases.map((database) => openWorld({ database })))
    expect(await databases[0]?.rows.pcCustomer.count()).toBe(11)
    expect(await databases[0]?.rows.agent.count()).toBe(11)
    for (const { desk } of worlds) await desk.close()
  })

  it.each([
    [
      'Submit',
      'cancel order CSP-1001 for contoso.com',
      { step: 'order', act: 'submit', order: 'CSP-1001', acknowledged: 'true' },
    ],
    [
      'Place order',
      'buy 2 windows server 2022 datacenter 1 year for contoso.com',
      { step: 'review', act: 'place', acknowledged: 'true' },
    ],
  ])('take one press of %s twice at the same moment and carry it out once', async (_title, words, inputs) => {
    const url = await testDatabaseUrl({ migrated: true })
    const first = await openWorld({ database: await open(url) })
    const second = await openWorld({ database: await open(url) })
    const mina = await first.person(people.admin)
    await mina.says(words)
    if (inputs.step === 'review') await mina.presses('Review order')
    const { id, card } = mina.card()
    const flow = /"flow":"([^"]+)"/.exec(JSON.stringify(card))?.[1]
    const data = { verb: 'flow', flow, ...inputs }
    const press = (replica: World) => pressOn(replica, first, mina, { message: id, verb: 'flow', data })
    const desks = [first, second]
    const answers = await Promise.all([...desks, ...desks, ...desks].map(press))
    expect(new Set(answers.map(({ type }) => type))).toEqual(new Set(['application/vnd.microsoft.card.adaptive']))
    const { rows } = first.database
    expect((await rows.cancellation.count()) + (await rows.purchase.count())).toBe(1)
    const changed = { OR: [{ cancelledAt: { not: null } }, { requestId: { not: null } }] }
    expect(await rows.pcOrder.count({ where: { customerId: customer(1), ...changed } })).toBe(1)
    for (const { desk } of [first, second]) {
      await desk.settled()
      await desk.close()
    }
  })
})
