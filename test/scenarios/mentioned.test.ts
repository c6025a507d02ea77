import { beforeAll, describe, expect, it } from 'vitest'
import { readIncoming } from '../../src/chat/incoming.ts'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'
import { fromTeams } from '../support/teams-events.ts'

const bot = { id: '28:csp-desk', name: 'CSP Desk' }
const mention = (text: string, id = bot.id) => ({ type: 'mention', text, mentioned: { id, name: 'CSP Desk' } })

/** A command as it is said behind a mention: with and without a space, line breaks, full-width spaces, a mention at its end. */
const ways = (command: string): [string, unknown[]][] => [
  [`<at>CSP Desk</at> ${command}`, [mention('<at>CSP Desk</at>')]],
  [`<at>CSP Desk</at>${command}`, [mention('<at>CSP Desk</at>')]],
  [`<at>CSP Desk</at>\u00a0${command}`, [mention('<at>CSP Desk</at>')]],
  [`<at>CSP Desk</at>\u3000${command}`, [mention('<at>CSP Desk</at>')]],
  [`<at>CSP Desk</at>\n${command}\n`, [mention('<at>CSP Desk</at>')]],
  [`${command} <at>CSP Desk</at>`, [mention('<at>CSP Desk</at>')]],
  [`<at id="0">CSP 데스크</at> ${command}`, [mention('<at id="0">CSP 데스크</at>')]],
  [`<at>合作伙伴助手</at> ${command}`, []],
  [`<p><at>CSP Desk</at>&nbsp;${command}</p>`, [mention('<at>CSP Desk</at>')]],
]

const commands = [
  ['zh', people.chineseAdmin, '订单'],
  ['zh', people.chineseAdmin, '取消订单 CSP-1001'],
  ['zh', people.chineseAdmin, '为 Contoso 购买 10 个 Windows Server 2022 Datacenter'],
  ['zh', people.chineseAdmin, '帮助'],
  ['ko', people.koreanGlobalAdmin, '설정'],
  ['ko', people.koreanGlobalAdmin, '주문 CSP-1001'],
  ['ko', people.koreanGlobalAdmin, '도움말'],
] as const

const rows = commands.flatMap(([language, who, command]) =>
  ways(command).map(([text, entities]) => ({ language, who, command, text, entities })),
)
const groups = {
  groupChat: { id: '19:deals@thread.v2', conversationType: 'groupChat', isGroup: true, tenantId: partnerA },
  channel: { id: '19:team@thread.tacv2;messageid=1', conversationType: 'channel', isGroup: true, tenantId: partnerA },
}
const sent = (text: string, entities: unknown[], conversation: object, more: object = {}) => ({
  ...{ type: 'message', channelId: 'msteams', serviceUrl: 'https://smba.example/', text, entities, conversation },
  ...{ from: { id: '29:x' }, recipient: bot, channelData: { tenant: { id: partnerA } }, ...more },
})

describe.each(Object.entries(groups))('what is said behind a mention in a %s', (_where, conversation) => {
  it.each(rows)('is the command alone, in $language: $text', ({ text, entities, command }) => {
    const said = readIncoming(sent(text, entities, conversation))
    expect(said).toMatchObject({ kind: 'said', text: command, chat: 'shared' })
  })
})

describe('a command behind a mention', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })

  it.each(commands)('means what it means without one, in %s: %s %s', async (_language, who, command) => {
    const person: Person = await world.person(who)
    await person.says(command)
    const plainly = person.hears()
    const more = { from: { id: '29:x', aadObjectId: who } }
    const conversation = { id: person.chat, conversationType: 'personal', tenantId: partnerA }
    for (const [text, entities] of ways(command)) {
      const { serviceUrl: _own, ...activity } = sent(text, entities, conversation, more)
      expect((await fromTeams(world, activity)).status).toBe(200)
      expect(person.hears()).toBe(plainly)
    }
  })

  it.each([
    ['zh', people.chineseAdmin, '订单', '个人聊天'],
    ['ko', people.koreanGlobalAdmin, '설정', '개인'],
  ])('is answered in the reader’s language where others look on: %s', async (_language, who, command, words) => {
    const group = await world.teams.openGroupChat([who, people.globalAndAdmin], 'Deals')
    await world.teams.say(group.id, who, command)
    expect(world.teams.messages(group.id, who).at(-1)?.text).toContain(words)
  })
})
