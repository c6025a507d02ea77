import { beforeAll, describe, expect, it } from 'vitest'
import { day, hour } from '../../src/platform/clock.ts'
import { openWorld, people, type World } from '../support/desk.ts'
import { filledIn } from '../support/support-requests.ts'

describe('a support request is asked for, answered and told in the language of the person', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })

  it.each([
    {
      who: people.chineseAdmin,
      asks: '支持 CSP-1004',
      form: ['新建支持请求', '问题类型: 代表客户购买/退款 CSP', '严重：业务已停止', '订单 CSP-1004 退款'],
      wrong: ['请选择影响程度。', '请输入 10 到 1,000 个字符。', '有些字段需要修改'],
      send: '发送请求',
      sent: ['已发送。', '尚未有人受理', '影响: 中等', '金额: USD 1,525.00'],
      open: '打开请求',
      answered: ['已答复', 'Microsoft 支持 ·'],
      add: '添加评论',
      close: '关闭请求',
      closed: '已关闭。',
    },
    {
      who: people.koreanGlobalAdmin,
      asks: 'CSP-1004 지원 요청',
      form: ['새 지원 요청', '문제 유형: 고객을 대신하여 구매/환불 CSP', '심각: 업무가 중단됨', '주문 CSP-1004 환불'],
      wrong: ['영향 정도를 선택하세요.', '10~1,000자를 입력하세요.', '고쳐야 할 항목이 있습니다'],
      send: '요청 보내기',
      sent: ['보냄.', '아직 담당자가 없습니다', '영향: 보통', '금액: USD 1,525.00'],
      open: '요청 열기',
      answered: ['답변됨', 'Microsoft 지원팀 ·'],
      add: '댓글 추가',
      close: '요청 닫기',
      closed: '닫힘.',
    },
  ])('$asks', async ({ who, asks, form, wrong, send, sent, open, answered, add, close, closed }) => {
    const person = await world.person(who)
    await person.says(asks)
    const shown = JSON.stringify(person.card().card)
    for (const words of form) expect(`${person.sees()}\n${shown}`).toContain(words)
    await person.presses(send)
    for (const words of wrong) expect(person.sees()).toContain(words)
    person.picks(filledIn)
    await person.presses(send)
    for (const words of sent) expect(person.sees()).toContain(words)
    await world.passes(hour)
    await world.passes(day)
    for (const words of answered) expect(person.hears()).toContain(words)
    await person.presses(open)
    person.picks({ comment: '감사합니다 谢谢' })
    await person.presses(add)
    expect(person.sees()).toContain('감사합니다 谢谢')
    await person.presses(close)
    expect(person.sees()).toContain(closed)
  })
})

it('a form that was sent by two people at the same moment makes two requests with numbers of their own', async () => {
  const world = await openWorld()
  const senders = await Promise.all(
    [people.admin, people.helpdesk, people.globalAndAdmin].map((id) => world.person(id)),
  )
  for (const sender of senders) {
    await sender.says('support CSP-1004 for contoso.com')
    sender.picks(filledIn)
  }
  await Promise.all(senders.map((sender) => sender.presses('Send request')))
  const numbers = senders.map((sender) => /SR-\d+/.exec(sender.sees())?.[0])
  expect(numbers.sort()).toEqual(['SR-1001', 'SR-1002', 'SR-1003'])
})
