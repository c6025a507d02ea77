import { randomUUID } from 'node:crypto'
import { seedSampleAgents } from '../../src/directory/sample-agents.ts'
import { EmbeddedPartnerCenter } from '../../src/partner-center/embedded/embedded.partner-center.ts'
import { seedSampleWorld } from '../../src/partner-center/embedded/sample-world.ts'
import { createLog } from '../../src/platform/log.ts'
import type { MirrorGround } from '../../src/workflow/mirror/mirror-ground.ts'
import { mirrorRoom } from '../../src/workflow/mirror/room.ts'
import { TestClock } from './clock.ts'
import { testDatabase } from './database.ts'
import { testVault } from './vault.ts'

export const partnerA = '11111111-1111-4111-8111-111111111111'
export const partnerB = '22222222-2222-4222-8222-222222222222'
/** Tenant GUIDs of the sample customers, by their running number. */
export const customerId = (number: number): string => `c0000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** A fresh database with the sample world in it, and the embedded Partner Center over it. */
export async function openSampleWorld() {
  const database = await testDatabase()
  const clock = new TestClock()
  const vault = testVault()
  await seedSampleWorld({ database, clock, vault })
  const partnerCenter = new EmbeddedPartnerCenter({ database, clock, vault, publicUrl: () => 'http://127.0.0.1:3978' })
  const customerIn = async (market: string): Promise<string> => {
    const id = randomUUID()
    const name = `Sample of ${market}`
    const data = { partnerId: partnerA, id, name, domain: `${id}.example`, market, agreementAccepted: true }
    await database.rows.pcCustomer.create({ data })
    return id
  }
  return { database, clock, vault, partnerCenter, customerIn }
}

/** The same, and the desk's mirror of it, filled. */
export async function openMirroredWorld() {
  const world = await openSampleWorld()
  const mirror = mirrorOver(world)
  await seedSampleAgents(world.database)
  await mirror.open()
  return { ...world, mirror }
}

/** A mirror as a desk has one. */
export const mirrorOver = (world: Pick<MirrorGround, 'database' | 'clock' | 'partnerCenter'>) =>
  mirrorRoom({ ...world, policy: 'article', log: createLog('silent') }, { background: false })
