import type { Agent, Partner, Role } from '../agent.ts'

/** Who is who, and which roles they have now. */
export interface Directory {
  partner(partnerId: string): Promise<Partner | undefined>
  agent(partnerId: string, agentId: string): Promise<Agent | undefined>
  /** Agents of the partner who have at least one of the roles, by name. */
  agentsWith(partnerId: string, roles: readonly Role[]): Promise<Agent[]>
}
