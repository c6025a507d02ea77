import type { AddressInfo } from 'node:net'
import type { PartnerCenter } from './commerce/ports/partner-center.ts'
import { renewPeopleKeys } from './directory/people.repository.ts'
import { samplePeople, seedSampleAgents } from './directory/sample-agents.ts'
import { renewCustomerKeys } from './partner-center/embedded/customer-search.ts'
import { standInFile } from './partner-center/embedded/files.ts'
import { seedSampleWorld } from './partner-center/embedded/sample-world.ts'
import { type Clock, day, later, MovableClock, systemClock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import { type Database, openDatabase } from './platform/database/database.ts'
import type { Jobs } from './platform/jobs.ts'
import type { Log } from './platform/log.ts'
import { Vault } from './platform/secrets.ts'
import { openPractice, type Practice } from './practice/practice.ts'
import { practiceKey } from './practice/practice-key.ts'
import { openRooms } from './rooms.ts'
import { addActivityFileRoutes } from './server/activity-files.ts'
import { admitsPractice, repliesToLoopback } from './server/admission.ts'
import { addDownloadRoutes } from './server/downloads.ts'
import { createHttpServer } from './server/http-server.ts'
import { addMetricsRoute } from './server/metrics.ts'
import { addSupportFileRoutes } from './server/support-files.ts'
import { seedSampleLinks } from './workflow/links/sample-links.ts'
import type { PaceTime } from './workflow/notices/pace-time.ts'

export interface Desk {
  /** Where it listens: `http://127.0.0.1:3978`. */
  readonly address: string
  /** The local stand-in for Teams; undefined when Teams is configured. */
  readonly practice: Practice | undefined
  readonly jobs: Jobs
  /** Resolves when the edits that presses have begun are out, and the notices that were being sent. */
  settled(): Promise<void>
  /** Stops cleanly: answers what is being answered, then closes. */
  close(): Promise<void>
}

export interface DeskOptions {
  log: Log
  /** What tests hand in; otherwise opened from the configuration. */
  database?: Database
  clock?: Clock
  /** What stands between the desk and its Partner Center: tests let it fail, fall silent and change prices. */
  partnerCenter?: (embedded: PartnerCenter) => PartnerCenter
  /** Whether jobs are worked on in the background; tests run what is due themselves. */
  background?: boolean
  /** What Teams' limits are counted by; tests let it pass at once. */
  paceTime?: PaceTime
}

/** Opens the database and the rooms, and starts. */
export async function startDesk(config: Config, options: DeskOptions): Promise<Desk> {
  const { log, background = true } = options
  const practising = config.teams === undefined
  const clock = new MovableClock(options.clock ?? systemClock)
  const vault = new Vault(config.encryptionKey ?? practiceKey(config.dataDirectory))
  const database =
    options.database ??
    (await openDatabase({
      url: config.databaseUrl,
      dataDirectory: config.dataDirectory,
      connections: config.databaseConnections,
    }))
  let address = ''
  const rooms = openRooms({
    ...{ config, database, clock, vault, background, log },
    publicUrl: () => config.publicUrl ?? address,
    practiceAddress: practising ? () => address : undefined,
    partnerCenter: options.partnerCenter,
    paceTime: options.paceTime,
  })
  const {
    adapter,
    activity,
    jobs,
    directory,
    embedded,
    partnerCenter,
    storage,
    notices,
    lanes,
    links,
    linkRulesOf,
    doors,
    bot,
  } = rooms

  await Promise.all([renewCustomerKeys(database), renewPeopleKeys(database)])
  if (practising) {
    await seedSampleAgents(database)
    await seedSampleWorld({ database, clock, vault })
    await seedSampleLinks({ database, clock, vault, partnerCenter: embedded, rulesOf: linkRulesOf })
  }
  await activity.adopt()
  await lanes.open(database.kind === 'embedded')
  await jobs.open(doors.jobs, Object.values(doors.rounds))

  const forgetFlows = () =>
    storage
      .forgetFlows(later(clock.now(), -flowsKept))
      .catch((err: unknown) => log.warn({ err }, 'old cards not forgotten'))

  let stopping = false
  let lead = 0
  const server = createHttpServer({
    adapter,
    bot,
    log,
    admits: practising ? admitsPractice : () => true,
    admitsBody: practising ? repliesToLoopback : () => true,
    ready: async () =>
      !stopping &&
      (await database.pool.query('select 1').then(
        () => true,
        () => false,
      )),
  })
  addMetricsRoute(server, { notices: () => notices.counts(clock.now()), token: config.metricsToken })
  addActivityFileRoutes(server, { files: rooms.activityFiles, log })
  addSupportFileRoutes(server, { files: rooms.openingFiles, log })
  addDownloadRoutes(server, { links, partnerCenter, directory, vault, clock, log, file: standInFile })
  const practice = practising
    ? openPractice({
        server,
        address: () => address,
        people: samplePeople(),
        clock,
        vault,
        dataDirectory: options.database === undefined ? config.dataDirectory : undefined,
        clockMoved: async () => {
          await jobs.clockMoved(clock.aheadMilliseconds - lead)
          lead = clock.aheadMilliseconds
          await jobs.runDue()
        },
        log,
      })
    : undefined

  // The practice page sets the clock to where it was left; what waits in the queue was shifted by that already.
  lead = clock.aheadMilliseconds

  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(config.port, config.host, () => resolve())
  })
  address = addressOf(server.address() as AddressInfo)
  if (background) await jobs.work()
  const forgetting = background ? setInterval(() => void forgetFlows(), day).unref() : undefined

  return {
    address,
    practice,
    jobs,
    settled: async () => {
      await bot.settled()
      await lanes.settled()
    },
    close: async () => {
      stopping = true
      clearInterval(forgetting)
      await lanes.close()
      practice?.close()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.server.closeIdleConnections()
      })
      await bot.settled()
      await jobs.close()
      await adapter.connector.close()
      await database.close()
    },
  }
}

/** How long a card that nobody presses is remembered. */
const flowsKept = 180 * day

const addressOf = ({ address, family, port }: AddressInfo): string =>
  `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
