import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { asksToBuy, asksToCancel, decides } from '../../support/approvals.ts'
import { openWorld, type Person, people, type World } from '../../support/desk.ts'
import { type TabPerson, tabOf } from '../../support/tab-person.ts'

let world: World
let mina: Person
let oliver: TabPerson

beforeEach(async () => {
  world = await openWorld()
  mina = await world.person(people.admin)
  oliver = await tabOf(world, people.globalAndAdmin)
  await decides(world, { cancellations: { when: 'always' }, purchases: { AUD: '1' } })
  await asksToCancel(mina, 'CSP-1001')
  await asksToCancel(mina, 'CSP-1007')
})

const idsOf = async (tab: TabPerson, of = 'waiting'): Promise<string[]> =>
  (await tab.ask('approvals.list', { of })).told.rows.map(({ id }: { id: string }) => id)

describe('the page of approvals', () => {
  it('lists what waits for the reader, what they asked for and what was decided, in the words of the card', async () => {
    const { told } = await oliver.ask('approvals.list', { of: 'waiting' })
    expect(told).toMatchObject({ total: 2, from: 0 })
    expect(told.rows[0]).toMatchObject({
      kind: 'Cancellation',
      title: 'Mina Park asks to cancel an order of Contoso · contoso.com',
      status: { words: 'waiting', tone: 'plain' },
      may: ['approve', 'reject'],
    })
    expect(told.rows[0].facts).toContainEqual({ name: 'Why', value: 'ordered by mistake' })
    expect(told.rows[0].standing[0]).toMatch(/^Waiting for approval until /)

    const own = (await (await tabOf(world, people.admin)).ask('approvals.list', { of: 'asked' })).told
    expect(own.rows.map(({ may }: { may: string[] }) => may)).toEqual([['withdraw'], ['withdraw']])
    expect((await oliver.ask('approvals.list', { of: 'decided' })).told.total).toBe(0)
  })

  it('approves several at once, and carries each out', async () => {
    const ids = await idsOf(oliver)
    const { told } = await oliver.ask('approvals.decide', { decision: 'approve', ids })
    expect(told.answers.map(({ said }: { said: { tone: string } }) => said.tone)).toEqual(['good', 'good'])
    await world.passes(60_000)
    const decided = (await oliver.ask('approvals.list', { of: 'decided' })).told.rows
    expect(decided.map(({ status }: { status: { words: string } }) => status.words)).toEqual([
      'carried out',
      'carried out',
    ])
    expect(await idsOf(oliver)).toEqual([])
    expect(mina.everything()).toContain('Approved and carried out')
  })

  it('says of one that somebody else decided meanwhile who did, and decides the others', async () => {
    const [first, second] = await idsOf(oliver)
    const xiaoyu = await tabOf(world, people.chineseAdmin)
    await xiaoyu.ask('approvals.decide', { decision: 'reject', ids: [first], reason: '不需要' })
    const { told } = await oliver.ask('approvals.decide', { decision: 'approve', ids: [first, second] })
    expect(told.answers[0].said).toMatchObject({ tone: 'warning' })
    expect(told.answers[0].said.words).toMatch(/^Rejected by .+ Reason: 不需要/)
    expect(told.answers[1].said.tone).toBe('good')
  })

  it('decides once however often it is pressed, and says the same again', async () => {
    const [id] = await idsOf(oliver)
    const asked = { decision: 'reject', ids: [id, id], reason: 'too late' }
    const [once, twice] = await Promise.all([
      oliver.ask('approvals.decide', asked),
      oliver.ask('approvals.decide', asked),
    ])
    expect(once.told).toEqual(twice.told)
    expect(once.told.answers).toHaveLength(1)
    const rejected = await world.database.rows.activityEntry.count({ where: { what: 'approval-rejected' } })
    expect(rejected).toBe(1)
  })

  it('decides nothing without a reason, or with one that is too long, and says so as the card does', async () => {
    const ids = await idsOf(oliver)
    const none = await oliver.ask('approvals.decide', { decision: 'reject', ids, reason: ' \u200b ' })
    expect(none.told).toEqual({ mistake: 'Say why you reject it: the person who asked reads it.', answers: [] })
    const long = await oliver.ask('approvals.decide', { decision: 'reject', ids, reason: 'x'.repeat(501) })
    expect(long.told).toEqual({ mistake: '500 characters at most.', answers: [] })
    expect(await idsOf(oliver)).toHaveLength(2)
  })

  it('has the cards in chats edited as a press on them does', async () => {
    const inChat = await world.person(people.globalAndAdmin)
    await world.passes(1_000)
    expect(inChat.everything()).toContain('Approval needed')
    await oliver.ask('approvals.decide', { decision: 'approve', ids: await idsOf(oliver) })
    await world.passes(60_000)
    expect(inChat.everything()).not.toContain('Approval needed\n')
  })

  it.each([
    ['en-US', 'You asked for this yourself: somebody else decides. Nothing was changed.'],
    ['zh-CN', '这是您自己的申请：须由他人决定。未做任何更改。'],
    ['ko-KR', '본인이 요청한 항목입니다. 다른 사람이 결정해야 합니다. 변경된 것은 없습니다.'],
  ])('nobody approves their own, in %s as on the card', async (locale, words) => {
    const own = await tabOf(world, people.admin, { locale })
    const ids = await idsOf(own, 'asked')
    await world.database.rows.personalChat.updateMany({ data: { locale } })
    const { told } = await own.ask('approvals.decide', { decision: 'approve', ids })
    expect(told.answers.map(({ said }: { said: object }) => said)).toEqual([
      { words, tone: 'bad' },
      { words, tone: 'bad' },
    ])
    const back = await own.ask('approvals.decide', { decision: 'withdraw', ids })
    expect(back.told.answers[0].said.tone).toBe('good')
  })

  it('is asked of nobody what another partner has, and tells it to nobody without the role', async () => {
    const [id] = await idsOf(oliver)
    const other = await tabOf(world, people.adminOfB)
    expect(await idsOf(other)).toEqual([])
    expect((await other.ask('approvals.one', { id })).refusal?.code).toBe('approvals.unknown')
    expect((await other.ask('approvals.one', { id: randomUUID() })).refusal?.code).toBe('approvals.unknown')
    const { told } = await other.ask('approvals.decide', { decision: 'approve', ids: [id] })
    expect(told.answers).toEqual([
      { id, title: '', said: { words: 'There is no such approval here. Nothing was changed.', tone: 'bad' } },
    ])
    const nobody = await tabOf(world, people.nobody)
    expect((await nobody.ask('approvals.one', { id })).refusal?.code).toBe('access.role-missing')
    expect(
      (await nobody.ask('approvals.decide', { decision: 'reject', ids: [id], reason: 'no' })).told.answers[0],
    ).toMatchObject({
      title: '',
      said: { tone: 'bad' },
    })
    expect((await (await tabOf(world, people.helpdesk)).ask('approvals.one', { id })).told.may).toEqual([])
    expect(await idsOf(oliver)).toContain(id)
  })

  it('whoever may buy but not cancel is asked for purchases alone', async () => {
    await asksToBuy(mina)
    const global = await tabOf(world, people.koreanGlobalAdmin)
    const { told } = await global.ask('approvals.list', { of: 'waiting' })
    expect(told.total).toBe(1)
    expect((await idsOf(oliver)).length).toBe(3)
  })

  it.each([
    ['no list', 'approvals.list', { of: 'everything' }],
    ['a page before the first', 'approvals.list', { of: 'asked', from: -1 }],
    ['more than is asked', 'approvals.list', { of: 'asked', partner: 'b' }],
    ['an id that is none', 'approvals.one', { id: 'x' }],
    ['nothing to decide', 'approvals.decide', { decision: 'approve', ids: [] }],
    ['too many', 'approvals.decide', { decision: 'approve', ids: Array.from({ length: 51 }, () => randomUUID()) }],
    ['no decision', 'approvals.decide', { decision: 'perhaps', ids: [randomUUID()] }],
  ])('%s is refused', async (_what, route, asked) => {
    expect((await oliver.ask(route, asked)).status).toBe(400)
  })
})
