import { expect, test } from 'vitest'
import { RoleMissing } from '../../src/commerce/access.ts'
import { LastGlobalAdmin, type PersonChange, PersonUnknown, RolesChanged } from '../../src/commerce/ports/people.ts'
import { DeskDirectory } from '../../src/directory/desk.directory.ts'
import { DeskPeople } from '../../src/directory/desk.people.ts'
import { seedSampleAgents } from '../../src/directory/sample-agents.ts'
import { inTurn } from '../../src/platform/turn-memory.ts'
import { testDatabase } from '../support/database.ts'
import { people } from '../support/desk.ts'
import { partnerA } from '../support/sample-world.ts'

async function open() {
  const database = await testDatabase()
  await seedSampleAgents(database)
  const directory = new DeskDirectory(database)
  const table = new DeskPeople(database)
  const told: string[] = []
  const set = (change: Omit<PersonChange, 'partnerId'>) =>
    table.set({ partnerId: partnerA, ...change }, async (_rows, { after }) => void told.push(after.id))
  return { database, directory, table, told, set }
}
const stored = (database: Awaited<ReturnType<typeof open>>['database'], id: string) =>
  database.rows.agent.findUnique({ where: { partnerId_id: { partnerId: partnerA, id } } })

test('what changes is told in its transaction: what cannot be told does not change', async () => {
  const { database, table } = await open()
  const change = { partnerId: partnerA, id: people.sales, roles: ['billing-admin' as const] }
  const fails = table.set(change, async () => {
    throw new Error('no room left')
  })
  await expect(fails).rejects.toThrow('no room left')
  expect(await stored(database, people.sales)).toMatchObject({ roles: ['sales-agent'] })
})

test('who changes roles has to be allowed to at that moment, and hears who is', async () => {
  const { set, told } = await open()
  const refusal = await set({ id: people.sales, roles: [], by: people.admin }).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(RoleMissing)
  expect((refusal as RoleMissing).facts.holders.toSorted()).toEqual(['Oliver Hughes', '한서준'])
  expect(told).toEqual([])
})

test('changes only what was seen, and what holds already not again', async () => {
  const { set, told } = await open()
  await expect(set({ id: people.sales, roles: [], seen: ['billing-admin'] })).rejects.toThrow(RolesChanged)
  await expect(set({ id: people.sales, name: 'Carlotta', roles: [], seen: null })).rejects.toThrow(RolesChanged)
  await expect(set({ id: 'aaaaaaaa-0000-4000-8000-000000000099', roles: [] })).rejects.toThrow(PersonUnknown)
  expect(await set({ id: people.sales, roles: ['sales-agent'], seen: [] })).toMatchObject({ roles: ['sales-agent'] })
  expect(told).toEqual([])
})

test('a partner keeps its last global admin, unless it is said that it need not', async () => {
  const { set } = await open()
  await set({ id: people.koreanGlobalAdmin, roles: [] })
  const change = { id: people.globalAndAdmin, roles: ['admin-agent' as const] }
  await expect(set(change)).rejects.toThrow(LastGlobalAdmin)
  expect(await set({ ...change, evenTheLast: true })).toMatchObject({ roles: ['admin-agent'] })
})

test('roles hold in the same turn, although they were looked up before', async () => {
  const { directory, set } = await open()
  const after = await inTurn(async () => {
    await directory.agent(partnerA, people.sales)
    await set({ id: people.sales, roles: ['admin-agent'] })
    return directory.agent(partnerA, people.sales)
  })
  expect(after?.roles).toEqual(['admin-agent'])
})

test('a role of a newer version stays with whoever has it', async () => {
  const { database, set } = await open()
  await database.rows.agent.updateMany({ where: { id: people.sales }, data: { roles: ['emperor', 'sales-agent'] } })
  await set({ id: people.sales, roles: ['billing-admin'], seen: ['sales-agent'] })
  expect(await stored(database, people.sales)).toMatchObject({ roles: ['billing-admin', 'emperor'] })
})

test('lists people by name, a page at a time', async () => {
  const { directory } = await open()
  const names = async (page: { text?: string; from?: number; limit: number }) =>
    (await directory.agents(partnerA, page)).map(({ name }) => name)
  expect(await names({ limit: 2 })).toEqual(['Carla Reyes', 'Dev Kapoor'])
  expect(await names({ from: 2, limit: 1 })).toEqual(['Grace Okafor'])
  expect(await names({ text: 'REYES', limit: 5 })).toEqual(['Carla Reyes'])
  expect(await names({ text: '_%', limit: 5 })).toEqual([])
  expect(await directory.agents('nobody', { limit: 5 })).toEqual([])
})
