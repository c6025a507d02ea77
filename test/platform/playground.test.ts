import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { sampleAgents } from '../../src/directory/sample-agents.ts'
import { isGuid } from '../../src/platform/guid.ts'

const settings = readFileSync(new URL('../../.m365agentsplayground.yml', import.meta.url), 'utf8')

/** What stands behind a key, everywhere. */
const all = (key: string): string[] =>
  [...settings.matchAll(new RegExp(`^\\s*(?:- )?${key}: (.+)$`, 'gm'))].map(([, value]) => value ?? '')

it("the Playground's people are the sample world's: one who speaks, and exactly five others", () => {
  const ids = all('aadObjectId')
  const others = settings.slice(settings.indexOf('\nusers:'), settings.indexOf('\npersonalChat:'))
  expect(ids).toHaveLength(6)
  expect(others.match(/^ {2}- id: /gm)).toHaveLength(5)
  const [tenant] = all('tenantId')
  const known = sampleAgents.filter(({ partnerId }) => partnerId === tenant)
  for (const id of ids) {
    const name = known.find((agent) => agent.id === id)?.name
    expect(all('name')).toContain(name)
  }
})

it('is of the version that the Playground knows, with what it requires', () => {
  expect(all('version')).toEqual(['"0.1.1"'])
  for (const key of ['bot', 'currentUser', 'users', 'personalChat', 'groupChat', 'team'])
    expect(settings).toContain(`\n${key}:\n`)
  for (const key of ['userPrincipleName', 'givenName', 'surname', 'email']) expect(all(key)).toHaveLength(6)
  const ids = all('id')
  expect(new Set(ids).size).toBe(ids.length)
  expect(all('aadGroupId').every(isGuid)).toBe(true)
})
