import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { money, moneyFacts } from '../../../src/commerce/money.ts'
import { refText } from '../../../src/commerce/product.ts'
import { DeskDirectory } from '../../../src/directory/desk.directory.ts'
import { buyingRepository } from '../../../src/features/buying/buying.repository.ts'
import { type BuyingService, buyingService } from '../../../src/features/buying/buying.service.ts'
import { cartsService, lineTotalOf } from '../../../src/features/buying/carts.service.ts'
import { placingService } from '../../../src/features/buying/placing.service.ts'
import type { PurchaseLine } from '../../../src/features/buying/purchase-lines.ts'
import { settlingService } from '../../../src/features/buying/settling.service.ts'
import { EmbeddedPartnerCenter } from '../../../src/partner-center/embedded/embedded.partner-center.ts'
import { createLog } from '../../../src/platform/log.ts'
import { approvalsRoom } from '../../../src/workflow/approvals/room.ts'
import { noticePolicyRepository } from '../../../src/workflow/notices/notice-policy.repository.ts'
import { noticePolicyService } from '../../../src/workflow/notices/notice-policy.service.ts'
import { noticesRepository } from '../../../src/workflow/notices/notices.repository.ts'
import { noticesService } from '../../../src/workflow/notices/notices.service.ts'
import { activityOf } from '../../support/activity.ts'
import { customer, openWorld, partnerA, partnerB, people, type World } from '../../support/desk.ts'
import { standingOn } from '../../support/ground.ts'
import { testVault } from '../../support/vault.ts'

let world: World
let replicas: [BuyingService, BuyingService]
const who = { partnerId: partnerA, agentId: people.admin }

const replica = (): BuyingService => {
  const { database, clock, desk } = world
  const activity = activityOf(database)
  const directory = new DeskDirectory(database)
  const ground = standingOn({
    ...{ database, activity, clock, jobs: desk.jobs, log: createLog('silent'), policy: 'article' },
    partnerCenter: new EmbeddedPartnerCenter({ database, clock, vault: testVault(), publicUrl: () => 'http://desk' }),
    directory,
    addresses: { desk: () => 'http://desk', tab: () => 'http://desk/tab', practice: undefined },
    noticeRules: noticePolicyService(standingOn({ clock, directory }), noticePolicyRepository({ database })),
  })
  const notices = noticesService(ground, noticesRepository({ database }))
  // Nothing waits for an approval here, no card stands for what is bought, and nobody signs in at Partner Center.
  Object.assign(ground, approvalsRoom(ground, { activity, notices }), {
    notices,
    cards: undefined,
    connections: undefined,
    mirror: { took: async () => {} },
  })
  const repository = buyingRepository({ database })
  const carts = cartsService(ground)
  const settling = settlingService(ground, repository)
  return buyingService(ground, repository, carts, placingService(ground, { repository, carts, settling }))
}

const wish = async (quantity = 3) => {
  const [item] = await replicas[0].catalogue(who, customer(1))
  if (item === undefined) throw new Error('nothing is sold')
  const lines = [{ item: refText(item.ref), quantity }]
  const { cartId, lines: held, total, taxIncluded } = await replicas[0].quote(who, { customerId: customer(1), lines })
  return {
    customerId: customer(1),
    reviewed: { cartId, lines: held, total, taxIncluded },
    acknowledged: true,
    origin: { kind: 'card' as const, key: randomUUID() },
    asks: false,
  }
}

const made = () => world.database.rows.pcOrder.count()

beforeAll(async () => {
  world = await openWorld()
  replicas = [replica(), replica()]
})

describe('confirming', () => {
  it('twenty times at once on two replicas makes one order, which all of them answer', async () => {
    const before = await made()
    const wanted = await wish()
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? replicas[0] : replicas[1]).confirm(who, wanted)),
    )
    await world.desk.jobs.runDue()
    expect(new Set(answers.map(({ id }) => id))).toEqual(new Set([wanted.origin.key]))
    expect(await made()).toBe(before + 1)
    const entries = await world.database.rows.activityEntry.findMany({ where: { what: 'order-placed' } })
    expect(entries).toHaveLength(1)
    const [replies] = [await replicas[1].find(who, wanted.origin.key)]
    expect(replies).toMatchObject({ status: 'placed', orderId: entries[0]?.orderId })
  })

  it('with a changed wish under the same request key answers the first purchase', async () => {
    const wanted = await wish()
    const first = await replicas[0].confirm(who, wanted)
    const before = await made()
    const again = await replicas[1].confirm(who, { ...wanted, reviewed: (await wish(3000)).reviewed })
    expect(again).toEqual(first)
    expect(await made()).toBe(before)
  })

  it("under somebody else's request key buys nothing and tells nothing of theirs", async () => {
    const wanted = await wish()
    await replicas[0].confirm(who, wanted)
    const before = await made()
    const other = { partnerId: partnerA, agentId: people.globalAndAdmin }
    await expect(replicas[1].confirm(other, wanted)).rejects.toThrow('belongs to somebody else')
    expect(await replicas[1].find({ partnerId: partnerB, agentId: people.admin }, wanted.origin.key)).toBeUndefined()
    expect(await made()).toBe(before)
  })

  it.each([
    ['without the checkbox', { acknowledged: false }, 'buying.order-not-confirmed'],
    ['for a customer without the agreement', { customerId: customer(10) }, 'commerce.agreement-not-accepted'],
    ["for another partner's customer", { customerId: customer(11) }, 'commerce.customer-unknown'],
    ['with a purchase order number that is a formula', { poNumber: '=1+1' }, 'buying.po-number-not-allowed'],
  ])('%s is refused and leaves nothing', async (_what, change, code) => {
    const before = [await made(), await world.database.rows.purchase.count()]
    await expect(replicas[0].confirm(who, { ...(await wish()), ...change })).rejects.toMatchObject({ code })
    expect([await made(), await world.database.rows.purchase.count()]).toEqual(before)
  })

  const changed = (line: PurchaseLine, change: Partial<PurchaseLine>): PurchaseLine => ({ ...line, ...change })
  it.each([
    ['at another price', (line: PurchaseLine) => changed(line, { unitPrice: money('1', 'USD') })],
    [
      'in another currency',
      (line: PurchaseLine) => changed(line, { unitPrice: { ...line.unitPrice, currency: 'EUR' } }),
    ],
  ])('what was shown %s than the cart holds is refused, and both are told', async (_what, other) => {
    const before = [await made(), await world.database.rows.purchase.count()]
    const wanted = await wish()
    const [shown] = wanted.reviewed.lines
    if (shown === undefined) throw new Error('the cart is empty')
    const reviewed = { ...wanted.reviewed, lines: [other(shown)] }
    const total = lineTotalOf(other(shown))
    await expect(replicas[0].confirm(who, { ...wanted, reviewed: { ...reviewed, total } })).rejects.toMatchObject({
      code: 'buying.cart-changed',
      facts: { was: moneyFacts(total) },
    })
    expect([await made(), await world.database.rows.purchase.count()]).toEqual(before)
  })

  it.each([
    ['a quantity that is none', { quantity: '1 or 1' }, 'commerce.quantity-not-allowed'],
    ['what is not sold', { item: 'x' }, 'commerce.product-not-sold'],
  ])('%s gets no cart', async (_what, change, code) => {
    const [item] = await replicas[0].catalogue(who, customer(1))
    const line = { item: item === undefined ? '' : refText(item.ref), quantity: 1, ...change }
    await expect(replicas[0].quote(who, { customerId: customer(1), lines: [line] })).rejects.toMatchObject({ code })
  })
})
