import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'

let world: World
let lin: Person
let mina: Person
beforeAll(async () => {
  world = await openWorld()
  lin = await world.person(people.chineseAdmin)
  mina = await world.person(people.admin)
})
afterAll(() => world.desk.close())

const chatOf = (agentId: string) =>
  world.database.rows.personalChat.findUniqueOrThrow({ where: { partnerId_agentId: { partnerId: partnerA, agentId } } })

/** What a phone sends: Teams' stand-in always tells more. */
async function sends(person: Person, activity: object): Promise<unknown> {
  const response = await fetch(`${world.desk.address}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'message',
      channelId: 'msteams',
      serviceUrl: `${world.desk.address}/practice/connector/`,
      from: { id: `29:${person.id}`, aadObjectId: person.id },
      recipient: { id: '28:bot' },
      channelData: { tenant: { id: partnerA } },
      conversation: { id: person.chat, conversationType: 'personal' },
      ...activity,
    }),
  })
  expect(response.status).toBe(200)
  const text = await response.text()
  return text === '' ? undefined : JSON.parse(text)
}

const client = (told: object) => ({ entities: [{ type: 'clientInfo', platform: 'iOS', ...told }] })

describe('what an activity does not tell, or tells wrongly, is what is known of the person', () => {
  it.each([
    ['nothing', {}],
    ['empty values', { locale: '', localTimezone: '' }],
    ['a client without them', client({ country: 'CN' })],
    ['no language and no zone', { locale: 'xx_!!', localTimezone: 'Mars Standard Time' }],
    ['other kinds of values', { locale: 5, localTimezone: ['Asia/Seoul'] }],
    ['an undetermined language and an offset', { locale: 'und', localTimezone: '+09:00' }],
    ['a language that is a sentence', { locale: 'the language of the phone', localTimezone: 'the phone’s' }],
    ['a client with wrong ones', client({ locale: 'C', timezone: 'Nowhere/City' })],
  ])('%s', async (_, told) => {
    await sends(lin, { text: 'orders', ...told })
    expect(lin.sees()).toContain('订单')
    expect(lin.sees()).not.toContain('Orders')
    expect(await chatOf(lin.id)).toMatchObject({ locale: 'zh-CN', timeZone: 'Asia/Shanghai' })
  })

  it.each([
    ['Korea Standard Time', 'Asia/Seoul'],
    ['Tokyo Standard Time', 'Asia/Tokyo'],
    ['Pacific Standard Time', 'America/Los_Angeles'],
    ['China Standard Time', 'Asia/Shanghai'],
  ])('%s is %s', async (windows, zone) => {
    await sends(lin, { text: 'orders', localTimezone: windows })
    expect(await chatOf(lin.id)).toMatchObject({ locale: 'zh-CN', timeZone: zone })
  })

  it('zone and language are known each by itself', async () => {
    await sends(lin, { text: 'orders', locale: 'zh_CN', ...client({ timezone: 'China Standard Time' }) })
    expect(await chatOf(lin.id)).toMatchObject({ locale: 'zh-CN', timeZone: 'Asia/Shanghai' })
  })
})

describe('a refusal is in the language that the person chose', () => {
  const refused = /역할|권한/u

  it('whatever Teams tells, or when it tells nothing', async () => {
    await mina.says('settings')
    mina.picks({ language: 'ko' })
    await mina.presses('Save')
    for (const told of [{ locale: 'en-US' }, {}]) {
      await sends(mina, { text: 'activity', ...told })
      expect(mina.hears()).toMatch(refused)
    }
  })

  it('in an invoke’s answer', async () => {
    const value = { action: { type: 'Action.Execute', verb: 'nothing', data: {} } }
    const answer = await sends(mina, { type: 'invoke', name: 'adaptiveCard/action', value, locale: 'en-US' })
    expect(JSON.stringify(answer)).toMatch(/\p{Script=Hangul}/u)
  })

  it('of somebody who works here no more', async () => {
    const where = { partnerId_id: { partnerId: partnerA, id: mina.id } }
    await world.database.rows.agent.delete({ where })
    await sends(mina, { text: 'orders' })
    expect(mina.hears()).toMatch(/\p{Script=Hangul}/u)
  })
})
