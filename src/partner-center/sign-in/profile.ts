import { z } from 'zod'
import { PartnerCenterUnavailable } from '../../commerce/errors.ts'
import type { Connection, PartnerKind } from '../../commerce/ports/connections.ts'
import { askJson, type JsonAnswer, Silent } from '../../platform/ask-json.ts'
import type { ServiceAddresses } from '../rest/addresses.ts'
import type { Tokens } from '../rest/tokens.ts'
import { signInRefused } from './tokens.ts'

/** Tokens of one partner's sign-in for Partner Center. */
export interface Bearer {
  token(): Promise<string>
  forget(): void
}

export const bearerOf = (tokens: Tokens, partnerId: string): Bearer => ({
  token: () => tokens.token(partnerId, 'partner-center'),
  forget: () => tokens.forget(partnerId, 'partner-center'),
})

const failure = z.object({ code: z.union([z.number(), z.string()]).transform(String) })
const organization = z.object({ companyName: z.string().optional() })
const relationships = z.object({ items: z.array(z.unknown()).default([]) })

/** What Partner Center says of the partner and of the sign-in itself. */
export function partnerProfile({ api }: Pick<ServiceAddresses, 'api'>) {
  return { signIn, kind, sendEventsTo }

  /**
   * The partner's name, and whether MFA is proven: the header `ValidateMfa` has it answered in `isMfaCompliant`.
   * @throws PartnerCenterRefused with the code that Partner Center gave, PartnerCenterUnavailable
   */
  async function signIn(bearer: Bearer): Promise<{ company: string | undefined; mfa: Connection['mfa'] }> {
    const answer = await ask(bearer, '/v1/profiles/organization', { ValidateMfa: 'true' })
    if (answer.status !== 200) throw signInRefused(codeOf(answer))
    const compliant = answer.headers.ismfacompliant?.toLowerCase()
    return {
      company: organization.safeParse(answer.body).data?.companyName,
      mfa: compliant === 'true' ? 'proven' : compliant === 'false' ? 'missing' : 'unknown',
    }
  }

  /** By whom the partner has relations with; a partner with none is a direct one, or a provider without resellers yet. */
  async function kind(bearer: Bearer): Promise<PartnerKind | 'indirect-reseller'> {
    if (await hasRelation(bearer, 'IsIndirectResellerOf')) return 'indirect-reseller'
    return (await hasRelation(bearer, 'IsIndirectCloudSolutionProviderOf')) ? 'indirect-provider' : 'direct'
  }

  /** Partners to whom it does not apply are refused or not found. */
  async function hasRelation(bearer: Bearer, type: string): Promise<boolean> {
    const { status, body } = await ask(bearer, `/v1/relationships?relationship_type=${type}`)
    return status === 200 && (relationships.safeParse(body).data?.items.length ?? 0) > 0
  }

  /**
   * Has Partner Center post its events to an address from now on, and no more to the one before it: a partner has one.
   * @throws PartnerCenterRefused with the code that Partner Center gave, PartnerCenterUnavailable
   */
  async function sendEventsTo(bearer: Bearer, url: string): Promise<void> {
    const { status } = await ask(bearer, registration)
    const wanted = JSON.stringify({ WebhookUrl: url, WebhookEvents: ['subscription-updated', 'test-created'] })
    const headers = { 'content-type': 'application/json' }
    const answer = await ask(bearer, registration, headers, { method: status === 404 ? 'POST' : 'PUT', body: wanted })
    if (answer.status >= 300) throw signInRefused(codeOf(answer))
  }

  /** A token that is refused is got anew, once. */
  async function ask(
    bearer: Bearer,
    path: string,
    more: Record<string, string> = {},
    sent: { readonly method?: 'POST' | 'PUT'; readonly body?: string } = {},
  ): Promise<JsonAnswer> {
    const once = async () => {
      const authorization = `Bearer ${await bearer.token()}`
      return askJson(`${api}${path}`, { ...sent, headers: { authorization, accept: 'application/json', ...more } })
    }
    try {
      const first = await once()
      if (first.status !== 401) return first
      bearer.forget()
      return await once()
    } catch (error) {
      if (error instanceof Silent) throw new PartnerCenterUnavailable()
      throw error
    }
  }
}

const registration = '/webhooks/v1/registration'

export type PartnerProfile = ReturnType<typeof partnerProfile>

const codeOf = ({ status, body }: JsonAnswer): string => failure.safeParse(body).data?.code ?? String(status)
