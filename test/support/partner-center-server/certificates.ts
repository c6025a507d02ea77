import { generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto'

/** A certificate that signs events, and the root that it chains to: "the certificate chains to the Microsoft Root". */
export interface SigningCertificate {
  readonly root: X509Certificate
  readonly certificate: X509Certificate
  readonly privateKey: KeyObject
}

export function newSigningCertificate(): SigningCertificate {
  const [rootKeys, keys] = [newKeys(), newKeys()]
  const rootName = nameOf('Practice Root Certificate Authority')
  const name = nameOf('pcnotifications-dispatch.microsoft.com')
  const root = certificateOf({
    issuer: rootName,
    subject: rootName,
    key: rootKeys.publicKey,
    by: rootKeys.privateKey,
    authority: true,
  })
  const own = certificateOf({
    issuer: rootName,
    subject: name,
    key: keys.publicKey,
    by: rootKeys.privateKey,
    authority: false,
  })
  return { root: new X509Certificate(root), certificate: new X509Certificate(own), privateKey: keys.privateKey }
}

/** A certificate of an app registration, signed by itself, with its private key: one PEM file. */
export function newAppCertificate(valid: { readonly from: Date; readonly to: Date }): string {
  const { publicKey, privateKey } = newKeys()
  const name = nameOf('CSP Desk')
  const raw = certificateOf({ issuer: name, subject: name, key: publicKey, by: privateKey, authority: false, valid })
  return `${new X509Certificate(raw)}${privateKey.export({ type: 'pkcs8', format: 'pem' })}`
}

const newKeys = () => generateKeyPairSync('rsa', { modulusLength: 2_048 })

interface Wanted {
  readonly issuer: Buffer
  readonly subject: Buffer
  readonly key: KeyObject
  /** Whose key signs it. */
  readonly by: KeyObject
  readonly authority: boolean
  readonly valid?: { readonly from: Date; readonly to: Date }
}

const always = { from: new Date('2020-01-01T00:00:00Z'), to: new Date('2049-12-31T23:59:59Z') }

/** X.509 version 3, in DER (RFC 5280). */
function certificateOf({ issuer, subject, key, by, authority, valid = always }: Wanted): Buffer {
  const signature = sequence(objectId(1, 2, 840, 113549, 1, 1, 11), der(0x05))
  const validity = sequence(utc(valid.from), utc(valid.to))
  const constraints = sequence(
    objectId(2, 5, 29, 19),
    der(0x01, Buffer.of(0xff)),
    der(0x04, sequence(...(authority ? [der(0x01, Buffer.of(0xff))] : []))),
  )
  const serial = der(0x02, Buffer.of(authority ? 1 : 2))
  const body = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    ...[serial, signature, issuer, validity, subject],
    key.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(constraints)),
  )
  return sequence(body, signature, der(0x03, Buffer.of(0), sign('RSA-SHA256', body, by)))
}

/** `261231235959Z`: good until 2049. */
const utc = (at: Date): Buffer => der(0x17, Buffer.from(`${at.toISOString().replaceAll(/[-:T]/g, '').slice(2, 14)}Z`))

/** Country, organisation, common name. The organisation is what a receiver looks at. */
const nameOf = (common: string): Buffer =>
  sequence(attribute(6, 0x13, 'US'), attribute(10, 0x0c, 'Microsoft Corporation'), attribute(3, 0x0c, common))
const attribute = (kind: number, tag: number, text: string): Buffer =>
  der(0x31, sequence(objectId(2, 5, 4, kind), der(tag, Buffer.from(text))))

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts)

function objectId(first: number, second: number, ...rest: readonly number[]): Buffer {
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(inSevens)]))
}
const inSevens = (value: number): number[] => {
  const digits = [value & 0x7f]
  for (let left = value >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80)
  return digits
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
