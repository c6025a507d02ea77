import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { day, hour } from '../../src/platform/clock.ts'
import { openWorld, type Person, partnerA, partnerB, people, type World } from '../support/desk.ts'

let world: World
let oliver: Person

beforeEach(async () => {
  world = await openWorld()
  oliver = await world.person(people.globalAndAdmin)
})
afterEach(() => world.desk.close())

const policyOf = async (partnerId: string) =>
  (await world.database.rows.noticePolicy.findUnique({ where: { partnerId } }))?.notices as
    | { links: object; windows: object }
    | undefined
const changes = () => world.database.rows.activityEntry.findMany({ where: { what: 'settings-changed' } })

async function opensRules(person: Person): Promise<void> {
  await person.says('settings')
  await person.presses('Notice rules …')
}

/** Oliver changes some of the rules. */
async function decides(typed: Record<string, string>): Promise<void> {
  await opensRules(oliver)
  oliver.picks(typed)
  await oliver.presses('Save')
  expect(oliver.sees()).toContain('Saved.')
}

async function getsLink(person: Person): Promise<void> {
  await person.says('keys CSP-1001 for contoso.com')
  for (const word of ['Submit', 'Get keys and downloads']) await person.presses(word)
}

/** A new link, so many hours before its end. */
async function hasLink(hoursLeft: number): Promise<void> {
  await getsLink(oliver)
  await world.passes(14 * day - hoursLeft * hour)
}

/** Links that end soon, as Oliver was told of them. */
const soon = () => oliver.cardsWith('A download link ends').length
const stages = async (occasion = 'links.ends') => {
  const rows = await world.database.rows.notice.findMany({ where: { recipient: oliver.id, occasion } })
  return rows.map(({ stage, status }) => `${stage.split('/').at(-1)} ${status}`).sort()
}

async function buys(words: string): Promise<void> {
  await oliver.says(words)
  if (oliver.mayPress().includes('Review order')) await oliver.presses('Review order')
  oliver.picks({ acknowledged: 'true' })
  await oliver.presses('Place order')
  expect(oliver.sees()).toContain('is placed')
}
const closing = () => oliver.cardsWith('left to cancel order').length

