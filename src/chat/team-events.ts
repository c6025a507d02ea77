import { z } from 'zod'

/** Where among teams something was said or has happened. Names are empty where Teams did not tell them. */
export interface InTeam {
  readonly team: { readonly id: string; readonly name: string }
  /** The General channel has its team's id. */
  readonly channel: { readonly id: string; readonly name: string; readonly standard: boolean } | undefined
}

/**
 * What happens to teams and channels, by Teams' own names (learn.microsoft.com, "Conversation events in your Teams bot"). All of
 * it is told in the team's own conversation: which channel it is about stands in the channel data alone.
 */
export const teamEvents = [
  'channelCreated',
  'channelRenamed',
  'channelDeleted',
  'channelRestored',
  'teamRenamed',
  'teamArchived',
  'teamUnarchived',
  'teamDeleted',
  'teamHardDeleted',
  'teamRestored',
] as const
export type TeamEvent = (typeof teamEvents)[number]

/** Others may be told of too, and change nothing here: `teamMemberAdded`, `channelShared`. */
export const teamEvent = z.enum(teamEvents).optional().catch(undefined)

/** Whoever is in a team is in its standard channels; only private and shared ones have members of their own. */
export const isStandard = (channel: { type?: unknown; channelType?: unknown }, eventType: unknown): boolean =>
  [channel.type, channel.channelType].every((told) => typeof told !== 'string' || told.toLowerCase() === 'standard') &&
  eventType !== 'channelMemberAdded' &&
  eventType !== 'channelMemberRemoved'
