import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { JobQueue } from '../platform/jobs.ts'
import type { Log } from '../platform/log.ts'
import type { Vault } from '../platform/secrets.ts'
import type { PolicyChoice } from './policy.ts'
import type { AppInstaller } from './ports/app-installer.ts'
import type { Connections } from './ports/connections.ts'
import type { Directory } from './ports/directory.ts'
import type { PartnerCenter } from './ports/partner-center.ts'
import type { People } from './ports/people.ts'

/** What everybody stands on, opened once when the desk starts. What a room needs of it stands in its first line. */
export interface Ground {
  readonly database: Database
  readonly jobs: JobQueue
  readonly clock: Clock
  readonly log: Log
  readonly vault: Vault
  readonly addresses: Addresses
  readonly limits: Limits
  /** The cancellation rules that hold. */
  readonly policy: PolicyChoice
  readonly partnerCenter: PartnerCenter
  readonly directory: Directory
  readonly people: People
  /** Undefined where nobody can be given the app. */
  readonly installer?: AppInstaller | undefined
  /** The partners' sign-ins to Microsoft; undefined where none of its services is in use. */
  readonly connections?: Connections | undefined
}

/** What a repository needs: it remembers, and nothing else. */
export type Stored = Pick<Ground, 'database'>

export interface Limits {
  /** How many files go with a support request, and how large each may be. */
  readonly supportFiles: { readonly most: number; readonly bytes: number }
  /** Hosts that pasted download links may lead to, with their subdomains. */
  readonly downloadHosts: readonly string[]
  /** Hosts that take files which people accept in Teams, besides SharePoint. */
  readonly uploadHosts: readonly string[]
}

export interface Addresses {
  /** Where people's browsers reach the desk: an origin, without a slash at its end. */
  desk(): string
  /** Where the stand-in for Teams is served; undefined when there is none. */
  readonly practice: (() => string) | undefined
  /** Where a card opens a page of the app's tab: `orders/<customer>/<order>`. */
  tab(page: string): string
}
