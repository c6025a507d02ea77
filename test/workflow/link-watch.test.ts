import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { day, hour, later } from '../../src/platform/clock.ts'
import type { Database, Rows } from '../../src/platform/database/database.ts'
import type { DownloadLink } from '../../src/workflow/links/download-link.ts'
import { linkWatchRepository } from '../../src/workflow/links/link-watch.repository.ts'
import {
  type LinkNotice,
  type LinkWatchService,
  linkWatchService,
  type ToldOfLink,
} from '../../src/workflow/links/link-watch.service.ts'
import {
  findings,
  type LinkPeriod,
  type LinkRules,
  nextWatch,
  noticeStage,
  stageOfDownload,
  stageOfTime,
  stageStillTrue,
  toldTheLike,
} from '../../src/workflow/links/link-watch.ts'
import { linksRepository, revokeLinks } from '../../src/workflow/links/links.repository.ts'
import { type LinksService, linksService } from '../../src/workflow/links/links.service.ts'
import { TestClock } from '../support/clock.ts'
import { testDatabase } from '../support/database.ts'
import { customer, partnerA, people } from '../support/desk.ts'
import { standingOn } from '../support/ground.ts'
import { firstLinkRules } from '../support/notice-rules.ts'
import { testVault } from '../support/vault.ts'

const renewedAt = new Date('2026-11-22T10:00:00Z')
const fresh: LinkPeriod = { renewedAt, expiresAt: later(renewedAt, 14 * day), downloads: 0, downloadsMax: 50 }
const untilEnd = (milliseconds: number): Date => later(fresh.expiresAt, -milliseconds)

describe('the stages of a link', () => {
  it.each([
    ['at first', renewedAt, undefined, untilEnd(72 * hour)],
    ['a millisecond before 72 hours', untilEnd(72 * hour + 1), undefined, untilEnd(72 * hour)],
    ['at 72 hours', untilEnd(72 * hour), '72h', untilEnd(24 * hour)],
    ['a millisecond before 24 hours', untilEnd(24 * hour + 1), '72h', untilEnd(24 * hour)],
    ['at 24 hours', untilEnd(24 * hour), '24h', untilEnd(0)],
    ['a millisecond before the end', untilEnd(1), '24h', untilEnd(0)],
    ['at the end', untilEnd(0), 'expired', null],
    ['a year later', untilEnd(-365 * day), 'expired', null],
  ])('%s', (_when, now, stage, next) => {
    expect(stageOfTime(fresh, firstLinkRules, now)).toBe(stage)
    expect(nextWatch(fresh, firstLinkRules, now)).toEqual(next)
  })

  it('are the 45th and the 50th download and no other', () => {
    const told = Array.from({ length: 51 }, (_, downloads) => stageOfDownload({ ...fresh, downloads }, firstLinkRules))
    expect(told.flatMap((stage, downloads) => (stage === undefined ? [] : [[downloads, stage]]))).toEqual([
      [45, '45'],
      [50, '50'],
    ])
  })

  it('end with the last download: what is used up has no last days', () => {
    expect(stageOfTime({ ...fresh, downloads: 50 }, firstLinkRules, untilEnd(hour))).toBeUndefined()
    expect(nextWatch({ ...fresh, downloads: 50 }, firstLinkRules, renewedAt)).toBeNull()
  })

  it.each([
    ['72h', {}, untilEnd(25 * hour), true],
    ['72h', {}, untilEnd(24 * hour), false],
    ['24h', {}, untilEnd(1), true],
    ['24h', {}, untilEnd(0), false],
    ['24h', { downloads: 50 }, untilEnd(hour), false],
    ['expired', {}, untilEnd(-day), true],
    ['expired', { renewedAt: later(renewedAt, 1) }, untilEnd(-day), false],
    ['45', { downloads: 47 }, untilEnd(day), true],
    ['45', { downloads: 50 }, untilEnd(day), false],
    ['45', { downloads: 47 }, untilEnd(0), false],
    ['50', { downloads: 50 }, untilEnd(-day), true],
    ['50', { downloads: 50, renewedAt: later(renewedAt, 1) }, untilEnd(day), false],
  ] as const)('%s of a link with %j is true at %s: %s', (stage, changed, now, holds) => {
    const told = noticeStage(fresh, stage)
    expect(stageStillTrue({ ...fresh, ...changed }, firstLinkRules, told, now)).toBe(holds ? stage : undefined)
  })
})

