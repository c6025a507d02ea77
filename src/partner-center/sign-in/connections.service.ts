import { PartnerCenterRefused, PartnerCenterUnavailable } from '../../commerce/errors.ts'
import type { Ground } from '../../commerce/ground.ts'
import type { Connection, Connections, Ending } from '../../commerce/ports/connections.ts'
import { day, hour, later, minute } from '../../platform/clock.ts'
import type { ServiceConfig } from '../../platform/config.ts'
import type { Tokens } from '../rest/tokens.ts'
import type { Applications } from './applications.ts'
import type { ConnectionsRepository, Findings, StoredConnection } from './connections.repository.ts'
import { bearerOf, type PartnerProfile } from './profile.ts'

/** "Refresh tokens in the Microsoft identity platform": one that is not used lasts 90 days. */
const inactiveDays = 90

interface Rooms {
  readonly repository: ConnectionsRepository
  readonly applications: Applications
  readonly tokens: Tokens
  readonly profile: PartnerProfile
}

/** How the partners' connections are: asked after daily, and hourly while one fails. Asking keeps a sign-in from running out unused. */
export function connectionsService(
  { clock, log }: Pick<Ground, 'clock' | 'log'>,
  { repository, applications, tokens, profile }: Rooms,
  { signInDays }: Pick<ServiceConfig, 'signInDays'>,
): Connections {
  return { of, takeDue, check }

  async function of(partnerId: string): Promise<Connection | undefined> {
    const stored = await repository.of(partnerId)
    return stored?.clientId === applications.clientId ? { ...stored, ends: endsOf(stored) } : undefined
  }

  function takeDue(): Promise<readonly string[]> {
    return repository.takeDue(clock.now(), later(clock.now(), 10 * minute))
  }

  async function check(partnerId: string): Promise<Connection | undefined> {
    const stored = await repository.of(partnerId)
    if (stored?.clientId !== applications.clientId) return undefined
    const found = await askAfter(stored)
    const now = clock.now()
    await repository.checked(stored, found, now, later(now, found.failure === undefined ? day : hour))
    log.info({ partnerId, mfa: found.mfa, reason: found.failure }, 'connection asked after')
    return of(partnerId)
  }

  async function askAfter({ partnerId, kind, mfa }: StoredConnection): Promise<Findings> {
    try {
      tokens.forget(partnerId, 'partner-center')
      for (const audience of ['partner-center', 'price-sheets', 'graph'] as const)
        await tokens.token(partnerId, audience)
      const bearer = bearerOf(tokens, partnerId)
      const signIn = await profile.signIn(bearer)
      const found = await profile.kind(bearer)
      const reseller = found === 'indirect-reseller'
      const failure = signIn.mfa === 'missing' ? '900421' : reseller ? 'indirect-reseller' : undefined
      return { mfa: signIn.mfa, kind: reseller ? kind : found, failure }
    } catch (error) {
      if (error instanceof PartnerCenterUnavailable) await repository.checkAgainAt(partnerId, later(clock.now(), hour))
      if (!(error instanceof PartnerCenterRefused)) throw error
      const failure = error.facts.reason
      return { mfa: failure === '900421' ? 'missing' : mfa, kind, failure }
    }
  }

  function endsOf({ refreshedAt, signedInAt, lastedDays }: StoredConnection): Ending[] {
    const days = Math.min(signInDays ?? Number.POSITIVE_INFINITY, lastedDays ?? Number.POSITIVE_INFINITY)
    const all: Ending[] = [
      { what: 'inactive', at: later(refreshedAt, inactiveDays * day) },
      ...(Number.isFinite(days) ? [{ what: 'policy', at: later(signedInAt, days * day) } as const] : []),
      ...(applications.ends === undefined ? [] : [applications.ends]),
    ]
    return all.sort((one, other) => one.at.getTime() - other.at.getTime())
  }
}
