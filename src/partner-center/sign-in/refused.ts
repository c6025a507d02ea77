import { AuthError, ClientAuthError } from '@azure/msal-node'
import { PartnerCenterRefused } from '../../commerce/errors.ts'
import type { Refusals } from '../../platform/sign-in-network.ts'

/** What MSAL throws when nobody answered, or with what is no answer. */
const silence: readonly string[] = [
  'network_error',
  'endpoints_resolution_error',
  'openid_config_error',
  'invalid_response',
]

/**
 * The code that a sign-in was refused with: Entra's own as it was answered, or MSAL's where it asked nobody.
 * @returns undefined when the sign-in service is silent. @throws what is neither
 */
export function refusalOf(error: unknown, refusals: Refusals): string | undefined {
  if (error instanceof PartnerCenterRefused) return error.facts.reason
  if (!(error instanceof AuthError)) throw error
  if (error instanceof ClientAuthError && silence.includes(error.errorCode)) return undefined
  return refusals.last ?? error.errorCode
}
