import { beforeEach, describe, expect, it } from 'vitest'
import { hour, minute } from '../../src/platform/clock.ts'
import { asksToBuy, asksToCancel, decides } from '../support/approvals.ts'
import { customer, openWorld, type Person, people, type World } from '../support/desk.ts'

let world: World
let mina: Person
let lin: Person
let han: Person
let oliver: Person

beforeEach(async () => {
  world = await openWorld()
  mina = await world.person(people.admin)
  lin = await world.person(people.chineseAdmin)
  han = await world.person(people.koreanGlobalAdmin)
  oliver = await world.person(people.globalAndAdmin)
  await decides(world, { purchases: { AUD: '15652.00' }, cancellations: { when: 'always' } })
})

const orders = () => world.database.rows.pcOrder.count({ where: { customerId: customer(2) } })
const approval = () => world.database.rows.approval.findFirstOrThrow()
const entries = async () => {
  const rows = await world.database.rows.activityEntry.findMany({
    where: { what: { startsWith: 'approval' } },
    orderBy: { number: 'asc' },
  })
  return rows.map(({ what, agentId }) => [what, agentId])
}

describe('asking', () => {
  it('says beforehand that the total needs an approval and by which rule, and orders nothing', async () => {
    await mina.says('buy 4 windows server 2022 datacenter 1 year for fabrikam.com.au')
    await mina.presses('Review order')
    expect(mina.sees()).toContain('This needs an approval, as do purchases of AUD 15,652.00 or more.')
    expect(mina.mayPress()).toEqual(['Ask for approval', 'Add a product', 'Back'])
    mina.picks({ acknowledged: 'true', why: 'renewal of the Perth site' })
    await mina.presses('Ask for approval')
    expect(mina.sees()).toContain('The order waits for an approval')
    expect(mina.sees()).toContain('Waiting for approval until Nov 25, 2026, 2:00 AM (in 3 days)')
    expect(mina.sees()).toContain('May approve: Oliver Hughes, 한서준, and 林晓雨.')
    expect(mina.mayPress()).toEqual(['Withdraw', 'Buy more'])
    await world.passes(minute)
    expect(await orders()).toBe(0)
  })

  it('shows everybody who may approve who asks for what, how much, why and until when, each in their language', async () => {
    await asksToBuy(mina)
    await world.passes(0)
    expect(oliver.sees()).toContain('Approval needed')
    expect(oliver.sees()).toContain('Mina Park asks to buy for Fabrikam · fabrikam.com.au')
    expect(oliver.sees()).toContain('To buy: 4 × Windows Server 2022 Datacenter, 16 core, 1 year')
    expect(oliver.sees()).toContain('Total: AUD 15,652.00, tax included')
    expect(oliver.sees()).toContain('Why: renewal of the Perth site')
    expect(oliver.sees()).toContain('until 25 Nov 2026, 10:00 (in 3 days)')
    expect(oliver.sees()).toContain('Rule: purchases of AUD 15,652.00 or more need an approval')
    expect(oliver.mayPress()).toEqual(['Approve', 'Reject …', 'Reject', 'Open in tab', 'Mute this'])
    expect(lin.sees()).toContain('需要审批')
    expect(lin.sees()).toContain('Mina Park 申请为 Fabrikam · fabrikam.com.au 购买')
    expect(lin.sees()).toContain('AUD 15,652.00，含税')
    expect(han.sees()).toContain('승인 필요')
    expect(han.sees()).toContain('Mina Park 님의 구매 요청')
  })

  it.each([
    ['one cent below it', '15652.01', 'Place order'],
    ['at it', '15652.00', 'Ask for approval'],
    ['above it', '15651.99', 'Ask for approval'],
  ])('is decided by the amount: %s', async (_where, limit, button) => {
    await decides(world, { purchases: { AUD: limit } })
    await mina.says('buy 4 windows server 2022 datacenter 1 year for fabrikam.com.au')
    await mina.presses('Review order')
    expect(mina.mayPress()[0]).toBe(button)
  })

  it('is decided by the amount of its own currency only', async () => {
    await decides(world, { purchases: { AUD: '1', EUR: '1' } })
    await mina.says('buy 4 windows server 2022 datacenter 1 year for contoso.com')
    await mina.presses('Review order')
    expect(mina.mayPress()).toContain('Place order')
  })

  it('asks nobody where nobody else could approve, stores nothing and names the roles that could', async () => {
    await world.database.rows.agent.updateMany({
      where: { id: { not: people.admin } },
      data: { roles: ['sales-agent'] },
    })
    await asksToBuy(mina)
    expect(mina.sees()).toContain('nobody else here can give it')
    expect(mina.sees()).toContain('Admin agent or Global administrator')
    expect(mina.filledIn('why')).toBe('renewal of the Perth site')
    expect(await world.database.rows.approval.count()).toBe(0)
    expect(await world.database.rows.purchase.count()).toBe(0)
  })

  it('refuses a reason that is too long at its field, and keeps it', async () => {
    await asksToBuy(mina, 'x'.repeat(501))
    expect(mina.sees()).toContain('500 characters at most.')
    expect(mina.filledIn('why')).toBe('x'.repeat(501))
    expect(await world.database.rows.approval.count()).toBe(0)
  })

  it('never does what the card did not say: a rule that came or went meanwhile is shown first', async () => {
    await decides(world, {})
    await mina.says('buy 4 windows server 2022 datacenter 1 year for fabrikam.com.au')
    await mina.presses('Review order')
    await decides(world, { purchases: { AUD: '1' } })
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Place order')
    expect(mina.sees()).toContain('This needs an approval now. Nothing was done.')
    await decides(world, {})
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Ask for approval')
    expect(mina.sees()).toContain('This does not need an approval any more. Nothing was done.')
    expect(await world.database.rows.purchase.count()).toBe(0)
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Place order')
    expect(mina.sees()).toContain('Order CSP-1008 is placed')
  })

  it.each(['same id', 'new id'] as const)('twice at once (%s) is one approval', async (deliverTwice) => {
    await mina.says('buy 4 windows server 2022 datacenter 1 year for fabrikam.com.au')
    await mina.presses('Review order')
    mina.picks({ acknowledged: 'true' })
    await mina.presses('Ask for approval', { deliverTwice })
    await world.passes(0)
    expect(await world.database.rows.approval.count()).toBe(1)
    expect(oliver.messages()).toBe(2)
    expect(mina.sees()).toContain('The order waits for an approval')
  })
})