describe('the notice rules of a partner', () => {
  it('begin with 72 and 24 hours, 45 downloads, 7 days and 1 day, whatever the amount', async () => {
    await opensRules(oliver)
    expect(oliver.sees()).toContain(
      'Whoever got a download link is told 72 hours and 24 hours before it ends, when 45 of its 50 downloads are taken, and when it has ended.',
    )
    expect(oliver.sees()).toContain(
      'Whoever bought an order is told 7 days and 1 day before its cancellation window closes, whatever the amount.',
    )
    expect(['hoursBefore', 'downloads', 'daysBefore', 'from'].map((id) => oliver.filledIn(id))).toEqual([
      ...['72, 24', 45, '7, 1', ''],
    ])
    await oliver.presses('Back')
    expect(oliver.mayPress()).toContain('Notice rules …')
  })

  it('are changed in the same card, which then shows what holds, and the change is on record', async () => {
    await opensRules(oliver)
    const { id } = oliver.card()
    oliver.picks({
      hoursBefore: '12，96',
      downloads: '40',
      daysBefore: '1 14',
      from: 'usd 5,000; 700000 JPY',
    })
    await oliver.presses('Save')
    expect(oliver.card().id).toBe(id)
    expect(oliver.sees()).toContain('Saved.')
    expect(oliver.sees()).toContain(
      'is told 96 hours and 12 hours before it ends, when 40 of its 50 downloads are taken',
    )
    expect(oliver.sees()).toContain(
      'at or above JPY 700,000 or USD 5,000.00 is told 14 days and 1 day before its cancellation window closes; in other currencies, whatever the amount.',
    )
    expect(oliver.filledIn('from')).toBe('JPY 700,000; USD 5,000')
    const decided = {
      links: { hoursBefore: [96, 12], downloads: 40 },
      windows: { daysBefore: [14, 1], from: { USD: '5000', JPY: '700000' } },
    }
    expect(await policyOf(partnerA)).toMatchObject(decided)
    const facts = { notices: JSON.stringify(decided) }
    expect(await changes()).toMatchObject([{ agentId: oliver.id, customerId: null, facts }])
    expect(await policyOf(partnerB)).toBeUndefined()
  })

  it.each([
    ['hoursBefore', '', 'Type one whole number at least, from 1 to 335.'],
    ['hoursBefore', '72h, 24', '"72h" is not a whole number'],
    ['hoursBefore', '336', '336 is not from 1 to 335.'],
    ['hoursBefore', '24, 24', '24 is there twice'],
    ['hoursBefore', '5 4 3 2 1', 'four at most'],
    ['hoursBefore', '1 '.repeat(51), 'This is too long to be read'],
    ['downloads', '50', 'A whole number from 1 to 49'],
    ['downloads', '0', 'A whole number from 1 to 49'],
    ['daysBefore', '60', '60 is not from 1 to 59.'],
    ['from', '$5', 'is not a currency code with an amount'],
    ['from', 'JPY 0.5', 'has no digits after the point'],
  ])('say at %s what is wrong with %j, and nothing typed is lost', async (field, typed, words) => {
    await opensRules(oliver)
    const whole = { hoursBefore: '96', downloads: '30', daysBefore: '3', from: 'EUR 7', [field]: typed }
    oliver.picks(whole)
    await oliver.presses('Save')
    expect(oliver.sees()).toContain(words)
    for (const [id, value] of Object.entries(whole)) expect(String(oliver.filledIn(id))).toBe(value)
    expect(await policyOf(partnerA)).toBeUndefined()
    expect(await changes()).toEqual([])
  })

  it('are shown and changed by global administrators only, also by a forged button', async () => {
    const mina = await world.person(people.admin)
    await mina.says('settings')
    expect(mina.mayPress()).not.toContain('Notice rules …')
    const save = mina.button('Save')
    await mina.pressesOld(save, {}, { act: 'noticeRules' })
    expect(mina.sees()).toContain('needs the role Global administrator')
    expect(mina.sees()).not.toContain('before it ends')
    await mina.pressesOld(save, { hoursBefore: '1', downloads: '1', daysBefore: '1' }, { step: 'notice-rules' })
    expect(await policyOf(partnerA)).toBeUndefined()
    await opensRules(oliver)
    await world.database.rows.agent.updateMany({ where: { id: oliver.id }, data: { roles: ['admin-agent'] } })
    oliver.picks({ hoursBefore: '96' })
    await oliver.presses('Save')
    expect(oliver.hears()).toContain('needs the role Global administrator')
    expect(await policyOf(partnerA)).toBeUndefined()
  })

  it.each(['same id', 'new id'] as const)('are saved once by a press delivered twice, with the %s', async (twice) => {
    await opensRules(oliver)
    oliver.picks({ hoursBefore: '96, 12' })
    await oliver.presses('Save', { deliverTwice: twice })
    expect(oliver.sees()).toContain('is told 96 hours and 12 hours before it ends')
    expect(oliver.sees()).not.toContain('meanwhile')
    expect(await changes()).toHaveLength(1)
    // Saved again without a change, nothing is on record again.
    await oliver.presses('Save')
    expect(oliver.sees()).toContain('Saved.')
    expect(await changes()).toHaveLength(1)
  })

  it('in the hands of two are not overwritten by who did not see them; what they typed is kept', async () => {
    const seojun = await world.person(people.koreanGlobalAdmin)
    await seojun.says('설정')
    await seojun.presses('알림 규칙…')
    await decides({ hoursBefore: '96, 12' })
    seojun.picks({ daysBefore: '14' })
    await seojun.presses('저장')
    expect(seojun.sees()).toContain('그사이 Oliver Hughes 님이 규칙을 바꾸어 아무것도 저장하지 않았습니다.')
    expect([seojun.filledIn('hoursBefore'), seojun.filledIn('daysBefore')]).toEqual(['96, 12', '14'])
    expect(await policyOf(partnerA)).toMatchObject({ windows: { daysBefore: [7, 1] } })
    await seojun.presses('저장')
    expect(seojun.sees()).toContain('다운로드 링크: 끝나기 96시간 및 12시간 전')
    expect(await policyOf(partnerA)).toMatchObject({
      links: { hoursBefore: [96, 12] },
      windows: { daysBefore: [14] },
    })
    expect(await changes()).toHaveLength(2)
  })

  it('that cannot be read are those of the beginning, and are changed as any others', async () => {
    const of = { partnerId: partnerA, updatedBy: people.koreanGlobalAdmin, updatedAt: world.clock.now() }
    await world.database.rows.noticePolicy.create({ data: { ...of, notices: { links: 'of another version' } } })
    await opensRules(oliver)
    expect(oliver.sees()).toContain('is told 72 hours and 24 hours before it ends')
    oliver.picks({ hoursBefore: '96' })
    await oliver.presses('Save')
    expect(oliver.sees()).toContain('Saved.')
    expect(await policyOf(partnerA)).toMatchObject({ links: { hoursBefore: [96] } })
  })

  it('are read in Chinese too', async () => {
    await world.database.rows.agent.updateMany({
      where: { id: people.chineseAdmin },
      data: { roles: ['global-admin'] },
    })
    const xiaoyu = await world.person(people.chineseAdmin)
    await xiaoyu.says('设置')
    await xiaoyu.presses('通知规则…')
    expect(xiaoyu.sees()).toContain('下载链接：在失效前 72 小时和24 小时')
    xiaoyu.picks({ from: 'CNY 30,000', hoursBefore: '三天' })
    await xiaoyu.presses('保存')
    expect(xiaoyu.sees()).toContain('“三天”不是整数')
    xiaoyu.picks({ hoursBefore: '48' })
    await xiaoyu.presses('保存')
    expect(xiaoyu.sees()).toContain('仅限 CNY 30,000.00及以上的订单')
  })
})

