import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type Person, people, type World } from '../support/desk.ts'

let world: World
let mina: Person
let lin: Person
let oliver: Person
let korean: Person

beforeAll(async () => {
  world = await openWorld()
  mina = await world.person(people.admin)
  lin = await world.person(people.chineseAdmin)
  oliver = await world.person(people.globalAndAdmin)
  korean = await world.person(people.koreanGlobalAdmin)
  const row = world.database.rows.pcCustomer
  const contoso = await row.findFirstOrThrow({ where: { name: 'Contoso' } })
  const studio = {
    ...contoso,
    id: 'c0000000-0000-4000-8000-000000000054',
    name: 'Studio 54',
    domain: 'studio54.example',
  }
  await row.create({ data: studio })
})
afterAll(() => world.desk.close())

describe('what was not read is said on the card', () => {
  it('in English', async () => {
    await mina.says('buy 1.5 windows server 2022 datacenter for contoso')
    expect(mina.sees()).toContain('I did not read: "1.5".')
    await oliver.says('activity 30 Feb')
    expect(oliver.sees()).toContain('I did not read: "30 Feb".')
    await oliver.says('activity frobnicate last week')
    expect(oliver.sees()).toContain('I did not read: "frobnicate".')
    await mina.says('cancel CSP-1002 last week')
    expect(mina.sees()).toContain('I did not read: "last week".')
  })
  it('in Chinese', async () => {
    await lin.says('给 Contoso 买十几套 Windows Server 2022 数据中心版')
    expect(lin.sees()).toContain('未能读懂：“十几套”。')
  })
  it('in Korean', async () => {
    await korean.says('2월 30일 활동')
    expect(korean.sees()).toContain('읽지 못한 부분: "2월 30일".')
  })
  it('and nothing is said where all was read', async () => {
    await mina.says('could you please cancel order CSP-1002 for contoso.com, thanks')
    expect(mina.sees()).not.toContain('I did not read')
  })
})

describe('a customer whom nobody knows', () => {
  it.each([
    ['orders yesterdayish for nobody corp', 'There is no such customer here: "nobody corp".', 'yesterdayish'],
    ['cancel frobnicate for nobody corp', 'There is no such customer here: "nobody corp".', 'frobnicate'],
    ['keys frobnicate for nobody.example', 'There is no such customer here: "nobody.example".', 'frobnicate'],
    ['support frobnicate for nobody.example', 'There is no such customer here: "nobody.example".', 'frobnicate'],
  ])('is named, and what else was said is told: %s', async (line, refusal, rest) => {
    await mina.says(line)
    expect(mina.sees()).toContain(refusal)
    expect(mina.sees()).toContain(`I did not read: "${rest}".`)
  })

  it('is named in Chinese and Korean', async () => {
    await lin.says('nobody.example 的密钥')
    expect(lin.sees()).toContain('没有这个客户：“nobody.example”。')
    await korean.says('nobody.example 주문')
    expect(korean.sees()).toContain('해당 고객이 없습니다("nobody.example").')
  })
})

it('a number of a customer’s name says nothing of how many', async () => {
  for (const words of ['buy windows server cal for Studio 54', 'buy Studio 54 windows server cal']) {
    await mina.says(words)
    expect(mina.sees()).toContain('Studio 54')
    expect(mina.filledIn('quantity')).not.toBe(54)
  }
})

it('orders are cancelled one by one, the next one by a button', async () => {
  await mina.says('cancel CSP-1001, CSP-1002 and CSP-1004')
  expect(mina.filledIn('order')).toBe('CSP-1001')
  expect(mina.sees()).toContain('Orders are cancelled one by one')
  await mina.presses('Next: CSP-1002')
  expect(mina.filledIn('order')).toBe('CSP-1002')
  await mina.presses('Next: CSP-1004')
  expect(mina.filledIn('order')).toBe('CSP-1004')
})

it.each([
  ['cancel <CSP-1001>', 'CSP-1001'],
  ['cancel order <CSP-1001> for <contoso.com>', 'CSP-1001'],
  ['cancel &lt;CSP-1002&gt;', 'CSP-1002'],
  ['<p>cancel <b>CSP-1002</b></p>', 'CSP-1002'],
  ['<at>CSP Desk</at> cancel <CSP-1002>', 'CSP-1002'],
  ['取消订单＜CSP-1001＞', 'CSP-1001'],
  ['取消 <CSP-1002>', 'CSP-1002'],
  ['<CSP-1001> 주문 취소', 'CSP-1001'],
])('an order in angle brackets is read: %s', async (words, order) => {
  await mina.says(words)
  expect(mina.filledIn('order')).toBe(order)
})

it('orders of other days than the list can show say what is shown', async () => {
  await mina.says('orders for contoso last week')
  expect(mina.sees()).toContain('Shown: Within 30 days.')
})

it('Traditional Chinese is read, answered in Simplified, and that is said once', async () => {
  const remark = '这里用简体中文回答'
  await lin.says('給 Contoso 購買兩套 SQL Server 企業版')
  expect(lin.filledIn('quantity')).toBe(2)
  expect(lin.sees()).toContain(remark)
  await lin.says('訂單 CSP-1002 的金鑰')
  expect(lin.sees()).not.toContain(remark)
})

it.each([
  ['who saw keys today', 'keys'],
  ['who downloaded last week', 'downloads'],
  ['昨天谁看了密钥', 'keys'],
  ['어제 누가 키를 봤나요', 'keys'],
  ['activity last week', 'work'],
  ['download the activity log for last week', 'work'],
])('%s sets the kind of entry', async (words, kind) => {
  await oliver.says(words)
  expect(oliver.filledIn('kind')).toBe(kind)
})
