import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { minute, second } from '../../src/platform/clock.ts'
import { teamsIdOf } from '../../src/practice/person.ts'
import { wentWrong } from '../../src/practice/presses.ts'
import type { TeamsStandIn } from '../../src/practice/teams-stand-in.ts'
import type { Conversation } from '../../src/practice/transcript.ts'
import { callConnector, type EchoDesk, jonas, mina, openEchoDesk } from './echo-bot.ts'
import { button, viewCard } from './sample-card.ts'

let desk: EchoDesk
let teams: TeamsStandIn
let chat: Conversation

beforeEach(async () => {
  desk = await openEchoDesk()
  teams = desk.practice.standIn
  chat = await teams.openGroupChat([mina.id, jonas.id], 'Approvals')
})
afterEach(() => desk.close())

const message = (content: unknown) => ({
  type: 'message',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
})
const connect = (method: string, path: string, content: unknown) =>
  callConnector(
    `${desk.address}/practice/connector/`,
    method,
    `/${encodeURIComponent(chat.id)}/activities${path}`,
    message(content),
  )

async function sent(content: unknown): Promise<string> {
  const { body } = await connect('POST', '', content)
  return body.id
}

const seenBy = (personId: string) => JSON.stringify(teams.lastCard(chat, personId)?.card)
const asked = () => desk.heard.filter(({ name }) => name === 'adaptiveCard/action')

describe('a card with a view for each person', () => {
  it('is asked for on behalf of whom it names, and shown to them alone', async () => {
    const id = await sent(viewCard('facts', [teamsIdOf(mina.id)]))
    expect(asked()).toEqual([])
    await teams.refresh(chat, mina.id, id)
    expect(await teams.refresh(chat, jonas.id, id)).toBeUndefined()
    expect(asked()).toMatchObject([
      {
        replyToId: id,
        from: { aadObjectId: mina.id },
        value: { trigger: 'automatic', action: { type: 'Action.Execute', verb: 'view' } },
      },
    ])
    expect(seenBy(mina.id)).toContain('automatic view of Mina Park')
    expect(seenBy(jonas.id)).toContain('facts')
  })

  it('is refreshed by hand for anybody, whenever they wish', async () => {
    const id = await sent(viewCard('facts', []))
    expect(await teams.refresh(chat, jonas.id, id)).toBeUndefined()
    await teams.refresh(chat, jonas.id, id, 'manual')
    await teams.refresh(chat, jonas.id, id, 'manual')
    expect(asked()).toHaveLength(2)
    expect(seenBy(jonas.id)).toContain('manual view of Jonas Weber')
  })

  it('is refreshed for everybody in a small conversation when it names nobody', async () => {
    const id = await sent(viewCard('facts'))
    await Promise.all([mina, jonas].map((person) => teams.refresh(chat, person.id, id)))
    expect(seenBy(mina.id)).toContain('view of Mina Park')
    expect(seenBy(jonas.id)).toContain('view of Jonas Weber')
  })

  it('names sixty at most', async () => {
    const others = Array.from({ length: 60 }, (_, n) => `29:${n}`)
    const id = await sent(viewCard('facts', [...others, teamsIdOf(mina.id)]))
    expect(await teams.refresh(chat, mina.id, id)).toBeUndefined()
  })

  it('is asked for once a minute, after a press too, and again at once when the bot edits it', async () => {
    const card = viewCard('facts', [teamsIdOf(mina.id), teamsIdOf(jonas.id)])
    const id = await sent(card)
    await teams.refresh(chat, mina.id, id)
    await teams.press(chat, jonas.id, id, button('Order', 'order'), { customer: 'contoso', quantity: '3' })
    desk.clock.move(minute - second)
    expect(await teams.refresh(chat, mina.id, id)).toBeUndefined()
    expect(await teams.refresh(chat, jonas.id, id)).toBeUndefined()
    desk.clock.move(second)
    expect(await teams.refresh(chat, mina.id, id)).toMatchObject({ failed: false })
    await connect('PUT', `/${id}`, { ...card, body: [{ type: 'TextBlock', text: 'decided' }] })
    expect(seenBy(mina.id)).toContain('decided')
    expect(await teams.refresh(chat, mina.id, id)).toMatchObject({ failed: false })
    expect(seenBy(mina.id)).toContain('automatic view of Mina Park')
  })

  it('stays as it was when the answer comes after an edit', async () => {
    const card = viewCard('facts', [teamsIdOf(mina.id)])
    const id = await sent(card)
    const refreshing = teams.refresh(chat, mina.id, id)
    teams.world.record({
      kind: 'edited',
      conversationId: chat.id,
      messageId: id,
      content: { card: { type: 'AdaptiveCard', body: [{ type: 'TextBlock', text: 'decided' }] } },
    })
    expect(await refreshing).toMatchObject({ failed: false })
    expect(seenBy(mina.id)).toContain('decided')
  })

  it('says nothing when it cannot be refreshed by itself, and says so when it was asked for', async () => {
    const failing = await sent(viewCard('facts', undefined, 'fail'))
    await teams.refresh(chat, mina.id, failing)
    expect(teams.lastCard(chat, mina.id)).toMatchObject({ line: undefined })
    await teams.refresh(chat, mina.id, failing, 'manual')
    expect(teams.lastCard(chat, mina.id)).toMatchObject({ line: wentWrong, failed: true })
    const silent = await sent(viewCard('facts', undefined, 'no view'))
    await teams.refresh(chat, mina.id, silent)
    expect(teams.lastCard(chat, mina.id)).toMatchObject({ line: undefined })
    await teams.refresh(chat, mina.id, silent, 'manual')
    expect(teams.lastCard(chat, mina.id)).toMatchObject({ line: 'Nothing to see' })
  })

  it('is not asked for where there is no such card', async () => {
    const { refresh: _, ...plain } = viewCard('facts')
    const id = await sent(plain)
    expect(await teams.refresh(chat, mina.id, id, 'manual')).toBeUndefined()
    await expect(teams.refresh(chat, mina.id, 'unknown')).rejects.toThrow('knows no message')
  })
})
