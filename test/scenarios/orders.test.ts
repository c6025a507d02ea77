import { beforeAll, describe, expect, it } from 'vitest'
import { sampleAgents } from '../../src/directory/sample-agents.ts'
import { minute } from '../../src/platform/clock.ts'
import { customer, openWorld, type Person, people, type World } from '../support/desk.ts'

const allButtons = ['Get keys and downloads', 'Cancel this order', 'Support request', 'Back to the list', 'Open in tab']
/** What renews itself has a button for that before the last three. */
const renewing = (buttons: readonly string[]) => buttons.toSpliced(-3, 0, 'Turn auto-renew off …')

describe('an admin agent looks at a customer’s orders', () => {
  let world: World
  let mina: Person
  beforeAll(async () => {
    world = await openWorld()
    mina = await world.person(people.admin)
  })

  it('sees the five newest with products, totals, dates and what holds', async () => {
    await mina.says('orders for Contoso')
    expect(mina.sees()).toContain('Software and orders')
    expect(mina.sees()).toContain('1–5 of 7, newest first')
    expect(mina.sees()).toContain('2 × SUSE Linux Enterprise Server plan, 1-2 vCPU, 1 year')
    expect(mina.sees()).toContain('Nov 20, 2026 (2 days ago)')
    expect(mina.sees()).toContain('50 days left to cancel')
    const [first] = mina.mayChoose('order')
    expect(first?.value).toBe('CSP-1005')
    expect(mina.mayChoose('order')).toHaveLength(5)
    expect(mina.mayPress()).toEqual(['Show order', 'Show more', 'Filter …', 'Other customer'])
  })

  it('pages to the older ones and back', async () => {
    await mina.presses('Show more')
    expect(mina.sees()).toContain('6–7 of 7')
    expect(mina.sees()).toContain('CSP-1003')
    expect(mina.sees()).not.toContain('CSP-1005')
    expect(mina.mayPress()).toEqual(['Show order', 'Show newest', 'Filter …', 'Other customer'])
    await mina.presses('Show newest')
    expect(mina.sees()).toContain('1–5 of 7')
  })

  it('looks at one with two line items and gets from there to keys and to the cancellation', async () => {
    mina.picks({ order: 'CSP-1007' })
    await mina.presses('Show order')
    expect(mina.sees()).toContain('Order CSP-1007')
    expect(mina.sees()).toContain('Product: 10 × Windows Server CAL, 1 device, perpetual')
    expect(mina.sees()).toContain('Product: 1 × Windows Server 2019 Datacenter, 16 core, 3 years')
    expect(mina.sees()).toContain('Total: USD 6,034.00, tax excluded')
    expect(mina.sees()).toContain('Active. 30 days left to cancel')
    expect(mina.mayPress()).toEqual(renewing(allButtons))
    const list = mina.card().id
    await mina.presses('Cancel this order')
    expect(mina.sees()).toContain('Cancel a purchase')
    expect(mina.sees()).toContain('CSP-1007')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit')
    await mina.presses('Back to the list', { message: list })
    expect(mina.sees(list)).toContain('Cancelling')
    await world.passes(15 * minute)
    await mina.says('orders for Contoso')
    expect(mina.sees()).toContain('Cancelled')
    mina.picks({ order: 'CSP-1007' })
    await mina.presses('Show order')
    expect(mina.sees()).toContain('Cancelled. Keys and links no longer work.')
    expect(mina.mayPress()).toEqual(['Support request', 'Back to the list', 'Open in tab'])
  })

  it.each([
    ['CSP-1001', '50 days left to cancel', renewing(allButtons)],
    ['CSP-1002', '1 day left to cancel', allButtons],
    [
      'CSP-1003',
      'The cancellation window closed on',
      renewing(['Get keys and downloads', 'Support request', 'Back to the list', 'Open in tab']),
    ],
    [
      'CSP-1004',
      'It can only be cancelled by a support request.',
      ['Support request', 'Back to the list', 'Open in tab'],
    ],
    ['CSP-1005', 'It can never be cancelled or exchanged.', ['Support request', 'Back to the list', 'Open in tab']],
    [
      'CSP-1006',
      'A reservation is cancelled in the Azure portal.',
      ['Support request', 'Back to the list', 'Open in tab'],
    ],
  ])('%s says: %s', async (order, holds, buttons) => {
    await mina.says(`orders for Contoso order ${order}`)
    expect(mina.sees()).toContain(`Order ${order}`)
    expect(mina.sees()).toContain(holds)
    expect(mina.mayPress()).toEqual(buttons)
  })

  it('a customer without orders has none, and another is one press away', async () => {
    await mina.says('orders for fabrikam.com.au')
    expect(mina.sees()).toContain('This customer has bought nothing yet.')
    await mina.presses('Other customer')
    mina.picks({ customer: customer(1) })
    await mina.presses('Next')
    expect(mina.sees()).toContain('CSP-1005')
  })

  it.each(['CSP-9999', 'nonsense', ''])('a forged choice of %j is refused', async (order) => {
    await mina.says('orders for Contoso')
    mina.picks({ order })
    await mina.presses('Show order')
    expect(mina.sees()).toMatch(/This customer has no order|Choose an order from the list/)
  })

  it('an order that is not there is said, above the list', async () => {
    await mina.says('orders for Contoso order CSP-9999')
    expect(mina.sees()).toContain('This customer has no order CSP-9999.')
    expect(mina.sees()).toContain('CSP-1005')
  })
})

