import type { Ground } from '../../commerce/ground.ts'
import { hour, later, minute } from '../../platform/clock.ts'
import { Reader } from '../../platform/language.ts'
import { marketReading } from '../../platform/market-reading.ts'
import type { ChatOpeningsRepository } from './chat-openings.repository.ts'
import type { NoticesService } from './notices.service.ts'
import type { Chats, Place } from './places.ts'

/** The app is not there for them: nothing changes soon, and an installation tells itself. */
const againWhenMissing = hour
/** Teams or Graph may answer otherwise soon. */
const againSoon = 5 * minute

/** Chats with people who never had one: opened by their object ids, the app installed for them where that is permitted. */
export function chatOpeningsService(
  { directory, installer, clock, log }: Ground,
  repository: ChatOpeningsRepository,
  { personalChats }: Chats,
  notices: NoticesService,
) {
  return { unmet, install, opened, failed, tryAgain, tell: repository.transaction }

  /** Where a chat with these people may be opened now, who have none. The partner's other chats say where Teams is reached. */
  async function unmet(partnerId: string, agentIds: readonly string[]): Promise<ReadonlyMap<string, Place>> {
    if (agentIds.length === 0) return new Map()
    const [home, notYet, partner] = await Promise.all([
      personalChats.newest(partnerId),
      repository.notYet(partnerId, agentIds, clock.now()),
      directory.partner(partnerId),
    ])
    if (home === null) return new Map()
    const { locale, timeZone } = marketReading(partner?.market)
    const reader = new Reader(locale, timeZone)
    const { serviceUrl, botId, channelId } = home
    return new Map(
      agentIds
        .filter((id) => !notYet.has(id))
        .map((recipient): [string, Place] => [
          recipient,
          {
            ...{ partnerId, recipient, shared: false, serviceUrl, botId, reader, seenAt: clock.now(), stopped: null },
            // Teams counts what goes to a conversation, and there is none yet.
            conversationId: `new:${recipient}`,
            unmet: { channelId },
          },
        ]),
    )
  }

  /** @returns whether the app is there for them now. */
  async function install({ partnerId, recipient }: Place): Promise<boolean> {
    const outcome = await installer?.install(partnerId, recipient)
    return outcome === 'installed' || outcome === 'there-already'
  }

  /** There is a chat now, and what was to be told goes there. Whoever wrote meanwhile is reached where they wrote. */
  async function opened({ partnerId, recipient, serviceUrl, botId, reader, unmet }: Place, conversationId: string) {
    log.info({ partnerId, agentId: recipient }, 'chat opened with somebody who had none')
    const { locale, timeZone } = reader
    const chat = { partnerId, agentId: recipient, conversationId, serviceUrl, botId, userId: '', locale, timeZone }
    await repository.transaction(async (rows) => {
      await personalChats.meet(rows, { ...chat, channelId: unmet?.channelId ?? 'msteams' }, clock.now())
      await notices.met(rows, partnerId, recipient)
    })
  }

  /** @param soon whether it may go well in a moment. */
  async function failed({ partnerId, recipient }: Place, code: string, soon: boolean): Promise<void> {
    log.info({ partnerId, agentId: recipient, code }, 'no chat to be opened with somebody who has none')
    const triedAt = clock.now()
    const outcome = { code, triedAt, againAt: later(triedAt, soon ? againSoon : againWhenMissing) }
    await repository.transaction(async (rows) => {
      if (await repository.failed(rows, { partnerId, agentId: recipient }, outcome))
        await notices.reachChanged(rows, partnerId, recipient)
    })
  }

  /** What waits for people is tried again when its time has come. */
  async function tryAgain(): Promise<void> {
    for (const { partnerId, agentId } of await repository.due(clock.now()))
      await repository.transaction((rows) => notices.wakeFor(rows, partnerId, agentId))
  }
}

export type ChatOpeningsService = ReturnType<typeof chatOpeningsService>
