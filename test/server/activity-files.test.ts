import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { ActivityFile } from '../../src/features/activity-log/activity-log.repository.ts'
import { minute } from '../../src/platform/clock.ts'
import { Door } from '../../src/platform/http/door.ts'
import { createLog } from '../../src/platform/log.ts'
import { addActivityFileRoutes, inPieces } from '../../src/server/activity-files.ts'
import { entriesSaying, fileAddress, rowsOf, takes } from '../support/activity-file.ts'
import { formulas, harmless, splitting } from '../support/csv.ts'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'
import { everythingOnce } from '../support/every-activity.ts'
import { partnerCenterWith } from '../support/partner-center.ts'

let world: World
let grace: Person

beforeAll(async () => {
  world = await openWorld()
  await everythingOnce(world)
  grace = await world.person(people.accountAdmin)
})

async function asksForFile(words = 'activity'): Promise<string> {
  await grace.says(words)
  await grace.presses('CSV file')
  return fileAddress(grace)
}

const entries = async (what: string): Promise<number> =>
  (await world.database.pool.query('select 1 from desk.activity_entry where what = $1', [what])).rows.length

describe('the page of a file', () => {
  it("is in the asker's language and zone, whatever the browser's, and says what is in it", async () => {
    const address = await asksForFile()
    const page = await (await fetch(address, { headers: { 'accept-language': 'ko' } })).text()
    expect(page).toContain('<html lang="en-US">')
    expect(page).toContain('<title>Activity log as a CSV file</title>')
    expect(page).toContain('Nov 16, 2026 – Nov 22, 2026')
    expect(page).toContain('Nov 22, 2026, 5:26 AM')
  })

  it('is kept by nobody, runs nothing, stands in no frame and tells nobody where it was', async () => {
    const { headers } = await fetch(await asksForFile())
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-robots-tag')).toContain('noindex')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    )
  })

  it('uses nothing up when it is opened, previewed or scanned', async () => {
    const address = await asksForFile()
    for (const method of ['GET', 'HEAD', 'GET']) expect((await fetch(address, { method })).status).toBe(200)
    expect((await takes(address)).status).toBe(200)
  })

  it('refuses what no form sends', async () => {
    const address = await asksForFile()
    expect(
      (await fetch(address, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })).status,
    ).toBe(415)
    expect((await takes(address)).status).toBe(200)
  })
})

describe('a file', () => {
  it('has every entry that the list has, newest first, with both times, ids and codes', async () => {
    const response = await takes(await asksForFile())
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="activity-2026-11-16-to-2026-11-22.csv"',
    )
    expect(response.headers.get('cache-control')).toBe('no-store')
    const [header, ...rows] = await rowsOf(response)
    expect(header).toEqual([
      ...['Number', 'Date and time', 'Date and time (UTC)', 'Person', 'Person ID', 'What', 'What (code)'],
      ...['Customer', 'Customer ID', 'Order', 'Details'],
    ])
    expect(rows).toHaveLength(17)
    const key = rows.find(([, , , , , , code]) => code === 'key-shown')
    expect(key?.slice(1, 10)).toEqual([
      ...['2026-11-22T05:01:00.000-05:00', '2026-11-22T10:01:00.000Z', 'Mina Park', people.admin],
      ...['Key shown', 'key-shown', 'Contoso', 'c0000000-0000-4000-8000-000000000001', 'CSP-1002'],
    ])
    expect(key?.[10]).toContain('product=SQL Server 2019 Standard')
    const download = rows.find(([, , , , , , code]) => code === 'downloaded')
    expect(download?.slice(3, 6)).toEqual(['Somebody with the link', '', 'Download'])
    const numbers = rows.map(([number]) => Number(number))
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a))
  })

  it("speaks the asker's language", async () => {
    const han = await world.person(people.koreanGlobalAdmin)
    await han.says('활동')
    await han.presses('CSV 파일')
    const [header, ...rows] = await rowsOf(await takes(fileAddress(han)))
    expect(header?.slice(0, 4)).toEqual(['번호', '날짜 및 시간', '날짜 및 시간(UTC)', '사용자'])
    expect(rows.find(([, , , , , , code]) => code === 'key-shown')?.[5]).toBe('키 표시')
    expect(rows[0]?.[1]).toMatch(/\+09:00$/)
  })

  it('is on record when it is asked for', async () => {
    const before = await entries('activity-exported')
    await asksForFile()
    expect(await entries('activity-exported')).toBe(before + 1)
  })

  it('is there once: used, it answers 410 and says where there is a new one', async () => {
    const address = await asksForFile()
    expect((await takes(address)).status).toBe(200)
    for (const again of [await takes(address), await fetch(address)]) {
      expect(again.status).toBe(410)
      const page = await again.text()
      expect(page).toContain('This link was used')
      expect(page).toContain('say &#34;activity&#34; to CSP Desk')
    }
  })

  it('goes to one of two who press at the same moment', async () => {
    const address = await asksForFile()
    const all = await Promise.all([takes(address), takes(address), takes(address)])
    expect(all.map(({ status }) => status).toSorted()).toEqual([200, 410, 410])
  })

  it('is there for 15 minutes and not a millisecond longer', async () => {
    const address = await asksForFile()
    const other = await asksForFile()
    world.clock.advance(15 * minute - 1)
    expect((await takes(address)).status).toBe(200)
    world.clock.advance(1)
    const late = await takes(other)
    expect(late.status).toBe(410)
    expect(await late.text()).toContain('This link has expired')
  })

  it.each([
    ['en', 'There is no such link'],
    ['zh-CN', '没有这个链接'],
    ['ko-KR', '없는 링크입니다'],
  ])('that never was answers 404 in %s', async (language, title) => {
    const response = await fetch(`${world.desk.address}/activity/${'A'.repeat(32)}`, {
      headers: { 'accept-language': language },
    })
    expect(response.status).toBe(404)
    expect(await response.text()).toContain(`<h1>${title}</h1>`)
  })

  it('is refused to who has lost the role since, and is still there when they have it again', async () => {
    const address = await asksForFile()
    const having = (roles: string[]) =>
      world.database.rows.agent.updateMany({ where: { id: people.accountAdmin }, data: { roles } })
    await having(['sales-agent'])
    const refused = await takes(address)
    expect(refused.status).toBe(403)
    expect(await refused.text()).toContain('may not see the activity log any more')
    await having(['account-admin'])
    expect((await takes(address)).status).toBe(200)
  })
})

