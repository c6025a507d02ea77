import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customer, openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'

/** Customers whose names have words in them that mean something else, and are written in many ways. */
const named = [
  [50, 'All Star Hotels', 'allstar.example'],
  [51, 'US Logistics', 'us-logistics.example'],
  [52, 'The Order Company', 'order-company.example'],
  [53, 'Keys & Co', 'keys-and-co.example'],
  [54, 'Today Ltd', 'today.example'],
  [55, 'Studio 54', 'studio54.example'],
  [56, 'O’Brien & Söhne', 'obrien.example'],
  [57, 'Große Straße AG', 'grosse-strasse.example'],
  [58, '今天科技有限公司', 'jintian.example'],
  [59, '全部酒店集团', 'quanbu.example'],
  [60, '오늘상사', 'oneul.example'],
  [61, '모든 주문 연구소', 'modeun.example'],
  [62, 'Bücher Süd', 'xn--bcher-sd-65ag.example'],
  [63, 'Last Week Media', 'lastweek.example'],
  [64, 'Cancel Cancer Trust', 'cancelcancer.example'],
  [65, 'Twin Peaks', 'twin-one.example'],
  [66, 'Twin Peaks', 'twin-two.example'],
  [67, '쌍둥이 상사', 'ssang-one.example'],
  [68, '쌍둥이 상사', 'ssang-two.example'],
  [69, '双子科技', 'shuangzi-one.example'],
  [70, '双子科技', 'shuangzi-two.example'],
  [71, '7-Eleven Stores', 'seven.example'],
  // Numbers, days, orders, signs and words of commands.
  [80, '3 Day Blinds', 'blinds.example'],
  [81, '24 Hour Fitness', 'fitness.example'],
  [82, 'Order 66 Cantina', 'cantina.example'],
  [83, 'All Orders Ltd', 'all-orders.example'],
  [84, 'Us & Them', 'us-and-them.example'],
  [85, 'Buy Buy Baby', 'baby.example'],
  [86, 'The "Quoted" Company', 'quoted.example'],
  [87, 'CSP-1001 Ltd', 'csp.example'],
  [88, 'Don’t Panic Labs', 'panic.example'],
  [89, 'Ten Thousand Villages', 'villages.example'],
  [90, 'March 5 Systems', 'march.example'],
  [91, 'Last 7 Days Inn', 'inn.example'],
  [92, '10', 'ten.example'],
  [100, '三天文化传媒', 'santian.example'],
  [101, '下周科技有限公司', 'xiazhou.example'],
  [102, '两百套家具', 'liangbai.example'],
  [103, '取消文化工作室', 'quxiao.example'],
  [104, '全部订单公司', 'dingdan.example'],
  [105, '一起买电商', 'yiqimai.example'],
  [106, '密钥科技', 'miyao.example'],
  [107, '美的集团', 'meidi.example'],
  [108, '11月25日影业', 'yingye.example'],
  [109, '我们的花店', 'huadian.example'],
  [110, '谁知道咨询', 'shei.example'],
  [120, '오늘의집', 'jip.example'],
  [121, '내일투어 주식회사', 'naeil.example'],
  [122, '열두달 상회', 'yeoldu.example'],
  [123, '주문제작소', 'jumun.example'],
  [124, '모두의 주문', 'modu.example'],
  [125, '취소없는 여행사', 'chwiso.example'],
  [126, '3일만에', 'samil.example'],
  [127, '한개 상회', 'hangae.example'],
  [128, '월요일 상사', 'woryoil.example'],
  [129, '누가바 코리아', 'nugaba.example'],
  [130, '지난주 미디어', 'jinanju.example'],
] as const
const called = (from: number, to: number) =>
  named.filter(([number]) => number >= from && number <= to).map(([, name]) => name)

let world: World
let mina: Person
let lin: Person
let han: Person

