import { beforeAll, describe, expect, it } from 'vitest'
import { matchTyped } from '../../src/features/buying/catalogue.ts'
import { catalogueOf } from '../../src/partner-center/embedded/catalogue.ts'
import { customer, openWorld, type Person, people, type World } from '../support/desk.ts'

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
})

const nothingChanged = async () => {
  const { rows } = world.database
  const [orders, cancelled, requests] = await Promise.all([
    rows.purchase.count(),
    rows.cancellation.count(),
    rows.supportRequest.count(),
  ])
  expect({ orders, cancelled, requests }).toEqual({ orders: 0, cancelled: 0, requests: 0 })
}

const datacenter = /^Windows Server 2022 Datacenter/
/** What the catalogue calls the product that the form holds. */
const productIn = (person: Person): string => {
  const said = String(person.filledIn('item') ?? '')
  const match = matchTyped(catalogueOf('US'), said)
  const item = match.kind === 'one' && said !== '' ? match.item : undefined
  return item === undefined ? '' : `${item.product}, ${item.ref.term}`
}

describe('a sentence that buys opens the form filled in', () => {
  it.each([
    ['en', 'buy 10 windows server 2022 datacenter 1 year for contoso', datacenter, '10'],
    [
      'en',
      'Could you please buy 10 windows server 2019 datacenter 3 years for contoso?',
      /^Windows Server 2019 Datacenter, P3Y/,
      '10',
    ],
    ['en', 'buy 2 sql server enterprise 3 years for contoso, PO 4711', /^SQL Server Enterprise/, '2'],
    ['en', 'buy three windows server 2022 datacenter perpetual contoso', datacenter, '3'],
    ['en', 'I want to buy 5 win server dc 2022 for contoso.com 1 year', /^Windows Server 2022 Datacenter, P1Y/, '5'],
    ['zh', '给 Contoso 买 10 套 Windows Server 2022 Datacenter 永久', datacenter, '10'],
    [
      'zh',
      '请给 Contoso 购买１０套 Windows Server 2019 数据中心版，三年',
      /^Windows Server 2019 Datacenter, P3Y/,
      '10',
    ],
    ['zh', '帮我给 contoso.com 买两套 SQL Server 企业版，三年', /^SQL Server Enterprise/, '2'],
    ['ko', 'Contoso에 Windows Server 2022 Datacenter 영구 10개 구매', datacenter, '10'],
    [
      'ko',
      'Contoso에게 윈도우 서버 2019 데이터센터 3년 10개 구매해 주세요',
      /^Windows Server 2019 Datacenter, P3Y/,
      '10',
    ],
    ['ko', 'Contoso SQL Server 엔터프라이즈 3년 2개 구매하고 싶어요', /^SQL Server Enterprise/, '2'],
  ] as const)('%s: %s', async (language, words, product, quantity) => {
    const person = { en: mina, zh: lin, ko: korean }[language]
    await person.says(words)
    expect(person.sees()).toContain('Contoso')
    expect(productIn(person)).toMatch(product)
    expect(person.filledIn('quantity')).toBe(Number(quantity))
    await nothingChanged()
  })

  it('takes the purchase-order number', async () => {
    await mina.says('buy 2 sql server enterprise for contoso PO 4711')
    expect(mina.filledIn('poNumber')).toBe('4711')
  })

  it('keeps the facts where the customer is not known, and fills them in when it is chosen', async () => {
    await mina.says('buy 7 windows server 2022 datacenter perpetual for Nobody Inc')
    expect(mina.sees()).toContain('There is no such customer here')
    mina.picks({ customer: customer(1) })
    await mina.presses('Next')
    expect(productIn(mina)).toMatch(datacenter)
    expect(mina.filledIn('quantity')).toBe(7)
  })
})

describe('a sentence about an order opens the card for it', () => {
  it.each([
    ['en', 'cancel CSP-1002'],
    ['en', 'please cancel order csp-1002 for contoso.com'],
    ['en', 'cancel 2 core sql server 2019 standard for contoso'],
    ['zh', '取消订单 CSP-1002'],
    ['zh', '帮我取消一下 CSP-1002，谢谢'],
    ['zh', '取消 Contoso 的 SQL Server 2019 标准版'],
    ['ko', 'CSP-1002 주문 취소'],
    ['ko', '주문 CSP-1002를 취소하고 싶어요'],
  ] as const)('%s: %s', async (language, words) => {
    const person = { en: mina, zh: lin, ko: await koreanAdmin() }[language]
    await person.says(words)
    expect(person.filledIn('order')).toBe('CSP-1002')
    expect(person.sees()).toContain('Contoso')
    await nothingChanged()
  })

  it('names what fits no order, or more than one', async () => {
    await mina.says('cancel sql server for contoso')
    expect(mina.sees()).toContain('More than one purchase fits "sql server"')
    expect(mina.mayChoose('order').length).toBeGreaterThan(1)
    await mina.says('cancel red hat for contoso')
    expect(mina.sees()).toContain('Nothing that this customer has bought fits "red hat"')
  })

  it('says that nobody has such an order, and lets the customer be chosen', async () => {
    await mina.says('cancel CSP-9999')
    expect(mina.sees()).toContain('None of your customers has an order CSP-9999')
    expect(mina.mayChoose('customer').length).toBeGreaterThan(1)
  })

  it('does not find another partner’s orders', async () => {
    const stranger = await world.person(people.adminOfB)
    await stranger.says('CSP-1002 주문 취소')
    expect(stranger.sees()).toContain('CSP-1002이(가) 있는 고객이 없습니다')
    expect(stranger.sees()).not.toContain('Contoso')
  })

  it('finds the product first and the customer afterwards', async () => {
    await mina.says('cancel sql server 2019 standard')
    mina.picks({ customer: customer(1) })
    await mina.presses('Next')
    expect(mina.filledIn('order')).toBe('CSP-1002')
  })
})

