import type { Who } from '../../commerce/access.ts'
import type { Clock } from '../../platform/clock.ts'
import type { TeamsCredentials } from '../../platform/config.ts'
import type { Door } from '../../platform/http/door.ts'
import { practiceTokens } from './practice-tokens.ts'
import { addTabApi } from './tab-api.ts'
import { addTabAssets } from './tab-assets.ts'
import { type EntraAuthority, type EntraTokens, entraTokens, type TabTokens } from './tab-tokens.ts'

type TabOptions = Omit<Parameters<typeof addTabApi>[1], 'tokens'> & {
  /** Undefined in practice mode. */
  readonly teams: TeamsCredentials | undefined
  /** The app registration that people sign in to the tab with: the bot's own, where no other is configured. */
  readonly clientId: string | undefined
  readonly host: () => string
  readonly tenants: EntraTokens['tenants']
  readonly clock: Clock
  readonly authority: EntraAuthority | undefined
}

/** Opens the tab. @returns what the stand-in for Teams signs people in with; undefined once Teams is configured. */
export function openTab(door: Door, options: TabOptions): ((who: Who) => Promise<string>) | undefined {
  const { teams, clientId, host, tenants, clock, authority } = options
  const practice = teams === undefined ? practiceTokens() : undefined
  const tokens: TabTokens =
    practice ??
    entraTokens({ botId: (teams as TeamsCredentials).appId, clientId, host: host(), tenants, clock, authority })
  addTabApi(door, { ...options, tokens })
  addTabAssets(door, { practice: practice !== undefined })
  return practice?.tokenFor
}
