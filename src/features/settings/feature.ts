import type { Feature } from '../../chat/feature.ts'
import { settingsPage } from '../../chat/tab-button.ts'
import { job } from '../../platform/jobs.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { Shared } from '../../workflow/shared.ts'
import { chatMorningsService } from './chat-mornings.service.ts'
import { chatReadingService } from './chat-reading.service.ts'
import { lostChatsNotice } from './lost-chats.cards.ts'
import { chatsIn, chatsLost, lostChatsJob, lostChatsService } from './lost-chats.service.ts'
import { noticeRulesService } from './notice-rules.service.ts'
import { ownSettingsService } from './own-settings.service.ts'
import { ownSettingsText } from './own-settings.text.ts'
import { personChoice } from './people.cards.ts'
import { peoplePages } from './people.pages.ts'
import { peopleService } from './people.service.ts'
import { type SettingsRooms, settingsDialog } from './settings.dialog.ts'
import { settingsPages } from './settings.pages.ts'
import { settingsService } from './settings.service.ts'
import { findZones, zoneTitle } from './time-zones.ts'

const shownResults = 15

export function settingsFeature(desk: Shared): Feature {
  const lostChats = lostChatsService(desk)
  const rooms: SettingsRooms = {
    own: ownSettingsService(desk),
    settings: settingsService(desk, lostChats),
    noticeRules: noticeRulesService(desk, lostChats),
    people: peopleService(desk),
    chatMornings: chatMorningsService(desk),
    chatReading: chatReadingService(desk),
    lostChats,
  }
  return {
    name: 'settings',
    flows: [settingsDialog(rooms)],
    commands: [
      {
        name: 'settings',
        words: {
          en: ['settings', 'language', 'time zone', 'quiet hours', 'notifications'],
          zh: ['设置', '设定', '语言', '时区', '免打扰', '通知'],
          ko: ['설정', '언어', '시간대', '방해 금지', '알림'],
        },
        // `keys in the language Korean` asks for keys.
        yields: true,
        takes: [],
        home: {
          place: 8,
          does: {
            en: 'Choose language, notices and rules',
            zh: '选择语言、通知和规则',
            ko: '언어, 알림, 규칙 정하기',
          },
        },
        // Who has no role yet is told nothing first; the home card says what they need.
        offered: ({ agent }) => agent.roles.length > 0,
        begin: async () => ({ flow: 'settings', step: 'wishes', values: {} }),
      },
    ],
    routes: { ...settingsPages(rooms), ...peoplePages(rooms.people) },
    jobs: { [chatsLost]: job(lostChatsJob, (lost) => lostChats.tell(lost)) },
    occasions: {
      [chatsLost]: {
        kind: 'settings',
        draw: async ({ partnerId, recipient }, { reader }) => {
          const lost = await lostChats.forAdmin({ partnerId, agentId: recipient })
          const tab = desk.addresses.tab(settingsPage)
          return chatsIn(lost).length === 0 ? undefined : lostChatsNotice(lost, reader, tab)
        },
      },
    },
    searches: {
      'time-zones': {
        find: async (turn, text) => {
          const { now, reader } = turn
          const found = findZones(text, now, shownResults).map(({ id, title }) => ({ title, value: id }))
          if (text !== '') return found
          const { teams } = await rooms.own.of(whoOf(turn))
          const title = ownSettingsText[reader.language].asInTeams(zoneTitle(teams.timeZone, now))
          return [{ title, value: ownSettingsText[reader.language].asTeams }, ...found].slice(0, shownResults)
        },
      },
      'chat-time-zones': {
        find: async ({ now }, text) =>
          findZones(text, now, shownResults).map(({ id, title }) => ({ title, value: id })),
      },
      'settings-people': {
        find: async (turn, text) => {
          const found = await rooms.people.search(whoOf(turn), { text, limit: shownResults })
          const names = await rooms.people.typed(whoOf(turn), found)
          return found.map((person) => personChoice(person, names, turn.reader))
        },
      },
    },
  }
}
