import { beforeEach, describe, expect, it } from 'vitest'
import { decides } from '../support/approvals.ts'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'
import { morningsOf } from '../support/mornings.ts'
import { channel, fromTeams, happens, installs, saysIn, team } from '../support/teams-events.ts'

let world: World
let oliver: Person

const licences = channel('Licences')
const renewals = channel('Renewals')

beforeEach(async () => {
  world = await openWorld()
  oliver = await world.person(people.globalAndAdmin)
  await installs(world, 'add')
})

/** What the approval rules offer beside the approvers' own chats. */
async function offered(): Promise<string[]> {
  await oliver.says('settings')
  await oliver.presses('Approval rules …')
  return oliver
    .mayChoose('cards')
    .slice(1)
    .map(({ title }) => title)
}

const stopped = async (id: string): Promise<string | null | undefined> =>
  (await world.database.rows.sharedChat.findFirst({ where: { conversationId: id } }))?.stopped

describe('a team that the bot was brought into', () => {
  it('is offered by its General channel, and each channel by its own name', async () => {
    expect(await offered()).toEqual(['Alpine Sales / General'])
    await happens(world, 'channelCreated', { channel: licences })
    await happens(world, 'channelCreated', { channel: renewals })
    expect(await offered()).toEqual(['Alpine Sales / General', 'Alpine Sales / Licences', 'Alpine Sales / Renewals'])
  })

  it('has its names from whatever tells them, and keeps them where a message does not', async () => {
    await happens(world, 'channelCreated', { channel: licences })
    await saysIn(world, licences)
    await saysIn(world, renewals)
    expect(await offered()).toEqual([
      expect.stringContaining('Alpine Sales / channel without a name (last seen 22 Nov 2026'),
      'Alpine Sales / General',
      'Alpine Sales / Licences',
    ])
    await saysIn(world, channel('Third'))
    const titles = await offered()
    expect(new Set(titles).size).toBe(4)
  })

  it('does not take a private channel for one that it is in', async () => {
    await happens(world, 'channelCreated', { channel: { ...licences, type: 'private' } })
    await happens(world, 'channelCreated', { channel: { ...renewals, channelType: 'shared' } })
    expect(await offered()).toEqual(['Alpine Sales / General'])
  })

  it('is not learnt of by what happens in a team where the bot is not, nor in another partner', async () => {
    const other = { id: '19:other@thread.tacv2', name: 'Other' }
    await happens(world, 'channelCreated', { team: other, channel: licences })
    const elsewhere = { tenant: { id: '22222222-2222-4222-8222-222222222222' }, team, channel: licences }
    await fromTeams(world, { type: 'conversationUpdate', channelData: { ...elsewhere, eventType: 'channelCreated' } })
    expect(await offered()).toEqual(['Alpine Sales / General'])
  })
})

describe('what happens to teams and channels', () => {
  beforeEach(async () => {
    await happens(world, 'channelCreated', { channel: licences })
    await happens(world, 'channelCreated', { channel: renewals })
  })
  const all = ['Alpine Sales / General', 'Alpine Sales / Licences', 'Alpine Sales / Renewals']
  const [general, , renewalsTitle] = all

  it.each([
    ['channelRenamed', { channel: { ...licences, name: 'Keys' } }, [general, 'Alpine Sales / Keys', renewalsTitle]],
    ['channelRenamed', { channel: { ...licences, name: 'A / B' } }, [general, 'Alpine Sales / A / B', renewalsTitle]],
    [
      'channelRenamed',
      { team: { id: team.id }, channel: { ...licences, name: 'Z' } },
      [general, renewalsTitle, 'Alpine Sales / Z'],
    ],
    ['channelRenamed', {}, all],
    ['channelRenamed', { channel: { id: licences.id } }, all],
    ['channelRenamed', { channel: null, team: null }, all],
    ['channelDeleted', { channel: licences }, [general, renewalsTitle]],
    ['channelDeleted', {}, all],
    ['teamRenamed', { team: { ...team, name: 'Beta' } }, ['Beta / General', 'Beta / Licences', 'Beta / Renewals']],
    ['teamRenamed', { team: { id: team.id } }, all],
    ['teamArchived', {}, []],
    ['teamDeleted', {}, []],
    ['teamHardDeleted', {}, []],
    ['teamArchived', { team: { id: '19:other@thread.tacv2', name: 'Other' } }, all],
    ['teamUnarchived', {}, all],
    ['teamRestored', {}, all],
    ['channelShared', { channel: licences }, all],
    ['channelUnshared', { channel: licences }, all],
    ['teamMemberAdded', {}, all],
    ['constructor', { channel: licences }, all],
  ])('is taken from the channel data: %s %j', async (eventType, data, titles) => {
    expect(await happens(world, eventType, data)).toBe(200)
    expect(await offered()).toEqual(titles)
  })

  it.each([
    ['channelDeleted', 'channelRestored', { channel: licences }],
    ['teamArchived', 'teamUnarchived', {}],
    ['teamDeleted', 'teamRestored', {}],
    ['teamHardDeleted', 'teamRestored', {}],
  ])('can be taken back: %s by %s', async (gone, back, data) => {
    await happens(world, gone, data)
    expect(await offered()).not.toContain('Alpine Sales / Licences')
    await happens(world, back, data)
    expect(await offered()).toEqual(all)
  })

  it('are told of in a conversation whose kind is not told', async () => {
    const conversation = { id: team.id, tenantId: partnerA }
    await happens(world, 'channelRenamed', { channel: { ...licences, name: 'Keys' } }, { conversation })
    expect(await offered()).toEqual([general, 'Alpine Sales / Keys', renewalsTitle])
  })

  it('does not bring back what was gone for another reason', async () => {
    await happens(world, 'channelDeleted', { channel: licences })
    await happens(world, 'teamArchived')
    await happens(world, 'teamUnarchived')
    expect(await offered()).toEqual([general, renewalsTitle])
    expect(await stopped(licences.id)).toBe('channel-deleted')
  })

  it('a removal of the bot takes all channels of the team with it, and its return brings them back', async () => {
    await happens(world, 'channelDeleted', { channel: renewals })
    await installs(world, 'remove', { from: { id: '29:it', aadObjectId: '99999999-0000-4000-8000-000000000009' } })
    expect(await offered()).toEqual([])
    await installs(world, 'add', { from: { id: '29:it', aadObjectId: '99999999-0000-4000-8000-000000000009' } })
    expect(await offered()).toEqual([general, 'Alpine Sales / Licences'])
  })

  it.each([
    ['of the team', { eventType: 'teamMemberRemoved' }, []],
    ['of a private channel', { eventType: 'channelMemberRemoved', channel: licences }, [general, renewalsTitle]],
    ['of a private channel by its type', { channel: { ...licences, type: 'private' } }, [general, renewalsTitle]],
  ])('the bot is no member any more %s', async (_what, data, titles) => {
    const membersRemoved = [{ id: '28:csp-desk' }]
    await happens(world, '', data, { membersRemoved })
    expect(await offered()).toEqual(titles)
  })

  it('an app update changes nothing and greets nobody', async () => {
    const before = await world.database.rows.botState.count()
    for (const action of ['remove-upgrade', 'add-upgrade', 'something', undefined as never]) {
      expect(await installs(world, action)).toBe(200)
    }
    expect(await world.database.rows.botState.count()).toBe(before)
    expect(await offered()).toEqual(all)
    const messages = oliver.messages()
    const personal = { conversation: { id: oliver.chat, conversationType: 'personal', tenantId: partnerA } }
    for (const action of ['remove-upgrade', 'add-upgrade']) {
      await fromTeams(world, { type: 'installationUpdate', action, ...personal })
    }
    expect(oliver.messages()).toBe(messages)
  })
})