describe('deciding', () => {
  beforeEach(async () => {
    await asksToBuy(mina)
    await world.passes(0)
  })

  it('approve: the order is placed once, and every copy says by whom and when', async () => {
    await oliver.presses('Approve')
    expect(oliver.sees()).toContain('Approved, being carried out. Oliver Hughes approved it on 22 Nov 2026, 10:00.')
    expect(oliver.mayPress()).toEqual(['Open in tab', 'Mute this'])
    await world.passes(0)
    expect(oliver.sees()).toContain('Approved and carried out. Oliver Hughes approved it on 22 Nov 2026, 10:00.')
    expect(oliver.sees()).toContain('The order is placed: CSP-1008.')
    expect(lin.sees()).toContain('已批准并执行。 Oliver Hughes 于 2026年11月22日 18:00 批准。')
    expect(han.sees()).toContain('승인되어 처리됨. Oliver Hughes 님이')
    expect(mina.hears()).toContain('Approved and carried out')
    expect(mina.mayPress()).toEqual(['Show order', 'Open in tab', 'Mute this'])
    expect(receiptOf(mina)).toContain('Order CSP-1008 is placed')
    await world.passes(hour)
    expect(await orders()).toBe(1)
    // Home card, her words, the receipt, and the outcome told once.
    expect(mina.messages()).toBe(4)
    expect(await entries()).toEqual([
      ['approval-asked', people.admin],
      ['approval-given', people.globalAndAdmin],
      ['approval-carried-out', null],
    ])
  })

  it('reject: only with a reason, which the requester reads; nothing is ordered', async () => {
    await oliver.presses('Reject')
    expect(oliver.sees()).toContain('Say why you reject it')
    expect(oliver.mayPress()).toEqual(['Approve', 'Reject', 'Open in tab', 'Mute this'])
    oliver.picks({ reason: 'x'.repeat(501) })
    await oliver.presses('Reject')
    expect(oliver.sees()).toContain('500 characters at most.')
    expect((await approval()).status).toBe('waiting')
    oliver.picks({ reason: 'Perth closes *in* March' })
    await oliver.presses('Reject')
    await world.passes(0)
    for (const person of [oliver, mina]) {
      expect(person.sees()).toContain('Rejected by Oliver Hughes on')
      expect(person.sees()).toContain('Reason: Perth closes *in* March')
    }
    expect(lin.sees()).toContain('已拒绝')
    expect(han.sees()).toContain('거부됨')
    expect(receiptOf(mina)).toContain('The order was not placed')
    expect(receiptOf(mina)).toContain('Nothing was ordered.')
    expect(await orders()).toBe(0)
    expect((await entries()).at(-1)).toEqual(['approval-rejected', people.globalAndAdmin])
  })

  it('withdraw: by the requester, from the receipt; the approvers see it and the requester is told nothing', async () => {
    const before = mina.messages()
    await mina.presses('Withdraw')
    expect(mina.hears()).toContain('Withdrawn')
    await world.passes(0)
    expect(mina.messages()).toBe(before)
    expect(mina.sees()).toContain('Withdrawn by Mina Park on')
    expect(mina.mayPress()).toEqual(['Buy more'])
    expect(oliver.sees()).toContain('Withdrawn by Mina Park on')
    expect(oliver.mayPress()).toEqual(['Open in tab', 'Mute this'])
    expect(await orders()).toBe(0)
    expect((await entries()).at(-1)).toEqual(['approval-withdrawn', people.admin])
  })

  it('expires after 72 hours, to the millisecond', async () => {
    const approve = oliver.button('Approve')
    await world.passes(72 * hour - 1)
    expect(oliver.sees(approve.message)).toContain('Waiting for approval')
    world.clock.advance(1)
    // Its job has not run yet: the press finds it expired all the same.
    await oliver.pressesOld(approve)
    expect(oliver.sees(approve.message)).toContain('Expired on 25 Nov 2026, 10:00: nobody decided in time.')
    await world.passes(minute)
    expect(mina.hears()).toContain('Expired on')
    expect(lin.everything()).toContain('已过期')
    expect(receiptOf(mina)).toContain('The order was not placed')
    expect(await orders()).toBe(0)
    expect((await approval()).status).toBe('expired')
    expect((await entries()).at(-1)).toEqual(['approval-expired', null])
  })

  it('reminds those who may approve every 24 hours while it waits, and no more once it is decided', async () => {
    const before = oliver.messages()
    await world.passes(24 * hour - 1)
    expect(oliver.messages()).toBe(before)
    await world.passes(minute)
    expect(oliver.messages()).toBe(before + 1)
    expect(oliver.hears()).toContain('Reminder: approval needed')
    await world.passes(24 * hour)
    expect(oliver.messages()).toBe(before + 2)
    expect(han.hears()).toContain('알림: 승인 필요')
    await oliver.presses('Approve')
    await world.passes(24 * hour)
    expect(oliver.messages()).toBe(before + 2)
    for (const { card } of world.teams.messages(oliver.chat, oliver.id).slice(-3)) {
      expect(JSON.stringify(card)).toContain('Approved and carried out')
    }
  })

  it('a press long after shows the outcome and changes nothing', async () => {
    const [approve, reject] = [lin.button('批准'), han.button('거부')]
    await oliver.presses('Approve')
    await world.passes(30 * 24 * hour)
    await lin.pressesOld(approve)
    expect(lin.sees(approve.message)).toContain('已批准并执行。 Oliver Hughes')
    await han.pressesOld(reject, { reason: '너무 비쌉니다' })
    expect(han.sees(reject.message)).toContain('승인되어 처리됨')
    expect(await approval()).toMatchObject({ status: 'carried-out', decidedBy: people.globalAndAdmin, answer: null })
    expect(await orders()).toBe(1)
  })

  it.each(['same id', 'new id'] as const)('a press delivered twice at once (%s) decides once', async (deliverTwice) => {
    await oliver.presses('Approve', { deliverTwice })
    expect(oliver.sees()).toContain('Approved, being carried out')
    await world.passes(0)
    expect(await orders()).toBe(1)
    expect(await entries()).toHaveLength(3)
  })

  it.each(['same id', 'new id'] as const)(
    'a withdrawal or rejection delivered twice (%s) is one',
    async (deliverTwice) => {
      await mina.presses('Withdraw', { deliverTwice })
      expect(mina.hears()).toContain('Withdrawn')
      await asksToBuy(mina)
      await world.passes(0)
      oliver.picks({ reason: 'no' })
      await oliver.presses('Reject', { deliverTwice })
      expect(oliver.sees()).toContain('Rejected by Oliver Hughes')
      await world.passes(0)
      expect((await entries()).map(([what]) => what)).toEqual([
        'approval-asked',
        'approval-withdrawn',
        'approval-asked',
        'approval-rejected',
      ])
    },
  )

  it('works by Action.Submit too, where a client knows no Action.Execute', async () => {
    const { id } = oliver.card()
    await oliver.presses('Approve', { as: 'Action.Submit' })
    expect(oliver.sees(id)).toContain('Approved, being carried out')
    await world.passes(0)
    expect(oliver.sees(id)).toContain('Approved and carried out')
    await asksToBuy(mina)
    await world.passes(0)
    oliver.picks({ reason: 'enough now' })
    await oliver.presses('Reject', { as: 'Action.Submit' })
    await world.passes(0)
    expect(oliver.sees()).toContain('Reason: enough now')
  })
})