beforeAll(async () => {
  world = await openWorld()
  for (const [number, name, domain] of named) {
    const data = { partnerId: partnerA, id: customer(number), name, domain, market: 'US', agreementAccepted: true }
    await world.database.rows.pcCustomer.create({ data: data })
  }
  mina = await world.person(people.admin)
  lin = await world.person(people.chineseAdmin)
  han = await world.person(people.globalAndAdmin)
})
afterAll(() => world.desk.close())

describe('a whole name is a customer, whatever its words mean', () => {
  it.each([
    ['orders for All Star Hotels', 'All Star Hotels'],
    ['all star hotels orders', 'All Star Hotels'],
    ['orders of ALL STAR HOTELS please', 'All Star Hotels'],
    ['orders for US Logistics', 'US Logistics'],
    ['show me the orders of U.S. Logistics', 'US Logistics'],
    ['orders for The Order Company', 'The Order Company'],
    ["the order company's orders", 'The Order Company'],
    ['orders for Keys & Co', 'Keys & Co'],
    ['orders for Keys&Co', 'Keys & Co'],
    ['orders for Keys &amp; Co', 'Keys & Co'],
    ['orders for keys and co', 'Keys & Co'],
    ['orders for Ｋｅｙｓ　＆　Ｃｏ', 'Keys & Co'],
    ['orders for Today Ltd', 'Today Ltd'],
    ['orders Today Ltd.', 'Today Ltd'],
    ['orders for Studio 54', 'Studio 54'],
    ["orders for O'Brien & Söhne", 'O’Brien & Söhne'],
    ['orders for O&rsquo;Brien &amp; So\u0308hne', 'O’Brien & Söhne'],
    ['orders for O´Brien & Sohne', 'O’Brien & Söhne'],
    ['orders for GROSSE STRASSE AG', 'Große Straße AG'],
    ['orders for Gro\u200Bße\u200E Straße AG', 'Große Straße AG'],
    ['orders for Last Week Media', 'Last Week Media'],
    ['orders for Cancel Cancer Trust', 'Cancel Cancer Trust'],
    ['orders for 7-Eleven Stores', '7-Eleven Stores'],
    ['orders for bücher-süd.example', 'Bücher Süd'],
    ['orders for xn--bcher-sd-65ag.example', 'Bücher Süd'],
    ['查看今天科技有限公司的订单', '今天科技有限公司'],
    ['全部酒店集团的订单', '全部酒店集团'],
    ['오늘상사 주문', '오늘상사'],
    ['오늘상사의 주문 보여줘', '오늘상사'],
    ['모든 주문 연구소 주문', '모든 주문 연구소'],
  ])('%s', async (said, name) => {
    await mina.says(said)
    expect(mina.sees()).toContain(name)
    expect(mina.filledIn('customer')).toBeUndefined()
  })

  it.each([
    ['buy 10 windows server datacenter for Studio 54', 'Studio 54', 10],
    ['buy 3 windows server datacenter for All Star Hotels', 'All Star Hotels', 3],
    ['buy 2 windows server datacenter for Keys & Co', 'Keys & Co', 2],
    ['buy windows server datacenter for Today Ltd', 'Today Ltd', undefined],
  ])('%s: its numbers are not how many', async (said, name, quantity) => {
    await mina.says(said)
    expect(mina.sees()).toContain(name)
    expect([undefined, '', 1, '1', quantity, String(quantity)]).toContain(mina.filledIn('quantity'))
    if (quantity !== undefined) expect(String(mina.filledIn('quantity'))).toBe(String(quantity))
  })

  it.each([
    ['给全部酒店集团买 3 套 windows server datacenter', '全部酒店集团'],
    ['为今天科技有限公司购买 windows server datacenter', '今天科技有限公司'],
    ['오늘상사에 windows server datacenter 3개 구매', '오늘상사'],
    ['오늘상사에게 windows server datacenter 3개 구매', '오늘상사'],
  ])('%s', async (said, name) => {
    await lin.says(said)
    expect(lin.sees()).toContain(name)
    expect(lin.filledIn('customer')).toBeUndefined()
  })

  it('what is only a part of another name is nobody', async () => {
    await mina.says('orders for All Stars United')
    expect(mina.sees()).not.toContain('All Star Hotels\n')
    await mina.says('取消今天科技有限公司大学的订单')
    expect(mina.sees()).not.toContain('jintian')
  })

  it('a function word alone stays one', async () => {
    await mina.says('orders today')
    expect(mina.sees()).not.toContain('Today Ltd')
    await mina.says('all orders')
    expect(mina.sees()).not.toContain('All Star')
  })
})

