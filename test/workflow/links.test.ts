import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DownloadOption } from '../../src/commerce/ports/partner-center.ts'
import { day, hour, minute } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/database/database.ts'
import { type DownloadLink, remains } from '../../src/workflow/links/download-link.ts'
import { linksRepository, revokeLinks } from '../../src/workflow/links/links.repository.ts'
import { type LinkNews, type LinksService, linksService } from '../../src/workflow/links/links.service.ts'
import { TestClock } from '../support/clock.ts'
import { testDatabase } from '../support/database.ts'
import { customer, partnerA, people } from '../support/desk.ts'
import { standingOn } from '../support/ground.ts'
import { firstLinkRules } from '../support/notice-rules.ts'
import { testVault } from '../support/vault.ts'

const mina = { partnerId: partnerA, agentId: people.admin }
const line = { customerId: customer(1), orderId: 'CSP-1001', lineItem: 0 }
const option = (key: string): DownloadOption => ({
  key,
  version: '2019',
  language: 'en',
  fileType: 'ISO 64-bit',
  fileSize: 4_900_000_000,
})

let database: Database
let clock: TestClock
let links: LinksService
let told: LinkNews['what'][]

beforeAll(async () => {
  database = await testDatabase()
})

beforeEach(() => {
  clock = new TestClock()
  told = []
  links = linksService(
    standingOn({ vault: testVault(), clock }),
    linksRepository({ database }),
    async () => () => firstLinkRules,
  )
  links.whenNews(async (_rows, { what }) => void told.push(what))
})

const newLink = (): Promise<DownloadLink> =>
  links.issue(mina, line, 'Windows Server 2019 Standard', option(randomUUID()))

const now = async ({ id }: DownloadLink): Promise<DownloadLink> => {
  const link = await links.find(mina, id)
  if (link === undefined) throw new Error('the link is gone')
  return link
}

/** One press of the download page's button, with a key of its own unless one is given. */
const download = async (link: DownloadLink, key: string = randomUUID()) =>
  links.download(link, await links.token(link), key)

const setDownloads = ({ id }: DownloadLink, downloads: number) =>
  database.rows.downloadLink.update({ where: { id }, data: { downloads } })

describe('a link', () => {
  it('is the same one when the agent asks again, even at the same moment, and another one for another agent', async () => {
    const wanted = option(randomUUID())
    const [first, ...others] = await Promise.all(
      Array.from({ length: 5 }, () => links.issue(mina, line, 'Windows Server 2019 Standard', wanted)),
    )
    expect(new Set(others.map(({ id }) => id))).toEqual(new Set([first?.id]))
    expect(told).toEqual(['link-made'])
    const oliver = { partnerId: partnerA, agentId: people.globalAndAdmin }
    expect((await links.issue(oliver, line, 'Windows Server 2019 Standard', wanted)).id).not.toBe(first?.id)
    expect(await links.find(oliver, first?.id ?? '')).toBeUndefined()
  })

  it('keeps its address hashed and sealed, never as it is', async () => {
    const link = await newLink()
    const token = await links.token(link)
    expect(token).toMatch(/^[\w-]{32}$/)
    const { rows } = await database.pool.query('select l::text from desk.download_link l where id = $1', [link.id])
    expect(JSON.stringify(rows)).not.toContain(token)
    expect((await links.byToken(token))?.id).toBe(link.id)
    const oneLetterOff = token.slice(0, -1) + (token.endsWith('_') ? '-' : '_')
    expect(await links.byToken(oneLetterOff)).toBeUndefined()
  })

  it('is alive one millisecond before 14 × 24 h, and dead at 14 × 24 h', async () => {
    const link = await newLink()
    clock.advance(14 * day - 1)
    expect(remains(link, clock.now())).toEqual({ alive: true, days: 1, downloads: 50 })
    expect(await download(link)).toBe('counted')
    clock.advance(1)
    expect(remains(link, clock.now()).alive).toBe(false)
    expect(await download(link)).toBe('over')
    expect((await now(link)).downloads).toBe(1)
  })

  it('gives the fiftieth download and not the fifty-first', async () => {
    const link = await newLink()
    await setDownloads(link, 49)
    expect(await download(link)).toBe('counted')
    expect(await download(link)).toBe('over')
    expect((await now(link)).downloads).toBe(50)
  })

  it('lets exactly one of fifty-one downloads at the same moment through when one is left', async () => {
    const link = await newLink()
    await setDownloads(link, 49)
    const outcomes = await Promise.all(Array.from({ length: 51 }, () => download(link)))
    expect(outcomes.filter((outcome) => outcome === 'counted')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'over')).toHaveLength(50)
    expect((await now(link)).downloads).toBe(50)
    expect(told.filter((what) => what === 'downloaded')).toHaveLength(1)
  })

  it('counts one key once, also at the same moment, and also when it took the last download', async () => {
    const link = await newLink()
    await setDownloads(link, 49)
    const key = randomUUID()
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => download(link, key)))
    expect(outcomes.sort()).toEqual([...Array.from({ length: 7 }, () => 'again'), 'counted'])
    expect((await now(link)).downloads).toBe(50)
  })

  it('leads to the file again for ten minutes after a key was first used, and then no more', async () => {
    const link = await newLink()
    const key = randomUUID()
    expect(await download(link, key)).toBe('counted')
    clock.advance(10 * minute - 1)
    expect(await download(link, key)).toBe('again')
    clock.advance(1)
    expect(await download(link, key)).toBe('stale')
    expect((await now(link)).downloads).toBe(1)
  })

  it('does not take a key that another link has used', async () => {
    const [link, other] = [await newLink(), await newLink()]
    const key = randomUUID()
    await download(link, key)
    expect(await download(other, key)).toBe('stale')
    expect((await now(other)).downloads).toBe(0)
  })
})

