import { beforeAll, describe, expect, it } from 'vitest'
import { refusalText } from '../../src/chat/error-reply.ts'
import { productLine } from '../../src/chat/product-line.ts'
import { ReservationsNotSold } from '../../src/commerce/errors.ts'
import { marketsWithoutReservations } from '../../src/commerce/market.ts'
import { catalogueOf } from '../../src/partner-center/embedded/catalogue.ts'
import { Reader } from '../../src/platform/language.ts'
import { customer, openWorld, type Person, people, type World } from '../support/desk.ts'

const plainSpaces = (text: string) => text.replaceAll('\u00a0', ' ')
const chosen = 'Windows Server 2022 Standard, 16 core, 3 years'

describe('a product', () => {
  let world: World
  let mina: Person
  beforeAll(async () => {
    world = await openWorld()
    mina = await world.person(people.admin)
  })

  it.each([
    'windows server 2022 standard 3 years',
    'standard server windows 2022 3 years',
    '2022 standard windows server 3 years',
    '3 years standard 2022 windows server',
    'three years windows server standard 2022',
    'win server std 2022 3yr',
    'std 2022 windows 3y',
    'server 2022 standard 16 core 3 years',
    'WINDOWS SERVER 2022 STANDARD 3 YEARS',
    'ｗｉｎｄｏｗｓ ｓｅｒｖｅｒ ２０２２ ｓｔａｎｄａｒｄ ３ｙ',
    'windows-server 2022, standard (3 years)',
    'standard edition windows server 2022 3 years',
    'licenses of windows server 2022 standard, 3 years',
    '3年 windows server 2022 标准版',
    'windows 服务器 2022 标准 三年',
    '标准版 2022 windows server 三年',
    '三年 2022 標準版 windows 伺服器',
    '윈도우 서버 2022 표준 3년',
    '3년 표준 2022 윈도우 서버',
    '윈도우서버 2022 스탠다드 3년',
    chosen,
    'Windows Server 2022 Standard, 16 core, 3 年',
    'Windows Server 2022 Standard, 16 core, 3년',
  ])('is found in the field by its words in any order: %s', async (item) => {
    await mina.says('buy for contoso.com')
    mina.picks({ item, quantity: '2' })
    await mina.presses('Review order')
    expect(mina.sees()).toContain(`2 × ${chosen}`)
  })

  it.each([
    'standard server windows 2022',
    'windows server 2022 standard',
    'windows server standard 3 years',
    'windows server',
    'sql',
    '3 years',
    'standard',
    '标准版',
    '표준',
  ])('that could be several is taken by nobody, in the field and in a sentence: %s', async (words) => {
    await mina.says('buy for contoso.com')
    mina.picks({ item: words, quantity: '2' })
    await mina.presses('Review order')
    expect(mina.sees()).toContain(`More than one product fits "${words}"`)
    expect(mina.rows().length).toBeGreaterThan(1)
    expect(mina.sees()).not.toContain('Review the order')
  })

  it('of several is chosen by its row, with the price in a line of its own', async () => {
    await mina.says('buy 10 standard server windows 2022 for Contoso')
    expect(mina.filledIn('item')).toBe('')
    expect(mina.sees()).toContain('3 products fit "standard server windows 2022". Which one is meant?')
    expect(plainSpaces(mina.sees())).toContain(`${chosen}\nUSD 986.00 for one`)
    expect(mina.rows()).toHaveLength(3)
    await mina.pressesRow('3 years')
    expect(mina.sees()).toContain(`10 × ${chosen}`)
    expect(plainSpaces(mina.sees())).toContain('Total: USD 9,860.00')
    await mina.presses('Back')
    expect(mina.filledIn('item')).toBe(chosen)
    expect(mina.filledIn('quantity')).toBe(10)
    expect(mina.rows()).toEqual([])
  })

  it('takes along what was typed beside it, also where another quantity was said', async () => {
    await mina.says('buy 10 standard server windows 2022 for Contoso')
    mina.picks({ quantity: '12', poNumber: 'PO-7' })
    await mina.pressesRow('3 years')
    expect(mina.sees()).toContain(`12 × ${chosen}`)
    expect(mina.sees()).toContain('PO-7')
    await mina.says('buy for contoso.com')
    mina.picks({ quantity: '7', poNumber: 'PO-8' })
    await mina.pressesRow('Windows Server 2019 Standard')
    expect(mina.sees()).toContain('7 × Windows Server 2019 Standard')
    expect(mina.sees()).toContain('PO-8')
  })

  it('of more than five is shown with the others on demand', async () => {
    await mina.says('buy 10 windows server datacenter for Contoso')
    expect(mina.rows()).toHaveLength(5)
    expect(mina.sees()).toContain('5 of 9 products that fit')
    await mina.presses('Show all 9')
    expect(mina.rows()).toHaveLength(9)
    expect(mina.mayPress()).toEqual(['Review order', 'Add a product', 'Back'])
  })

  it('is offered without a word: what the customer bought last, and is still sold, comes first', async () => {
    await mina.says('buy for contoso.com')
    expect(mina.rows()[0]).toContain('SUSE Linux Enterprise Server plan')
    expect(mina.filledIn('quantity')).toBe(1)
    await mina.pressesRow('Windows Server 2019 Standard')
    expect(mina.sees()).toContain('2 of 3')
    expect(mina.filledIn('quantity')).toBe(1)
    await mina.presses('Review order')
    expect(mina.sees()).toContain('1 × Windows Server 2019 Standard, 16 core, 3 years')
  })

  it('is found by typing its words in any order', async () => {
    await mina.says('buy for contoso.com')
    const dataset = `products/${customer(1)}`
    const search = (text: string, of = dataset) =>
      world.teams.search(mina.chat, mina.id, mina.card().id, { dataset: of, text })
    expect((await search('standard server windows 2022')).map(({ value }) => value)).toEqual([
      'Windows Server 2022 Standard, 16 core, 1 year',
      chosen,
      'Windows Server 2022 Standard, 16 core, perpetual',
    ])
    expect(await search('')).toHaveLength(15)
    expect(await search('nonsense')).toEqual([])
    expect(await search('', `products/${customer(11)}`)).toEqual([])
    expect(await search('', 'products/')).toEqual([])
  })

  it('and how many are marked as wanted; how many is empty where a number was not read', async () => {
    await mina.says('buy 1.5 windows server 2022 standard 3 years for contoso.com')
    expect(mina.filledIn('quantity')).toBe('')
    const required = (id: string) => JSON.stringify(mina.card().card).includes(`"id":"${id}"`) && marked(mina, id)
    expect([required('item'), required('quantity'), required('poNumber')]).toEqual([true, true, false])
  })
})

