import { describe, expect, test } from 'vitest'
import { actions, may, RoleMissing, requireRole } from '../../src/commerce/access.ts'
import { type Role, roles } from '../../src/commerce/agent.ts'
import { DeskDirectory } from '../../src/directory/desk.directory.ts'
import { sampleAgents, seedSampleAgents } from '../../src/directory/sample-agents.ts'
import { testDatabase } from '../support/database.ts'
import { partnerA } from '../support/sample-world.ts'

// docs/roles.md, turned round: what each role alone may do.
const allowed: Record<Role, readonly string[]> = {
  'admin-agent': ['buy', 'see-orders', 'get-keys', 'cancel', 'request-support'],
  'global-admin': ['buy', 'see-orders', 'request-support', 'see-activity', 'change-settings'],
  'account-admin': ['see-activity'],
  'referral-admin': ['see-activity'],
  'marketing-content-admin': ['see-activity'],
  'sales-agent': ['see-orders'],
  'helpdesk-agent': ['see-orders', 'request-support'],
  'billing-admin': [],
}

const everything = ['buy', 'see-orders', 'get-keys', 'cancel', 'request-support', 'see-activity', 'change-settings']

test('there is no action that the table does not know', () => {
  expect([...actions].sort()).toEqual([...everything].sort())
})

test.for(roles.flatMap((role) => everything.map((action) => [role, action] as const)))(
  '%s × %s is as the table says',
  ([role, name]) => {
    const action = actions.find((known) => known === name)
    if (action === undefined) throw new Error(`there is no action ${name}`)
    expect(may({ roles: [role] }, action)).toBe(allowed[role].includes(name))
  },
)

test('nobody without a role may do anything', () => {
  for (const action of actions) expect(may({ roles: [] }, action)).toBe(false)
})

describe('asking for a role', () => {
  const open = async () => {
    const database = await testDatabase()
    await seedSampleAgents(database)
    return { database, directory: new DeskDirectory(database) }
  }
  const agent = (number: number) => sampleAgents[number - 1]?.id ?? ''
  const refusal = (error: unknown) => {
    if (error instanceof RoleMissing) return { roles: error.facts.roles, holders: error.facts.holders }
    throw error
  }

  test('a global admin without admin agent gets no keys, and hears who does', async () => {
    const { directory } = await open()
    const missing = await requireRole(directory, { partnerId: partnerA, agentId: agent(3) }, 'get-keys').catch(refusal)
    expect(missing).toEqual({
      roles: ['admin-agent'],
      holders: expect.arrayContaining(['Mina Park', '林晓雨', 'Oliver Hughes']),
    })
  })

  test('a role counts from the moment it is stored, and no longer than it is', async () => {
    const { database, directory } = await open()
    const who = { partnerId: partnerA, agentId: agent(10) }
    const where = { partnerId_id: { partnerId: partnerA, id: agent(10) } }
    await expect(requireRole(directory, who, 'cancel')).rejects.toThrow(RoleMissing)
    await database.rows.agent.update({ where, data: { roles: ['admin-agent'] } })
    expect(await requireRole(directory, who, 'cancel')).toMatchObject({ id: agent(10) })
    await database.rows.agent.update({ where, data: { roles: [] } })
    await expect(requireRole(directory, who, 'cancel')).rejects.toThrow(RoleMissing)
  })

  test('an admin agent of another partner is nobody here', async () => {
    const { directory } = await open()
    const stranger = { partnerId: partnerA, agentId: 'bbbbbbbb-0000-4000-8000-000000000001' }
    await expect(requireRole(directory, stranger, 'see-orders')).rejects.toThrow(RoleMissing)
  })
})