describe('renewing', () => {
  it('revives a dead link on the same address, for another 14 days or 50 downloads', async () => {
    const link = await newLink()
    const token = await links.token(link)
    await setDownloads(link, 50)
    clock.advance(20 * day)
    expect(await links.renew(await now(link), mina.agentId)).toBe(true)
    expect(await links.token(link)).toBe(token)
    expect(remains(await now(link), clock.now())).toEqual({ alive: true, days: 14, downloads: 50 })
    expect(await download(link)).toBe('counted')
  })

  it('happens once for a press that was meant for an earlier state of the link', async () => {
    const link = await newLink()
    await download(link)
    expect(await Promise.all([links.renew(link, mina.agentId), links.renew(link, mina.agentId)])).toContain(false)
    expect(told.filter((what) => what === 'link-renewed')).toHaveLength(1)
  })
})

describe('replacing', () => {
  it('kills the old address at once, and what is left stays as it was', async () => {
    const link = await newLink()
    const old = await links.token(link)
    await download(link)
    clock.advance(day)
    expect(await links.replace(await now(link), mina.agentId)).toBe(true)
    expect(await links.byToken(old)).toBeUndefined()
    // A press on the old address that had found the link just before.
    expect(await links.download(link, old, randomUUID())).toBe('over')
    expect(remains(await now(link), clock.now())).toEqual({ alive: true, days: 13, downloads: 49 })
    expect(await download(link)).toBe('counted')
  })
})

describe('revoking', () => {
  it('ends every link of the order at once and for good', async () => {
    const order = { ...line, orderId: `CSP-${randomUUID()}` }
    const link = await links.issue(mina, order, 'Windows Server 2019 Standard', option('2019.en.iso64'))
    const key = randomUUID()
    await download(link, key)
    await database.transaction((rows) =>
      revokeLinks(rows, { partnerId: partnerA, orderId: order.orderId, lines: [order.lineItem] }, clock.now()),
    )
    expect(await download(link)).toBe('over')
    expect(await download(await now(link), key)).toBe('over')
    expect(await links.renew(await now(link), mina.agentId)).toBe(false)
    expect(await links.replace(await now(link), mina.agentId)).toBe(false)
    expect((await now(link)).downloads).toBe(1)
  })
})

describe('whatever happens to a link', () => {
  type Step = { kind: 'download'; times: number } | { kind: 'renew' | 'replace' } | { kind: 'wait'; hours: number }
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('download' as const), times: fc.integer({ min: 1, max: 30 }) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('renew' as const, 'replace' as const) }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 24 * 10 }) }),
    },
  )

  it('at most 50 downloads are counted in a period, none when it is dead, and all others are', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
        const link = await newLink()
        let counted = 0
        let ends = clock.now().getTime() + 14 * day
        for (const it of steps) {
          if (it.kind === 'wait') clock.advance(it.hours * hour)
          if (it.kind === 'replace') expect(await links.replace(await now(link), mina.agentId)).toBe(true)
          if (it.kind === 'renew') {
            await links.renew(await now(link), mina.agentId)
            counted = 0
            ends = clock.now().getTime() + 14 * day
          }
          if (it.kind === 'download') {
            const alive = clock.now().getTime() < ends
            const expected = alive ? Math.min(it.times, 50 - counted) : 0
            const outcomes = await Promise.all(Array.from({ length: it.times }, () => download(link)))
            expect(outcomes.filter((outcome) => outcome === 'counted')).toHaveLength(expected)
            counted += expected
          }
          expect((await now(link)).downloads).toBe(counted)
        }
      }),
      { numRuns: 15 },
    )
  })
})
