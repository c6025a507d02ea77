import { BotStateStorage } from './chat/bot-state.storage.ts'
import { ChatsService } from './chat/chats.service.ts'
import { consentAnswers } from './chat/consent-answers.ts'
import { joinDoors } from './chat/doors.ts'
import type { Feature } from './chat/feature.ts'
import { flowsService } from './chat/flows.ts'
import { mayBeSaid } from './chat/may-be-said.ts'
import { personalChatsRepository } from './chat/personal-chats.repository.ts'
import { plainMessages } from './chat/plain-messages.ts'
import { privateAnswers } from './chat/private-answers.ts'
import { sharedChatsRepository } from './chat/shared-chats.repository.ts'
import { TeamsAdapter, type TeamsAuthority } from './chat/teams-adapter.ts'
import { teamsAttachments } from './chat/teams-attachments.ts'
import { TeamsBot } from './chat/teams-bot.ts'
import { teamsHosts } from './chat/teams-hosts.ts'
import { visitsOf } from './chat/visits.ts'
import type { Ground } from './commerce/ground.ts'
import type { Directory } from './commerce/ports/directory.ts'
import type { PartnerCenter } from './commerce/ports/partner-center.ts'
import { answeredTenants } from './directory/answered-tenants.ts'
import { DeskPeople } from './directory/desk.people.ts'
import { openDirectory } from './directory/directories.ts'
import { renewPeopleKeys } from './directory/people.repository.ts'
import { samplePartners } from './directory/sample-agents.ts'
import { activityLogFeature } from './features/activity-log/feature.ts'
import { buyingFeature } from './features/buying/feature.ts'
import { cancellingFeature } from './features/cancelling/feature.ts'
import { connectionFeature } from './features/connection/feature.ts'
import { fromMessageFeature } from './features/from-message/feature.ts'
import { keysFeature } from './features/keys/feature.ts'
import { ordersFeature } from './features/orders/feature.ts'
import { renewingFeature } from './features/renewing/feature.ts'
import { settingsFeature } from './features/settings/feature.ts'
import { summaryFeature } from './features/summary/feature.ts'
import { supportFeature } from './features/support/feature.ts'
import { windowsFeature } from './features/windows/feature.ts'
import { askedOnce } from './partner-center/asked-once.ts'
import { openPartnerCenter } from './partner-center/partner-centers.ts'
import { openSignIn } from './partner-center/sign-in/room.ts'
import type { Config } from './platform/config.ts'
import { Jobs } from './platform/jobs.ts'
import { approvalsFeature } from './workflow/approvals/feature.ts'
import { cardsFeature } from './workflow/cards/feature.ts'
import { customersFeature } from './workflow/customers/feature.ts'
import { takeNames } from './workflow/customers/taking-names.ts'
import { lanesFeature } from './workflow/lanes/feature.ts'
import type { PaceTime } from './workflow/lanes/pace-time.ts'
import { usualDownloadHosts } from './workflow/links/pasted-address.ts'
import { mirrorFeature } from './workflow/mirror/feature.ts'
import { renewMirror } from './workflow/mirror/room.ts'
import { noticesFeature } from './workflow/notices/feature.ts'
import { openShared, type Shared } from './workflow/shared.ts'

/** The app that the practice page's bot would belong to. */
const practiceApp = 'c5900000-0000-4000-8000-000000000001'

/** All there is to say, press and be told: a feature is named here, once. */
const features = [
  customersFeature,
  cardsFeature,
  buyingFeature,
  keysFeature,
  cancellingFeature,
  ordersFeature,
  renewingFeature,
  activityLogFeature,
  windowsFeature,
  summaryFeature,
  approvalsFeature,
  supportFeature,
  fromMessageFeature,
  noticesFeature,
  lanesFeature,
  settingsFeature,
  connectionFeature,
  // Last of the rounds: what is told is looked at again when it is drawn.
  mirrorFeature,
]

