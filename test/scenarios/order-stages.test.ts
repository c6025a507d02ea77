import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'

let world: World
let mina: Person

const inState = (status: string, id = 'CSP-1001') =>
  world.database.rows.pcOrder.update({ where: { partnerId_id: { partnerId: partnerA, id } }, data: { status } })

beforeAll(async () => {
  world = await openWorld()
})
beforeEach(async () => {
  mina = await world.person(people.admin)
  await inState('completed')
})

describe('an order that Partner Center has not placed, or not quite', () => {
  it.each([
    ['pending', 'Pending', 'it is not bought'],
    ['pending review', 'In review', 'it is not bought yet'],
    ['po upload complete', 'In review', 'it is not bought yet'],
    ['pending_po_upload', 'Purchase order needed', 'Upload it in Partner Center'],
    ['error', 'Failed', 'It was not bought'],
    ['po review rejected', 'Failed', 'It was not bought'],
    ['provisioning', 'Not known', 'whether it was bought is not known here'],
  ])('as %s is called that, and gives no keys and no window', async (status, word, sentence) => {
    await inState(status)
    await mina.says('order CSP-1001')
    expect(mina.sees()).toContain(word)
    expect(mina.sees()).toContain(sentence)
    expect(mina.sees()).not.toContain('to cancel')
    expect(mina.mayPress()).not.toContain('Get keys and downloads')
    expect(mina.mayPress()).not.toContain('Cancel this order')
    expect(mina.mayPress()).not.toContain('Turn auto-renew off …')
    await mina.says('orders for Contoso')
    expect(mina.sees()).toContain(word)
    await mina.says('keys CSP-1001')
    expect(mina.sees()).toContain('Order CSP-1001 has no keys and no cancellation window now.')
    await mina.says('cancel CSP-1001')
    expect(mina.sees()).toContain('It is not bought')
    expect(mina.mayPress()).not.toContain('Submit')
  })

  it.each([
    ['suspended', 'Suspended', false],
    ['partial success', 'Placed in part', true],
    ['completed', 'Active', true],
  ] as const)('as %s is bought: it has its window, and keys where they can be used', async (status, word, keys) => {
    await inState(status)
    await mina.says('order CSP-1001')
    expect(mina.sees()).toContain(word)
    expect(mina.sees()).toContain('50 days left to cancel')
    expect(mina.mayPress().includes('Get keys and downloads')).toBe(keys)
    expect(mina.mayPress()).toContain('Cancel this order')
    await mina.says('keys CSP-1001')
    expect(mina.sees().includes('has no keys')).toBe(!keys)
  })

  it('is refused by the service too, when an old card still offers it', async () => {
    await mina.says('cancel CSP-1001')
    await inState('pending')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Submit')
    expect(mina.sees()).toContain('Its state: Pending')
    expect(await world.database.rows.cancellation.count()).toBe(0)
  })

  it.each([
    [people.chineseAdmin, '订单 CSP-1001', '待处理'],
    [people.koreanGlobalAdmin, '주문 CSP-1001', '보류 중'],
  ])('is called so in the reader’s own language', async (who, said, word) => {
    await inState('pending')
    const person = await world.person(who)
    await person.says(said)
    expect(person.sees()).toContain(word)
  })
})

describe('the ID of an order', () => {
  const ids = ['KWPW7nMYAZAa5zJ5hVYU2xQ3', 'kwPw7nMYAZAa5zJ5hVYU2xQ3']
  const numberOf = (id: string) => `ALT-${id === ids[0] ? '4711' : '4712'}`

  beforeAll(async () => {
    const { rows } = world.database
    const { lines, ...order } = await rows.pcOrder.findUniqueOrThrow({
      where: { partnerId_id: { partnerId: partnerA, id: 'CSP-1002' } },
      include: { lines: true },
    })
    for (const id of ids) {
      await rows.pcOrder.create({
        data: {
          ...{ ...order, id, alternateId: numberOf(id) },
          lines: { create: lines.map(({ partnerId: _, orderId: __, ...line }) => ({ ...line, keySealed: null })) },
        },
      })
    }
  })

  it('that is written exactly is that order’s, whatever other differs from it by letter case alone', async () => {
    for (const id of ids) {
      await mina.says(`order ${id} for contoso.com`)
      expect(mina.sees()).toContain(`Order ${numberOf(id)}`)
      await mina.says(`cancel ${id} for contoso.com`)
      expect(mina.sees()).toContain(`Order number: ${numberOf(id)}`)
    }
  })

  it('that may be two is guessed by nobody: both are offered', async () => {
    for (const command of ['order', 'cancel order', 'keys for order']) {
      await mina.says(`${command} kwpw7nmyazaa5zj5hvyu2xq3 for contoso.com`)
      expect(mina.sees()).toContain('may be ALT-4711 or ALT-4712: write which one')
    }
    expect(await world.database.rows.cancellation.count()).toBe(0)
  })

  it('may be typed in any letter case where it is one order’s only', async () => {
    await mina.says('order csp-1003 for contoso.com')
    expect(mina.sees()).toContain('Order CSP-1003')
  })

  it('may be the number that people see', async () => {
    await mina.says('order ALT-4712 for contoso.com')
    expect(mina.sees()).toContain('Order ALT-4712')
    await mina.says('order ALT-4711')
    expect(mina.sees()).toContain('Order ALT-4711')
  })
})

describe('a price that Partner Center does not say', () => {
  it('is said not to be known, with total and credit, and is never 0', async () => {
    await world.database.rows.pcOrderLine.updateMany({
      where: { orderId: 'CSP-1007', number: 0 },
      data: { unitPrice: null },
    })
    await mina.says('order CSP-1007')
    expect(mina.sees()).toContain('Total: amount not known')
    await mina.says('cancel CSP-1007')
    expect(mina.sees()).toContain('Expected credit on the next monthly invoice: amount not known')
    mina.picks({ acknowledged: 'true', 'line-1': 'false' })
    await mina.presses('Submit')
    await mina.presses('Submit')
    expect(mina.sees()).toContain('Expected credit on the next monthly invoice: amount not known')
    const [stored] = await world.database.rows.cancellation.findMany()
    expect(stored?.credit).toBeNull()
    await mina.says('orders for Contoso')
    expect(mina.sees()).not.toContain('USD 0.00')
  })
})
