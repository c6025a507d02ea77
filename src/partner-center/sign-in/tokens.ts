import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { AuthenticationResult } from '@azure/msal-node'
import { connectionFailureOf } from '../../commerce/connection-failures.ts'
import { PartnerCenterRefused, PartnerCenterUnavailable } from '../../commerce/errors.ts'
import type { Ground } from '../../commerce/ground.ts'
import { day, later, minute, second } from '../../platform/clock.ts'
import type { Audience, Tokens } from '../rest/tokens.ts'
import type { Applications } from './applications.ts'
import { type ConnectionsRepository, type StoredConnection, sealedFor } from './connections.repository.ts'
import { refusalOf } from './refused.ts'

/** A token that ends within this is not handed out any more. */
const spare = 5 * minute
/** How long somebody waits for a token, another replica's among them. */
const patience = 15 * second
const betweenLooks = 50

/**
 * Tokens from the partners' sign-ins. They are remembered here while they last; one caller of all replicas at a time gets a new
 * one with a partner's refresh token, and stores what came of it, so that no two of them leave the other's behind. What is held
 * is a row's lease and no transaction: the embedded database has one connection, and the sign-in service may be slow.
 */
export function signInTokens(
  { clock, vault, log }: Pick<Ground, 'clock' | 'vault' | 'log'>,
  repository: ConnectionsRepository,
  applications: Applications,
): Tokens {
  const remembered = new Map<string, { readonly token: string; readonly until: Date }>()
  const asking = new Map<string, Promise<string>>()
  /** What a service refused although it has not ended. */
  const refused = new Set<string>()
  return { token, forget }

  async function token(partnerId: string, audience: Audience, as: 'person' | 'app' = 'person'): Promise<string> {
    const key = keyOf(partnerId, audience, as)
    const known = remembered.get(key)
    if (known !== undefined && known.until > clock.now()) return known.token
    const underWay = asking.get(key)
    if (underWay !== undefined) return underWay
    const asked = ask(key, () => (as === 'app' ? ofApplication(partnerId, audience) : ofPerson(partnerId, audience)))
    asking.set(key, asked)
    return asked.finally(() => asking.delete(key))
  }

  function forget(partnerId: string, audience: Audience, as: 'person' | 'app' = 'person'): void {
    const key = keyOf(partnerId, audience, as)
    remembered.delete(key)
    refused.add(key)
  }

  async function ask(key: string, get: () => Promise<AuthenticationResult>): Promise<string> {
    const { accessToken, expiresOn } = await get()
    refused.delete(key)
    // MSAL counts by the machine's clock.
    const lasts = (expiresOn?.getTime() ?? 0) - Date.now() - spare
    remembered.set(key, { token: accessToken, until: later(clock.now(), lasts) })
    return accessToken
  }

  async function ofApplication(partnerId: string, audience: Audience): Promise<AuthenticationResult> {
    const { app, refusals } = applications.confidential(partnerId)
    try {
      const result = await app.acquireTokenByClientCredential({ scopes: applications.scopes(audience) })
      if (result === null) throw new PartnerCenterUnavailable()
      return result
    } catch (error) {
      const code = refusalOf(error, refusals)
      if (code === undefined) throw new PartnerCenterUnavailable()
      log.warn({ partnerId, audience, reason: code }, 'sign-in of the application refused')
      throw signInRefused(code)
    }
  }

  async function ofPerson(partnerId: string, audience: Audience): Promise<AuthenticationResult> {
    const holder = randomUUID()
    for (const until = Date.now() + patience; Date.now() < until; await pause(betweenLooks)) {
      const connection = await repository.of(partnerId)
      if (connection?.clientId !== applications.clientId) throw signInRefused('not-connected')
      if (!(await repository.hold(partnerId, holder))) continue
      try {
        // What another one has stored before it let go.
        return await refresh((await repository.of(partnerId)) ?? connection, audience)
      } finally {
        await repository.letGo(partnerId, holder)
      }
    }
    throw new PartnerCenterUnavailable()
  }

  async function refresh(connection: StoredConnection, audience: Audience): Promise<AuthenticationResult> {
    const { partnerId } = connection
    const { app, refusals } = applications.confidential(partnerId)
    const cache = app.getTokenCache()
    try {
      cache.deserialize(vault.unseal(connection.sealed, sealedFor(partnerId)))
      const [account] = await cache.getAllAccounts()
      if (account === undefined) throw signInRefused('no_tokens_found')
      const result = await app.acquireTokenSilent({
        account,
        scopes: applications.scopes(audience),
        forceRefresh: refused.has(keyOf(partnerId, audience, 'person')),
      })
      if (cache.hasChanged())
        await repository.refreshed(connection, vault.seal(cache.serialize(), sealedFor(partnerId)), clock.now())
      return result
    } catch (error) {
      const code = refusalOf(error, refusals)
      if (code === undefined) throw new PartnerCenterUnavailable()
      await repository.failing(connection, code, clock.now(), lastedDays(connection, code))
      log.warn({ partnerId, audience, reason: code }, 'sign-in refused')
      throw signInRefused(code)
    }
  }

  /** How long the partner's rules let it last, where it was ended by them. */
  function lastedDays({ signedInAt }: StoredConnection, code: string): number | undefined {
    const means = connectionFailureOf(code)
    if (means !== 'mfa' && code !== 'AADSTS70043' && code !== 'AADSTS70044') return undefined
    const days = Math.floor((clock.now().getTime() - signedInAt.getTime()) / day)
    return days > 0 ? days : undefined
  }
}

/** Its words are the desk's own: Entra's may name people. */
export const signInRefused = (code: string): PartnerCenterRefused =>
  new PartnerCenterRefused({ reason: code, text: '', httpStatus: 401 })

const keyOf = (...parts: readonly string[]): string => parts.join('/')
