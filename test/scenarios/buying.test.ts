import { beforeAll, describe, expect, it } from 'vitest'
import { asksToBuy, decides } from '../support/approvals.ts'
import { customer, openWorld, type Person, people, type World } from '../support/desk.ts'

const money = (text: string) => text.replaceAll('\u00a0', ' ')

describe('an admin agent buys', () => {
  let world: World
  let mina: Person
  beforeAll(async () => {
    world = await openWorld()
    mina = await world.person(people.admin)
  })

  it('fills the form from a sentence: customer, quantity and the product', async () => {
    await mina.says('buy 10 windows server 2022 datacenter 1 year for Contoso')
    expect(mina.sees()).toContain('Buy for a customer')
    expect(mina.sees()).toContain('Contoso · contoso.com')
    expect(mina.sees()).toContain('[Windows Server 2022 Datacenter, 16 core, 1 year]')
    expect(mina.filledIn('quantity')).toBe(10)
  })

  it('shows the price, the tax, the invoice, the window and the hybrid benefit before anything is ordered', async () => {
    mina.picks({ poNumber: 'PO-7731' })
    await mina.presses('Review order')
    expect(mina.sees()).toContain('10 × Windows Server 2022 Datacenter, 16 core, 1 year')
    expect(mina.sees()).toContain('Total: USD 24,530.00, tax excluded')
    expect(mina.sees()).toContain("Payment: on your company's next monthly invoice")
    expect(mina.sees()).toContain('PO number: PO-7731')
    expect(mina.sees()).toContain(
      'until Jan 21, 2027 (60 days), credited for the unused time, no early termination fee',
    )
    expect(mina.sees()).toContain('up to 40% on Windows Server virtual machines')
    expect(await world.database.rows.purchase.count()).toBe(0)
  })

  it('keeps what was typed when one goes back', async () => {
    await mina.presses('Back')
    expect(mina.sees()).toContain('[Windows Server 2022 Datacenter, 16 core, 1 year]')
    expect(mina.filledIn('quantity')).toBe(10)
    expect(mina.filledIn('poNumber')).toBe('PO-7731')
    await mina.presses('Review order')
  })

  it('refuses Place order without the checkbox and says so at it', async () => {
    await mina.presses('Place order')
    expect(mina.sees()).toContain('Tick this box to confirm the order.')
    expect(await world.database.rows.purchase.count()).toBe(0)
  })

  it('places the order and leaves the receipt with what comes next', async () => {
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Place order')
    expect(mina.sees()).toContain('Order CSP-1008 is placed')
    expect(mina.sees()).toContain('Total: USD 24,530.00, tax excluded')
    expect(mina.sees()).toContain('PO number: PO-7731')
    expect(mina.sees()).toContain('60 days left to cancel')
    expect(mina.mayPress()).toEqual(['Get keys and downloads', 'Cancel this order', 'Buy more'])
    const entries = await world.database.rows.activityEntry.findMany({ where: { what: 'order-placed' } })
    expect(entries).toMatchObject([{ orderId: 'CSP-1008', agentId: people.admin, customerId: customer(1) }])
  })

  it('leads from the receipt to the cancellation of that order', async () => {
    const receipt = mina.card().id
    await mina.presses('Cancel this order')
    expect(mina.sees()).toContain('Cancel a purchase')
    expect(mina.sees()).toContain('60 days left')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit')
    expect(mina.sees()).toContain('CSP-1008: cancelling')
    await mina.presses('Buy more', { message: receipt })
    expect(mina.sees()).toContain('Buy for a customer')
  })
})

describe('one press is one order', () => {
  let world: World
  let mina: Person
  const orders = () => world.database.rows.pcOrder.count({ where: { customerId: customer(6) } })
  beforeAll(async () => {
    world = await openWorld()
    mina = await world.person(people.admin)
  })

  it.each(['same id', 'new id'] as const)(
    'a press that Teams delivers twice under the %s makes one order',
    async (deliverTwice) => {
      const before = await orders()
      await mina.says('buy 1 sql server 2022 standard perpetual for wideworldimporters.de')
      await mina.presses('Review order')
      const review = mina.card()
      mina.picks({ acknowledged: 'true' })
      await mina.presses('Place order', { deliverTwice })
      expect(await orders()).toBe(before + 1)
      expect(mina.sees(review.id)).toContain('is placed')
      expect(await world.database.rows.activityEntry.count({ where: { what: 'order-placed' } })).toBe(before + 1)
    },
  )

  it('a press on the card as it was before the end gets the receipt and orders nothing', async () => {
    await mina.says('buy 2 windows server 2019 standard 1 year for wideworldimporters.de')
    await mina.presses('Review order')
    const place = mina.button('Place order')
    const back = mina.button('Back')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Place order')
    const [before, receipt] = [await orders(), mina.sees()]
    for (const old of [place, back]) {
      await mina.pressesOld(old, { acknowledged: 'true' })
      expect(mina.sees()).toBe(receipt)
    }
    expect(await orders()).toBe(before)
  })

  it('Action.Submit, for clients without Action.Execute, reaches the same receipt', async () => {
    await mina.says('buy 1 windows server cal 1 device for wideworldimporters.de')
    await mina.presses('Review order', { as: 'Action.Submit' })
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Place order', { as: 'Action.Submit' })
    expect(mina.sees()).toContain('is placed')
  })
})

