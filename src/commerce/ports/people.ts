import type { Rows } from '../../platform/database/database.ts'
import { refusal } from '../../platform/errors.ts'
import type { Agent, AgentFacts, Role } from '../agent.ts'

/** The desk's own table of people, where roles are granted that are kept nowhere else. */
export interface People {
  /**
   * Enters a person, or changes what they may do; the roles of a partner's people change one after the other. What holds already
   * changes nothing again.
   * @param alongside done in the same transaction when anything changes.
   * @returns what holds now.
   * @throws RoleMissing, RolesChanged, LastGlobalAdmin, PersonUnknown
   */
  set(change: PersonChange, alongside: (rows: Rows, changed: PersonChanged) => Promise<void>): Promise<Agent>
}

export interface PersonChange {
  readonly partnerId: string
  /** The person's Entra object id. */
  readonly id: string
  /** Left out, it stays. */
  readonly name?: string | undefined
  readonly roles: readonly Role[]
  /** The roles that are granted here: others stay as they are in the table, where they count for nothing. Left out, all. */
  readonly granted?: readonly Role[] | undefined
  /** What was seen before the change, null for nobody: anything else is not overwritten. Left out, whatever holds is. */
  readonly seen?: readonly Role[] | null | undefined
  /** Who changes it, and has to be allowed to at that moment; left out for whoever has the server. */
  readonly by?: string | undefined
  /** Also takes the role from the partner's last global admin. */
  readonly evenTheLast?: boolean | undefined
}

export interface PersonChanged {
  /** Undefined for somebody new. */
  readonly before: Agent | undefined
  readonly after: Agent
}

/** Nobody could change the partner's settings and roles any more. */
export class LastGlobalAdmin extends refusal('directory.last-global-admin').with<{ person: string }>() {}

/** The person's roles are not those that were seen before the change. */
export class RolesChanged extends refusal('directory.roles-changed').with<{
  holds: AgentFacts
}>() {}

export class PersonUnknown extends refusal('directory.person-unknown') {}

export type PeopleError = LastGlobalAdmin | RolesChanged | PersonUnknown
