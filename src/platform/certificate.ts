import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { ConfigurationError } from './config.ts'

/** A certificate of an app registration, as MSAL signs in with it. */
export interface Certificate {
  readonly credential: { readonly clientCertificate: { thumbprintSha256: string; privateKey: string } }
  readonly ends: Date
}

/**
 * A certificate and its private key from one PEM file.
 * @param variable what names the file
 * @throws ConfigurationError when it cannot be read, or the key is not the certificate's
 */
export function readCertificate(variable: string, file: string): Certificate {
  try {
    const pem = readFileSync(file, 'utf8')
    const certificate = new X509Certificate(pem)
    const key = createPrivateKey(pem)
    if (!certificate.checkPrivateKey(key)) throw new Error('another key')
    return {
      credential: {
        clientCertificate: {
          thumbprintSha256: certificate.fingerprint256.replaceAll(':', ''),
          privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
        },
      },
      ends: certificate.validToDate,
    }
  } catch {
    throw new ConfigurationError([
      `  ${variable} must be a PEM file with a certificate and its private key: ${file} cannot be read as one`,
    ])
  }
}