describe('the stages of a partner of its own', () => {
  const own = (changed: Partial<LinkRules>): LinkRules => ({ ...firstLinkRules, ...changed })

  it.each([
    [[96, 12], 80, '96h', 12],
    [[12, 96], 80, '96h', 12],
    [[12, 96], 12, '12h', 0],
    [[335], 336, undefined, 335],
    [[1], 2, undefined, 1],
    [[4, 3, 2, 1], 2.5, '3h', 2],
  ])('%j, %d hours before the end: %s, then %d hours before', (hoursBefore, left, stage, next) => {
    const rules = own({ hoursBefore })
    expect(stageOfTime(fresh, rules, untilEnd(left * hour))).toBe(stage)
    expect(nextWatch(fresh, rules, untilEnd(left * hour))).toEqual(untilEnd(next * hour))
  })

  it.each([1, 40, 49])('few downloads are left when %d of 50 are taken', (downloads) => {
    const rules = own({ downloads })
    const told = Array.from({ length: 51 }, (_, taken) => stageOfDownload({ ...fresh, downloads: taken }, rules))
    expect(told.flatMap((stage, taken) => (stage === undefined ? [] : [[taken, stage]]))).toEqual([
      [downloads, `${downloads}`],
      [50, '50'],
    ])
    const taken = { ...fresh, downloads }
    expect(stageStillTrue(taken, rules, noticeStage(taken, `${downloads}`), renewedAt)).toBe(`${downloads}`)
    expect(stageStillTrue(taken, rules, noticeStage(taken, '45'), renewedAt)).toBe(downloads === 45 ? '45' : undefined)
  })

  const yesterday = untilEnd(100 * hour)
  it.each([
    ['what was always so', { since: {} }, { downloads: 47 }, [['72h', false]]],
    ['a lead time from before it was reached', { since: { '72h': yesterday } }, {}, [['72h', false]]],
    ['a lead time from when it was over', { since: { '72h': untilEnd(60 * hour) } }, {}, [['72h', true]]],
    [
      'few downloads that have become few',
      { downloads: 40, since: { '40': yesterday } },
      { downloads: 41 },
      [
        ['72h', false],
        ['40', true],
      ],
    ],
    [
      'downloads that are not few yet',
      { downloads: 40, since: { '40': yesterday } },
      { downloads: 39 },
      [['72h', false]],
    ],
    [
      'downloads of a later period',
      { downloads: 40, since: { '40': later(renewedAt, -1) } },
      { downloads: 41 },
      [['72h', false]],
    ],
    ['what is used up', { downloads: 40, since: { '40': yesterday } }, { downloads: 50 }, []],
  ] as const)('a look finds %s', (_what, rules, link, expected) => {
    const found = findings({ ...fresh, ...link }, own(rules), untilEnd(50 * hour))
    expect(found.map(({ stage, late }) => [stage, late])).toEqual(expected)
  })

  it('are told late only to who was not told the like in the same period', () => {
    expect(toldTheLike(fresh, '96h', noticeStage(fresh, '72h'))).toBe(true)
    expect(toldTheLike(fresh, '96h', noticeStage(fresh, '45'))).toBe(false)
    expect(toldTheLike(fresh, '40', noticeStage(fresh, '45'))).toBe(true)
    expect(toldTheLike(fresh, '40', noticeStage(fresh, '50'))).toBe(false)
    expect(toldTheLike(fresh, '96h', noticeStage({ ...fresh, renewedAt: later(renewedAt, 1) }, '72h'))).toBe(false)
  })
})

