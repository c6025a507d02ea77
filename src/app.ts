import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { BotStateStorage } from './chat/bot-state.storage.ts'
import type { Feature } from './chat/feature.ts'
import { Flows } from './chat/flows.ts'
import { PersonalChatsRepository } from './chat/personal-chats.repository.ts'
import { TeamsAdapter } from './chat/teams-adapter.ts'
import { TeamsBot } from './chat/teams-bot.ts'
import type { PartnerCenter } from './commerce/ports/partner-center.ts'
import { DeskDirectory } from './directory/desk.directory.ts'
import { sampleAgents, samplePartners, seedSampleAgents } from './directory/sample-agents.ts'
import { BuyingRepository } from './features/buying/buying.repository.ts'
import { BuyingService } from './features/buying/buying.service.ts'
import { buyingFeature } from './features/buying/feature.ts'
import { CancellingRepository } from './features/cancelling/cancelling.repository.ts'
import { CancellingService } from './features/cancelling/cancelling.service.ts'
import { cancellingFeature } from './features/cancelling/feature.ts'
import { keysFeature } from './features/keys/feature.ts'
import { KeysRepository, rememberLink } from './features/keys/keys.repository.ts'
import { KeysService } from './features/keys/keys.service.ts'
import { ordersFeature } from './features/orders/feature.ts'
import { OrdersService } from './features/orders/orders.service.ts'
import { EmbeddedPartnerCenter } from './partner-center/embedded/embedded.partner-center.ts'
import { standInFile } from './partner-center/embedded/files.ts'
import { seedSampleWorld } from './partner-center/embedded/sample-world.ts'
import { type Clock, day, later, MovableClock, systemClock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import { type Database, openDatabase } from './platform/database/database.ts'
import { Jobs } from './platform/jobs.ts'
import type { Log } from './platform/log.ts'
import { Vault } from './platform/secrets.ts'
import { openPractice, type Practice } from './practice/practice.ts'
import { admitsPractice, repliesToLoopback } from './server/admission.ts'
import { addDownloadRoutes } from './server/downloads.ts'
import { createHttpServer } from './server/http-server.ts'
import { customersFeature } from './workflow/customers/customer-step.ts'
import { CustomersService } from './workflow/customers/customers.service.ts'
import { LinksRepository } from './workflow/links/links.repository.ts'
import { LinksService } from './workflow/links/links.service.ts'
import { seedSampleLinks } from './workflow/links/sample-links.ts'
import { noticesFeature } from './workflow/notices/feature.ts'
import { LanesService } from './workflow/notices/lanes.service.ts'
import { NoticesRepository } from './workflow/notices/notices.repository.ts'
import { NoticesService } from './workflow/notices/notices.service.ts'
import type { CancellationsOf } from './workflow/orders/order-state.ts'

export interface Desk {
  /** Where it listens: `http://127.0.0.1:3978`. */
  readonly address: string
  /** The local stand-in for Teams; undefined when Teams is configured. */
  readonly practice: Practice | undefined
  readonly jobs: Jobs
  /** Resolves when the edits that presses have begun are out. */
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
}

/** Joins the rooms and starts: everything the desk is made of is named here once. */
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
  const jobs = new Jobs({ pool: database.pool, clock, log })
  const adapter = new TeamsAdapter(config.teams)
  let address = ''
  const publicUrl = () => config.publicUrl ?? address

  const directory = new DeskDirectory(database)
  const embedded = new EmbeddedPartnerCenter({ database, clock, vault, publicUrl })
  const partnerCenter = options.partnerCenter?.(embedded) ?? embedded
  const personalChats = new PersonalChatsRepository(database)
  const noticesKept = new NoticesRepository(database)
  const notices = new NoticesService({ repository: noticesKept, jobs, clock })
  const lanes = new LanesService({
    repository: noticesKept,
    personalChats,
    connector: adapter.connector,
    occasions: () => doors.occasions,
    clock,
    log,
  })
  const storage = new BotStateStorage(database, clock)
  const customers = new CustomersService({ partnerCenter, directory })
  const policy = config.cancellationPolicy
  const cancellations = new CancellingRepository(database)
  // Features are strangers: what others need to know of the cancellations is handed to them here.
  const cancellationsOf: CancellationsOf = (partnerId, customerId) => cancelling.standing(partnerId, customerId)
  const buying = new BuyingService({
    partnerCenter,
    directory,
    repository: new BuyingRepository(database),
    cancellationsOf,
    jobs,
    clock,
    policy,
    log,
  })
  const orders = new OrdersService({ partnerCenter, directory, cancellationsOf, clock, policy })
  const links = new LinksService({ repository: new LinksRepository(database), vault, clock, tell: rememberLink })
  const keys = new KeysService({
    partnerCenter,
    directory,
    links,
    repository: new KeysRepository(database),
    cancellationsOf,
    jobs,
    clock,
    publicUrl,
    log,
  })
  const cancelling = new CancellingService({
    partnerCenter,
    directory,
    repository: cancellations,
    jobs,
    notices,
    clock,
    policy,
    log,
  })
  // A feature's jobs edit cards through the flows, which are made of the features: the reference closes the circle.
  const refresh = (flowId: string) => flows.refresh(flowId)
  const doors = joinDoors([
    customersFeature(customers),
    buyingFeature({ buying, customers, refresh }),
    keysFeature({ keys, customers, refresh }),
    cancellingFeature({ cancelling, customers, refresh }),
    ordersFeature({ orders, customers }),
    noticesFeature({ lanes }),
  ])
  const flows = new Flows({
    adapter,
    storage,
    flows: doors.flows,
    views: doors.views,
    findAgent: (partnerId, agentId) => directory.agent(partnerId, agentId),
    clock,
    log,
  })
  const bot = new TeamsBot({
    adapter,
    directory,
    personalChats,
    storage,
    flows,
    commands: doors.commands,
    searches: doors.searches,
    presses: doors.presses,
    clock,
    log,
  })

  if (practising) {
    await seedSampleAgents(database)
    await seedSampleWorld({ database, clock, vault })
    await seedSampleLinks({ database, clock, vault, partnerCenter: embedded })
  }
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
    settled: () => bot.settled(),
    close: async () => {
      stopping = true
      clearInterval(forgetting)
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

/** Merges what the features open; two doors of one name stop the start. */
function joinDoors(features: readonly Feature[]) {
  return {
    flows: features.flatMap((feature) => feature.flows ?? []),
    commands: features.flatMap((feature) => feature.commands ?? []),
    views: onceEach(features, (feature) => feature.views),
    searches: onceEach(features, (feature) => feature.searches),
    presses: onceEach(features, (feature) => feature.presses),
    occasions: onceEach(features, (feature) => feature.occasions),
    jobs: onceEach(features, (feature) => feature.jobs),
    rounds: onceEach(features, (feature) => feature.rounds),
  }
}

function onceEach<T>(
  features: readonly Feature[],
  doorsOf: (feature: Feature) => Record<string, T> | undefined,
): Record<string, T> {
  const doors = new Map<string, T>()
  for (const feature of features) {
    for (const [name, door] of Object.entries(doorsOf(feature) ?? {})) {
      if (doors.has(name)) throw new Error(`${name} is opened twice, the second time by ${feature.name}`)
      doors.set(name, door)
    }
  }
  return Object.fromEntries(doors)
}

/** The practice mode's own key, made at the first start and kept beside the database. */
function practiceKey(dataDirectory: string): Buffer {
  const file = path.join(dataDirectory, 'practice.key')
  try {
    return Buffer.from(readFileSync(file, 'utf8'), 'base64')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 })
  const key = randomBytes(32)
  // Written beside it and renamed: a process that dies in between leaves no half a key.
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, key.toString('base64'), { mode: 0o600 })
  renameSync(draft, file)
  return key
}

const samplePeople = () =>
  sampleAgents.map(({ id, partnerId, name, roles, locale, timeZone }) => ({
    id,
    partnerId,
    partnerName: samplePartners.find((partner) => partner.id === partnerId)?.name ?? '',
    name,
    roles,
    locale,
    timeZone,
  }))

const addressOf = ({ address, family, port }: AddressInfo): string =>
  `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