describe('a name of numbers, days, orders and commands', () => {
  // Nothing said of how many: the form begins with one.
  const noNumber = [undefined, '', 1]

  it.each(called(80, 91))('%s, in English', async (name) => {
    for (const said of [`orders for ${name}`, `${name} orders`, `keys for ${name}`, `cancel order ${name}`, name]) {
      await mina.says(said)
      expect(mina.sees(), said).toContain(`${name} · `)
      expect(mina.sees(), said).not.toContain('not read')
    }
    await mina.says(`buy 3 windows server datacenter for ${name}`)
    expect(mina.sees()).toContain(`${name} · `)
    expect(mina.filledIn('quantity')).toBe(3)
    await mina.says(`buy ${name} windows server datacenter`)
    expect(mina.sees()).toContain(`${name} · `)
    expect(noNumber).toContain(mina.filledIn('quantity'))
  })

  it.each(called(100, 110))('%s, in Chinese', async (name) => {
    for (const said of [`${name}的订单`, `查看${name}的订单`, `${name}的密钥`, `取消${name}的订单`, name]) {
      await lin.says(said)
      expect(lin.sees(), said).toContain(`${name} · `)
      expect(lin.sees(), said).not.toContain('未能读懂')
    }
    await lin.says(`给${name}买十二套 windows server datacenter`)
    expect(lin.sees()).toContain(`${name} · `)
    expect(lin.filledIn('quantity')).toBe(12)
    await lin.says(`为${name}购买 windows server datacenter`)
    expect(noNumber).toContain(lin.filledIn('quantity'))
  })

  it.each(called(120, 130))('%s, in Korean', async (name) => {
    const said = [`${name} 주문`, `${name}의 주문 보여줘`, `${name} 제품 키`, `${name} 주문 취소`, name]
    for (const words of said) {
      await han.says(words)
      expect(han.sees(), words).toContain(`${name} · `)
      expect(han.sees(), words).not.toMatch(/not read|읽지 못한/)
    }
    await han.says(`${name}에 windows server datacenter 열두 개 구매`)
    expect(han.sees()).toContain(`${name} · `)
    expect(han.filledIn('quantity')).toBe(12)
    await han.says(`${name}에게 windows server datacenter 구매`)
    expect(noNumber).toContain(han.filledIn('quantity'))
  })

  it('its days are no days of the log, and other days of the sentence are', async () => {
    for (const [said, name, range] of [
      ['activity March 5 Systems', 'March 5 Systems', 'last-7-days'],
      ['activity for Last 7 Days Inn yesterday', 'Last 7 Days Inn', 'yesterday'],
      ['who saw keys of 24 Hour Fitness', '24 Hour Fitness', 'last-7-days'],
      ['11月25日影业的活动', '11月25日影业', 'last-7-days'],
      ['下周科技有限公司昨天的活动', '下周科技有限公司', 'yesterday'],
      ['지난주 미디어 활동', '지난주 미디어', 'last-7-days'],
      ['월요일 상사 활동 어제', '월요일 상사', 'yesterday'],
    ] as const) {
      await han.says(said)
      expect(han.sees(), said).toContain(`Everyone · ${name} · `)
      expect(han.filledIn('range'), said).toBe(range)
    }
  })

  it('an order in it is none, and one beside it is', async () => {
    await mina.says('cancel CSP-1002 for CSP-1001 Ltd')
    expect(mina.sees()).toContain('CSP-1001 Ltd · csp.example')
    expect(mina.sees()).toContain('no order CSP-1002')
    await mina.says('cancel order All Orders Ltd')
    expect(mina.sees()).not.toMatch(/no order |[0-9a-f]{8}-/)
  })

  it('a number alone stays one, whoever is called so', async () => {
    await mina.says('buy 10 windows server 2022 datacenter 1 year for Contoso')
    expect(mina.sees()).toContain('Contoso · contoso.com')
    expect(mina.filledIn('quantity')).toBe(10)
    await mina.says('orders for 10')
    expect(mina.sees()).toContain('I did not read: "10".')
  })

  it('where no customer is asked for, the name is said back and not an id', async () => {
    for (const command of ['settings', 'approvals']) {
      await mina.says(`${command} for 24 Hour Fitness`)
      expect(mina.sees()).toContain('I did not read: "24 Hour Fitness".')
    }
    await lin.says('设置 全部订单公司')
    expect(lin.sees()).toContain('未能读懂：“全部订单公司”。')
    await mina.says('keys for Twin Peaks and 3 Day Blinds')
    expect(mina.sees()).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
  })

  it('beside it, signs that make a number another one stay signs', async () => {
    for (const number of ['10²', '2½', '1.5']) {
      await mina.says(`buy ${number} windows server datacenter for 24 Hour Fitness`)
      expect(mina.sees()).toContain('24 Hour Fitness · ')
      expect(mina.sees()).toContain('I did not read:')
      expect(noNumber).toContain(mina.filledIn('quantity'))
    }
  })
})

