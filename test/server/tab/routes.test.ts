import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, people, type World } from '../../support/desk.ts'
import { askTab, tabOf } from '../../support/tab-person.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.desk.close())

describe('a route of the tab', () => {
  it('that is none is not found, whatever every object has by itself', async () => {
    const tab = await tabOf(world)
    for (const name of ['nothing', 'constructor', '__proto__', 'toString'])
      expect((await tab.ask(name)).status).toBe(404)
  })

  it('is asked by POST and with JSON alone', async () => {
    const { token } = await tabOf(world)
    const authorization = `Bearer ${token}`
    const at = `${world.desk.address}/tab/api/me`
    expect((await fetch(at, { headers: { authorization } })).headers.get('content-type')).not.toContain('json')
    const form = { authorization, 'content-type': 'application/x-www-form-urlencoded' }
    expect((await fetch(at, { method: 'POST', headers: form, body: 'a=b' })).status).toBe(415)
    expect(
      (await fetch(at, { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body: '{' }))
        .status,
    ).toBe(400)
  })

  it.each([
    ['en-US', 'does not know what this page asks for, and has done nothing'],
    ['zh-CN', '不清楚此页面请求的内容，未执行任何操作'],
    ['ko-KR', '이해하지 못해 아무 작업도 하지 않았습니다'],
  ])(
    'that an address asks for something that it has not says so in %s, and not that the desk failed',
    async (locale, words) => {
      const tab = await tabOf(world, people.admin, { locale })
      for (const [route, asked] of [
        ['support.request', { id: 'new' }],
        ['orders.list', { state: 'lost' }],
      ] as const)
        expect(await tab.ask(route, asked)).toMatchObject({
          status: 400,
          refusal: { code: 'tab.not-understood', words: expect.stringContaining(words) },
        })
    },
  )

  it('sets no cookie and is kept by nobody', async () => {
    const { token } = await tabOf(world)
    const { headers } = await askTab(world.desk.address, 'me', {}, { authorization: `Bearer ${token}` })
    expect(headers.get('set-cookie')).toBeNull()
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('answers in the language that the person reads in, and by what they may do', async () => {
    const { told } = await (await tabOf(world, people.accountAdmin, { locale: 'ko-KR' })).ask('me')
    expect(told).toMatchObject({ language: 'ko', agentId: people.accountAdmin, may: ['see-activity'] })
  })
})

describe('the files of the pages', () => {
  it.each([
    '..%2f..%2f..%2fpackage.json',
    '..%2f.sources.json',
    '..%2findex.html',
    '%2e%2e%2findex.html',
    '..%5cindex.html',
    '.',
    '..',
    '%2e%2e',
    '%00',
    'nothing.js',
  ])('are those of their folder alone: %s is not one', async (name) => {
    const answer = await fetch(`${world.desk.address}/tab/assets/${name}`)
    const served = answer.headers.get('content-type') ?? ''
    // What leads to another address is the document itself, which holds nothing of anybody.
    expect([answer.status, served]).not.toEqual([200, expect.stringMatching(/json|javascript|octet/)])
    expect(await answer.text()).not.toMatch(/"scripts"|"digest"/)
  })
})

describe('what matters today', () => {
  it('is what the home card says, and what ends within the month', async () => {
    const { told } = await (await tabOf(world)).ask('today')
    const rows = told.parts.flatMap(({ rows }: { rows: { title: string; until?: { at: string } }[] }) => rows)
    const titles = rows.map(({ title }: { title: string }) => title)
    expect(titles).toContain('CSP-1002 · 1 day left to cancel')
    expect(titles.filter((title: string) => title.includes('download link ends'))).toHaveLength(2)
    expect(titles).toContain('CSP-1007 · 30 days left to cancel')
  })

  it.each(Object.entries(people))('shows %s nothing that their roles do not', async (_, id) => {
    const tab = await tabOf(world, id)
    const { may } = (await tab.ask('me')).told
    const { parts } = (await tab.ask('today')).told
    for (const { name, rows } of parts) {
      if (name === 'windows' && !may.includes('see-orders')) expect(rows).toEqual([])
      if (name === 'keys' && !may.includes('get-keys')) expect(rows).toEqual([])
    }
    if (id === people.nobody) expect(parts.flatMap(({ rows }: { rows: unknown[] }) => rows)).toEqual([])
  })

  it('is one partner\u2019s alone', async () => {
    const { told } = await (await tabOf(world, people.adminOfB)).ask('today')
    expect(JSON.stringify(told)).not.toContain('CSP-1002')
  })
})