/** What tests hand in. */
export interface HandedIn {
  /** What stands between the desk and its Partner Center: tests let it fail, fall silent and change prices. */
  readonly partnerCenter?: (embedded: PartnerCenter) => PartnerCenter
  /** What stands between the desk and who is who: tests keep roles elsewhere. */
  readonly directory?: (own: Directory) => Directory
  /** Whether jobs are worked on in the background; tests run what is due themselves. */
  readonly background?: boolean
  /** What Teams' limits are counted by; tests let it pass at once. */
  readonly paceTime?: PaceTime
  /** Whose tokens are taken instead of Bot Framework's. */
  readonly authority?: TeamsAuthority
  /** How long it is waited for, in milliseconds. */
  readonly authorityPatience?: number
  /** More to say, press and be told. */
  readonly features?: readonly ((desk: Shared) => Feature)[]
}

/** Joins the ground, what is shared on it, the features' doors, and the bot that opens them. Nothing runs yet. */
export function joinDesk(
  config: Config,
  parts: Pick<Ground, 'database' | 'clock' | 'vault' | 'log' | 'addresses'>,
  handedIn: HandedIn,
) {
  const { database, clock, log } = parts
  const signIn = config.service && openSignIn(parts, config.service)
  const { partnerCenter: port, seed, file } = openPartnerCenter(config, { ...parts, tokens: signIn?.tokens })
  const { directory, graph, installer } = openDirectory(config, parts, signIn, config.teams?.appId ?? practiceApp)
  /** The sample partners are signed in at a stand-in on this machine, as soon as it answers. */
  const practise = async () => {
    if (graph === undefined || !config.sampleWorld || config.service?.practises !== true) return
    await signIn?.practise(
      graph,
      samplePartners.map(({ id }) => id),
    )
  }
  const { paceTime, background = true } = handedIn
  const jobs = new Jobs({ pool: database.pool, clock, log, tended: background })
  const ground: Ground = {
    ...parts,
    jobs,
    directory: handedIn.directory?.(directory) ?? directory,
    people: new DeskPeople(database),
    installer,
    connections: signIn && { ...signIn.connections, takeDue: () => practise().then(signIn.connections.takeDue) },
    partnerCenter: askedOnce(handedIn.partnerCenter?.(port) ?? port),
    policy: config.cancellationPolicy,
    limits: {
      supportFiles: config.supportFiles,
      downloadHosts: config.downloadHosts ?? usualDownloadHosts,
      uploadHosts: config.fileHosts,
    },
  }
  const tenants = answeredTenants(ground, config.allowedTenants)
  const adapter = new TeamsAdapter(config.teams, handedIn.authority, {
    serviceHosts: config.serviceHosts,
    tenants,
    patience: handedIn.authorityPatience,
    log,
  })
  adapter.use(plainMessages)
  const chats = { personalChats: personalChatsRepository(ground), sharedChats: sharedChatsRepository(ground) }
  const storage = new BotStateStorage(database, clock)
  const flows = flowsService(ground, adapter, storage, chats.personalChats)
  const sending = { connector: adapter.connector, paceTime, background }
  const attachments = teamsAttachments(
    (url) => adapter.connector.authorization(url),
    [...teamsHosts, ...config.serviceHosts],
    parts.addresses.practice,
  )
  const shared = openShared(ground, {
    ...chats,
    ...sending,
    attachments,
    consentAnswers: consentAnswers(adapter.connector),
    refresh: flows.refresh,
    drawn: flows.drawn,
  })
  const { notices } = shared
  const doors = joinDoors([...features, ...(handedIn.features ?? [])].map((feature) => feature(shared)))
  flows.open(doors, shared.cards.stands)
  const reading = new ChatsService({ ...ground, ...chats, reachable: notices.reachable })
  const bot = new TeamsBot({
    ...ground,
    ...doors,
    adapter,
    storage,
    flows,
    privately: privateAnswers(adapter, flows, chats.personalChats),
    names: (turn, line) => takeNames(shared, turn, line),
    chats: reading,
    redraw: (copies) => database.transaction((rows) => notices.redraw(rows, copies)),
  })
  return {
    ...shared,
    ...{ jobs, adapter, storage, doors, bot, file, tenants },
    visits: visitsOf({ ...ground, chats: reading }),
    mayBeSaid: mayBeSaid({ ...ground, ...doors, chats: reading }),
    sample: { seed, partnerCenter: port },
    practise,
    renewKeys: () => Promise.all([renewMirror(ground), renewPeopleKeys(database)]),
  }
}