describe('a link under changed rules', () => {
  it('is told of at once and once when it has come that near already, and then at the next lead time', async () => {
    await hasLink(80)
    expect(soon()).toBe(0)
    await decides({ hoursBefore: '96, 12' })
    await world.passes(0)
    expect(oliver.cardsWith('A download link ends in 4 days')).toHaveLength(1)
    await world.passes(68 * hour - 1)
    expect(soon()).toBe(1)
    await world.passes(1)
    expect(oliver.cardsWith('A download link ends in 12 hours')).toHaveLength(1)
    await world.passes(30 * day)
    expect(soon()).toBe(2)
    expect(oliver.cardsWith('A download link has expired')).toHaveLength(1)
    expect(await stages()).toEqual(['12h sent', '96h sent', 'expired sent'])
  })

  it.each([
    ['a longer lead time', '96, 12', 60],
    ['a shorter lead time', '48, 12', 40],
    ['a shorter and a longer one', '200, 48, 12', 40],
  ])('that was told before is not told again for %s', async (_which, hoursBefore, left) => {
    await hasLink(left)
    expect(soon()).toBe(1)
    await decides({ hoursBefore })
    await world.passes((left - 12) * hour - 1)
    expect(soon()).toBe(1)
    await world.passes(1)
    expect(oliver.cardsWith('A download link ends in 12 hours')).toHaveLength(1)
  })

  it('is not told again when the rules are those of the beginning again', async () => {
    await hasLink(70)
    expect(await stages()).toEqual(['72h sent'])
    await decides({ hoursBefore: '96' })
    await decides({ hoursBefore: '72, 24' })
    await world.passes(40 * hour)
    expect(await stages()).toEqual(['72h sent'])
    await world.passes(6 * hour)
    expect(await stages()).toEqual(['24h sent', '72h sent'])
  })

  it('loses no notice that was due already when the rules were changed', async () => {
    await hasLink(70)
    world.clock.advance(47 * hour)
    await decides({ hoursBefore: '72, 48, 24' })
    await world.passes(0)
    expect(await stages()).toEqual(['24h sent', '72h sent'])
  })

  it('whose notice waits in quiet hours is told of once, by the rules that hold when they end', async () => {
    await getsLink(oliver)
    await oliver.says('settings')
    oliver.picks({ quietFrom: '09:00', quietTo: '18:00' })
    await oliver.presses('Save')
    await world.passes(14 * day - 71 * hour)
    expect(await stages()).toEqual(['72h waiting'])
    await decides({ hoursBefore: '96, 12' })
    await world.passes(0)
    expect(await stages()).toEqual(['72h waiting', '96h waiting'])
    await world.passes(8 * hour)
    expect(await stages()).toEqual(['72h overtaken', '96h sent'])
    expect(soon()).toBe(1)
  })

  it('is not told of by a notice that waits for what is no lead time any more', async () => {
    await getsLink(oliver)
    await oliver.says('settings')
    oliver.picks({ quietFrom: '09:00', quietTo: '18:00' })
    await oliver.presses('Save')
    await world.passes(14 * day - 71 * hour)
    await decides({ hoursBefore: '6' })
    await world.passes(8 * hour)
    expect(await stages()).toEqual(['72h overtaken'])
    expect(soon()).toBe(0)
  })

  it('is told of at the downloads that count as few now: late when it has had them, else at the very one', async () => {
    await getsLink(oliver)
    const { downloadLink } = world.database.rows
    const { id } = await downloadLink.findFirstOrThrow({ where: { agentId: oliver.id } })
    await downloadLink.update({ where: { id }, data: { downloads: 31 } })
    await decides({ downloads: '30' })
    await world.passes(0)
    expect(oliver.cardsWith('A download link has 19 downloads left')).toHaveLength(1)
    await decides({ downloads: '20' })
    await decides({ downloads: '25' })
    await world.passes(day)
    expect(await stages()).toEqual(['30 sent'])
    const address = /http:\/\/[^"\s]+\/d\/[\w-]{32}/.exec(oliver.everything())?.[0] ?? ''
    await decides({ downloads: '33' })
    for (const count of [1, 2]) {
      const page = await (await fetch(address)).text()
      const key = /name="key" value="([^"]+)"/.exec(page)?.[1] ?? ''
      await fetch(address, { method: 'POST', body: new URLSearchParams({ key }), redirect: 'manual' })
      await world.passes(0)
      expect((await stages()).includes('33 sent')).toBe(count === 2)
      expect(oliver.cardsWith('A download link has 17 downloads left').length > 0).toBe(count === 2)
    }
  })

  it("of another partner keeps that partner's rules", async () => {
    await getsLink(oliver)
    const { downloadLink } = world.database.rows
    const link = await downloadLink.findFirstOrThrow({ where: { agentId: oliver.id } })
    const theirs = { ...link, id: crypto.randomUUID(), partnerId: partnerB, tokenHash: 'theirs' }
    await downloadLink.create({ data: theirs })
    await world.passes(14 * day - 80 * hour)
    await decides({ hoursBefore: '96' })
    await world.passes(0)
    expect((await downloadLink.findUniqueOrThrow({ where: { id: theirs.id } })).watchAt).toEqual(link.watchAt)
    expect(await world.database.rows.notice.count({ where: { partnerId: partnerB } })).toBe(0)
    expect(await stages()).toEqual(['96h sent'])
  })

  it('that is renewed is watched by them', async () => {
    await decides({ hoursBefore: '96' })
    await hasLink(97)
    expect(soon()).toBe(0)
    await world.passes(hour)
    expect(oliver.cardsWith('A download link ends in 4 days')).toHaveLength(1)
    await oliver.presses('Renew link')
    await world.passes(10 * day - 1)
    expect(soon()).toBe(0)
    await world.passes(1)
    expect(oliver.cardsWith('A download link ends in 4 days')).toHaveLength(1)
  })
})

