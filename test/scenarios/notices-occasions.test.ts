import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '../../src/commerce/agent.ts'
import { day, hour, later, minute } from '../../src/platform/clock.ts'
import { openWorld, type Person, people, type World } from '../support/desk.ts'

let world: World
let oliver: Person

beforeEach(async () => {
  world = await openWorld()
  oliver = await world.person(people.globalAndAdmin)
})
afterEach(() => world.desk.close())

/** A new link of the person for Contoso's CSP-1001. @returns its address */
async function getsLink(person: Person, words = ['Submit', 'Get keys and downloads']): Promise<string> {
  await person.says('keys CSP-1001 for contoso.com')
  for (const word of words) await person.presses(word)
  return /http:\/\/[^"\s]+\/d\/[\w-]{32}/.exec(JSON.stringify(person.card().card))?.[0] ?? ''
}

const linkOf = (agentId: string) => world.database.rows.downloadLink.findFirstOrThrow({ where: { agentId } })
const setRoles = (id: string, roles: Role[]) => world.database.rows.agent.updateMany({ where: { id }, data: { roles } })

/** Somebody opens the download page and presses Download. */
async function downloads(address: string): Promise<number> {
  const page = await (await fetch(address)).text()
  const key = /name="key" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const { status } = await fetch(address, { method: 'POST', body: new URLSearchParams({ key }), redirect: 'manual' })
  return status
}

describe('a download link', () => {
  it('is told of at 72 hours, at 24 hours and when it has expired, each once and not a millisecond sooner', async () => {
    await getsLink(oliver)
    await world.passes(11 * day - 1)
    expect(oliver.cardsWith('A download link')).toEqual([])
    await world.passes(1)
    expect(oliver.cardsWith('A download link ends in 3 days')).toHaveLength(1)
    expect(oliver.sees()).toContain('Contoso · Windows Server 2019 Standard · CSP-1001')
    expect(oliver.sees()).toContain(
      'It ends on 6 Dec 2026, 10:00 (in 3 days), or after 50 more downloads, whichever comes first.',
    )
    expect(oliver.sees()).toContain('File: 2019, English, ISO 64-bit')
    expect(oliver.sees()).toContain('You got it on 22 Nov 2026.')
    expect(oliver.mayPress()).toEqual(['Renew link', 'Open in tab', 'Mute this'])
    expect(JSON.stringify(oliver.card().card)).toContain('/tab/links?customer=')
    await world.passes(2 * day - 1)
    expect(oliver.cardsWith('A download link')).toHaveLength(1)
    await world.passes(1)
    expect(oliver.cardsWith('A download link ends in 24 hours')).toHaveLength(1)
    await world.passes(day - 1)
    expect(oliver.cardsWith('A download link')).toHaveLength(2)
    await world.passes(1)
    expect(oliver.sees()).toContain('A download link has expired')
    expect(oliver.sees()).toContain('It ended on 6 Dec 2026, 10:00.')
    await world.passes(30 * day)
    expect(oliver.cardsWith('A download link')).toHaveLength(3)
  })

  it('is told of when 5 downloads are left, and when none is', async () => {
    const address = await getsLink(oliver)
    const { id } = await linkOf(people.globalAndAdmin)
    const setDownloads = (downloads: number) =>
      world.database.rows.downloadLink.update({ where: { id }, data: { downloads } })
    await setDownloads(43)
    expect(await downloads(address)).toBe(303)
    await world.passes(0)
    expect(oliver.cardsWith('A download link')).toEqual([])
    expect(await downloads(address)).toBe(303)
    await world.passes(0)
    expect(oliver.sees()).toContain('A download link has 5 downloads left')
    expect(oliver.sees()).toContain('after 5 more downloads')
    for (let left = 5; left > 0; left--) expect(await downloads(address)).toBe(303)
    expect(await downloads(address)).toBe(410)
    await world.passes(0)
    expect(oliver.sees()).toContain('A download link is used up')
    expect(oliver.sees()).toContain('All 50 downloads were taken')
    await world.passes(20 * day)
    expect(oliver.cardsWith('A download link')).toHaveLength(2)
  })

  it('tells what holds when its turn comes late, not everything that was missed', async () => {
    await getsLink(oliver)
    await world.passes(20 * day)
    expect(oliver.cardsWith('A download link')).toHaveLength(1)
    expect(oliver.sees()).toContain('A download link has expired')
  })

  it('of a cancelled order tells nothing any more', async () => {
    await getsLink(oliver)
    await oliver.says('cancel order CSP-1001 for contoso.com')
    oliver.picks({ acknowledged: 'true' })
    await oliver.presses('Submit')
    await world.passes(30 * day)
    expect(oliver.cardsWith('A download link')).toEqual([])
  })

  it('of an order that was cancelled in Partner Center itself tells nothing either', async () => {
    await getsLink(oliver)
    await world.database.rows.pcOrder.updateMany({
      where: { id: 'CSP-1001' },
      data: { cancelledAt: world.clock.now() },
    })
    await world.passes(11 * day)
    expect(oliver.cardsWith('A download link')).toEqual([])
    expect(await world.database.rows.notice.count({ where: { recipient: oliver.id, status: 'overtaken' } })).toBe(1)
  })

  it('told of by two replicas that look at the same moment is told of once', async () => {
    await getsLink(oliver)
    const other = await openWorld({ database: world.database, clock: world.clock })
    world.clock.advance(11 * day)
    await world.desk.jobs.clockMoved(11 * day)
    await Promise.all([world.desk.jobs.runDue(), other.desk.jobs.runDue()])
    await Promise.all([world.desk.settled(), other.desk.settled()])
    await world.passes(minute)
    expect(oliver.cardsWith('A download link')).toHaveLength(1)
  })

  it('of the sample world is quiet at first', async () => {
    const mina = await world.person(people.admin)
    const before = mina.messages()
    await world.passes(23 * hour)
    expect(mina.messages()).toBe(before)
    await world.passes(hour)
    expect(mina.messages()).toBe(before + 1)
    expect(mina.sees()).toContain('A download link ends in 24 hours')
    expect(mina.sees()).toContain('after 1 more download,')
  })
})

describe('Renew on the notice', () => {
  beforeEach(async () => {
    await getsLink(oliver)
    await world.passes(11 * day)
  })

  it('renews, and the same message says until when and with what', async () => {
    const { id } = oliver.card()
    await oliver.presses('Renew link')
    expect(oliver.card().id).toBe(id)
    expect(oliver.sees()).toContain('The download link is renewed')
    expect(oliver.sees()).toContain('It ends on 17 Dec 2026, 10:00 (in 14 days), or after 50 more downloads')
    expect(oliver.sees()).toContain('You last renewed it on 3 Dec 2026.')
    expect(oliver.mayPress()).toEqual(['Get keys and downloads', 'Open in tab', 'Mute this'])
    expect((await linkOf(people.globalAndAdmin)).expiresAt).toEqual(later(world.clock.now(), 14 * day))
    await world.passes(0)
    expect(oliver.sees(id)).toContain('The download link is renewed')
    await world.passes(11 * day)
    expect(oliver.cardsWith('A download link ends in 3 days')).toHaveLength(1)
  })

  it.each(['same id', 'new id'] as const)('delivered twice with the %s renews once', async (deliverTwice) => {
    await oliver.presses('Renew link', { deliverTwice })
    expect(oliver.sees()).toContain('The download link is renewed')
    expect(await world.database.rows.activityEntry.count({ where: { what: 'link-renewed' } })).toBe(1)
  })

  it('pressed on the card of keys and downloads changes the notices of that link too', async () => {
    const first = oliver.card().id
    await world.passes(2 * day)
    const second = oliver.card().id
    await oliver.says('keys CSP-1001 for contoso.com')
    for (const title of ['Submit', 'Get keys and downloads', 'Renew link']) await oliver.presses(title)
    await world.passes(0)
    for (const notice of [first, second]) {
      expect(oliver.sees(notice)).toContain('The download link is renewed')
      expect(oliver.sees(notice)).not.toContain('Renew link')
    }
  })

  it('works by the Action.Submit fallback too', async () => {
    await oliver.presses('Renew link', { as: 'Action.Submit' })
    expect(oliver.sees()).toContain('The download link is renewed')
  })

  it('on an old notice renews nothing more, and shows what holds now', async () => {
    const old = oliver.button('Renew link')
    await oliver.presses('Renew link')
    await world.passes(5 * day)
    const { expiresAt } = await linkOf(people.globalAndAdmin)
    await oliver.pressesOld(old)
    expect(oliver.sees(old.message)).toContain('It ends on 17 Dec 2026, 10:00 (in 9 days)')
    await world.passes(8 * day)
    await oliver.pressesOld(old)
    expect(oliver.sees(old.message)).toContain('A download link ends in 24 hours')
    expect((await linkOf(people.globalAndAdmin)).expiresAt).toEqual(expiresAt)
    // Its button is the newer period's now.
    await oliver.presses('Renew link', { message: old.message })
    expect((await linkOf(people.globalAndAdmin)).expiresAt).toEqual(later(world.clock.now(), 14 * day))
  })

  it('is refused to who has lost the role, and their later notices offer it no more', async () => {
    await setRoles(people.globalAndAdmin, ['global-admin'])
    await oliver.presses('Renew link')
    expect(oliver.hears()).toContain('needs the role Admin agent')
    expect(oliver.hears()).toContain('A download link ends in 3 days')
    await world.passes(2 * day)
    expect(oliver.sees()).toContain('A download link ends in 24 hours')
    expect(oliver.mayPress()).toEqual(['Mute this'])
    expect(await world.database.rows.activityEntry.count({ where: { what: 'link-renewed' } })).toBe(0)
  })

  it('does nothing for an order that was cancelled meanwhile', async () => {
    const old = oliver.button('Renew link')
    await oliver.says('cancel order CSP-1001 for contoso.com')
    oliver.picks({ acknowledged: 'true' })
    await oliver.presses('Submit')
    await oliver.pressesOld(old)
    expect(await world.database.rows.activityEntry.count({ where: { what: 'link-renewed' } })).toBe(0)
    expect(lineUnder(oliver, old.message)).toContain('Order CSP-1001 has no key and no download')
  })

  it("knows no link of somebody else's, however it is forged", async () => {
    const mina = await world.person(people.admin)
    await mina.says('keys CSP-1001 for contoso.com')
    const forged = { verb: 'link', act: 'renew', link: (await linkOf(people.globalAndAdmin)).id, revision: 0 }
    await mina.pressesOld(mina.button('Submit'), {}, forged)
    expect(mina.hears()).toContain('There is no such link of yours.')
    await mina.pressesOld(mina.button('Submit'), {}, { ...forged, revision: 'none' })
    expect(mina.hears()).toContain('This button carried nothing I know')
    expect(await world.database.rows.activityEntry.count({ where: { what: 'link-renewed' } })).toBe(0)
  })
})

const lineUnder = (person: Person, message: string): string | undefined =>
  world.teams.messages(person.chat, person.id).find(({ id }) => id === message)?.line

describe('in Chinese and Korean', () => {
  it('links are told in the language of who is told', async () => {
    const xiaoyu = await world.person(people.chineseAdmin)
    await getsLink(xiaoyu, ['提交', '获取密钥和下载'])
    await setRoles(people.koreanGlobalAdmin, ['global-admin', 'admin-agent'])
    const seojun = await world.person(people.koreanGlobalAdmin)
    await getsLink(seojun, ['제출', '키 및 다운로드 받기'])
    await world.passes(13 * day)
    expect(xiaoyu.sees()).toContain('一个下载链接将在 24 小时后失效')
    expect(xiaoyu.mayPress()).toEqual(['续期链接', '在选项卡中打开', '静音此类通知'])
    await xiaoyu.presses('续期链接')
    expect(xiaoyu.sees()).toContain('下载链接已续期')
    expect(seojun.sees()).toContain('다운로드 링크가 24시간 후에 끝납니다')
    await seojun.presses('링크 갱신')
    expect(seojun.sees()).toContain('다운로드 링크를 갱신했습니다')
  })
})
