import { verify, X509Certificate } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { Agent } from 'undici'
import { type Clock, day, minute, second } from '../../platform/clock.ts'
import type { ServiceConfig } from '../../platform/config.ts'
import { addressesOf } from './addresses.ts'
import { connectionPool, exchangeStream, NoAnswer } from './http.ts'

/** `unknown`: the certificate is not to be had now; Partner Center posts an event ten times. */
type Verdict = 'signed' | 'not-signed' | 'unknown'

interface Posted {
  readonly body: Buffer
  readonly signature: string
  readonly certificateUrl: string
  readonly algorithm: string
}

interface Needs {
  /** The folder of the certificates, with a slash at the end: no other address is ever asked. */
  readonly certificates: string
  readonly pool: Agent
  readonly clock: Clock
}

interface Kept {
  readonly certificate: X509Certificate
  readonly fetchedAt: Date
}

const patience = 10 * second
/** A certificate may be renewed at its address: it is fetched again after a day, and when it does not fit. */
const keptFor = day
const fetchedAgainAfter = minute
/** Whoever posts can name a certificate: they are fetched one at a time, and no more often than that. */
const betweenFetches = second
const largest = 64 * 1024
const mostKept = 20

/**
 * Who posts an event, by the steps of "Partner Center webhooks": headers, certificate, organization, signature. The chain is not built:
 * the certificate comes by TLS from where Partner Center keeps it, and nothing that an event says is ever believed.
 */
export function eventSignatures({ certificates, pool, clock }: Needs) {
  const kept = new Map<string, Kept>()
  let fetchedAt: Date | undefined
  return { verdictOn }

  async function verdictOn({ body, signature, certificateUrl, algorithm }: Posted): Promise<Verdict> {
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(signature) || algorithm.toLowerCase() !== 'rsa-sha256') return 'not-signed'
    if (!certificateUrl.startsWith(certificates)) return 'not-signed'
    if (!/^[\w.-]{1,200}\.cer$/.test(certificateUrl.replace(certificates, ''))) return 'not-signed'
    const signed = (certificate: X509Certificate) => isSignedBy(certificate, body, Buffer.from(signature, 'base64'))
    const known = kept.get(certificateUrl)
    const age = known === undefined ? keptFor : clock.now().getTime() - known.fetchedAt.getTime()
    if (known !== undefined && age < keptFor && (signed(known.certificate) || age < fetchedAgainAfter)) {
      return signed(known.certificate) ? 'signed' : 'not-signed'
    }
    const now = clock.now()
    if (fetchedAt !== undefined && now.getTime() - fetchedAt.getTime() < betweenFetches) return 'unknown'
    fetchedAt = now
    const fetched = await certificateAt(certificateUrl)
    if (fetched === undefined) return 'unknown'
    return signed(fetched) ? 'signed' : 'not-signed'
  }

  function isSignedBy(certificate: X509Certificate, body: Buffer, signature: Buffer): boolean {
    const now = clock.now()
    if (now < certificate.validFromDate || now > certificate.validToDate) return false
    if (!certificate.subject.split('\n').includes('O=Microsoft Corporation')) return false
    return verify('RSA-SHA256', body, certificate.publicKey, signature)
  }

  async function certificateAt(url: string): Promise<X509Certificate | undefined> {
    try {
      const answer = await exchangeStream(pool, { method: 'GET', url, headers: {}, patience }, bytesOf)
      if (!('read' in answer)) return undefined
      const certificate = new X509Certificate(answer.read)
      if (kept.size >= mostKept) kept.clear()
      kept.set(url, { certificate, fetchedAt: clock.now() })
      return certificate
    } catch (error) {
      if (error instanceof NoAnswer || isNoCertificate(error)) return undefined
      throw error
    }
  }
}

/** For the service that the configuration chooses. */
export const signaturesAt = ({ cloud, standIn }: Pick<ServiceConfig, 'cloud' | 'standIn'>, clock: Clock) =>
  eventSignatures({ certificates: addressesOf(cloud, standIn).certificates, pool: connectionPool(), clock })

async function bytesOf(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > largest) throw new NoAnswer()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** What OpenSSL says of bytes that are none. */
const isNoCertificate = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_OSSL')
