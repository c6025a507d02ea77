import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sealedColumns } from '../../scripts/keys-resealing.ts'
import { seedSampleAgents } from '../../src/directory/sample-agents.ts'
import { seedSampleWorld } from '../../src/partner-center/embedded/sample-world.ts'
import type { Database } from '../../src/platform/database/database.ts'
import { Vault } from '../../src/platform/secrets.ts'
import { activityRepository } from '../../src/workflow/activity/activity.repository.ts'
import { activityService } from '../../src/workflow/activity/activity.service.ts'
import { TestClock } from '../support/clock.ts'
import { customer, openWorld, partnerA, people } from '../support/desk.ts'
import { type Said, useScript } from '../support/script.ts'
import { testKey, testVault } from '../support/vault.ts'

const old = testKey.toString('base64')
const newest = Buffer.alloc(32, 9)
const key = newest.toString('base64')
let oldOnes = ''
const { runWith, withDatabase } = useScript('keys', () => ({ DESK_ENCRYPTION_KEYS_OLD: oldOnes }))

const reseal = (): Promise<Said> => {
  oldOnes = old
  return runWith(key, 'reseal')
}

async function filled(database: Database): Promise<void> {
  await seedSampleAgents(database)
  await seedSampleWorld({ database, clock: new TestClock(), vault: testVault() })
  const activity = activityService({ vault: testVault() }, activityRepository({ database }))
  const happening = { what: 'key-shown', customerId: customer(1), at: new Date() } as const
  await database.transaction((rows) =>
    activity.remember(rows, { partnerId: partnerA, agentId: people.admin }, happening),
  )
}

/** How many sealed values there are, and how many of them a vault opens. */
async function opensOf({ pool }: Database, vault: Vault): Promise<{ all: number; opened: number }> {
  let [all, opened] = [0, 0]
  for (const { table, column, ids, context } of sealedColumns) {
    const names = ids.map((id) => `${id}::text as ${id}`).join(', ')
    const { rows } = await pool.query(`select ${names}, ${column} as sealed from ${table} where ${column} is not null`)
    for (const row of rows) {
      all += 1
      try {
        vault.unseal(row.sealed, context(row))
        opened += 1
      } catch {
        // Another key's.
      }
    }
  }
  return { all, opened }
}

describe('npm run keys', () => {
  it('knows every column of the schema that is sealed', () => {
    const schema = readFileSync('prisma/schema.prisma', 'utf8')
    const models = [...schema.matchAll(/^model \w+ \{[\s\S]*?^\}/gm)].map(([text]) => text)
    const found = models.flatMap((text) => {
      const [, table] = /@@map\("(\w+)"\)/.exec(text) ?? []
      const [, space] = /@@schema\("(\w+)"\)/.exec(text) ?? []
      const fields = [...text.matchAll(/^ +(\w*[sS]ealed) +String\S*(?:.*@map\("(\w+)"\))?/gm)]
      return fields.map(([, name, mapped]) => `${space}.${table}.${mapped ?? name}`)
    })
    expect(found.length).toBeGreaterThan(5)
    expect(sealedColumns.map(({ table, column }) => `${table}.${column}`).sort()).toEqual(found.sort())
  })

  it('makes a key that the desk takes, another one each time', async () => {
    const keys = await Promise.all([runWith(key, 'new'), runWith(key, 'new')])
    for (const { code, out } of keys) expect([code, Buffer.from(out.trim(), 'base64').length]).toEqual([0, 32])
    expect(keys[0]?.out).not.toBe(keys[1]?.out)
  })

  it('seals everything anew: the new key alone opens it, and a second run finds nothing to do', async () => {
    await withDatabase(filled)
    const before = await withDatabase((database) => opensOf(database, testVault()))
    expect(before.opened).toBe(before.all)
    expect(before.all).toBeGreaterThan(3)
    const { code, out, err } = await reseal()
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/partner_center\.order_line\.key_sealed +[1-9]\d* sealed anew, 0 already were/)
    expect(out).toMatch(/desk\.activity_chain\.seal +1 sealed anew/)
    for (const secret of [old, key]) expect(out + err).not.toContain(secret)
    const all = await withDatabase((database) => opensOf(database, new Vault(newest)))
    expect(all).toEqual({ all: before.all, opened: before.all })
    expect((await reseal()).out).not.toMatch(/ [1-9]\d* sealed anew/)
  })

  it('says what no key opens, changes nothing of it, and ends with 1', async () => {
    await withDatabase(filled)
    oldOnes = Buffer.alloc(32, 3).toString('base64')
    const { code, out } = await runWith(key, 'reseal')
    expect(out).toContain('COULD NOT BE READ')
    expect(code).toBe(1)
    const { all, opened } = await withDatabase((database) => opensOf(database, testVault()))
    expect(opened).toBe(all)
  })

  it('says what is wrong with what it is told', async () => {
    expect(await runWith('', 'reseal')).toMatchObject({
      code: 2,
      err: expect.stringContaining('DESK_ENCRYPTION_KEY is missing'),
    })
    expect(await runWith(key, 'everything')).toMatchObject({ code: 2, err: expect.stringContaining('npm run keys') })
    oldOnes = 'short'
    expect(await runWith(key, 'reseal')).toMatchObject({
      code: 2,
      err: expect.stringContaining('DESK_ENCRYPTION_KEYS_OLD must be'),
    })
  })
})

describe('a desk with a new key', () => {
  it('goes on showing keys of before, and its activity log holds, as long as the old key is given', async () => {
    const before = await openWorld()
    const mina = await before.person(people.admin)
    const shows = async (person: typeof mina) => {
      await person.says('keys CSP-1001 for contoso.com')
      for (const button of ['Submit', 'Get keys and downloads', 'Show key']) await person.presses(button)
      return /\b(?:[2346789BCDFGHJKMNPQRTVWXY]{5}-){4}[2346789BCDFGHJKMNPQRTVWXY]{5}\b/.exec(person.sees())?.[0]
    }
    const shown = await shows(mina)
    expect(shown).toMatch(/^\w{5}(?:-\w{5}){4}$/)
    const environment = {
      DESK_ENCRYPTION_KEY: key,
      DESK_ENCRYPTION_KEYS_OLD: `${Buffer.alloc(32, 3).toString('base64')}, ${old}`,
    }
    const after = await openWorld({ database: before.database, clock: before.clock, environment })
    expect(await shows(await after.person(people.admin))).toBe(shown)
    const oliver = await after.person(people.globalAndAdmin)
    await oliver.says('activity')
    await oliver.presses('Check the chain')
    await after.passes(0)
    expect(oliver.sees()).toContain('The chain holds')
  })
})