describe('who may decide', () => {
  beforeEach(async () => {
    await asksToBuy(mina)
    await world.passes(0)
  })

  const untouched = async () => {
    await world.passes(0)
    expect((await approval()).status).toBe('waiting')
    expect(oliver.sees()).toContain('Waiting for approval')
    expect(await orders()).toBe(0)
  }

  it('never the person who asked, not by a forged press either', async () => {
    const approve = oliver.button('Approve')
    await mina.says('help')
    await mina.pressesOld({ message: mina.card().id, action: approve.action })
    expect(mina.hears()).toContain('You asked for this yourself: somebody else decides.')
    await mina.pressesOld({ message: mina.card().id, action: approve.action }, { reason: 'x' }, { act: 'reject' })
    expect(mina.hears()).toContain('You asked for this yourself: somebody else decides.')
    await untouched()
  })

  it('nobody without a role for it: a sales agent is told who has one', async () => {
    const carla = await world.person(people.sales)
    await carla.pressesOld({ message: carla.card().id, action: oliver.button('Approve').action })
    expect(carla.hears()).toContain('Buying needs the role Admin agent or Global administrator')
    expect(carla.hears()).toContain('Oliver Hughes')
    await untouched()
  })

  it('nobody who has lost the role since the card was sent', async () => {
    const having = (roles: string[]) =>
      world.database.rows.agent.updateMany({ where: { id: people.globalAndAdmin }, data: { roles } })
    await having([])
    await oliver.presses('Approve')
    expect(oliver.hears()).toContain('Buying needs the role')
    await oliver.refreshes()
    expect(oliver.mayPress()).toEqual(['Mute this'])
    expect(oliver.sees()).not.toContain('Fabrikam')
    await having(['global-admin', 'admin-agent'])
    await oliver.refreshes()
    await untouched()
  })

  it('nobody of another partner: the approval is unknown there, and so is one that is none', async () => {
    const yun = await world.person(people.adminOfB)
    for (const act of ['show', 'approve', 'withdraw']) {
      await yun.pressesOld({ message: yun.card().id, action: oliver.button('Approve').action }, {}, { act })
      expect(yun.hears()).toContain('해당 승인 항목이 없습니다')
      expect(yun.everything()).not.toContain('Fabrikam')
    }
    await oliver.presses('Approve', { forged: { approval: '00000000-0000-4000-8000-00000000dead' } })
    expect(oliver.hears()).toContain('There is no such approval here.')
    await oliver.presses('Approve', { forged: { approval: "' or 1=1 --" } })
    expect(oliver.hears()).toContain('carried nothing I know')
    await untouched()
  })

  it('and only the person who asked withdraws', async () => {
    await oliver.presses('Approve', { forged: { act: 'withdraw' } })
    expect(oliver.hears()).toContain('Only the person who asked can withdraw it.')
    await untouched()
  })
})

