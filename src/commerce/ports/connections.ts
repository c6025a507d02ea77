import type { Role } from '../agent.ts'

/** The partners' sign-ins to Microsoft's services. Undefined in the ground where none of them is in use. */
export interface Connections {
  /** What is known of a partner's connection; undefined where nobody has signed in. */
  of(partnerId: string): Promise<Connection | undefined>
  /** Partners whose connection is to be asked after now: the caller's from then on, no other replica's. */
  takeDue(): Promise<readonly string[]>
  /**
   * Asks Microsoft's services afresh, and keeps what they say.
   * @returns undefined where nobody has signed in. @throws PartnerCenterUnavailable when they are silent
   */
  check(partnerId: string): Promise<Connection | undefined>
}

export interface Connection {
  readonly partnerId: string
  readonly kind: PartnerKind
  readonly signedInAt: Date
  readonly mfa: 'proven' | 'missing' | 'unknown'
  /** Security groups that hold roles, by object id. */
  readonly groups: Readonly<Partial<Record<Role, string>>>
  readonly directoryRoles: boolean
  readonly failure?: { readonly code: string; readonly since: Date } | undefined
  readonly checkedAt?: Date | undefined
  /** What runs out, and when: what ends first in front. */
  readonly ends: readonly Ending[]
}

/** Indirect resellers have no access to the API. */
export type PartnerKind = 'direct' | 'indirect-provider'

export interface Ending {
  /** `inactive`: a sign-in that is not used any more; `policy`: by the partner's rules, MFA has to be done again. */
  readonly what: 'inactive' | 'policy' | 'secret' | 'certificate'
  readonly at: Date
}
