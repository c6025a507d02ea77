import { sign } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** `microsoft` as the service's own, `other` of another organization, `ended` of which the time is over: for tests alone. */
export type Signer = 'microsoft' | 'other' | 'ended'

const file = (name: string) => fileURLToPath(new URL(`../../fixtures/events/${name}`, import.meta.url))

/** The certificate at `/certificates/{signer}.cer`. */
export function certificateAt(path: string): Buffer | undefined {
  const [, signer = ''] = /^\/([a-z]+)\.cer$/.exec(path) ?? []
  return existsSync(file(`${signer}.crt`)) ? readFileSync(file(`${signer}.crt`)) : undefined
}

/** The headers that an event comes with. */
export const signedHeaders = (url: string, body: string, signer: Signer = 'microsoft'): Record<string, string> => ({
  'content-type': 'application/json',
  authorization: `Signature ${sign('RSA-SHA256', Buffer.from(body), readFileSync(file(`${signer}.key`))).toString('base64')}`,
  'x-ms-certificate-url': `${url}/certificates/${signer}.cer`,
  'x-ms-signature-algorithm': 'rsa-sha256',
})
