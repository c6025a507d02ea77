import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { BotStateStorage } from './chat/bot-state.storage.ts'
import { ChatsService } from './chat/chats.service.ts'
import type { Feature } from './chat/feature.ts'
import { Flows } from './chat/flows.ts'
import { PersonalChatsRepository } from './chat/personal-chats.repository.ts'
import { SharedChatsRepository } from './chat/shared-chats.repository.ts'
import { TeamsAdapter } from './chat/teams-adapter.ts'
import { TeamsBot } from './chat/teams-bot.ts'
import type { PartnerCenter } from './commerce/ports/partner-center.ts'
import { DeskDirectory } from './directory/desk.directory.ts'
import { sampleAgents, samplePartners, seedSampleAgents } from './directory/sample-agents.ts'
import { ApprovedPurchasesService } from './features/buying/approved-purchases.service.ts'
import { BuyingRepository } from './features/buying/buying.repository.ts'
import { BuyingService } from './features/buying/buying.service.ts'
import { buyingFeature } from './features/buying/feature.ts'
import { ReceiptsService } from './features/buying/receipts.service.ts'
import { WindowsRepository } from './features/buying/windows.repository.ts'
import { WindowsService } from './features/buying/windows.service.ts'
import { ApprovedCancellationsService } from './features/cancelling/approved-cancellations.service.ts'
import { CancellingRepository } from './features/cancelling/cancelling.repository.ts'
import { CancellingService } from './features/cancelling/cancelling.service.ts'
import { CarryingOutService } from './features/cancelling/carrying-out.service.ts'
import { cancellingFeature } from './features/cancelling/feature.ts'
import { keysFeature } from './features/keys/feature.ts'
import { KeysRepository, rememberLink } from './features/keys/keys.repository.ts'
import { KeysService } from './features/keys/keys.service.ts'
import { LinkNoticesService } from './features/keys/link-notices.service.ts'
import { ordersFeature } from './features/orders/feature.ts'
import { OrdersService } from './features/orders/orders.service.ts'
import { settingsFeature } from './features/settings/feature.ts'
import { SettingsService } from './features/settings/settings.service.ts'
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
import { addMetricsRoute } from './server/metrics.ts'
import { approvalsFeature } from './workflow/approvals/feature.ts'
import { openApprovals } from './workflow/approvals/open-approvals.ts'
import { customersFeature } from './workflow/customers/customer-step.ts'
import { CustomersService } from './workflow/customers/customers.service.ts'
import { LinkWatchRepository } from './workflow/links/link-watch.repository.ts'
import { LinkWatchService } from './workflow/links/link-watch.service.ts'
import { LinksRepository } from './workflow/links/links.repository.ts'
import { LinksService } from './workflow/links/links.service.ts'
import { seedSampleLinks } from './workflow/links/sample-links.ts'
import { noticesFeature } from './workflow/notices/feature.ts'
import { IntakeRepository } from './workflow/notices/intake.repository.ts'
import { LanesRepository } from './workflow/notices/lanes.repository.ts'
import { LanesService } from './workflow/notices/lanes.service.ts'
import { NoticeWishesRepository } from './workflow/notices/notice-wishes.repository.ts'
import { NoticeWishesService } from './workflow/notices/notice-wishes.service.ts'
import { NoticesRepository } from './workflow/notices/notices.repository.ts'
import { NoticesService } from './workflow/notices/notices.service.ts'
import type { PaceTime } from './workflow/notices/pace-time.ts'
import { Places } from './workflow/notices/places.ts'
import { SendingRepository } from './workflow/notices/sending.repository.ts'
import type { CancellationsOf } from './workflow/orders/order-state.ts'

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
  const sharedChats = new SharedChatsRepository(database)
  const noticesKept = new NoticesRepository(database)
  const notices = new NoticesService({ repository: noticesKept, jobs, clock })
  const wishesKept = new NoticeWishesRepository(database)
  const wishes = new NoticeWishesService(wishesKept)
  const replica = randomUUID()
  const lanes = new LanesService({
    notices: noticesKept,
    intake: new IntakeRepository(database),
    sending: new SendingRepository(database, replica),
    lanes: new LanesRepository(database, replica),
    places: new Places(personalChats, sharedChats),
    wishes: wishesKept,
    connector: adapter.connector,
    occasions: () => doors.occasions,
    clock,
    time: options.paceTime,
    background,
    log,
  })
  const storage = new BotStateStorage(database, clock)
  const customers = new CustomersService({ partnerCenter, directory })
  const policy = config.cancellationPolicy
  const cancellations = new CancellingRepository(database)
  // Features are strangers: what others need to know of the cancellations is handed to them here.
  const cancellationsOf: CancellationsOf = (partnerId, customerId) => cancelling.standing(partnerId, customerId)
  const purchases = new BuyingRepository(database)
  const { policies, approvals, approved, views } = openApprovals({
    ...{ database, directory, notices, jobs, clock, log },
    subjects: () => ({ purchase: approvedPurchases, cancellation: approvedCancellations }),
  })
  const sold = { partnerCenter, directory, repository: purchases, jobs, clock, policy, log }
  const buying = new BuyingService({ ...sold, approvals, approved })
  const receipts = new ReceiptsService({ ...sold, approvals: views, cancellationsOf })
  const approvedPurchases = new ApprovedPurchasesService({ ...sold, buying })
  const windows = new WindowsService({
    repository: new WindowsRepository(database),
    purchases,
    notices,
    partnerCenter,
    directory,
    cancellationsOf,
    clock,
    policy,
  })
  const orders = new OrdersService({ partnerCenter, directory, cancellationsOf, clock, policy })
  const linkWatch = new LinkWatchService({
    repository: new LinkWatchRepository(database),
    clock,
    tell: (rows, told) => notices.tell(rows, told),
  })
  const links = new LinksService({
    repository: new LinksRepository(database),
    vault,
    clock,
    tell: async (rows, news) => {
      await rememberLink(rows, news)
      const { partnerId, id } = news.link
      if (news.what === 'downloaded') await linkWatch.counted(rows, news.link)
      if (news.what === 'link-renewed')
        await notices.redraw(rows, { partnerId, occasions: ['links.ends'], subjectId: id })
    },
  })
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
  const cancelled = { partnerCenter, directory, repository: cancellations, jobs, notices, clock, policy, log }
  const carryingOut = new CarryingOutService({ ...cancelled, approved })
  const cancelling = new CancellingService({ ...cancelled, approvals, approvalViews: views, carryingOut })
  const approvedCancellations = new ApprovedCancellationsService(cancelled)
  // A feature's jobs edit cards through the flows, which are made of the features: the reference closes the circle.
  const refresh = (flowId: string) => flows.refresh(flowId)
  const doors = joinDoors([
    customersFeature(customers),
    buyingFeature({ buying, receipts, windows, customers, refresh }),
    keysFeature({
      keys,
      linkNotices: new LinkNoticesService({ keys, links, partnerCenter, directory }),
      linkWatch,
      customers,
      refresh,
    }),
    cancellingFeature({ cancelling, carryingOut, customers, refresh }),
    ordersFeature({ orders, customers }),
    approvalsFeature({ approvals, approved, views }),
    noticesFeature({ lanes, wishes }),
    settingsFeature(new SettingsService({ wishes, policies, sharedChats, directory })),
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
    chats: new ChatsService({
      personalChats,
      sharedChats,
      reachable: (rows, partnerId, recipient) => notices.reachable(rows, partnerId, recipient),
    }),
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
  addMetricsRoute(server, { notices: () => noticesKept.counts(clock.now()), token: config.metricsToken })
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
