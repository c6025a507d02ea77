import { refusal } from '../platform/errors.ts'
import type { Agent, Role } from './agent.ts'
import type { Directory } from './ports/directory.ts'

/** Which roles may do what (docs/roles.md: Partner Center's own pages disagree, this is what the desk holds). */
const allowed = {
  buy: ['admin-agent', 'global-admin'],
  'see-orders': ['admin-agent', 'global-admin', 'sales-agent', 'helpdesk-agent'],
  'get-keys': ['admin-agent'],
  cancel: ['admin-agent'],
  'request-support': ['admin-agent', 'global-admin', 'helpdesk-agent'],
  'see-activity': ['global-admin', 'account-admin', 'referral-admin', 'marketing-content-admin'],
  'change-settings': ['global-admin'],
} as const satisfies Record<string, readonly Role[]>

export type Action = keyof typeof allowed
export const actions = Object.keys(allowed) as Action[]

export const rolesFor = (action: Action): readonly Role[] => allowed[action]
export const may = (agent: Pick<Agent, 'roles'>, action: Action): boolean =>
  allowed[action].some((role) => agent.roles.includes(role))

/** The agent may not do this: which roles would allow it, and who in this partner has one; of those, which they only have to activate. */
export class RoleMissing extends refusal('access.role-missing').with<{
  action: Action
  roles: readonly Role[]
  holders: readonly string[]
  inactive?: readonly Role[] | undefined
}>() {}

/** A person of a partner, by ids alone: what services are told; they look the rest up. */
export interface Who {
  readonly partnerId: string
  readonly agentId: string
}

/**
 * Looks the agent's roles up, never from a card: for what is shown.
 * @throws RoleMissing
 */
export async function requireRole(directory: Directory, who: Who, action: Action): Promise<Agent> {
  return required(directory, who, action, await directory.agent(who.partnerId, who.agentId))
}

/** The same, asked afresh: for what is done and cannot be taken back. @throws RoleMissing */
export async function requireRoleNow(directory: Directory, who: Who, action: Action): Promise<Agent> {
  return required(directory, who, action, await directory.agentNow(who.partnerId, who.agentId))
}

async function required(directory: Directory, who: Who, action: Action, agent: Agent | undefined): Promise<Agent> {
  if (agent !== undefined && may(agent, action)) return agent
  const holders = await directory.agentsWith(who.partnerId, allowed[action])
  const inactive = allowed[action].filter((role) => agent?.inactive?.includes(role) === true)
  throw new RoleMissing({
    ...{ action, roles: allowed[action], holders: holders.map((holder) => holder.name) },
    ...(inactive.length > 0 && { inactive }),
  })
}