describe('two customers of one name', () => {
  const ways = [
    ['orders for Twin Peaks', 'twin-one.example', 'twin-two.example'],
    ['buy 2 windows server datacenter for twin peaks', 'twin-one.example', 'twin-two.example'],
    ['cancel for Twin Peaks', 'twin-one.example', 'twin-two.example'],
    ['keys for Twin Peaks', 'twin-one.example', 'twin-two.example'],
    ['쌍둥이 상사 주문', 'ssang-one.example', 'ssang-two.example'],
    ['给双子科技买 2 套 windows server datacenter', 'shuangzi-one.example', 'shuangzi-two.example'],
  ] as const

  it.each(ways)('%s: both are said and offered first, with their domains', async (said, one, two) => {
    for (const person of [mina, lin, han]) {
      await person.says(said)
      expect(person.sees()).toContain(one)
      expect(person.sees()).toContain(two)
      expect(person.sees()).not.toMatch(/no such customer|没有这个客户|해당 고객이 없습니다/)
      const offered = person
        .mayChoose('customer')
        .slice(0, 2)
        .map(({ title }) => title)
      expect(offered.map((title) => title.split(' · ')[1]).toSorted()).toEqual([one, two])
    }
  })

  it('one is meant where its domain is said, or chosen', async () => {
    await mina.says('orders for Twin Peaks twin-two.example')
    expect(mina.sees()).toContain('Twin Peaks')
    expect(mina.sees()).not.toContain('twin-one.example')
    await mina.says('orders for Twin Peaks')
    mina.picks({ customer: customer(65) })
    await mina.presses('Next')
    expect(mina.filledIn('customer')).toBeUndefined()
  })

  it('typed into the field, both are offered too', async () => {
    await mina.says('orders')
    mina.picks({ customer: 'Ｔｗｉｎ\u200B Peaks' })
    await mina.presses('Next')
    expect(mina.sees()).toContain('twin-one.example')
    expect(
      mina
        .mayChoose('customer')
        .slice(0, 2)
        .map(({ value }) => value),
    ).toEqual(['twin-one.example', 'twin-two.example'])
  })

  it('in the field nothing but what nobody sees is empty', async () => {
    await mina.says('orders')
    mina.picks({ customer: '\u200B\u2060\u3164' })
    await mina.presses('Next')
    expect(mina.sees()).toContain('Choose a customer from the list')
  })
})
