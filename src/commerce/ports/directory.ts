import { refusal } from '../../platform/errors.ts'
import type { Agent, Partner, Role } from '../agent.ts'

/** Who is who, and which roles they have. */
export interface Directory {
  /** Roles of the partner that are held where people are kept (Microsoft Entra), and are only read here: they are granted there. */
  rolesKeptElsewhere(partnerId: string): Promise<readonly Role[]>
  partner(partnerId: string): Promise<Partner | undefined>
  /** For what is drawn: may be what was read before. */
  agent(partnerId: string, agentId: string): Promise<Agent | undefined>
  /**
   * For what is done: asked afresh, so that a role which is held no more is not there.
   * @throws DirectoryUnavailable where it is kept elsewhere and nobody answers
   */
  agentNow(partnerId: string, agentId: string): Promise<Agent | undefined>
  /** Agents of the partner who have at least one of the roles, by name. */
  agentsWith(partnerId: string, roles: readonly Role[]): Promise<Agent[]>
  /** Agents of the partner by name, a page of them: those whose name has the text in it (by `nameKey`). */
  agents(partnerId: string, page: { text?: string; from?: number; limit: number }): Promise<Agent[]>
  /** Agents who are called by one of the names, whole (by `nameKey`); several of one name. */
  agentsNamed(partnerId: string, names: readonly string[]): Promise<Agent[]>
  /** What anybody of the partner's tenant is called, where people are kept elsewhere; undefined when nobody says so. */
  nameOf?(partnerId: string, personId: string): Promise<string | undefined>
  /** Reads anew what is drawn and searched, where it is kept elsewhere and due. */
  readAnew?(): Promise<void>
}

/**
 * Where roles are kept did not answer, or refused: nobody's role is known, so nobody has one.
 * `reason`: Microsoft's code, where it gave one; the connection has to be mended then.
 */
export class DirectoryUnavailable extends refusal('directory.unavailable').with<{ reason?: string | undefined }>() {}

/** People and their roles are changed where they come from, and only read here. */
export class RolesKeptElsewhere extends refusal('directory.roles-kept-elsewhere').with<{ roles: readonly Role[] }>() {}