describe('watching links', () => {
  let database: Database
  let clock: TestClock
  let links: LinksService
  let watch: LinkWatchService
  let told: LinkNotice[]
  let rules: LinkRules

  beforeEach(async () => {
    database = await testDatabase()
    clock = new TestClock(renewedAt)
    told = []
    rules = firstLinkRules
    links = linksService(
      standingOn({ vault: testVault(), clock }),
      linksRepository({ database }),
      async () => () => rules,
    )
    watch = watchOver(database, links)
  })

  const mina = { partnerId: partnerA, agentId: people.admin }
  const line = { customerId: customer(1), orderId: 'CSP-1001', lineItem: 0 }
  const watchOver = (
    over: Database,
    news: Pick<LinksService, 'whenNews'> = { whenNews: () => {} },
    notices = telling,
  ) =>
    linkWatchService(standingOn({ clock }), linkWatchRepository({ database: over }), {
      notices,
      rules: { rulesOf: async () => () => rules, whenChanged: () => {} },
      links: news,
    })
  const telling = {
    tell: async (_rows: Rows, notices: readonly LinkNotice[]) => void told.push(...notices),
    toldOf: async (): Promise<readonly ToldOfLink[]> => told,
    redraw: async () => {},
  }
  const newLink = (): Promise<DownloadLink> =>
    links.issue(mina, line, 'Windows Server 2019 Standard', {
      ...{ key: randomUUID(), version: '2019', language: 'en' },
      ...{ fileType: 'ISO 64-bit', fileSize: 4_900_000_000 },
    })
  const now = async ({ id }: DownloadLink): Promise<DownloadLink> => {
    const link = await links.find(mina, id)
    if (link === undefined) throw new Error('the link is gone')
    return link
  }
  const toldOf = ({ id }: DownloadLink): string[] =>
    told.filter(({ subjectId }) => subjectId === id).map(({ stage }) => stage)
  const watchAt = async ({ id }: DownloadLink) =>
    (await database.rows.downloadLink.findUniqueOrThrow({ where: { id } })).watchAt

  it('tells each stage of the period once, to who got the link', async () => {
    const link = await newLink()
    for (const at of [72 * hour, 72 * hour - 1, 24 * hour, 0, -day]) {
      clock.advance(untilEnd(at).getTime() - clock.now().getTime())
      await watch.look()
      await watch.look()
    }
    expect(toldOf(link)).toEqual(['72h', '24h', 'expired'].map((stage) => `2026-11-22T10:00:00.000Z/${stage}`))
    expect(told[0]).toMatchObject({ partnerId: partnerA, recipient: people.admin, occasion: 'links.ends' })
    expect(await watchAt(link)).toBeNull()
  })

  it('looked at late tells the latest stage that was reached, not a burst', async () => {
    const link = await newLink()
    clock.advance(13 * day + hour)
    await watch.look()
    expect(toldOf(link)).toEqual([noticeStage(link, '24h')])
    expect(await watchAt(link)).toEqual(link.expiresAt)
  })

  it('begins anew with each renewal, and ends when the order is cancelled', async () => {
    const link = await newLink()
    clock.advance(12 * day)
    await watch.look()
    await links.renew(link, mina.agentId)
    const renewed = await now(link)
    expect(await watchAt(link)).toEqual(later(renewed.expiresAt, -72 * hour))
    clock.advance(11 * day)
    await watch.look()
    expect(toldOf(link)).toEqual([noticeStage(link, '72h'), noticeStage(renewed, '72h')])
    await database.transaction((rows) =>
      revokeLinks(rows, { partnerId: partnerA, orderId: line.orderId, lines: [line.lineItem] }, clock.now()),
    )
    clock.advance(14 * day)
    await watch.look()
    expect(toldOf(link)).toHaveLength(2)
  })

  it('keeps its stages when the address is replaced', async () => {
    const link = await newLink()
    clock.advance(5 * day)
    await links.replace(link, mina.agentId)
    clock.advance(6 * day)
    await watch.look()
    expect(toldOf(link)).toEqual([noticeStage(link, '72h')])
    expect(stageStillTrue(await now(link), firstLinkRules, noticeStage(link, '72h'), clock.now())).toBe('72h')
  })

  it('tells the 45th of downloads at the same moment once, and the 50th', async () => {
    const link = await newLink()
    const token = await links.token(link)
    const download = () => links.download(link, token, randomUUID())
    await database.rows.downloadLink.update({ where: { id: link.id }, data: { downloads: 40 } })
    await Promise.all(Array.from({ length: 8 }, download))
    expect(toldOf(link)).toEqual([noticeStage(link, '45')])
    await Promise.all(Array.from({ length: 8 }, download))
    expect(toldOf(link)).toEqual([noticeStage(link, '45'), noticeStage(link, '50')])
    // Its last days are nobody's news then.
    clock.advance(13 * day)
    await watch.look()
    expect(toldOf(link)).toHaveLength(2)
  })

  it('tells none of a link that is told in a transaction that fails, and tells it at the next look', async () => {
    const link = await newLink()
    clock.advance(11 * day)
    const failing = watchOver(database, undefined, {
      ...telling,
      toldOf: async () => [],
      tell: () => Promise.reject(new Error('the database went away')),
    })
    await expect(failing.look()).rejects.toThrow('went away')
    await watch.look()
    expect(toldOf(link)).toEqual([noticeStage(link, '72h')])
  })

  it('tells more than one batch at one look, each link once, also when two look at the same moment', async () => {
    const first = await newLink()
    const row = await database.rows.downloadLink.findUniqueOrThrow({ where: { id: first.id } })
    await database.rows.downloadLink.createMany({
      data: Array.from({ length: 449 }, () => ({
        ...row,
        ...{ id: randomUUID(), optionKey: randomUUID(), tokenHash: randomUUID() },
      })),
    })
    clock.advance(11 * day)
    await Promise.all([watch.look(), watchOver(database).look(), watchOver(database).look()])
    expect(told).toHaveLength(450)
    expect(new Set(told.map(({ subjectId }) => subjectId)).size).toBe(450)
  })
})
