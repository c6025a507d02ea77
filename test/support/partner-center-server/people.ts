import type { Role } from '../../../src/commerce/agent.ts'
import { type SampleAgent, sampleAgents } from '../../../src/directory/sample-agents.ts'
import { guidOf } from './stamps.ts'

export interface PersonRecord {
  readonly id: string
  readonly name: string
  readonly userPrincipalName: string
  /** Names of groups. */
  readonly groups: Set<string>
  /** Template ids of directory roles that are active now: what a person is merely eligible for is not among them. */
  readonly directoryRoles: Set<string>
}

/** The groups that Partner Center makes in a partner's tenant. */
export const groupNames = ['AdminAgents', 'SalesAgents', 'HelpdeskAgents'] as const
export type GroupName = (typeof groupNames)[number]

/** Groups have other ids in each tenant. */
export const groupId = (tenantId: string, name: string): string => guidOf(`group/${tenantId}/${name}`)

const groupOfRole: Partial<Record<Role, GroupName>> = {
  'admin-agent': 'AdminAgents',
  'sales-agent': 'SalesAgents',
  'helpdesk-agent': 'HelpdeskAgents',
}

/** Microsoft Entra built-in roles, by their template ids. Account, referral and marketing content admins are no Entra roles. */
export const directoryRoles: Partial<Record<Role, { templateId: string; displayName: string }>> = {
  'global-admin': { templateId: '62e90394-69f5-4237-9190-012177145e10', displayName: 'Global Administrator' },
  'billing-admin': { templateId: 'b0f54661-2d74-4c50-afa3-1ec803f12efe', displayName: 'Billing Administrator' },
}

export function personOf(
  { id, name, roles }: Pick<SampleAgent, 'id' | 'name' | 'roles'>,
  domain: string,
): PersonRecord {
  return {
    id,
    name,
    userPrincipalName: `${id.replaceAll('-', '').replace(/^(.{4}).*(.{4})$/, 'agent-$1$2')}@${domain}`,
    groups: new Set(roles.flatMap((role) => groupOfRole[role] ?? [])),
    directoryRoles: new Set(roles.flatMap((role) => directoryRoles[role]?.templateId ?? [])),
  }
}

export const samplePeopleOf = (tenantId: string, domain: string): PersonRecord[] =>
  sampleAgents.filter(({ partnerId }) => partnerId === tenantId).map((agent) => personOf(agent, domain))
