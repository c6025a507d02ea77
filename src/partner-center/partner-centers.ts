import type { Ground } from '../commerce/ground.ts'
import type { PartnerCenter } from '../commerce/ports/partner-center.ts'
import type { Config } from '../platform/config.ts'
import { EmbeddedPartnerCenter } from './embedded/embedded.partner-center.ts'
import { standInFile } from './embedded/files.ts'
import { seedSampleWorld } from './embedded/sample-world.ts'
import { addressesOf } from './rest/addresses.ts'
import { restPartnerCenter } from './rest/rest.partner-center.ts'
import type { Tokens } from './rest/tokens.ts'

/** A Partner Center, and what comes with it. */
export interface OpenedPartnerCenter {
  readonly partnerCenter: PartnerCenter
  /** Puts the sample world into it. Does nothing for what is there. */
  seed(): Promise<unknown>
  /** The file behind a download, where the desk gives it out itself. */
  readonly file: typeof standInFile | undefined
}

interface Needs extends Pick<Ground, 'database' | 'clock' | 'vault' | 'log' | 'addresses'> {
  /** From the partners' sign-ins: needed for Microsoft's own. */
  readonly tokens?: Tokens | undefined
}

type Chosen = Pick<
  Config,
  'partnerCenter' | 'serviceRequests' | 'embeddedOrders' | 'embeddedAgreement' | 'embeddedKeys' | 'service'
>

/** Opens the Partner Center that the configuration chooses. */
export function openPartnerCenter(
  { partnerCenter, serviceRequests, embeddedOrders, embeddedAgreement, embeddedKeys, service }: Chosen,
  { database, clock, vault, log, addresses, tokens }: Needs,
): OpenedPartnerCenter {
  switch (partnerCenter) {
    case 'embedded':
      return {
        partnerCenter: new EmbeddedPartnerCenter({
          database,
          clock,
          vault,
          publicUrl: addresses.desk,
          keys: embeddedKeys === 'service',
          serviceRequests: serviceRequests === 'api',
          answer: embeddedOrders,
          agreement: embeddedAgreement,
        }),
        seed: () => seedSampleWorld({ database, clock, vault }),
        file: standInFile,
      }
    case 'rest':
      if (service === undefined || tokens === undefined) throw new Error('nobody signs in to Partner Center')
      return {
        partnerCenter: restPartnerCenter({
          ...{ database, clock, log, tokens },
          cloud: service.cloud,
          addresses: addressesOf(service.cloud, service.standIn),
          serviceRequests: serviceRequests === 'api',
        }),
        // What is in it is Microsoft's, and its files are fetched from there.
        seed: async () => undefined,
        file: undefined,
      }
  }
}
