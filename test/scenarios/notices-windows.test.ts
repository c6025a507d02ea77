import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PartnerCenterUnavailable } from '../../src/commerce/errors.ts'
import { day, hour, minute } from '../../src/platform/clock.ts'
import { openWorld, type Person, people, type World } from '../support/desk.ts'
import { partnerCenterWith } from '../support/partner-center.ts'

let world: World
let oliver: Person

beforeEach(async () => {
  world = await openWorld()
  oliver = await world.person(people.globalAndAdmin)
})
afterEach(() => world.desk.close())

async function buys(person: Person): Promise<void> {
  await person.says('buy 2 windows server 2022 datacenter 1 year for Contoso')
  await person.presses('Review order')
  person.picks({ acknowledged: 'true' })
  await person.presses('Place order')
  expect(person.sees()).toContain('Order CSP-1008 is placed')
}

describe('the cancellation window of an order', () => {
  it('is told of 7 days and 1 day before it closes, to who bought it, with its days, its credit and Cancel', async () => {
    await buys(oliver)
    await world.passes(53 * day - 1)
    expect(oliver.cardsWith('left to cancel order')).toEqual([])
    await world.passes(1)
    expect(oliver.sees()).toContain('7 days left to cancel order CSP-1008')
    expect(oliver.sees()).toContain('Contoso · contoso.com')
    expect(oliver.sees()).toContain('closes on 21 Jan 2027, 10:00 (in 7 days)')
    expect(oliver.sees()).toMatch(/Expected credit on the next monthly invoice: USD [\d,.]+\. No early termination fee/)
    expect(oliver.mayPress()).toEqual(['Cancel order CSP-1008 …', 'Keep order CSP-1008', 'Open in tab', 'Mute this'])
    expect(JSON.stringify(oliver.card().card)).toMatch(/tab\/orders\/[^"]*CSP-1008/)
    await world.passes(6 * day)
    expect(oliver.sees()).toContain('1 day left to cancel order CSP-1008')
    expect(oliver.sees()).toContain('closes on 21 Jan 2027, 10:00 (in 24 hours)')
    await oliver.presses('Cancel order CSP-1008 …')
    expect(oliver.sees()).toContain('Cancel a purchase')
    expect(oliver.sees()).toContain('1 day left to cancel')
    await world.passes(30 * day)
    expect(oliver.cardsWith('left to cancel order')).toHaveLength(2)
  })

  const windowNotices = async () => {
    const rows = await world.database.rows.notice.findMany({ where: { occasion: 'buying.window-closes' } })
    return rows.map(({ status }) => status)
  }

  it('is not told of when the order was cancelled in Partner Center itself', async () => {
    await buys(oliver)
    await world.passes(50 * day)
    await world.database.rows.pcOrder.updateMany({
      where: { id: 'CSP-1008' },
      data: { cancelledAt: world.clock.now() },
    })
    await world.passes(3 * day)
    expect(await windowNotices()).toEqual(['overtaken'])
    expect(oliver.cardsWith('left to cancel order')).toEqual([])
  })

  it('is not told of while a cancellation is under way', async () => {
    await buys(oliver)
    await world.passes(53 * day - minute)
    await oliver.says('cancel order CSP-1008 for contoso.com')
    oliver.picks({ acknowledged: 'true' })
    await oliver.presses('Submit')
    await world.passes(minute)
    expect(await windowNotices()).toEqual(['overtaken'])
    expect(oliver.cardsWith('left to cancel order')).toEqual([])
  })

  it('is told of when Partner Center answers again, with what it shows then', async () => {
    let answers = false
    const silent = partnerCenterWith({
      order:
        (real) =>
        (...asked) =>
          answers ? real.order(...asked) : Promise.reject(new PartnerCenterUnavailable()),
    })
    const other = await openWorld({ partnerCenter: silent })
    const buyer = await other.person(people.globalAndAdmin)
    answers = true
    await buys(buyer)
    answers = false
    await other.passes(53 * day)
    expect(buyer.sees()).toContain('Order CSP-1008 is placed')
    answers = true
    await other.passes(hour)
    expect(buyer.sees()).toContain('7 days left to cancel order CSP-1008')
  })

  it('offers Cancel only to who may cancel', async () => {
    await buys(oliver)
    await world.database.rows.agent.updateMany({ where: { id: oliver.id }, data: { roles: ['global-admin'] } })
    await world.passes(53 * day)
    expect(oliver.sees()).toContain('7 days left to cancel order CSP-1008')
    expect(oliver.mayPress()).toEqual(['Keep order CSP-1008', 'Open in tab', 'Mute this'])
  })

  it('is not told of to who may see no orders any more', async () => {
    await buys(oliver)
    await world.database.rows.agent.updateMany({ where: { id: oliver.id }, data: { roles: ['account-admin'] } })
    await world.passes(53 * day)
    expect(oliver.cardsWith('left to cancel order')).toEqual([])
    await world.database.rows.agent.updateMany({ where: { id: oliver.id }, data: { roles: ['sales-agent'] } })
    await world.passes(6 * day)
    expect(oliver.cardsWith('left to cancel order')).toHaveLength(1)
  })

  it('is never told of for what has none', async () => {
    await oliver.says('buy 1 SUSE Linux annual for Contoso')
    if (oliver.mayPress().includes('Review order')) await oliver.presses('Review order')
    oliver.picks({ acknowledged: 'true' })
    await oliver.presses('Place order')
    expect(oliver.sees()).toContain('Order CSP-1008 is placed')
    await world.passes(0)
    const order = await world.database.rows.mirrorOrder.findFirstOrThrow({ where: { id: 'CSP-1008' } })
    expect(order.watchAt).toBeNull()
  })

  it('is told of in Chinese and in Korean', async () => {
    await buys(oliver)
    const [xiaoyu, seojun] = [await world.person(people.chineseAdmin), await world.person(people.koreanGlobalAdmin)]
    const { purchase } = world.database.rows
    const bought = await purchase.findFirstOrThrow()
    await purchase.update({ where: { id: bought.id }, data: { agentId: xiaoyu.id } })
    await purchase.create({
      data: {
        ...bought,
        lines: bought.lines ?? [],
        unordered: [],
        id: randomUUID(),
        requestId: randomUUID(),
        agentId: seojun.id,
      },
    })
    await world.passes(53 * day)
    expect(xiaoyu.sees()).toContain('订单 CSP-1008 的取消期限还剩 7 天')
    expect(xiaoyu.mayPress()).toEqual(['取消订单 CSP-1008…', '保留订单 CSP-1008', '在选项卡中打开', '静音此类通知'])
    await xiaoyu.presses('静音此类通知')
    expect(xiaoyu.hears()).toContain('已静音：即将结束的取消期限')
    expect(seojun.sees()).toContain('주문 CSP-1008의 취소 기간이 7일 남았습니다')
    expect(seojun.mayPress()).toEqual(['주문 CSP-1008 유지', '탭에서 열기', '이 알림 끄기'])
    await seojun.presses('이 알림 끄기')
    expect(seojun.hears()).toContain('알림을 껐습니다: 곧 끝나는 취소 기간')
  })
})
