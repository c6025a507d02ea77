import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EmbeddedPartnerCenter } from '../../src/partner-center/embedded/embedded.partner-center.ts'
import { day, hour, minute } from '../../src/platform/clock.ts'
import type { OrderAnswer } from '../../src/platform/embedded-answers.ts'
import { customer, openWorld, type Person, people, type World } from '../support/desk.ts'
import { tabOf } from '../support/tab-person.ts'

let world: World
let mina: Person
let answers: (answer: OrderAnswer) => void

beforeEach(async () => {
  world = await openWorld({
    partnerCenter: (embedded) => {
      answers = (answer) => {
        if (embedded instanceof EmbeddedPartnerCenter) embedded.carts.answer = answer
      }
      return embedded
    },
  })
  mina = await world.person(people.admin)
})
afterEach(() => world.desk.close())

const buys = async (answer: OrderAnswer, sentence = 'buy 2 windows server 2022 standard 1 year for litware.gl') => {
  answers(answer)
  await mina.says(sentence)
  await mina.presses('Review order')
  mina.picks({ acknowledged: 'true' })
  await mina.presses('Place order')
  return mina.card().id
}
const entries = async () =>
  (
    await world.database.rows.activityEntry.findMany({ where: { orderId: { not: null } }, orderBy: { number: 'asc' } })
  ).map(({ what }) => what)
const buttonsOf = (card: string): string => JSON.stringify(mina.card(card).card)
const status = async () => (await world.database.rows.purchase.findFirstOrThrow()).status

describe('an order that Microsoft has not decided about', () => {
  it.each([
    ['pending', 'The order is pending', 10 * minute],
    ['in-review', 'Microsoft reviews the order', 2 * hour],
    ['needs-purchase-order', 'Microsoft asks for a purchase order', day],
  ] as const)(
    '%s is called so, gives nothing to use or cancel, and is told when it is placed',
    async (answer, title, takes) => {
      const receipt = await buys(answer)
      expect(mina.sees(receipt)).toContain(title)
      expect(mina.sees(receipt)).not.toMatch(/is placed|Bought/)
      expect(mina.mayPress()).toEqual([])
      expect(await entries()).toEqual(['order-pending'])
      await world.passes(takes - 2 * minute)
      expect(mina.card().id).toBe(receipt)
      await world.passes(takes)
      expect(mina.sees(receipt)).toContain('Order CSP-1008 is placed')
      expect(buttonsOf(receipt)).toContain('Get keys and downloads')
      expect(mina.everything()).toContain('The order for Litware is placed')
      expect(await entries()).toEqual(['order-pending', 'order-placed'])
    },
  )

  it('that fails is never called bought: the receipt says so, and the buyer is told', async () => {
    const receipt = await buys('failed')
    expect(mina.sees(receipt)).toContain('The order is pending')
    await world.passes(hour)
    expect(mina.sees(receipt)).toContain('The order failed')
    expect(mina.sees(receipt)).toContain('Nothing was bought and nothing will be invoiced')
    expect(buttonsOf(receipt)).toContain('Buy more')
    expect(buttonsOf(receipt)).not.toContain('Get keys and downloads')
    expect(mina.everything()).toContain('The order for Litware failed')
    expect(await entries()).toEqual(['order-pending', 'order-failed'])
  })

  it('is looked at ever more slowly, and told once', async () => {
    await buys('in-review')
    await world.passes(3 * day)
    const told = await world.database.rows.notice.findMany({ where: { occasion: 'buying.moved' } })
    expect(told.map(({ stage }) => stage)).toEqual(['placed'])
  })
})

describe('an order that is refused or answered in part', () => {
  it('is not placed: the card shows the text, the code and the correlation ID', async () => {
    const receipt = await buys('refused')
    expect(mina.sees(receipt)).toContain('The order was not placed')
    expect(mina.sees(receipt)).toMatch(/The order was refused for practice.*990001.*correlation ID/s)
    await world.passes(hour)
    expect(await world.database.rows.pcOrder.count({ where: { customerId: customer(7) } })).toBe(0)
  })

  it('whose answer is lost is found by its cart, and made once', async () => {
    const receipt = await buys('silent')
    expect(mina.sees(receipt)).toContain('The order is being placed')
    await world.passes(10 * minute)
    expect(mina.sees(receipt)).toContain('Order CSP-1008 is placed')
    expect(await world.database.rows.pcOrder.count({ where: { customerId: customer(7) } })).toBe(1)
  })

  it('in part names what is missing', async () => {
    answers('partly')
    await mina.says('buy 2 windows server 2022 standard 1 year for litware.gl')
    await mina.presses('Add a product')
    mina.picks({ item: 'Windows Server CAL, 1 user, perpetual', quantity: '5' })
    await mina.presses('Review order')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Place order')
    expect(mina.sees()).toContain('Only a part was ordered')
    expect(mina.sees()).toContain('This part of the order was refused for practice.')
    expect(await status()).toBe('partly')
    expect(await entries()).toEqual(['order-placed'])
  })
})

