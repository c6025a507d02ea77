import { addressesOf } from '../../src/partner-center/rest/addresses.ts'
import type { RestOptions } from '../../src/partner-center/rest/rest.partner-center.ts'
import { restPartnerCenter } from '../../src/partner-center/rest/rest.partner-center.ts'
import type { Audience, Tokens } from '../../src/partner-center/rest/tokens.ts'
import { createLog } from '../../src/platform/log.ts'
import { TestClock } from './clock.ts'
import { testDatabase } from './database.ts'
import { openPartnerCenterServer, type PartnerCenterServerOptions, tokenFor } from './partner-center-server/server.ts'

/** The connector over the stand-in server, with a clock that both have. */
export async function openRestPartnerCenter({
  settings,
  ...options
}: Partial<RestOptions> & Pick<PartnerCenterServerOptions, 'settings'> = {}) {
  const clock = new TestClock()
  const database = await testDatabase()
  const server = await openPartnerCenterServer({ clock, ...(settings !== undefined && { settings }) })
  const tokens = forgettableTokens()
  const partnerCenter = restPartnerCenter({
    ...{ database, clock, log: createLog('silent'), tokens, cloud: 'global', serviceRequests: false },
    addresses: addressesOf('global', server.url),
    // Nothing sleeps: what is waited for has passed.
    pause: async (milliseconds) => clock.advance(milliseconds),
    ...options,
  })
  return { server, partnerCenter, clock, database, tokens }
}

/** Tokens without a sign-in. */
function forgettableTokens(): Tokens & { readonly forgotten: Audience[] } {
  const forgotten: Audience[] = []
  return {
    forgotten,
    token: async (tenantId, audience, as = 'person') => tokenFor({ tenantId, audience, as }),
    forget: (_tenantId, audience) => void forgotten.push(audience),
  }
}
