import { ConfidentialClientApplication, LogLevel, ManagedIdentityApplication } from '@azure/msal-node'
import { AuthenticationConstants } from 'botframework-connector'
import { readCertificate } from '../platform/certificate.ts'
import type { TeamsCredentials } from '../platform/config.ts'
import { type Refusals, signInNetwork } from '../platform/sign-in-network.ts'

/** Entra does not give the bot a token; the code is Entra's own, undefined when it did not answer. */
export class OwnTokenRefused extends Error {
  readonly code: string | undefined

  constructor(code: string | undefined) {
    super(`no token for the bot: ${code ?? 'no answer'}`)
    this.name = 'OwnTokenRefused'
    this.code = code
  }
}

const officialLogin = 'https://login.microsoftonline.com'
const audience = AuthenticationConstants.ToChannelFromBotOAuthScope.replace(/\/\.default$/, '')
// Its lines may name people and addresses.
const loggerOptions = { loggerCallback: () => {}, piiLoggingEnabled: false, logLevel: LogLevel.Error }

/**
 * How the bot itself signs in: with a secret, a certificate or the machine's managed identity. MSAL remembers the token while it lasts.
 * @param login what stands in for the sign-in service
 * @throws ConfigurationError when the certificate cannot be read; what it gives back throws OwnTokenRefused
 */
export function ownCredentials(credentials: TeamsCredentials, login = officialLogin): () => Promise<string> {
  return credentials.appType === 'UserAssignedMSI' ? byIdentity(credentials) : bySignIn(credentials, login)
}

/** Asked of the machine: App Service and Container Apps by `IDENTITY_ENDPOINT`, virtual machines at an address of their own. */
function byIdentity({ appId }: TeamsCredentials): () => Promise<string> {
  const app = new ManagedIdentityApplication({
    managedIdentityIdParams: { userAssignedClientId: appId },
    system: { loggerOptions },
  })
  return async () => {
    try {
      return (await app.acquireToken({ resource: audience })).accessToken
    } catch (error) {
      throw new OwnTokenRefused(codeOf(error))
    }
  }
}

function bySignIn(credentials: TeamsCredentials, login: string): () => Promise<string> {
  const { appId, tenantId, appPassword = '', certificateFile } = credentials
  const refusals: Refusals = { last: undefined }
  const credential =
    certificateFile === undefined
      ? { clientSecret: appPassword }
      : readCertificate('MicrosoftAppCertificate', certificateFile).credential
  const app = new ConfidentialClientApplication({
    auth: { clientId: appId, authority: `${officialLogin}/${tenantId}`, ...credential },
    system: { networkClient: signInNetwork(officialLogin, login.replace(/\/+$/, ''), refusals), loggerOptions },
  })
  return async () => {
    refusals.last = undefined
    try {
      const result = await app.acquireTokenByClientCredential({ scopes: [`${audience}/.default`] })
      if (result !== null) return result.accessToken
    } catch {
      // What was refused is known by its code; MSAL's sentences may name people.
    }
    throw new OwnTokenRefused(refusals.last)
  }
}

const codeOf = (error: unknown): string | undefined => {
  const { errorCode } = error as { errorCode?: unknown }
  return typeof errorCode === 'string' && /^[\w.-]{1,80}$/.test(errorCode) ? errorCode : undefined
}
