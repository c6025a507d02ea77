/**
 * Reads a partner's customers and orders into the mirror as a desk does with `PARTNER_CENTER=rest`, in a process of its own that can
 * be killed. Time passes only where it waits: it tells whoever started it, and goes on when the other side's clock is there too.
 */
import { once } from 'node:events'
import { openDirectory } from '../src/directory/directories.ts'
import { addressesOf } from '../src/partner-center/rest/addresses.ts'
import { restPartnerCenter } from '../src/partner-center/rest/rest.partner-center.ts'
import { openSignIn } from '../src/partner-center/sign-in/room.ts'
import { minute } from '../src/platform/clock.ts'
import { readConfig } from '../src/platform/config.ts'
import { openDatabase } from '../src/platform/database/database.ts'
import { createLog } from '../src/platform/log.ts'
import { mirrorRoom } from '../src/workflow/mirror/room.ts'
import { testVault } from '../test/support/vault.ts'

/** What it is started with. */
export interface Reading {
  readonly partnerCenterUrl: string
  readonly databaseUrl: string | undefined
  readonly dataDirectory: string
  readonly partnerId: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** What it tells: that it waits until then; or how far it is, with the bytes that are in use after a collection. */
export type Told = { readonly now: number } | { readonly read: number; readonly heap: number; readonly done: boolean }

const reading: Reading = JSON.parse(process.argv[2] ?? '{}')
const { partnerId, partnerCenterUrl } = reading
let now = reading.now
const clock = { now: () => new Date(now) }

async function pause(milliseconds: number): Promise<void> {
  const until = now + milliseconds
  await new Promise(setImmediate)
  if (now >= until) return
  now = until
  const there = once(process, 'message')
  tell({ now })
  await there
}

const tell = (told: Told): void => void process.send?.(told)

function heap(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

const { service } = readConfig({ PARTNER_CENTER: 'rest', PARTNER_CENTER_URL: partnerCenterUrl })
if (service === undefined) throw new Error('nobody signs in')
const database = await openDatabase({ url: reading.databaseUrl, dataDirectory: reading.dataDirectory })
const ground = { database, clock, vault: testVault(), log: createLog('silent') }
const signIn = openSignIn(ground, service)
const { graph } = openDirectory({ directory: 'graph' }, ground, signIn)
if (graph === undefined) throw new Error('no Graph')
if ((await signIn.connections.of(partnerId)) === undefined)
  await signIn
    .connecting(graph)
    .connect(partnerId, await signIn.signIn.byRefreshToken(partnerId, `practice-${partnerId}`))
const partnerCenter = restPartnerCenter({
  ...{ database, clock, log: ground.log, tokens: signIn.tokens, pause },
  ...{ cloud: service.cloud, addresses: addressesOf(service.cloud, service.standIn), serviceRequests: false },
})
const mirror = mirrorRoom({ ...ground, partnerCenter, policy: 'article' }, { background: false })
await mirror.open()
for (;;) {
  await mirror.look()
  const state = await database.rows.mirror.findUnique({ where: { partnerId } })
  const done = state?.filledAt != null
  tell({ read: state?.walkRead ?? 0, heap: heap(), done })
  if (done) break
  await pause(minute)
}
await mirror.stop()
await database.close()
process.disconnect()
