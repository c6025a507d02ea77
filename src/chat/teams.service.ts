import type { Clock } from '../platform/clock.ts'
import type { Rows } from '../platform/database/database.ts'
import type { Incoming } from './incoming.ts'
import type { Reading } from './personal-chats.repository.ts'
import type { SharedChatsRepository } from './shared-chats.repository.ts'

interface TeamsOptions {
  readonly sharedChats: SharedChatsRepository
  readonly clock: Clock
  reachable(rows: Rows, partnerId: string, recipient: string): Promise<void>
}

type Changed = Extract<Incoming, { kind: 'changed' }>

const channelGone = 'channel-deleted'
const teamArchived = 'team-archived'
const teamGone = 'team-deleted'

/** Follows teams and their channels, as far as the bot is in them: what is no more is not offered, what comes back is. */
export function teamsService(
  { sharedChats, clock, reachable }: TeamsOptions,
  readingOf: (partnerId: string) => Promise<Reading>,
) {
  return { changed, entered, left }

  async function changed(partnerId: string, incoming: Changed): Promise<void> {
    const { event, inTeam } = incoming
    if (inTeam === undefined) return
    const { team, channel } = inTeam
    const back = backIn(partnerId)
    switch (event) {
      case 'channelCreated':
      case 'channelRenamed':
        return addChannel(partnerId, incoming)
      case 'channelRestored':
        if (channel !== undefined)
          await sharedChats.revive(partnerId, { conversationId: channel.id }, [channelGone], back)
        return addChannel(partnerId, incoming)
      case 'channelDeleted':
        if (channel !== undefined) await sharedChats.stop(partnerId, channel.id, channelGone)
        return
      case 'teamRenamed':
        return sharedChats.rename(partnerId, { teamId: team.id }, { teamName: team.name, channelName: '' })
      case 'teamArchived':
        return sharedChats.stopTeam(partnerId, team.id, teamArchived)
      case 'teamUnarchived':
        return sharedChats.revive(partnerId, { teamId: team.id }, [teamArchived], back)
      case 'teamDeleted':
      case 'teamHardDeleted':
        return sharedChats.stopTeam(partnerId, team.id, teamGone)
      case 'teamRestored':
        return sharedChats.revive(partnerId, { teamId: team.id }, [teamGone], back)
    }
  }

  /** A standard channel of a team that the bot is in has the bot in it, before anybody has written there. */
  async function addChannel(partnerId: string, { inTeam, serviceUrl, channelId, bot }: Changed): Promise<void> {
    const channel = inTeam?.channel
    if (inTeam === undefined || channel === undefined) return
    const { team } = inTeam
    const names = { teamName: team.name, channelName: channel.name }
    if (channel.standard && (await sharedChats.isInTeam(partnerId, team.id))) {
      await sharedChats.add({
        ...{ partnerId, conversationId: channel.id, teamId: team.id, name: '', ...names },
        ...{ serviceUrl, channelId, botId: bot.id, seenAt: clock.now(), ...(await readingOf(partnerId)) },
      })
    }
    await sharedChats.rename(partnerId, { conversationId: channel.id }, names)
  }

  /** The bot is in a chat again, or in a team with all of its channels: those that are known here and still there. */
  async function entered(partnerId: string, conversationId: string, { inTeam }: Incoming): Promise<void> {
    const channel = inTeam?.channel
    const one = inTeam === undefined || (channel !== undefined && !channel.standard)
    const which = one ? { conversationId: channel?.id ?? conversationId } : { teamId: inTeam.team.id }
    await sharedChats.revive(partnerId, which, ['removed', 'BotNotInConversationRoster'], backIn(partnerId))
    if (inTeam !== undefined)
      await sharedChats.rename(partnerId, { teamId: inTeam.team.id }, { teamName: inTeam.team.name, channelName: '' })
  }

  /** The bot was taken out: of a team with all of its channels, or of a private channel or a group chat. */
  async function left(partnerId: string, conversationId: string, { inTeam }: Incoming): Promise<void> {
    const channel = inTeam?.channel
    if (channel !== undefined && !channel.standard)
      return void (await sharedChats.stop(partnerId, channel.id, 'removed'))
    await sharedChats.stopTeam(partnerId, inTeam?.team.id ?? conversationId, 'removed', conversationId)
  }

  function backIn(partnerId: string) {
    return (rows: Rows, conversationId: string) => reachable(rows, partnerId, conversationId)
  }
}

export type TeamsService = ReturnType<typeof teamsService>