describe('several lines in one order', () => {
  it('are added, changed and taken out, reviewed with their sum, and bought together', async () => {
    await mina.says('buy 2 windows server 2022 standard 1 year for contoso')
    await mina.presses('Add a product')
    expect(mina.sees()).toContain('2 × Windows Server 2022 Standard, 16 core, 1 year')
    mina.picks({ item: 'Windows Server CAL, 1 user, perpetual', quantity: '5' })
    await mina.presses('Add a product')
    mina.picks({ item: 'SQL Server 2022 Standard, 2 core, perpetual', quantity: '1', poNumber: 'PO-9' })
    await mina.presses('Review order')
    expect(mina.sees()).toContain('5 × Windows Server CAL, 1 user, perpetual')
    expect(mina.sees()).toContain('USD 225.00')
    expect(mina.sees()).toContain('USD 4,942.00')
    await mina.presses('Back')
    await mina.pressesRow('Remove: 2 × Windows Server 2022')
    await mina.presses('Review order')
    expect(mina.sees()).toContain('USD 4,170.00')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Place order')
    expect(mina.sees()).toContain('Order CSP-1008 is placed')
    expect(mina.mayPress()).toEqual([
      'Keys: Windows Server CAL',
      'Keys: SQL Server 2022 Standard',
      'Cancel this order',
      'Buy more',
    ])
    await mina.presses('Keys: SQL Server 2022 Standard')
    expect(mina.sees()).toContain('SQL Server 2022 Standard, 2 core, perpetual')
    expect(mina.sees()).toContain('CSP-1008')
    await mina.says('order CSP-1008')
    expect(mina.sees()).toContain('PO-9')
  })

  it('that are cancelled by different rules become several orders', async () => {
    await mina.says('buy 2 windows server 2022 standard 1 year for contoso')
    await mina.presses('Add a product')
    mina.picks({ item: 'SUSE Linux Enterprise Server plan, 1-2 vCPU, 1 year', quantity: '3' })
    await mina.presses('Review order')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Place order')
    expect(mina.sees()).toContain('Orders CSP-1008, CSP-1009 are placed')
    expect(mina.mayPress()).toContain('Cancel CSP-1008')
  })
})

describe('the customer agreement', () => {
  const says = (state: { agreementAccepted?: boolean; agreementSaid?: string | null }) =>
    world.database.rows.pcCustomer.updateMany({ where: { id: customer(10) }, data: state })

  it('somebody waits for is told once it is accepted, and the notice opens the form as it was filled in', async () => {
    await mina.says('buy 3 windows server 2022 datacenter 1 year for Woodgrove Bank')
    expect(mina.filledIn('address')).toContain('https://admin.microsoft.com')
    await mina.presses('Tell me when it is accepted')
    expect(mina.sees()).toContain('You are told in your own chat with me as soon as it is accepted')
    await world.passes(hour)
    expect(mina.sees()).toContain('The customer has to accept an agreement first')
    await says({ agreementAccepted: true })
    await world.passes(10 * minute)
    expect(mina.sees()).toContain('Woodgrove Bank has accepted the Microsoft Customer Agreement')
    // The page that its Open in tab leads to begins with the same form.
    const { id: kept } = await world.database.rows.agreementWait.findFirstOrThrow()
    const asked = { customer: 'woodgrovebank.com', kept }
    const filled = (await (await tabOf(world, mina.id)).ask('buying.customer', asked)).told.kept
    expect(filled.lines).toMatchObject([
      { line: 'Windows Server 2022 Datacenter, 16 core, 1 year', quantity: '3', reserved: false },
    ])
    const others = await tabOf(world, people.globalAndAdmin)
    expect((await others.ask('buying.customer', asked)).told.kept).toBeUndefined()
    await mina.presses('Go on with the order')
    expect(mina.filledIn('quantity')).toBe(3)
    expect(mina.sees()).toContain('[Windows Server 2022 Datacenter, 16 core, 1 year]')
    await world.passes(day)
    expect(await world.database.rows.notice.count({ where: { occasion: 'buying.agreement-accepted' } })).toBe(1)
  })

  it('that is outdated has to be accepted again, and one that nobody knows of forbids nothing', async () => {
    await says({ agreementSaid: 'outdated' })
    await mina.says('buy 3 windows server 2022 datacenter 1 year for Woodgrove Bank')
    expect(mina.sees()).toContain('before April 2023')
    await says({ agreementSaid: 'unknown' })
    await mina.presses('Look again')
    await mina.presses('Review order')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Place order')
    expect(mina.sees()).toContain('Order CSP-1008 is placed')
  })
})