describe('a cancellation window under changed rules', () => {
  const datacenter = 'buy 2 windows server 2022 datacenter 1 year for Contoso'

  it('is told of at 14 days when that is the lead time', async () => {
    await decides({ daysBefore: '14' })
    await buys(datacenter)
    await world.passes(46 * day - 1)
    expect(oliver.cardsWith('left to cancel order CSP-1008')).toEqual([])
    await world.passes(1)
    expect(oliver.cardsWith('14 days left to cancel order CSP-1008')).toHaveLength(1)
    await world.passes(14 * day)
    expect(oliver.cardsWith('left to cancel order CSP-1008')).toHaveLength(1)
  })

  it('is told of late and once when it is that near already, and not again by a longer one still', async () => {
    await buys(datacenter)
    await world.passes(50 * day)
    expect(closing()).toBe(0)
    await decides({ daysBefore: '14, 2' })
    await world.passes(0)
    expect(oliver.cardsWith('10 days left to cancel order CSP-1008')).toHaveLength(1)
    await decides({ daysBefore: '20, 9, 2' })
    await world.passes(0)
    expect(closing()).toBe(1)
    await world.passes(day)
    expect(oliver.cardsWith('9 days left to cancel order CSP-1008')).toHaveLength(1)
  })

  const totalOf = async (): Promise<string> => {
    const { total } = await world.database.rows.purchase.findFirstOrThrow()
    return total.toString()
  }

  it('is not told of below the amount of its currency, and is at the amount', async () => {
    await buys(datacenter)
    const total = await totalOf()
    await decides({ from: `USD ${Number(total) + 0.01}` })
    await world.passes(54 * day)
    expect(closing()).toBe(0)
    await decides({ from: `USD ${total}` })
    await world.passes(0)
    expect(oliver.cardsWith('6 days left to cancel order CSP-1008')).toHaveLength(1)
  })

  it('is told of in a currency without an amount', async () => {
    await decides({ from: 'USD 900,000,000' })
    await buys(datacenter)
    await buys('buy 2 windows server 2022 datacenter 1 year for Wide World Importers')
    await world.passes(53 * day)
    expect(closing()).toBe(1)
    expect(oliver.cardsWith('7 days left to cancel order CSP-1009')).toHaveLength(1)
  })

  it('whose notice waits when its amount becomes too small is not told of', async () => {
    await buys(datacenter)
    await oliver.says('settings')
    oliver.picks({ quietFrom: '09:00', quietTo: '18:00' })
    await oliver.presses('Save')
    await world.passes(53 * day)
    expect(await stages('buying.window-closes')).toEqual(['7d waiting'])
    await decides({ from: 'USD 900,000,000' })
    await world.passes(9 * hour)
    expect(await stages('buying.window-closes')).toEqual(['7d overtaken'])
    expect(closing()).toBe(0)
  })
})