const marked = (person: Person, id: string): boolean =>
  new RegExp(`"id":"${id}"[^{}]*"isRequired":true`).test(JSON.stringify(person.card().card))

it('each line of a catalogue is one product’s alone, in every language', () => {
  for (const market of ['US', 'AU', 'JP', 'KW', 'GL'])
    for (const language of ['en', 'zh', 'ko']) {
      const lines = catalogueOf(market).map((item) => productLine(item, new Reader(language)).toLowerCase())
      expect(new Set(lines).size).toBe(lines.length)
    }
})

describe('where reservations are not sold', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })

  it.each([
    ['en-US', people.admin, 'buy 2 azure reservations for litware.gl'],
    ['zh-CN', people.chineseAdmin, '给 litware.gl 购买 2 个 Azure 预留'],
    ['ko-KR', people.koreanGlobalAdmin, 'litware.gl Azure 예약 2개 구매'],
  ] as const)(
    'the market is named to whoever asks for one, in a sentence and in the field: %s',
    async (locale, id, words) => {
      const read = new Reader(locale)
      const person = await world.person(id)
      // Every language has markets of its own here, or the test would take as long as all of them.
      const some = marketsWithoutReservations.filter((_, at) => at % 9 === locale.charCodeAt(0) % 9)
      for (const market of ['GL', ...some]) {
        await world.database.rows.pcCustomer.updateMany({ where: { name: 'Litware' }, data: { market } })
        const refusal = refusalText(read, new ReservationsNotSold({ market }))
        expect(refusal).toContain(read.market(market))
        await person.says(words)
        expect(person.sees()).toContain(refusal)
        expect(person.filledIn('item')).toBe('')
        person.picks({ item: 'Azure reservation, D2s v3, 1 year', quantity: '1' })
        await person.presses(person.mayPress()[0] ?? '')
        expect(person.sees()).toContain(refusal)
      }
    },
  )

  it('each market has a name in every language', () => {
    for (const locale of ['en-US', 'zh-CN', 'ko-KR'])
      for (const market of marketsWithoutReservations) expect(new Reader(locale).market(market)).not.toBe(market)
  })
})
