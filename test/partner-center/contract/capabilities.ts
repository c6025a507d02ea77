import { describe, test } from 'vitest'
import type { PartnerCenter } from '../../../src/commerce/ports/partner-center.ts'
import { attestationsPart } from './attestations.ts'
import { serviceRequestsPart } from './service-requests.ts'
import { downloadLinksPart, keysPart } from './software.ts'
import type { ContractWorld } from './world.ts'

type Capabilities = PartnerCenter['capabilities']

/** What only some services promise, each part by the capability that it needs. */
const parts: Readonly<Record<keyof Capabilities, (world: () => ContractWorld) => void>> = {
  keys: keysPart,
  downloadLinks: downloadLinksPart,
  serviceRequests: serviceRequestsPart,
  attestations: attestationsPart,
}

/** The parts that a service with these capabilities has to keep; the others are left out. */
export const partsFor = (capabilities: Capabilities): (keyof Capabilities)[] =>
  (Object.keys(parts) as (keyof Capabilities)[]).filter((name) => capabilities[name])

/** @param capabilities what the service says of itself: tests are known before a world is open, so it is told beforehand */
export function capabilitiesContract(capabilities: Capabilities, world: () => ContractWorld): void {
  test('it has the capabilities by which parts of the contract were chosen', ({ expect }) => {
    expect(world().partnerCenter.capabilities).toEqual(capabilities)
  })
  for (const name of partsFor(capabilities)) describe(`with ${name}`, () => parts[name](world))
}
