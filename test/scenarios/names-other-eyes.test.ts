import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type Person, people, type World } from '../support/desk.ts'

// Written by somebody who had not written the readers: names that look like something else, as people type them.

const names = [
  ...['All Star Hotels', 'US Logistics', 'Studio 54', "O'Brien & Sons", 'Müller GmbH', 'Straße AG', 'Café Olé'],
  ...['3 Rivers Holding', 'The Order Company', 'Keys & Co', 'Any Time Travel', 'Forever 21', 'Next Week Tours'],
  ...[
    'Today Bank',
    'My Closet',
    'Cancel Culture Media',
    'Support Hosiery',
    'Twenty Four Seven',
    'Windows on the World',
  ],
  ...[
    '三一重工',
    '全部科技',
    '我爱我家',
    '今天食品',
    '订单来了',
    '十月妈咪',
    '取消酒店',
    '密钥科技',
    '给力股份',
    '客户通',
  ],
  ...[
    '주식회사 한빛',
    '오늘의집',
    '모두투어',
    '두나무',
    '열린책들',
    '주문진수산',
    '취소닷컴',
    '나무의사',
    '우리은행',
    '내일신문',
  ],
]
const domainOf = (name: string): string => `name${names.indexOf(name)}.example`

let world: World
let mina: Person
beforeAll(async () => {
  world = await openWorld()
  mina = await world.person(people.admin)
  const row = world.database.rows.pcCustomer
  const contoso = await row.findFirstOrThrow({ where: { name: 'Contoso' } })
  for (const [number, name] of names.entries()) {
    const id = `c0000000-0000-4000-8000-0000000001${String(number).padStart(2, '0')}`
    const customer = { ...contoso, id, name, domain: domainOf(name) }
    await row.create({ data: customer })
  }
})
afterAll(() => world.desk.close())

describe('the whole name is the customer', () => {
  it.each([
    ...names.slice(0, 19).map((name) => [`orders for ${name}`, name]),
    ['orders for all star hotels', 'All Star Hotels'],
    ['ORDERS FOR US LOGISTICS', 'US Logistics'],
    ['orders for O’Brien & Sons', "O'Brien & Sons"],
    ['orders for O&rsquo;Brien &amp; Sons', "O'Brien & Sons"],
    ['orders for STRASSE AG', 'Straße AG'],
    ['orders for Cafe Ole', 'Café Olé'],
    ['orders for Ｓｔｕｄｉｏ　５４', 'Studio 54'],
    ['orders for Stu\u200Bdio 54', 'Studio 54'],
    ['orders for "Today Bank"', 'Today Bank'],
    ...names.slice(19, 29).map((name) => [`${name}的订单`, name]),
    ...names.slice(19, 29).map((name) => [`查看${name}的订单`, name]),
    ...names.slice(29).map((name) => [`${name}의 주문`, name]),
    ...names.slice(29).map((name) => [`${name} 주문 목록 보여 주세요`, name]),
  ] as [string, string][])('%s', async (line, name) => {
    await mina.says(line)
    expect(mina.sees()).toContain(domainOf(name))
  })
})

describe('a name says nothing of how many, of days or of what is asked for', () => {
  it.each(names.slice(0, 19))('buy windows server cal for %s', async (name) => {
    await mina.says(`buy windows server cal for ${name}`)
    expect(mina.sees()).toContain(domainOf(name))
    expect(mina.sees()).not.toContain('I did not read')
    expect(['', '1', 1]).toContain(mina.filledIn('quantity'))
  })
})
