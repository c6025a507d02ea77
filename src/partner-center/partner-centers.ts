import type { Addresses } from '../commerce/ground.ts'
import type { PartnerCenter } from '../commerce/ports/partner-center.ts'
import type { Clock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import type { Database } from '../platform/database/database.ts'
import type { Vault } from '../platform/secrets.ts'
import { EmbeddedPartnerCenter } from './embedded/embedded.partner-center.ts'
import { standInFile } from './embedded/files.ts'
import { seedSampleWorld } from './embedded/sample-world.ts'

/** A Partner Center, and what comes with it. */
export interface OpenedPartnerCenter {
  readonly partnerCenter: PartnerCenter
  /** Puts the sample world into it. Does nothing for what is there. */
  seed(): Promise<unknown>
  /** The file behind a download, where the desk gives it out itself. */
  readonly file: typeof standInFile
}

interface Needs {
  readonly database: Database
  readonly clock: Clock
  readonly vault: Vault
  readonly addresses: Addresses
}

/** Opens the Partner Center that the configuration chooses. */
export function openPartnerCenter(
  {
    partnerCenter,
    serviceRequests,
    embeddedOrders,
    embeddedAgreement,
    embeddedKeys,
  }: Pick<Config, 'partnerCenter' | 'serviceRequests' | 'embeddedOrders' | 'embeddedAgreement' | 'embeddedKeys'>,
  { database, clock, vault, addresses }: Needs,
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
  }
}
