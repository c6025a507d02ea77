import type { Who } from '../commerce/access.ts'
import type { Directory } from '../commerce/ports/directory.ts'
import type { Clock } from '../platform/clock.ts'
import { Reader } from '../platform/language.ts'
import { chatText } from './chat.text.ts'
import type { ChatsService } from './chats.service.ts'
import type { Command } from './feature.ts'
import { offeredTo } from './home.cards.ts'
import type { Told } from './identity.ts'

/** What somebody may say, in the language that they are answered in: for a client that offers words. */
export function mayBeSaid(parts: {
  directory: Directory
  chats: ChatsService
  commands: readonly Command[]
  clock: Clock
}): (who: Who, told: Told) => Promise<string[]> {
  const { directory, chats, commands, clock } = parts
  return async (who, told) => {
    const [agent, { locale, timeZone }] = await Promise.all([
      directory.agent(who.partnerId, who.agentId),
      chats.reading(who, told),
    ])
    const reader = new Reader(locale, timeZone)
    const [help = 'help'] = chatText[reader.language].helpWords
    const turn = agent && { agent, reader, chat: 'personal' as const, now: clock.now() }
    const offered = turn === undefined ? [] : offeredTo(turn, commands)
    return [help, ...offered.map(({ words }) => words[reader.language][0])]
  }
}