describe('a sentence that asks for keys', () => {
  it.each([
    ['en', 'keys for contoso windows server 2019 standard', 'Windows Server 2019 Standard'],
    ['en', 'Get me the windows server cal keys of contoso, please', 'Windows Server CAL'],
    ['en', 'keys CSP-1001', 'Windows Server 2019 Standard'],
    ['zh', 'Contoso 的 SQL Server 2019 密钥', 'SQL Server 2019 Standard'],
    ['zh', '订单 CSP-1001 的密钥', 'Windows Server 2019 Standard'],
    ['ko', 'Contoso SQL Server 2019 키를 보여 주세요', 'SQL Server 2019 Standard'],
    ['ko', '주문 CSP-1001의 키', 'Windows Server 2019 Standard'],
  ] as const)('%s: %s opens the only software that fits', async (language, words, product) => {
    const person = { en: mina, zh: lin, ko: await koreanAdmin() }[language]
    await person.says(words)
    expect(person.sees()).toContain(product)
    expect(person.mayChoose('version').length).toBeGreaterThan(0)
  })

  it('lists what fits, or all where nothing does, and says so', async () => {
    await mina.says('keys for contoso windows server')
    expect(mina.sees()).toContain('More than one purchase fits "windows server"')
    expect(mina.rows()[0]).toMatch(/^Windows Server/)
    await mina.says('keys for contoso exchange')
    expect(mina.sees()).toContain('Nothing that this customer has bought fits "exchange"')
    expect(mina.rows().length).toBeGreaterThan(1)
  })
})

describe('a sentence that looks orders up', () => {
  it.each([
    ['orders for contoso', 'Contoso · contoso.com'],
    ['Wide World Importers orders', 'Wide World Importers'],
    ['contoso.com', 'Contoso · contoso.com'],
    ['contoso.com 的订单', 'Contoso · contoso.com'],
    ['Contoso의 주문', 'Contoso · contoso.com'],
    ['CSP-1002', 'Order CSP-1002'],
    ['orders for contoso suse', 'Order CSP-1005'],
    ['all orders', 'All customers'],
    ['所有订单', 'All customers'],
    ['모든 주문', 'All customers'],
  ])('%s', async (words, shown) => {
    await mina.says(words)
    expect(mina.sees()).toContain(shown)
  })

  it('filters everybody’s orders by what holds for them', async () => {
    for (const words of ['orders closing this week', '本周即将到期的订单', '이번 주 마감되는 주문']) {
      await mina.says(words)
      expect(mina.sees()).toContain('CSP-1002')
      expect(mina.sees()).not.toContain('CSP-1001')
    }
  })
})

describe('a sentence that asks for the activity', () => {
  it.each([
    ['en', 'activity last week', ['9 Nov 2026', '15 Nov 2026']],
    ['en', 'show me the activity yesterday for contoso', ['21 Nov 2026', 'Contoso · contoso.com']],
    ['en', 'Contoso activity from Nov 1 to Nov 15', ['1 Nov 2026', '15 Nov 2026', 'Contoso · contoso.com']],
    ['en', "Mina Park's activity 2026-11-01 to 2026-11-15", ['1 Nov 2026', '15 Nov 2026', 'Mina Park']],
    ['en', 'activity for Mina Park last week', ['9 Nov 2026', '15 Nov 2026', 'Mina Park']],
    ['en', 'activity for contoso since Monday', ['16 Nov 2026', '22 Nov 2026', 'Contoso · contoso.com']],
    ['en', 'who saw keys yesterday', ['21 Nov 2026']],
    ['zh', '上周的活动', ['9 Nov 2026', '15 Nov 2026']],
    ['zh', '11月1日到11月15日 contoso.com 的活动', ['1 Nov 2026', '15 Nov 2026', 'Contoso · contoso.com']],
    ['ko', '지난주 활동', ['2026. 11. 9.', '2026. 11. 15.']],
    ['ko', '11월 1일부터 11월 15일까지 Contoso의 활동', ['2026. 11. 1.', '2026. 11. 15.', 'Contoso · contoso.com']],
  ] as const)('%s: %s', async (language, words, shown) => {
    const person = { en: oliver, zh: oliver, ko: korean }[language]
    await person.says(words)
    for (const part of shown) expect(person.sees()).toContain(part)
  })
})

describe('a sentence that asks for support', () => {
  it.each([
    ['en', 'support CSP-1004 for contoso.com'],
    ['en', 'support request for CSP-1004'],
    ['zh', '支持请求 CSP-1004'],
    ['ko', 'CSP-1004 지원 요청'],
  ] as const)('%s: %s', async (language, words) => {
    const person = { en: mina, zh: lin, ko: korean }[language]
    await person.says(words)
    expect(JSON.stringify(person.card().card)).toContain('CSP-1004')
    expect(person.sees()).toMatch(/contoso\.com|c0000000/)
    await nothingChanged()
  })
})

/** Nobody of partner A both is an admin agent and reads Korean: whoever cancels in Korean is one for the while. */
async function koreanAdmin(): Promise<Person> {
  const where = { partnerId_id: { partnerId: '11111111-1111-4111-8111-111111111111', id: people.koreanGlobalAdmin } }
  await world.database.rows.agent.update({ where, data: { roles: ['global-admin', 'admin-agent'] } })
  return korean
}
