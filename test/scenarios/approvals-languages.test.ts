import { beforeAll, describe, expect, it } from 'vitest'
import { hour } from '../../src/platform/clock.ts'
import { decides } from '../support/approvals.ts'
import { openWorld, type Person, people, type World } from '../support/desk.ts'

let world: World
let lin: Person
let han: Person

beforeAll(async () => {
  world = await openWorld()
  lin = await world.person(people.chineseAdmin)
  han = await world.person(people.koreanGlobalAdmin)
  await world.person(people.globalAndAdmin)
  await world.database.rows.agent.updateMany({
    where: { id: people.koreanGlobalAdmin },
    data: { roles: ['global-admin', 'admin-agent'] },
  })
  await decides(world, { purchases: { CNY: '1', KRW: '1' }, cancellations: { when: 'from', amounts: { USD: '1' } } })
})

describe('in Chinese', () => {
  it('a purchase is asked for, waits, and expires', async () => {
    await lin.says('给 proseware.cn 购买 2 windows server 2022 standard 一年')
    await lin.presses('核对订单')
    expect(lin.sees()).toMatch(/此操作需要审批：CNY 1.00 及以上的购买都需要审批。/)
    expect(lin.sees()).toContain('给审批人的说明（可选）')
    lin.picks({ acknowledged: 'true', why: '续订' })
    await lin.presses('申请审批')
    expect(lin.sees()).toContain('订单等待审批')
    expect(lin.sees()).toContain('等待审批，截至 2026年11月25日')
    expect(lin.mayPress()).toEqual(['撤回', '继续购买'])
    await world.passes(72 * hour)
    expect(lin.hears()).toContain('已过期：截至')
    expect(lin.hears()).toContain('未订购任何产品。')
  })

  it('a cancellation is asked for and withdrawn', async () => {
    await lin.says('取消 contoso.com 的订单 CSP-1007')
    expect(lin.sees()).toContain('此操作需要审批：抵扣 USD 1.00 及以上的取消都需要审批。')
    lin.picks({ acknowledged: 'true' })
    await lin.presses('提交')
    await lin.says('订单 CSP-1007 contoso.com')
    expect(lin.sees()).toContain('其取消正在等待审批')
    await lin.says('取消 contoso.com 的订单 CSP-1007')
    await lin.presses('撤回 CSP-1007')
    expect(lin.sees()).toContain('已撤回 · 取消 · CSP-1007 · Contoso')
  })
})

describe('in Korean', () => {
  it('a purchase is asked for, and nobody decides about their own', async () => {
    await han.says('fourthcoffee.co.kr windows server 2022 standard 1년 구매')
    han.picks({ quantity: '2' })
    await han.presses('주문 검토')
    expect(han.sees()).toContain('승인이 필요합니다. KRW 1 이상의 구매에는 승인이 필요합니다.')
    han.picks({ acknowledged: 'true', why: '갱신' })
    await han.presses('승인 요청')
    expect(han.sees()).toContain('주문이 승인을 기다립니다')
    expect(han.mayPress()).toEqual(['철회', '추가 구매'])
    await han.presses('철회', { forged: { act: 'approve' } })
    expect(han.hears()).toContain('본인이 요청한 항목입니다.')
    await world.passes(0)
    expect(lin.sees()).toContain('한서준 申请为 Fourth Coffee · fourthcoffee.co.kr 购买')
  })

  it('a cancellation is asked for, and rejected', async () => {
    await han.says('contoso.com 주문 CSP-1007 취소')
    expect(han.sees()).toContain('크레딧이 USD 1.00 이상인 취소에는 승인이 필요합니다.')
    han.picks({ acknowledged: 'true', why: '실수' })
    await han.presses('제출')
    expect(han.sees()).toContain('CSP-1007\n승인 대기 중')
    await world.passes(0)
    expect(lin.sees()).toContain('한서준 申请取消 Contoso · contoso.com 的订单')
    lin.picks({ reason: '客户仍在使用' })
    await lin.presses('拒绝')
    await world.passes(0)
    expect(han.hears()).toContain('거부됨. 林晓雨 님이')
    expect(han.hears()).toContain('사유: 客户仍在使用')
    expect(han.hears()).toContain('취소된 것은 없으며 주문은 유효합니다.')
  })

  it('somebody who has left is called that', async () => {
    await lin.says('给 proseware.cn 购买 2 windows server 2022 standard 一年')
    await lin.presses('核对订单')
    lin.picks({ acknowledged: 'true' })
    await lin.presses('申请审批')
    await world.database.rows.agent.deleteMany({ where: { id: people.chineseAdmin } })
    await world.passes(0)
    expect(han.sees()).toContain('퇴사한 직원 님의 구매 요청')
  })
})
