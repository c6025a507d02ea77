import { constants, verify, type X509Certificate } from 'node:crypto'
import { SignInRefused } from './sign-in-refused.ts'
import type { World } from './world.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/**
 * The proof of an application that signs in by certificate ("Microsoft identity platform application authentication certificate
 * credentials"): a JWT for this tenant's endpoint, of this moment, signed with the key of a certificate that is registered.
 * @throws SignInRefused
 */
export function requireAssertion({ appCertificates, clock }: World, tenantId: string, form: URLSearchParams): void {
  const assertion = form.get('client_assertion')
  if (assertion === null) return
  if (form.get('client_assertion_type') !== assertionType)
    throw refused('AADSTS900144', "The request body must contain the parameter 'client_assertion_type'.")
  const [head = '', body = '', seal = ''] = assertion.split('.')
  const { alg, 'x5t#S256': thumbprint, x5t } = read(head)
  const certificate = appCertificates.find((known) => isOf(known, thumbprint, x5t))
  if (certificate === undefined) throw refused('AADSTS700027', 'The certificate with the thumbprint is not registered.')
  const signed = { padding: alg === 'PS256' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING }
  const key = { key: certificate.publicKey, ...signed, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
  const isSigned = verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(seal, 'base64url'))
  if (!isSigned) throw refused('AADSTS700027', 'Client assertion contains an invalid signature.')
  const { aud, iss, sub, nbf, exp, jti } = read(body)
  const base = `https://login.microsoftonline.com/${tenantId}`
  if (![`${base}/oauth2/v2.0/token`, `${base}/v2.0`].includes(String(aud)))
    throw refused('AADSTS700023', 'Client assertion audience claim does not match Realm issuer.')
  const client = form.get('client_id')
  if (iss !== client || sub !== client || typeof jti !== 'string')
    throw refused('AADSTS700021', 'Client assertion application identifier does not match client_id parameter.')
  // MSAL dates what it signs by the machine's clock.
  const now = Date.now() / 1_000
  if (!(Number(exp) > now && Number(nbf ?? 0) <= now + 60))
    throw refused('AADSTS700024', 'Client assertion is not within its valid time range.')
  if (certificate.validToDate <= clock.now() || certificate.validFromDate > clock.now())
    throw refused('AADSTS1000502', 'The provided certificate is not within its specified validity period.')
}

const refused = (code: string, text: string): SignInRefused => new SignInRefused('invalid_client', code, text, 401)

const isOf = ({ fingerprint, fingerprint256 }: X509Certificate, sha256: unknown, sha1: unknown): boolean =>
  sha256 === asThumbprint(fingerprint256) || sha1 === asThumbprint(fingerprint)

const asThumbprint = (fingerprint: string): string =>
  Buffer.from(fingerprint.replaceAll(':', ''), 'hex').toString('base64url')

function read(part: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString())
  } catch {
    throw refused('AADSTS50027', 'JWT token is invalid or malformed.')
  }
}