describe('every market has its money and its tax', () => {
  let world: World
  let mina: Person
  beforeAll(async () => {
    world = await openWorld()
    mina = await world.person(people.admin)
  })

  it.each([
    ['contoso.com', 'Total: USD 772.00, tax excluded'],
    ['fabrikam.com.au', /Total: AUD [\d,]+\.\d\d, tax included/],
    ['northwind.com.br', /Total: BRL [\d,]+\.\d\d, tax included/],
    ['tailspintoys.jp', /Total: JPY [\d,]+, tax excluded/],
    ['adventure-works.com.kw', /Total: KWD [\d,]+\.\d\d\d, tax excluded/],
    ['wideworldimporters.de', /Total: EUR [\d,]+\.\d\d, tax excluded/],
    ['litware.gl', /Total: DKK [\d,]+\.\d\d, tax excluded/],
    ['fourthcoffee.co.kr', /Total: KRW [\d,]+, tax excluded/],
    ['proseware.cn', /Total: CNY [\d,]+\.\d\d, tax excluded/],
  ])('for %s the review and the receipt say %s', async (domain, total) => {
    await mina.says(`buy 2 windows server 2022 standard 1 year for ${domain}`)
    await mina.presses('Review order')
    expect(money(mina.sees())).toMatch(total)
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Place order')
    expect(money(mina.sees())).toMatch(total)
    const [purchase] = await world.database.rows.purchase.findMany({ orderBy: { confirmedAt: 'desc' }, take: 1 })
    expect(purchase?.status).toBe('placed')
  })

  it('Greenland is offered no reservations, other markets are', async () => {
    await mina.says('buy for litware.gl')
    expect(mina.mayChoose('item').filter(({ title }) => title.includes('reservation'))).toEqual([])
    await mina.says('buy for contoso.com')
    expect(mina.mayChoose('item').filter(({ title }) => title.includes('reservation'))).toHaveLength(5)
  })
})

describe('the customer agreement', () => {
  it('is missed before the cart: by the sentence, and when the customer is chosen', async () => {
    const mina = await (await openWorld()).person(people.admin)
    await mina.says('buy 10 windows server 2022 datacenter 1 year for Woodgrove Bank')
    expect(mina.sees()).toContain('Woodgrove Bank has not accepted the Microsoft Customer Agreement')
    expect(mina.mayPress()).toEqual(['Tell me when it is accepted', 'Open the address', 'Look again', 'Back'])
    await mina.presses('Back')
    mina.picks({ customer: customer(10) })
    await mina.presses('Next')
    expect(mina.sees()).toContain('Woodgrove Bank has not accepted the Microsoft Customer Agreement')
    await mina.presses('Back')
    mina.picks({ customer: customer(1) })
    await mina.presses('Next')
    expect(mina.sees()).toContain('[Windows Server 2022 Datacenter, 16 core, 1 year]')
    expect(mina.filledIn('quantity')).toBe(10)
  })
})

