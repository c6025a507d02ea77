import { tabAddresses } from './chat/tab-button.ts'
import { type HandedIn, joinDesk } from './desk.ts'
import { samplePeople, seedSampleAgents } from './directory/sample-agents.ts'
import { activityFilesService } from './features/activity-log/activity-files.service.ts'
import { openingFilesService } from './features/support/files/opening-files.service.ts'
import { signaturesAt } from './partner-center/rest/event-signatures.ts'
import { tellTime } from './partner-center/stand-in-clock.ts'
import { type Clock, day, hour, later, MovableClock, systemClock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import type { Database } from './platform/database/database.ts'
import { openOnceThere } from './platform/database/open-once-there.ts'
import { readinessOf } from './platform/database/readiness.ts'
import { Door } from './platform/http/door.ts'
import type { Jobs } from './platform/jobs.ts'
import { type Log, withoutWords } from './platform/log.ts'
import { deskMark, Vault } from './platform/secrets.ts'
import { openPractice, type Practice } from './practice/practice.ts'
import { practiceKey } from './practice/practice-key.ts'
import { addActivityFileRoutes } from './server/activity-files.ts'
import { refusesInPractice, refusesWithoutToken, repliesToLoopback } from './server/admission.ts'
import { addDownloadRoutes } from './server/downloads.ts'
import { addBotRoutes } from './server/http-server.ts'
import { addMetricsRoute } from './server/metrics.ts'
import { addPartnerCenterEventRoutes } from './server/partner-center-events.ts'
import { addStandingPages } from './server/standing-pages.ts'
import { addSupportFileRoutes } from './server/support-files.ts'
import { openTab } from './server/tab/tab.ts'
import type { EntraAuthority } from './server/tab/tab-tokens.ts'
import { stop } from './stopping.ts'
import { seedSampleLinks } from './workflow/links/sample-links.ts'

export interface Desk {
  /** Where it listens: `http://127.0.0.1:3978`. */
  readonly address: string
  /** The local stand-in for Teams; undefined when Teams is configured. */
  readonly practice: Practice | undefined
  readonly jobs: Jobs
  /** Resolves when the edits that presses have begun are out, and the notices that were being sent. */
  settled(): Promise<void>
  /** Stops within ten seconds: answers what is being answered, hands back what cannot be finished, and closes. */
  close(): Promise<void>
}

export interface DeskOptions extends HandedIn {
  log: Log
  /** Tells whoever starts it what it waits for. */
  say?: (line: string) => void
  /** What tests hand in; otherwise opened from the configuration. */
  database?: Database
  clock?: Clock
  /** Who signs the tokens of the tab's pages, instead of Entra. */
  entra?: EntraAuthority
}

/** Opens the database and the rooms, and starts. */
export async function startDesk(config: Config, options: DeskOptions): Promise<Desk> {
  const { background = true } = options
  const log = withoutWords(options.log)
  const { standIn } = config
  const clock = new MovableClock(options.clock ?? systemClock)
  const vault = new Vault(config.encryptionKey ?? practiceKey(config.dataDirectory), config.oldEncryptionKeys)
  const database =
    options.database ??
    (await openOnceThere(
      { url: config.databaseUrl, dataDirectory: config.dataDirectory, connections: config.databaseConnections },
      options.say,
    ))
  let address = ''
  const deskAddress = () => config.publicUrl ?? address
  const addresses = {
    desk: deskAddress,
    practice: standIn ? () => address : undefined,
    // The stand-in opens pages on its own address alone.
    tab: tabAddresses(config.teams?.appId, standIn ? () => address : deskAddress),
  }
  const desk = joinDesk(config, { database, clock, vault, log, addresses }, options)
  const { adapter, activity, jobs, storage, noticeRules, lanes, doors, bot, sample } = desk

  await desk.renewKeys()
  if (config.sampleWorld) {
    await seedSampleAgents(database)
    await desk.practise()
    await sample.seed()
    await seedSampleLinks({ ...desk, partnerCenter: sample.partnerCenter }, (...asked) =>
      noticeRules.rulesOf('links', ...asked),
    )
  }
  await desk.mirror.open()
  await activity.adopt()
  await lanes.open(doors.occasions, database.kind === 'embedded')
  await jobs.open(doors.jobs, Object.values(doors.rounds))

  const forget = () =>
    Promise.all([
      storage.forgetFlows(later(clock.now(), -flowsKept)),
      storage.forgetHeard(later(clock.now(), -heardKept)),
    ]).catch((err: unknown) => log.warn({ err }, 'old cards not forgotten'))

  const databaseReady = readinessOf(database)
  let stopping = false
  let lead = 0
  const door = new Door(log)
  addBotRoutes(door, {
    adapter,
    bot,
    log,
    refuses: standIn ? refusesInPractice : refusesWithoutToken,
    admitsBody: standIn ? repliesToLoopback : () => true,
    mark: deskMark(vault),
    ready: async () => !stopping && (await databaseReady()),
  })
  addStandingPages(door)
  addMetricsRoute(door, desk, config.metricsToken)
  addActivityFileRoutes(door, activityFilesService(desk), desk)
  addSupportFileRoutes(door, openingFilesService(desk), desk)
  addDownloadRoutes(door, desk, desk.file)
  if (config.service !== undefined) addPartnerCenterEventRoutes(door, desk, signaturesAt(config.service, clock))
  const tokenFor = openTab(door, {
    ...desk,
    ...doors,
    teams: config.teams,
    clientId: config.tabClientId,
    host: () => new URL(addresses.desk()).host,
    authority: options.entra,
  })
  const tellsTime = async () => {
    const { practises = false, standIn: url } = config.service ?? {}
    if (practises && url !== undefined) await tellTime(url, clock.now(), log)
  }
  const practice = standIn
    ? openPractice({
        door,
        address: () => address,
        people: samplePeople(),
        clock,
        vault,
        dataDirectory: options.database === undefined ? config.dataDirectory : undefined,
        tries: ({ id, partnerId, locale, timeZone }) =>
          desk.mayBeSaid({ partnerId, agentId: id }, { locale, timeZone }),
        tokenFor: tokenFor && (({ id, partnerId }) => tokenFor({ partnerId, agentId: id })),
        clockMoved: async () => {
          await tellsTime()
          await jobs.clockMoved(clock.aheadMilliseconds - lead)
          lead = clock.aheadMilliseconds
          await jobs.runDue()
        },
        log,
      })
    : undefined

  if (practice !== undefined) await tellsTime()
  // The practice page sets the clock to where it was left; what waits in the queue was shifted by that already.
  lead = clock.aheadMilliseconds

  address = await door.listen(config.port, config.host)
  if (background) await jobs.work()
  const forgetting = background ? setInterval(() => void forget(), hour).unref() : undefined

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
      await stop({ door, practice, bot, lanes, mirror: desk.mirror, jobs, connector: adapter.connector, database, log })
    },
  }
}

/** How long a card that nobody presses is remembered. */
const flowsKept = 180 * day
/** How long it is remembered what was heard: Teams delivers again within minutes. */
const heardKept = day
