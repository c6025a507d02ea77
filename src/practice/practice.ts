import type { MovableClock } from '../platform/clock.ts'
import type { Door } from '../platform/http/door.ts'
import type { Log } from '../platform/log.ts'
import type { Vault } from '../platform/secrets.ts'
import { addConnectorRoutes } from './connector.ts'
import { addFileRoutes } from './file-shelf.ts'
import { createGuard } from './guard.ts'
import { addPageApi } from './page-api.ts'
import { addPageAssets } from './page-assets.ts'
import type { PracticePerson } from './person.ts'
import { fileStore, storedClockLead } from './practice-store.ts'
import { TeamsStandIn } from './teams-stand-in.ts'

export interface PracticeOptions {
  /** The desk's own. */
  door: Door
  /** Where it listens, as `http://127.0.0.1:3978`; asked only once it does. */
  address: () => string
  people: readonly PracticePerson[]
  clock: MovableClock
  /** Chats and the clock are kept below it; in memory when there is none. */
  dataDirectory?: string | undefined
  /** Seals what is kept there. */
  vault?: Vault | undefined
  /** What the bot understands of this person, in the language that it answers them in. */
  tries: (person: PracticePerson) => Promise<readonly string[]>
  /** Signs a person in for the app's tab, as `authentication.getAuthToken()` does. */
  tokenFor?: ((person: PracticePerson) => Promise<string>) | undefined
  /** Runs what became due by a move of the clock. */
  clockMoved: () => Promise<void>
  log: Log
}

export interface Practice {
  readonly standIn: TeamsStandIn
  close(): void
}

const practiceBot = { id: '28:c5900000-0000-4000-8000-000000000001', name: 'CSP Desk' }

/**
 * Opens the practice page: a stand-in for Microsoft Teams on this machine alone. Only for a desk without Teams credentials.
 * @throws when NODE_ENV is `production`: whoever reaches the page can act for every agent.
 */
export function openPractice(options: PracticeOptions): Practice {
  const { door, people, clock, dataDirectory, vault, tries, tokenFor, log } = options
  if (process.env.NODE_ENV === 'production') throw new PracticeInProduction()
  const address = () => options.address().replace(/\/$/, '')
  const store = dataDirectory === undefined ? undefined : fileStore(dataDirectory, vault)
  if (store !== undefined) clock.move(storedClockLead(store) - clock.aheadMilliseconds)
  const standIn = new TeamsStandIn({
    botUrl: () => `${address()}/api/messages`,
    serviceUrl: () => `${address()}/practice/connector/`,
    filesUrl: () => `${address()}/practice/files/`,
    people,
    clock,
    bot: practiceBot,
    store,
  })
  const moveClock = async (milliseconds: number) => {
    clock.move(milliseconds)
    standIn.world.record({ kind: 'clock moved', aheadMilliseconds: clock.aheadMilliseconds })
    log.info({ aheadMilliseconds: clock.aheadMilliseconds }, 'practice clock moved')
    await options.clockMoved()
  }
  const guard = createGuard(address)
  addConnectorRoutes(door, guard, standIn.connector, log)
  addFileRoutes(door, guard, standIn.shelf)
  addPageAssets(door, guard)
  const pageApi = addPageApi({ door, guard, standIn, moveClock, tries, tokenFor, log })
  return { standIn, close: pageApi.close }
}

export class PracticeInProduction extends Error {
  constructor() {
    super('The practice page must not run in production. Set the Teams credentials, or unset NODE_ENV.')
    this.name = 'PracticeInProduction'
  }
}