describe('the form', () => {
  let mina: Person
  beforeAll(async () => {
    mina = await (await openWorld()).person(people.admin)
  })

  it('asks for the customer first when none is named, or when there is none of that name', async () => {
    await mina.says('buy')
    expect(mina.sees()).toContain('1 of 3')
    await mina.says('buy 3 sql server standard for Nobody')
    expect(mina.sees()).toContain('There is no such customer here')
    mina.picks({ customer: customer(6) })
    await mina.presses('Next')
    expect(mina.filledIn('quantity')).toBe(3)
  })

  it.each([
    ['windows server', 'products that fit "windows server"'],
    ['windows server 2025 datacenter', 'Nothing that is sold here fits "windows server 2025 datacenter"'],
  ])('chooses no product for "%s" and says why', async (about, said) => {
    await mina.says(`buy ${about} for contoso.com`)
    expect(mina.sees()).toContain(said)
    await mina.presses('Review order')
    expect(mina.sees()).toContain('Choose a product from the list.')
  })

  it('takes what was typed along to the customer and back', async () => {
    await mina.says('buy for contoso.com')
    const item = mina.mayChoose('item')[3]?.value
    mina.picks({ item, quantity: '7', poNumber: 'A 1' })
    await mina.presses('Back')
    await mina.presses('Next')
    expect(mina.filledIn('item')).toBe(item)
    expect(mina.filledIn('quantity')).toBe(7)
    expect(mina.filledIn('poNumber')).toBe('A 1')
  })

  it('understands clients that leave empty inputs out', async () => {
    await mina.says('buy for contoso.com')
    const [item] = mina.mayChoose('item')
    await mina.pressesOld(mina.button('Review order'), { item: item?.value, quantity: '2' })
    expect(mina.sees()).toContain('Review the order')
    await mina.says('buy for contoso.com')
    await mina.pressesOld(mina.button('Back'))
    expect(mina.sees()).toContain('1 of 3')
  })

  it('tells each mistake at its field and keeps the rest', async () => {
    await mina.says('buy windows server 2022 standard 1 year for contoso.com')
    mina.picks({ quantity: '', poNumber: 'A 1' })
    await mina.presses('Review order')
    expect(mina.sees()).toContain('The quantity must be a whole number from 1 to 10,000.')
    expect(mina.filledIn('poNumber')).toBe('A 1')
    mina.picks({ quantity: '2', poNumber: '=1+1' })
    await mina.presses('Review order')
    expect(mina.sees()).toContain('beginning with a letter or digit, 50 at most')
    expect(mina.filledIn('quantity')).toBe(2)
  })
})

describe('in their own language', () => {
  it('a Chinese agent buys for a customer in China', async () => {
    const lin = await (await openWorld()).person(people.chineseAdmin)
    await lin.says('给 Proseware 购买 10 个 windows server 2022 数据中心版 一年')
    expect(lin.sees()).toContain('为客户购买')
    expect(lin.sees()).toContain('[Windows Server 2022 Datacenter, 16 core, 1 年]')
    await lin.presses('核对订单')
    expect(lin.sees()).toContain('总计: CNY 169,300.00，不含税')
    expect(lin.sees()).toContain('计入贵公司下一份月度发票')
    await lin.presses('下订单')
    expect(lin.sees()).toContain('请勾选此框以确认订单。')
    lin.picks({ acknowledged: 'true' })
    await lin.presses('下订单')
    expect(lin.sees()).toContain('已下订单 CSP-1008')
    expect(lin.mayPress()).toEqual(['获取密钥和下载', '取消此订单', '继续购买'])
  })

  it('a Korean global administrator buys, and is offered neither keys nor the cancellation', async () => {
    const han = await (await openWorld()).person(people.koreanGlobalAdmin)
    await han.says('Fourth Coffee용 windows server 2022 standard 3년 5개 구매해줘')
    expect(han.sees()).toContain('고객 대신 구매')
    expect(han.sees()).toContain('[Windows Server 2022 Standard, 16 core, 3년]')
    await han.presses('주문 검토')
    expect(han.sees()).toContain('합계: KRW 5,865,000, 세금 별도')
    // A Korean date at the beginning of a line would be the first item of a list, without its year.
    expect(han.sees()).toContain('취소: \u20602027. 1. 21.까지(60일) 가능')
    han.picks({ acknowledged: 'true' })
    await han.presses('주문하기')
    expect(han.sees()).toContain('주문 CSP-1008 완료')
    expect(han.mayPress()).toEqual(['추가 구매'])
  })
})

it.each(['rejected', 'not carried out'] as const)(
  'a buyer without a role any more sees their request %s',
  async (how) => {
    const world = await openWorld()
    const mina = await world.person(people.admin)
    const oliver = await world.person(people.globalAndAdmin)
    await decides(world, { purchases: { AUD: '1' } })
    await asksToBuy(mina)
    const receipt = mina.card().id
    expect(mina.sees(receipt)).toContain('waits for an approval')
    await world.passes(0)
    await world.database.rows.agent.updateMany({ where: { id: people.admin }, data: { roles: [] } })
    oliver.picks({ reason: 'budget used up' })
    await oliver.presses(how === 'rejected' ? 'Reject' : 'Approve')
    await world.passes(0)
    expect(mina.sees(receipt)).not.toContain('waits for an approval')
    expect(mina.sees(receipt)).toContain(
      how === 'rejected' ? 'Reason: budget used up' : 'Approved, but not carried out',
    )
  },
)
