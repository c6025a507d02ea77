import { beforeEach, describe, expect, it } from 'vitest'
import { hour } from '../../src/platform/clock.ts'
import { asksToBuy, decides } from '../support/approvals.ts'
import { customer, elementsOf, openWorld, Person, people, type World } from '../support/desk.ts'

let world: World
let channel: string
let mina: Person
/** The same people in the channel. */
let inChannel: Record<'mina' | 'lin' | 'oliver' | 'carla', Person>

beforeEach(async () => {
  world = await openWorld()
  mina = await world.person(people.admin)
  for (const id of [people.chineseAdmin, people.globalAndAdmin, people.sales]) await world.person(id)
  const { id } = await world.teams.openGroupChat(
    [people.globalAndAdmin, people.admin, people.chineseAdmin, people.sales],
    'Approvals',
  )
  channel = id
  const member = (agent: string) => new Person(world.desk, world.teams, agent, channel)
  inChannel = {
    mina: member(people.admin),
    lin: member(people.chineseAdmin),
    oliver: member(people.globalAndAdmin),
    carla: member(people.sales),
  }
  await decides(world, { purchases: { AUD: '1' }, cards: { to: 'chat', conversationId: channel } })
  await asksToBuy(mina)
  await world.passes(0)
})

const orders = () => world.database.rows.pcOrder.count({ where: { customerId: customer(2) } })

describe('approval cards in a channel', () => {
  it('are one message with the facts only, in the language of the partner', async () => {
    const { carla } = inChannel
    expect(carla.sees()).toContain('Approval needed')
    expect(carla.sees()).toContain('Mina Park asks to buy for Fabrikam')
    expect(carla.sees()).toContain('Approve, Reject and Withdraw appear here for those who may press them.')
    expect(carla.mayPress()).toEqual(['Open in tab'])
    const lin = await world.person(people.chineseAdmin)
    expect(lin.everything()).not.toContain('Fabrikam')
  })

  it('name those who see more by their Teams ids, at most sixty', () => {
    const { refresh } = inChannel.carla.card().card as { refresh: { userIds: string[]; action: object } }
    expect(refresh.userIds).toHaveLength(3)
    for (const id of refresh.userIds) expect(id).toMatch(/^29:/)
    expect(refresh.action).toMatchObject({ type: 'Action.Execute', verb: 'approval' })
  })

  it('show each their own view: approvers decide, the requester withdraws, others see the facts, also by hand', async () => {
    const { mina: requester, lin, oliver, carla } = inChannel
    await oliver.refreshes('automatic')
    expect(oliver.mayPress()).toEqual(['Approve', 'Reject …', 'Reject', 'Open in tab'])
    await lin.refreshes('automatic')
    expect(lin.mayPress()).toEqual(['批准', '拒绝…', '拒绝', '在选项卡中打开'])
    await requester.refreshes('automatic')
    expect(requester.sees()).toContain('Waiting for approval')
    expect(requester.mayPress()).toEqual(['Withdraw', 'Open in tab'])
    await carla.refreshes('manual')
    expect(carla.mayPress()).toEqual(['Open in tab'])
  })

  it('are edited for everybody when one has decided', async () => {
    const { mina: requester, lin, oliver, carla } = inChannel
    await oliver.refreshes('automatic')
    await lin.refreshes('automatic')
    await oliver.presses('Approve')
    expect(oliver.sees()).toContain('Approved, being carried out')
    await world.passes(0)
    for (const person of [requester, lin, oliver, carla]) {
      expect(person.sees()).toContain('Approved and carried out. Oliver Hughes approved it on Nov 22, 2026, 5:00 AM.')
      expect(person.mayPress()).toEqual(['Open in tab'])
    }
    expect(await orders()).toBe(1)
    expect(mina.hears()).toContain('Approved and carried out')
  })

  it('change for nobody by the try of somebody who may not', async () => {
    const { mina: requester, oliver, carla } = inChannel
    await oliver.refreshes('automatic')
    const approve = oliver.button('Approve')
    await carla.pressesOld(approve)
    expect(carla.hears()).toContain('Buying needs the role Admin agent or Global administrator')
    await requester.pressesOld(approve)
    expect(requester.hears()).toContain('You asked for this yourself')
    await world.passes(0)
    expect(carla.sees()).toContain('Waiting for approval')
    expect(oliver.mayPress()).toContain('Approve')
    expect(await orders()).toBe(0)
  })

  it('have buttons for clients without Universal Actions, checked on the server', async () => {
    const { lin, carla } = inChannel
    const hint = elementsOf(carla.card().card).find(({ requires }) => requires !== undefined)
    const { requires, fallback } = hint as { requires: object; fallback: { actions: { type: string }[] } }
    expect(requires).toEqual({ adaptiveCards: '1.4' })
    const submits = elementsOf(fallback).filter(({ type }) => type === 'Action.Submit')
    expect(submits.map(({ title }) => title)).toEqual(['Approve', 'Reject'])
    const [approve, reject] = submits
    const message = carla.card().id
    await carla.pressesOld({ message, action: approve as never })
    expect(carla.hears()).toContain('Buying needs the role')
    await lin.pressesOld({ message, action: reject as never }, { reason: '预算已用完' })
    await world.passes(0)
    expect(carla.sees(message)).toContain('Rejected by 林晓雨')
    expect(carla.sees(message)).toContain('Reason: 预算已用完')
    expect(await orders()).toBe(0)
  })

  it('ask for the reason at its field in the view of who rejects', async () => {
    const { oliver, carla } = inChannel
    await oliver.refreshes('automatic')
    await oliver.presses('Reject')
    expect(oliver.sees()).toContain('Say why you reject it')
    expect(carla.sees()).not.toContain('Say why you reject it')
  })

  it('are reminded of there', async () => {
    const before = inChannel.carla.messages()
    await world.passes(24 * hour)
    expect(inChannel.carla.messages()).toBe(before + 1)
    expect(inChannel.carla.sees()).toContain('Reminder: approval needed')
  })
})

it('go to the approvers themselves when the bot is not in the channel any more', async () => {
  await world.teams.removeBot(channel)
  await asksToBuy(mina)
  await world.passes(0)
  const oliver = await world.person(people.globalAndAdmin)
  expect(oliver.mayPress()).toContain('Approve')
})
