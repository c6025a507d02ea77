import { expect, test } from 'vitest'
import { DeskDirectory } from '../../src/directory/desk.directory.ts'
import { sampleAgents, samplePartners, seedSampleAgents } from '../../src/directory/sample-agents.ts'
import { testDatabase } from '../support/database.ts'
import { partnerA, partnerB } from '../support/sample-world.ts'

async function open() {
  const database = await testDatabase()
  await seedSampleAgents(database)
  return { database, directory: new DeskDirectory(database) }
}

test('has the agents of the sample world, with their roles', async () => {
  const { directory } = await open()
  const a = (number: string) => `aaaaaaaa-0000-4000-8000-0000000000${number}`
  const table: [string, string, string[]][] = [
    [partnerA, a('01'), ['admin-agent']],
    [partnerA, a('02'), ['admin-agent']],
    [partnerA, a('03'), ['global-admin']],
    [partnerA, a('04'), ['admin-agent', 'global-admin']],
    [partnerA, a('05'), ['sales-agent']],
    [partnerA, a('06'), ['helpdesk-agent']],
    [partnerA, a('07'), ['account-admin']],
    [partnerA, a('08'), ['referral-admin']],
    [partnerA, a('09'), ['marketing-content-admin']],
    [partnerA, a('10'), []],
    [partnerB, 'bbbbbbbb-0000-4000-8000-000000000001', ['admin-agent']],
  ]
  for (const [partnerId, id, roles] of table) {
    const agent = await directory.agent(partnerId, id)
    expect([...(agent?.roles ?? ['nobody'])].sort()).toEqual(roles)
  }
  expect(sampleAgents).toHaveLength(table.length)
  expect(sampleAgents.map(({ locale }) => locale).filter((locale) => locale !== 'en-US')).toEqual([
    'zh-CN',
    'ko-KR',
    'en-GB',
    'ko-KR',
  ])
  for (const partner of samplePartners) expect(await directory.partner(partner.id)).toEqual(partner)
})

test('finds who has one of the roles, by name, in this partner alone', async () => {
  const { directory } = await open()
  const names = async (partnerId: string) =>
    (await directory.agentsWith(partnerId, ['sales-agent', 'helpdesk-agent'])).map((agent) => agent.name)
  expect(await names(partnerA)).toEqual(['Carla Reyes', 'Dev Kapoor'])
  expect(await names(partnerB)).toEqual([])
})

test('does not know an agent of another partner, nor what is no id', async () => {
  const { directory } = await open()
  expect(await directory.agent(partnerB, 'aaaaaaaa-0000-4000-8000-000000000001')).toBeUndefined()
  for (const id of ['', 'mina', "' or true --", '\0']) {
    expect(await directory.agent(partnerA, id)).toBeUndefined()
    expect(await directory.agent(id, 'aaaaaaaa-0000-4000-8000-000000000001')).toBeUndefined()
    expect(await directory.partner(id)).toBeUndefined()
    expect(await directory.agentsWith(id, ['admin-agent'])).toEqual([])
  }
})

test('a stored role that nobody knows gives nothing and breaks nothing', async () => {
  const { database, directory } = await open()
  const id = 'aaaaaaaa-0000-4000-8000-000000000010'
  await database.rows.agent.update({
    where: { partnerId_id: { partnerId: partnerA, id } },
    data: { roles: ['emperor', 'sales-agent'] },
  })
  expect((await directory.agent(partnerA, id))?.roles).toEqual(['sales-agent'])
})

test('the sample agents are added once, however many start at the same moment', async () => {
  const database = await testDatabase()
  const added = await Promise.all([1, 2, 3].map(() => seedSampleAgents(database)))
  expect(added.filter(Boolean)).toHaveLength(1)
  expect(await database.rows.agent.count()).toBe(11)
})
