import type { Rows } from '../../platform/database/database.ts'
import { refusal } from '../../platform/errors.ts'
import type { Agent, AgentFacts, Partner, Role } from '../agent.ts'

/** Who is who, and which roles they have now. */
export interface Directory {
  /** Whether people and their roles are entered here; otherwise they are changed where they come from. */
  readonly keepsRoles: boolean
  partner(partnerId: string): Promise<Partner | undefined>
  agent(partnerId: string, agentId: string): Promise<Agent | undefined>
  /** Agents of the partner who have at least one of the roles, by name. */
  agentsWith(partnerId: string, roles: readonly Role[]): Promise<Agent[]>
  /** Agents of the partner by name, a page of them: those whose name has the text in it (by `nameKey`). */
  agents(partnerId: string, page: { text?: string; from?: number; limit: number }): Promise<Agent[]>
  /** Agents who are called by one of the names, whole (by `nameKey`); several of one name. */
  agentsNamed(partnerId: string, names: readonly string[]): Promise<Agent[]>
  /**
   * Enters a person, or changes what they may do; the roles of a partner's people change one after the other. What holds already
   * changes nothing again.
   * @param alongside done in the same transaction when anything changes.
   * @returns what holds now.
   * @throws RoleMissing, RolesChanged, LastGlobalAdmin, PersonUnknown; RolesKeptElsewhere without `keepsRoles`
   */
  setPerson(change: PersonChange, alongside: (rows: Rows, changed: PersonChanged) => Promise<void>): Promise<Agent>
}

export interface PersonChange {
  readonly partnerId: string
  /** The person's Entra object id. */
  readonly id: string
  /** Left out, it stays. */
  readonly name?: string | undefined
  readonly roles: readonly Role[]
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

/** People and their roles are changed where they come from, and only read here. */
export class RolesKeptElsewhere extends refusal('directory.roles-kept-elsewhere') {}

export type DirectoryError = LastGlobalAdmin | RolesChanged | PersonUnknown | RolesKeptElsewhere