describe('a setting that points to a channel which is gone', () => {
  let han: Person
  let mina: Person
  const gone = 'A chat that your settings use is gone'
  beforeEach(async () => {
    han = await world.person(people.koreanGlobalAdmin)
    mina = await world.person(people.admin)
    await happens(world, 'channelCreated', { channel: licences })
    await happens(world, 'channelCreated', { channel: renewals })
    await decides(world, { purchases: { AUD: '1' }, cards: { to: 'chat', conversationId: licences.id } })
    await morningsOf(world).set(partnerA, renewals.id, '08:00')
  })

  it.each([
    ['channelDeleted', { channel: licences }],
    ['teamArchived', {}],
    ['teamDeleted', {}],
  ])('is told to the global admins once: %s', async (eventType, data) => {
    await happens(world, eventType, data)
    await happens(world, eventType, data)
    await world.passes(0)
    await world.passes(60_000)
    expect(oliver.cardsWith(gone)).toHaveLength(1)
    expect(oliver.sees()).toContain('Approval cards should go to Alpine Sales / Licences, where I am no longer.')
    expect(han.cardsWith('설정에서 쓰는 채팅을 더 이상 사용할 수 없습니다')).toHaveLength(1)
    expect(mina.everything()).not.toContain(gone)
  })

  it('is told of all at once when the bot was removed, and again when it is lost again', async () => {
    await installs(world, 'remove')
    await world.passes(0)
    expect(oliver.cardsWith(gone)).toHaveLength(1)
    expect(oliver.sees()).toContain('The morning summary for Alpine Sales / Renewals is not sent any more')
    await installs(world, 'add')
    await world.passes(60_000)
    await installs(world, 'remove')
    await world.passes(0)
    expect(oliver.cardsWith(gone)).toHaveLength(2)
  })

  it('is not told when it is back by then, nor of a channel that nothing points to', async () => {
    await happens(world, 'channelCreated', { channel: channel('Third') })
    await happens(world, 'channelDeleted', { channel: channel('Third') })
    await happens(world, 'channelDeleted', { channel: licences })
    await happens(world, 'channelRestored', { channel: licences })
    await world.passes(0)
    expect(oliver.everything()).not.toContain(gone)
  })

  it('stands on the cards of the settings until another is chosen', async () => {
    await installs(world, 'remove')
    await oliver.says('settings')
    expect(oliver.sees()).toContain('Approval cards should go to Alpine Sales / Licences')
    expect(oliver.sees()).toContain('The morning summary for Alpine Sales / Renewals')
    await oliver.presses('Channel summaries …')
    expect(oliver.sees()).toContain('The morning summary for Alpine Sales / Renewals')
    await oliver.presses('Back')
    await oliver.presses('Approval rules …')
    expect(oliver.sees()).toContain('Approval cards should go to Alpine Sales / Licences')
    oliver.picks({ cards: 'approvers' })
    await oliver.presses('Save')
    expect(oliver.sees()).not.toContain('Approval cards should go to')
    await mina.says('settings')
    expect(mina.sees()).not.toContain('Alpine Sales')
  })
})