describe('the word approvals', () => {
  it('lists what waits for the person, opens it in place, and goes back', async () => {
    await asksToBuy(mina)
    await asksToCancel(mina)
    await oliver.says('approvals')
    expect(oliver.sees()).toContain('Waiting for you')
    expect(oliver.sees()).toContain('Purchase · Fabrikam')
    expect(oliver.sees()).toContain('Cancellation · Contoso')
    await oliver.presses('Open')
    expect(oliver.mayPress()).toContain('Approve')
    await oliver.presses('Back to the list')
    expect(oliver.mayPress()).toEqual(['Open'])
    oliver.picks({
      approval: (await world.database.rows.approval.findFirstOrThrow({ where: { kind: 'purchase' } })).id,
    })
    await oliver.presses('Open')
    await oliver.presses('Approve')
    expect(oliver.sees()).toContain('Approved, being carried out')
    const opened = oliver.card().id
    await world.passes(minute)
    await oliver.refreshes('automatic', opened)
    expect(oliver.sees(opened)).toContain('Approved and carried out')
    await oliver.presses('Back to the list', { message: opened })
    expect(oliver.sees(opened)).not.toContain('Fabrikam')
  })

  it('lists what the person asked for, with what became of it', async () => {
    await asksToBuy(mina)
    await mina.says('approvals')
    expect(mina.sees()).toContain('Nothing waits for you.')
    expect(mina.sees()).toContain('You asked\nPurchase · Fabrikam')
    await mina.presses('Open')
    expect(mina.sees()).toContain('Waiting for approval')
    await mina.presses('Withdraw')
    expect(mina.sees()).toContain('Withdrawn by Mina Park')
  })

  it('shows five and then more, and offers nothing to open where there is nothing', async () => {
    await mina.says('approvals')
    expect(mina.mayPress()).toEqual([])
    for (let at = 0; at < 6; at++) await asksToBuy(mina, `number ${at}`)
    await lin.says('审批')
    expect(lin.sees()).toContain('第 1–5 个，共 6 个')
    await lin.presses('显示更多')
    expect(lin.sees()).toContain('第 6–6 个，共 6 个')
    await lin.presses('回到开头')
    await han.says('승인')
    expect(han.sees()).toContain('6개 중 1–5번째')
  })

  it('is offered to those who may approve something, and shows the others nothing of it', async () => {
    await asksToBuy(mina)
    const carla = await world.person(people.sales)
    await carla.says('help')
    expect(carla.mayPress()).not.toContain('Approvals')
    await carla.says('approvals')
    expect(carla.sees()).toContain('Nothing waits for you.')
    expect(carla.sees()).not.toContain('Fabrikam')
    await oliver.says('help')
    expect(oliver.mayPress()).toContain('Approvals')
  })
})

/** The card that the order was asked for on. */
function receiptOf(person: Person): string {
  const cards = world.teams.messages(person.chat, person.id).filter(({ card }) => card !== undefined)
  const words = cards.map(({ id }) => person.sees(id))
  return words.find((seen) => /^(The order (was not placed|waits)|Order \S+ is placed)/.test(seen)) ?? ''
}