describe('who may see orders', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })

  const allowed = ['admin-agent', 'global-admin', 'sales-agent', 'helpdesk-agent']
  const maySee = sampleAgents.filter(({ roles }) => roles.some((role) => allowed.includes(role)))
  const mayNot = sampleAgents.filter((agent) => !maySee.includes(agent))

  it.each(maySee)('$roles may', async ({ id }) => {
    const person = await world.person(id)
    await person.says('orders')
    expect(person.filledIn('customer')).toBe('')
  })

  it.each(mayNot)('$roles may not, and is told which roles do', async ({ id }) => {
    const person = await world.person(id)
    await person.says('orders for Contoso')
    expect(person.hears()).toContain(
      "Seeing customers' software and orders needs the role Admin agent, Global administrator, Sales agent, or Helpdesk agent.",
    )
    expect(person.hears()).toContain('can help.')
    expect(person.everything()).not.toContain('CSP-1001')
  })

  it('a sales agent sees an order and is offered neither its keys nor its cancellation', async () => {
    const carla = await world.person(people.sales)
    await carla.says('orders for Contoso order CSP-1001')
    expect(carla.sees()).toContain('Order CSP-1001')
    expect(carla.mayPress()).toEqual(['Back to the list', 'Open in tab'])
  })

  it('a partner never sees what is another’s', async () => {
    const yun = await world.person(people.adminOfB)
    await yun.says('contoso.com 주문')
    expect(yun.sees()).toContain('해당 고객이 없습니다')
    expect(yun.everything()).not.toContain('CSP-1001')
  })
})

describe('in their own language', () => {
  it('a Chinese agent reads orders', async () => {
    const lin = await (await openWorld()).person(people.chineseAdmin)
    await lin.says('contoso.com 的订单')
    expect(lin.sees()).toContain('软件和订单')
    expect(lin.sees()).toContain('第 1–5 个，共 7 个，最新的在前')
    expect(lin.sees()).toContain('可取消：剩余 50 天')
    await lin.presses('显示订单')
    expect(lin.sees()).toContain('永远不能取消或更换。')
  })

  it('a Korean global administrator reads orders', async () => {
    const han = await (await openWorld()).person(people.koreanGlobalAdmin)
    await han.says('Contoso 주문')
    expect(han.sees()).toContain('소프트웨어 및 주문')
    expect(han.sees()).toContain('7개 중 1–5번째, 최신순')
    expect(han.sees()).toContain('취소 가능 기간 50일 남음')
    await han.presses('주문 보기')
    expect(han.sees()).toContain('취소하거나 교환할 수 없습니다.')
  })
})
