export const roles = [
  'admin-agent',
  'global-admin',
  'account-admin',
  'referral-admin',
  'marketing-content-admin',
  'sales-agent',
  'helpdesk-agent',
  'billing-admin',
] as const
export type Role = (typeof roles)[number]

export interface Partner {
  /** The partner's Microsoft Entra tenant. */
  readonly id: string
  readonly name: string
  readonly market: string
}

/** A person of a partner, known by Entra object id. */
export interface Agent extends AgentFacts {}

/** The same as a refusal's facts have it. */
export type AgentFacts = {
  readonly id: string
  readonly partnerId: string
  readonly name: string
  /** Those that are active now. */
  readonly roles: readonly Role[]
  /** Usually held, and not active now: in Privileged Identity Management a role is activated before it is used. */
  readonly inactive?: readonly Role[] | undefined
}
