import type { Role } from '../../commerce/agent.ts'
import { PartnerCenterUnavailable } from '../../commerce/errors.ts'
import type { Ground } from '../../commerce/ground.ts'
import type { Connection, PartnerKind } from '../../commerce/ports/connections.ts'
import { DirectoryUnavailable } from '../../commerce/ports/directory.ts'
import type { Audience } from '../rest/tokens.ts'
import type { Applications } from './applications.ts'
import { type ConnectionsRepository, sealedFor } from './connections.repository.ts'
import type { PartnerProfile } from './profile.ts'
import { refusalOf } from './refused.ts'
import type { SignedIn } from './signing-in.ts'
import { signInRefused } from './tokens.ts'

/** What Graph is asked for. */
export interface AskedGraph {
  groupsNamed(
    partnerId: string,
    name: string,
  ): Promise<
    readonly { id: string; securityEnabled?: boolean | null | undefined; mailEnabled?: boolean | null | undefined }[]
  >
  directoryRolesOf(partnerId: string, personId: string): Promise<readonly string[] | undefined>
}

/** The groups that Partner Center makes in a partner's tenant; their ids differ from one to the next. */
export const groupNames = [
  { role: 'admin-agent', name: 'AdminAgents' },
  { role: 'sales-agent', name: 'SalesAgents' },
  { role: 'helpdesk-agent', name: 'HelpdeskAgents' },
] as const satisfies readonly { role: Role; name: string }[]

/** A security group of that name: exactly one holds the role, since anybody may make another one of the same name. */
export interface FoundGroup {
  readonly role: Role
  readonly name: string
  readonly ids: readonly string[]
  readonly chosen: string | undefined
}

export interface Connected {
  /** The account that signed in, as people know it. */
  readonly account: string
  readonly company: string | undefined
  readonly kind: PartnerKind
  readonly mfa: Connection['mfa']
  /** The code that Graph refused with, where groups and directory roles could not be read. */
  readonly groups: readonly FoundGroup[] | { readonly unreadable: string }
  readonly directoryRoles: boolean
}

/** Why nothing was connected although somebody could sign in. */
export class NotConnected extends Error {
  readonly why: 'other-tenant' | 'indirect-reseller'

  constructor(why: NotConnected['why']) {
    super(why)
    this.name = 'NotConnected'
    this.why = why
  }
}

/** Makes a partner's connection of a sign-in that was just made, once everything that it is for has been tried. */
export function connectingService(
  { clock, vault }: Pick<Ground, 'clock' | 'vault'>,
  repository: ConnectionsRepository,
  applications: Applications,
  profile: PartnerProfile,
  graph: AskedGraph,
) {
  return { connect, accountOf }

  /**
   * @param chosen groups to hold a role where several have its name.
   * @throws NotConnected, PartnerCenterRefused with the code of who refused, PartnerCenterUnavailable
   */
  async function connect(
    partnerId: string,
    signedIn: SignedIn,
    chosen: Readonly<Partial<Record<Role, string>>> = {},
  ): Promise<Connected> {
    const { app, account } = signedIn
    if (account.tenantId !== partnerId) throw new NotConnected('other-tenant')
    for (const audience of ['price-sheets', 'graph'] as const) await tokenOf(signedIn, audience)
    const bearer = { token: () => tokenOf(signedIn, 'partner-center'), forget: () => {} }
    const { company, mfa } = await profile.signIn(bearer)
    const kind = await profile.kind(bearer)
    if (kind === 'indirect-reseller') throw new NotConnected('indirect-reseller')
    const { groups, directoryRoles } = await rolesKept(partnerId, account.localAccountId, chosen)
    const found = 'unreadable' in groups ? [] : groups
    await repository.add(
      {
        ...{ partnerId, clientId: applications.clientId, kind, mfa, directoryRoles },
        sealed: vault.seal(app.getTokenCache().serialize(), sealedFor(partnerId)),
        groups: Object.fromEntries(found.flatMap(({ role, chosen }) => (chosen === undefined ? [] : [[role, chosen]]))),
      },
      clock.now(),
    )
    return { account: account.username, company, kind, mfa, groups, directoryRoles }
  }

  /** The account that signed in, as people know it; it is in what is sealed, and nowhere else. */
  async function accountOf(partnerId: string): Promise<string | undefined> {
    const stored = await repository.of(partnerId)
    if (stored === undefined) return undefined
    const cache = applications.confidential(partnerId).app.getTokenCache()
    cache.deserialize(vault.unseal(stored.sealed, sealedFor(partnerId)))
    return (await cache.getAllAccounts())[0]?.username
  }

  async function tokenOf({ app, refusals, account }: SignedIn, audience: Audience): Promise<string> {
    try {
      return (await app.acquireTokenSilent({ account, scopes: applications.scopes(audience) })).accessToken
    } catch (error) {
      const code = refusalOf(error, refusals)
      throw code === undefined ? new PartnerCenterUnavailable() : signInRefused(code)
    }
  }

  async function rolesKept(
    partnerId: string,
    accountId: string,
    chosen: Readonly<Partial<Record<Role, string>>>,
  ): Promise<Pick<Connected, 'groups' | 'directoryRoles'>> {
    try {
      const groups: FoundGroup[] = []
      for (const { role, name } of groupNames) {
        const found = await graph.groupsNamed(partnerId, name)
        const ids = found
          .filter((group) => group.securityEnabled === true && group.mailEnabled !== true)
          .map(({ id }) => id)
        const wanted = chosen[role]
        groups.push({ role, name, ids, chosen: ids.length === 1 ? ids[0] : ids.find((id) => id === wanted) })
      }
      return { groups, directoryRoles: (await graph.directoryRolesOf(partnerId, accountId)) !== undefined }
    } catch (error) {
      if (!(error instanceof DirectoryUnavailable)) throw error
      return { groups: { unreadable: error.facts.reason ?? 'silent' }, directoryRoles: false }
    }
  }
}

export type ConnectingService = ReturnType<typeof connectingService>
