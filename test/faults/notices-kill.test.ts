import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../src/platform/database/database.ts'
import { databaseKind, fillDataDirectory, testDatabaseUrl } from '../support/database.ts'
import { customer } from '../support/desk.ts'
import { FakeTeams } from '../support/fake-teams.ts'
import { states, tellEach } from '../support/notices.ts'
import { KillableDesk } from '../support/process.ts'

const partners = 4
const people = 250
/** On the embedded database, which has no leases of others to wait for, one will do. */
const kills = databaseKind() === 'embedded' ? 1 : 4

let teams: FakeTeams
let desk: KillableDesk | undefined
let folder: string
afterEach(async () => {
  await desk?.close()
  await teams.close()
  rmSync(folder, { recursive: true, force: true })
})

async function seed(database: Database): Promise<void> {
  for (let partner = 0; partner < partners; partner++) {
    const [partnerId, customerId] = [randomUUID(), customer(1)]
    const name = `Customer of partner ${partner}`
    await database.rows.pcCustomer.create({
      data: {
        partnerId,
        id: customerId,
        name,
        domain: `partner${partner}.example`,
        market: 'US',
        agreementAccepted: true,
      },
    })
    await tellEach(database, await teams.people(database, partnerId, people), {
      partnerId,
      customerId,
      now: new Date(),
    })
  }
}

/** Notices that are due or on their way, as the desk tells it. */
async function underWay(address: string): Promise<number> {
  const told = await (await fetch(`${address}/metrics`)).text()
  const counts = [...told.matchAll(/^csp_desk_notices_(?:due|sending)\{.*\} (\d+)$/gm)].map(([, count]) =>
    Number(count),
  )
  expect(counts.length).toBeGreaterThanOrEqual(2 * partners)
  return counts.reduce((sum, count) => sum + count, 0)
}

it('kill -9 at any moment of 1,000 notices: every one is sent, and none twice; those in doubt are on record', async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'csp-desk-notices-'))
  fillDataDirectory(folder)
  teams = await FakeTeams.open(() => 5 + Math.random() * 35)
  const url = databaseKind() === 'embedded' ? undefined : await testDatabaseUrl({ migrated: true })
  const open = () => openDatabase({ url, dataDirectory: folder })
  const seeding = await open()
  await seed(seeding)
  await seeding.close()

  const environment: Record<string, string> = { DATA_DIR: folder, ...(url !== undefined && { DATABASE_URL: url }) }
  desk = await KillableDesk.open(environment)
  const moments: number[] = []
  for (let kill = 0; kill < kills; kill++) {
    // Somewhere in the next hundreds of messages, wherever their requests and rows are just then.
    const until = teams.count + 40 + Math.floor(Math.random() * 160)
    const began = Date.now()
    while (teams.count < until && Date.now() - began < 60_000) await after(1)
    await desk.kill()
    moments.push(teams.count)
    await desk.start()
  }
  for (let tries = 0; tries < 1_200 && (await underWay(desk.address)) > 0; tries++) await after(100)
  await desk.kill()

  const database = await open()
  const [counted, notices] = [await states(database), await database.rows.notice.findMany({})]
  await database.close()
  const mine = notices.filter(({ occasion }) => occasion === 'cancelling.settled')
  const arrived = ({ recipient }: { recipient: string }) => teams.messages.get(`a:${recipient}`) ?? 0
  const unknown = mine.filter(({ status }) => status === 'unknown')
  process.stderr.write(
    `1,000 notices, killed after ${moments.join(', ')} messages: ${teams.count} arrived, ` +
      `${mine.filter((notice) => arrived(notice) > 1).length} twice, ${unknown.length} unknown ` +
      `(${unknown.filter((notice) => arrived(notice) === 1).length} of them arrived), ${JSON.stringify(counted)}\n`,
  )
  expect(mine).toHaveLength(partners * people)
  expect(mine.filter((notice) => arrived(notice) > 1)).toEqual([])
  expect(mine.filter(({ status }) => status !== 'sent' && status !== 'unknown')).toEqual([])
  expect(mine.filter((notice) => notice.status === 'sent' && arrived(notice) !== 1)).toEqual([])
}, 400_000)
