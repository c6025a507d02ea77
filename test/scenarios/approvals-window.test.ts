import { beforeEach, describe, expect, it } from 'vitest'
import { day, hour, minute } from '../../src/platform/clock.ts'
import { asksToBuy, asksToCancel, decides } from '../support/approvals.ts'
import { openWorld, type Person, people, type World } from '../support/desk.ts'

let world: World
let mina: Person
let oliver: Person

beforeEach(async () => {
  world = await openWorld()
  mina = await world.person(people.admin)
  oliver = await world.person(people.globalAndAdmin)
  await decides(world, { purchases: { AUD: '1000' }, cancellations: { when: 'always' } })
})

const stored = () => world.database.rows.approval.findFirstOrThrow()

describe('an approval of a cancellation whose window ends before the approval would', () => {
  // CSP-1002 has one day left, an approval would wait three.
  beforeEach(async () => {
    await asksToCancel(mina, 'CSP-1002')
    await world.passes(0)
  })

  it('tells the approver until when the order can be cancelled, and waits no longer', async () => {
    const { askedAt, expiresAt, closesAt } = await stored()
    expect(expiresAt).toEqual(closesAt)
    expect(expiresAt.getTime() - askedAt.getTime()).toBeLessThanOrEqual(day)
    expect(oliver.sees()).toMatch(/Window ends: .*\(in 2[34] hours\)/)
  })

  it('has expired when the window has closed: a late Approve cancels nothing, and every copy says so', async () => {
    const late = oliver.button('Approve')
    const { expiresAt } = await stored()
    await world.passes(expiresAt.getTime() - world.clock.now().getTime() + minute)
    await oliver.pressesOld(late)
    expect(oliver.sees(late.message)).toContain('Expired')
    expect((await stored()).status).toBe('expired')
    expect(oliver.sees(late.message)).toContain('Window closed')
    expect(await world.database.rows.pcOrder.count({ where: { cancelledAt: { not: null } } })).toBe(0)
  })
})

it('an approval that expired says when its time was over, not when that was found out', async () => {
  await asksToBuy(mina)
  await world.passes(0)
  const { expiresAt } = await stored()
  await world.passes(72 * hour + 40 * minute)
  const at = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/London' })
  const asked = (await world.database.rows.notice.findFirstOrThrow({
    where: { recipient: people.globalAndAdmin, occasion: 'approvals.waits' },
  })) as { activityId: string }
  expect(oliver.sees(asked.activityId)).toContain(`Expired on ${at.format(expiresAt)}`)
})

it('a reminder that Teams has drawn anew for its reader is still a reminder', async () => {
  await asksToBuy(mina)
  await world.passes(24 * hour)
  expect(oliver.sees()).toContain('Reminder: approval needed')
  await oliver.refreshes('automatic')
  expect(oliver.sees()).toContain('Reminder: approval needed')
})

it('the list says who asks, for how many of what', async () => {
  await asksToBuy(mina)
  await oliver.says('approvals')
  expect(oliver.sees()).toContain('4 × Windows Server 2022')
  expect(oliver.sees()).toContain('Mina Park')
})

it('the rule on the card is the one that held when it was asked for', async () => {
  await asksToBuy(mina)
  await decides(world, {})
  await world.passes(0)
  expect(oliver.sees()).toContain('AUD 1,000.00')
})