describe('what a spreadsheet would calculate', () => {
  it('is text in every column that holds the words of others', async () => {
    const strings = [...formulas, ...splitting.map(([words]) => words), ...harmless]
    const said = strings.filter((words) => words !== '' && !words.includes('\u0000'))
    const strange = await openWorld({
      partnerCenter: partnerCenterWith({
        customer: (real) => async (partnerId, id) => ({ ...(await real.customer(partnerId, id)), name: '=1+1' }),
      }),
    })
    await entriesSaying(strange, said)
    const leila = await strange.person('aaaaaaaa-0000-4000-8000-000000000009')
    await leila.says('activity')
    await leila.presses('CSV file')
    const [, ...rows] = await rowsOf(await takes(fileAddress(leila)))
    expect(rows).toHaveLength(said.length)
    const guarded = new Map<string, string>([...formulas.map((words) => [words, `'${words}`] as const), ...splitting])
    const safe = (words: string) => guarded.get(words) ?? words
    const behind = (words: string) => (new Map<string, string>(splitting).get(words) ?? words).replace(/^'/, '')
    expect(rows.map((row) => row[3])).toEqual(said.map(safe).toReversed())
    expect(rows.map((row) => row[9])).toEqual(said.map(safe).toReversed())
    expect(new Set(rows.map((row) => row[7]))).toEqual(new Set(["'=1+1"]))
    expect(rows.map((row) => row[10])).toEqual(said.map((words) => `product=${behind(words)}`).toReversed())
  })
})

describe('a long file', () => {
  const file: ActivityFile = {
    ...{ id: 'f', who: { partnerId: partnerA, agentId: people.accountAdmin }, locale: 'en-US', timeZone: 'UTC' },
    asked: {
      ...{ range: 'today', kind: 'work', first: '2026-11-22', last: '2026-11-22' },
      ...{ from: new Date(0), to: new Date(1) },
    },
    ...{ createdAt: new Date(0), expiresAt: new Date(0), usedAt: null },
  }

  async function serves(contents: () => AsyncGenerator<string>): Promise<string> {
    const log = createLog('silent')
    const door = new Door(log)
    const files = { find: async () => file, isOpen: () => true, take: async () => true, contents }
    addActivityFileRoutes(door, files, { log })
    onTestFinished(() => door.stop())
    return `${await door.listen(0, '127.0.0.1')}/activity/x`
  }

  it('is read no faster than it is taken', async () => {
    let made = 0
    const contents = async function* () {
      for (; made < 1_000; made += 1) yield `piece ${made}`
    }
    const held: (() => void)[] = []
    const taken: string[] = []
    const slow = new Writable({
      ...{ decodeStrings: false, highWaterMark: 1 },
      write: (piece: string, _encoding, done) => {
        taken.push(piece)
        held.push(done)
      },
    })
    const whole = pipeline(inPieces(contents()), slow)
    for (let turns = 0; turns < 100; turns += 1) await nextTurn()
    expect(taken).toHaveLength(1)
    expect(made).toBeLessThan(5)
    while (taken.length < 1_000) {
      held.shift()?.()
      await nextTurn()
      expect(made - taken.length).toBeLessThan(5)
    }
    for (const done of held) done()
    await whole
  })

  it('is read no further for who has hung up', async () => {
    let stopped: () => void
    const reading = new Promise<void>((resolve) => {
      stopped = resolve
    })
    const address = await serves(async function* () {
      try {
        for (;;) yield 'a line of a file without an end\r\n'.repeat(1_000)
      } finally {
        stopped()
      }
    })
    const client = new AbortController()
    const { body } = await fetch(address, { method: 'POST', body: new URLSearchParams(), signal: client.signal })
    await body?.getReader().read()
    client.abort()
    await reading
  })

  it('that breaks off does not look whole', async () => {
    const address = await serves(async function* () {
      yield '"a"\r\n'
      throw new Error('the database went away')
    })
    const response = await takes(address)
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow()
  })
})
