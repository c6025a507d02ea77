import { ConfidentialClientApplication, type Configuration, LogLevel, PublicClientApplication } from '@azure/msal-node'
import { type Certificate, readCertificate } from '../../platform/certificate.ts'
import type { ServiceConfig } from '../../platform/config.ts'
import { movedTo, type Refusals, signInNetwork } from '../../platform/sign-in-network.ts'
import { addressesOf, clouds, type ServiceAddresses } from '../rest/addresses.ts'
import type { Audience } from '../rest/tokens.ts'

/** The desk's app registration, as MSAL signs in with it. A cache is the caller's: each application begins with an empty one. */
export interface Applications {
  readonly clientId: string
  readonly addresses: ServiceAddresses
  /** When the secret or the certificate ends, as far as it is known. */
  readonly ends: { readonly what: 'secret' | 'certificate'; readonly at: Date } | undefined
  confidential(tenantId: string): { app: ConfidentialClientApplication; refusals: Refusals }
  /** For the device code, which MSAL has without a secret alone; its cache has the same form. */
  public(tenantId: string): { app: PublicClientApplication; refusals: Refusals }
  scopes(audience: Audience): string[]
  /** Where people's browsers reach what MSAL takes for the sign-in service. */
  browsable(url: string): string
}

/** @throws ConfigurationError when the certificate cannot be read. */
export function openApplications({ cloud, standIn, client, secretEnds }: ServiceConfig): Applications {
  const addresses = addressesOf(cloud, standIn)
  const official = clouds[cloud]
  const certificate =
    client.certificateFile === undefined
      ? undefined
      : readCertificate('PARTNER_CENTER_CERTIFICATE', client.certificateFile)
  return {
    clientId: client.id,
    addresses,
    ends: endOf(certificate, secretEnds),
    confidential: (tenantId) => {
      const refusals: Refusals = { last: undefined }
      const credential = certificate?.credential ?? { clientSecret: client.secret ?? '' }
      return { app: new ConfidentialClientApplication(configured(tenantId, refusals, credential)), refusals }
    },
    public: (tenantId) => {
      const refusals: Refusals = { last: undefined }
      return { app: new PublicClientApplication(configured(tenantId, refusals)), refusals }
    },
    scopes: (audience) => [`${official[addressedBy[audience]]}/.default`],
    browsable: (url) => movedTo(addresses.login, official.login, url),
  }

  function configured(tenantId: string, refusals: Refusals, credential: object = {}): Configuration {
    return {
      auth: { clientId: client.id, authority: `${official.login}/${tenantId}`, ...credential },
      system: {
        networkClient: signInNetwork(official.login, addresses.login, refusals),
        loggerOptions: { loggerCallback: () => {}, piiLoggingEnabled: false, logLevel: LogLevel.Error },
      },
    }
  }
}

const addressedBy = { 'partner-center': 'api', 'price-sheets': 'prices', graph: 'graph' } as const

function endOf(certificate: Certificate | undefined, secretEnds: Date | undefined): Applications['ends'] {
  if (certificate !== undefined) return { what: 'certificate', at: certificate.ends }
  return secretEnds && { what: 'secret', at: secretEnds }
}
