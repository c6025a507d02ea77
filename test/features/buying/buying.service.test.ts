import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { money, times } from '../../../src/commerce/money.ts'
import { refText } from '../../../src/commerce/product.ts'
import { DeskDirectory } from '../../../src/directory/desk.directory.ts'
import { buyingRepository } from '../../../src/features/buying/buying.repository.ts'
import { type BuyingService, buyingService } from '../../../src/features/buying/buying.service.ts'
import { placingService } from '../../../src/features/buying/placing.service.ts'
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
    noticeRules: noticePolicyService(standingOn({ clock, directory }), noticePolicyRepository({ database })),
  })
  const notices = noticesService(ground, noticesRepository({ database }))
  // Nothing waits for an approval here, and no card stands for what is bought.
  Object.assign(ground, approvalsRoom(ground, { activity, notices }), { cards: undefined })
  const repository = buyingRepository({ database })
  return buyingService(ground, repository, placingService(ground, repository))
}

const wish = async (quantity: string | number = 3) => {
  const [item] = await replicas[0].catalogue(who, customer(1))
  if (item === undefined) throw new Error('nothing is sold')
  return {
    customerId: customer(1),
    item: refText(item.ref),
    quantity,
    acknowledged: true,
    requestKey: randomUUID(),
    asks: false,
    reviewed: times(item.unitPrice ?? money('0', 'USD'), 3),
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
    expect(new Set(answers.map(({ id }) => id))).toEqual(new Set([wanted.requestKey]))
    expect(await made()).toBe(before + 1)
    const entries = await world.database.rows.activityEntry.findMany({ where: { what: 'order-placed' } })
    expect(entries).toHaveLength(1)
    const [replies] = [await replicas[1].find(who, wanted.requestKey)]
    expect(replies).toMatchObject({ status: 'placed', orderId: entries[0]?.orderId })
  })

  it('with a changed wish under the same request key answers the first purchase', async () => {
    const wanted = await wish()
    const first = await replicas[0].confirm(who, wanted)
    const before = await made()
    const again = await replicas[1].confirm(who, { ...wanted, quantity: 3000, reviewed: money('1', 'USD') })
    expect(again).toEqual(first)
    expect(await made()).toBe(before)
  })

  it("under somebody else's request key buys nothing and tells nothing of theirs", async () => {
    const wanted = await wish()
    await replicas[0].confirm(who, wanted)
    const before = await made()
    const other = { partnerId: partnerA, agentId: people.globalAndAdmin }
    await expect(replicas[1].confirm(other, wanted)).rejects.toThrow('belongs to somebody else')
    expect(await replicas[1].find({ partnerId: partnerB, agentId: people.admin }, wanted.requestKey)).toBeUndefined()
    expect(await made()).toBe(before)
  })

  it.each([
    ['without the checkbox', { acknowledged: false }, 'buying.order-not-confirmed'],
    ['at another price', { reviewed: money('1', 'USD') }, 'buying.price-changed'],
    ['in another currency', { reviewed: money('1', 'EUR') }, 'buying.price-changed'],
    ['of a quantity that is none', { quantity: '1 or 1' }, 'commerce.quantity-not-allowed'],
    ['of what is not sold', { item: 'x' }, 'commerce.product-not-sold'],
    ['for a customer without the agreement', { customerId: customer(10) }, 'commerce.agreement-not-accepted'],
    ["for another partner's customer", { customerId: customer(11) }, 'commerce.customer-unknown'],
    ['with a purchase order number that is a formula', { poNumber: '=1+1' }, 'buying.po-number-not-allowed'],
  ])('%s is refused and leaves nothing', async (_what, change, code) => {
    const before = [await made(), await world.database.rows.purchase.count()]
    await expect(replicas[0].confirm(who, { ...(await wish()), ...change })).rejects.toMatchObject({ code })
    expect([await made(), await world.database.rows.purchase.count()]).toEqual(before)
  })
})
