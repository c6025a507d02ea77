import type { Who } from '../commerce/access.ts'
import type { Directory } from '../commerce/ports/directory.ts'
import type { Clock } from '../platform/clock.ts'
import { Reader } from '../platform/language.ts'
import type { ChatsService } from './chats.service.ts'
import type { Told } from './identity.ts'
import type { Turn } from './turn.ts'

export interface VisitsOptions {
  readonly directory: Directory
  readonly chats: Pick<ChatsService, 'reading' | 'lastReading'>
  readonly clock: Clock
}

/** People who open a page of the tab, each for themselves: as they are known in the chat, in the language that they read there. */
export function visitsOf({ directory, chats, clock }: VisitsOptions) {
  return {
    /** @returns undefined when the desk does not know them. */
    async turnOf(who: Who, told: Told): Promise<Turn | undefined> {
      const [agent, { locale, timeZone }] = await Promise.all([
        directory.agent(who.partnerId, who.agentId),
        // A browser knows the zone of the machine, which the chat knows of the person.
        chats.reading(who, { locale: told.locale, timeZone: undefined }),
      ])
      if (agent === undefined) return undefined
      return {
        agent,
        reader: new Reader(locale, timeZone ?? told.timeZone),
        chat: 'personal',
        now: clock.now(),
        privately: true,
      }
    },
    /** For words when nothing can be looked up. */
    lastReader(who: Who, told: Told): Reader {
      const { locale, timeZone } = chats.lastReading(who, told)
      return new Reader(locale, timeZone)
    },
  }
}

export type Visits = ReturnType<typeof visitsOf>
