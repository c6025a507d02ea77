import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { useScript } from '../support/script.ts'

const partner = '33333333-3333-4333-8333-333333333333'
const ann = '3f2b8c1e-7a54-4d0e-9b1c-52d1f0a6e7c3'
const ben = '4f2b8c1e-7a54-4d0e-9b1c-52d1f0a6e7c3'

const { run: runWithArgs, runWith, withDatabase } = useScript('agent')
const run = (args: readonly string[]) => runWithArgs(...args)

const person = (id: string, name: string, roles: string) => [
  ...['--partner', partner, '--id', id, '--name', name, '--roles', roles],
]
const newPartner = ['--partner-name', 'Alpine Partners', '--market', 'US']

describe('npm run agent', () => {
  it('enters people and changes their roles, each change on record without an agent', {
    timeout: 120_000,
  }, async () => {
    expect(await run(person(ann, 'Ann', 'global-admin'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('This partner is new here'),
    })
    const first = await run([...person(ann, 'Ann', 'global-admin,admin-agent'), ...newPartner])
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining('Ann') })
    expect(await run(person(ann, 'Ann Lee', 'global-admin'))).toMatchObject({ code: 0 })
    expect(await run(person(ann, 'Ann Lee', 'global-admin'))).toMatchObject({ code: 0 })
    const [agents, entries] = await withDatabase(({ rows }) =>
      Promise.all([rows.agent.findMany(), rows.activityEntry.findMany({ orderBy: { number: 'asc' } })]),
    )
    expect(agents).toMatchObject([{ partnerId: partner, id: ann, name: 'Ann Lee', roles: ['global-admin'] }])
    const by = { person: ann, by: 'operator' }
    expect(entries.map(({ agentId, what, facts }) => [agentId, what, facts])).toEqual([
      [null, 'settings-changed', { ...by, name: 'Ann' }],
      [null, 'role-granted', { ...by, name: 'Ann', role: 'admin-agent' }],
      [null, 'role-granted', { ...by, name: 'Ann', role: 'global-admin' }],
      [null, 'settings-changed', { ...by, name: 'Ann Lee' }],
      [null, 'role-withdrawn', { ...by, name: 'Ann Lee', role: 'admin-agent' }],
    ])
  })

  it.each(['', 'A'.repeat(101), 'Ann\nLee'])('enters nobody called %j', { timeout: 120_000 }, async (name) => {
    expect(await run([...person(ann, name, 'global-admin'), ...newPartner])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--name must be one line of 1 to 100 characters'),
    })
  })

  it.each([
    ['29:1AbCdEfGh-xyz', "Teams' own id of a person (29:…)"],
    ['ann@alpine.example', 'an e-mail address or user principal name'],
    ['Ann', 'no id that is known here'],
    [partner, 'that is the tenant, not a person'],
    [undefined, '--id is missing: an Entra object id'],
  ])('says what it got instead of an object id: %s', { timeout: 120_000 }, async (id, words) => {
    const given = person(ann, 'Ann', 'global-admin')
    const args =
      id === undefined
        ? given.filter((arg) => arg !== '--id' && arg !== ann)
        : given.map((arg) => (arg === ann ? id : arg))
    expect(await run([...args, ...newPartner])).toMatchObject({ code: 2, err: expect.stringContaining(words) })
  })

  it('takes the role from the last global admin only when it is forced to', { timeout: 120_000 }, async () => {
    await run([...person(ann, 'Ann', 'global-admin'), ...newPartner])
    await run(person(ben, 'Ben', 'sales-agent'))
    expect(await run(person(ann, 'Ann', ''))).toMatchObject({
      code: 2,
      err: expect.stringContaining('Ann is the last global admin of this partner'),
    })
    expect(await run([...person(ann, 'Ann', ''), '--force'])).toMatchObject({ code: 0 })
    expect(await run(person(ben, 'Ben', 'billing-admin'))).toMatchObject({ code: 0 })
    const roles = await withDatabase(({ rows }) => rows.agent.findMany({ orderBy: { name: 'asc' } }))
    expect(roles.map((agent) => agent.roles)).toEqual([[], ['billing-admin']])
  })

  it('before the desk itself: what was remembered before there was a chain still comes first', {
    timeout: 120_000,
  }, async () => {
    await withDatabase(({ rows }) =>
      rows.activityUnchained.create({
        data: { id: 1n, partnerId: partner, at: new Date('2026-11-01T10:00:00Z'), what: 'key-shown', facts: {} },
      }),
    )
    await run([...person(ann, 'Ann', 'global-admin'), ...newPartner])
    const entries = await withDatabase(({ rows }) => rows.activityEntry.findMany({ orderBy: { number: 'asc' } }))
    expect(entries.map(({ what }) => what)).toEqual(['key-shown', 'settings-changed', 'role-granted'])
  })

  it('writes with no other key than the desk’s', { timeout: 120_000 }, async () => {
    expect(await runWith('', ...person(ann, 'Ann', ''), ...newPartner)).toMatchObject({
      code: 2,
      err: expect.stringContaining('DESK_ENCRYPTION_KEY is missing'),
    })
    await run([...person(ann, 'Ann', 'sales-agent'), ...newPartner])
    const other = randomBytes(32).toString('base64')
    expect(await runWith(other, ...person(ann, 'Ann', 'billing-admin'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('is not the one that the activity log is written with'),
    })
    expect(await run(person(ann, 'Ann', 'emperor'))).toMatchObject({ code: 2, err: expect.stringContaining('--roles') })
    expect(await withDatabase(({ rows }) => rows.agent.findMany())).toMatchObject([{ roles: ['sales-agent'] }])
  })
})
