import { BotStateStorage } from './chat/bot-state.storage.ts'
import { ChatsService } from './chat/chats.service.ts'
import { joinDoors } from './chat/doors.ts'
import { Flows } from './chat/flows.ts'
import { PersonalChatsRepository } from './chat/personal-chats.repository.ts'
import { plainMessages } from './chat/plain-messages.ts'
import { SharedChatsRepository } from './chat/shared-chats.repository.ts'
import { TeamsAdapter, type TeamsAuthority } from './chat/teams-adapter.ts'
import { TeamsBot } from './chat/teams-bot.ts'
import type { Addresses, Ground } from './commerce/ground.ts'
import type { PartnerCenter } from './commerce/ports/partner-center.ts'
import { AnsweredTenants } from './directory/answered-tenants.ts'
import { DeskDirectory } from './directory/desk.directory.ts'
import { renewPeopleKeys } from './directory/people.repository.ts'
import { activityLogFeature } from './features/activity-log/feature.ts'
import { buyingFeature } from './features/buying/feature.ts'
import { cancellingFeature } from './features/cancelling/feature.ts'
import { keysFeature } from './features/keys/feature.ts'
import { ordersFeature } from './features/orders/feature.ts'
import { settingsFeature } from './features/settings/feature.ts'
import { summaryFeature } from './features/summary/feature.ts'
import { supportFeature } from './features/support/feature.ts'
import { openPartnerCenter } from './partner-center/partner-centers.ts'
import type { Clock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import type { Database } from './platform/database/database.ts'
import { Jobs } from './platform/jobs.ts'
import type { Log } from './platform/log.ts'
import type { Vault } from './platform/secrets.ts'
import { approvalsFeature } from './workflow/approvals/feature.ts'
import { cardsFeature } from './workflow/cards/feature.ts'
import { customersFeature } from './workflow/customers/customer-step.ts'
import { takeNames } from './workflow/customers/taking-names.ts'
import { lanesFeature } from './workflow/lanes/feature.ts'
import type { PaceTime } from './workflow/lanes/pace-time.ts'
import { noticesFeature } from './workflow/notices/feature.ts'
import { openShared } from './workflow/shared.ts'

/** All there is to say, press and be told: a feature is named here, once. */
const features = [
  customersFeature,
  cardsFeature,
  buyingFeature,
  keysFeature,
  cancellingFeature,
  ordersFeature,
  activityLogFeature,
  summaryFeature,
  approvalsFeature,
  supportFeature,
  noticesFeature,
  lanesFeature,
  settingsFeature,
]

interface DeskParts {
  readonly config: Config
  readonly database: Database
  readonly clock: Clock
  readonly vault: Vault
  readonly log: Log
  readonly addresses: Addresses
  /** What stands between the desk and its Partner Center. */
  readonly between?: ((partnerCenter: PartnerCenter) => PartnerCenter) | undefined
  readonly paceTime?: PaceTime | undefined
  readonly background: boolean
  /** Whose tokens are taken instead of Bot Framework's, and how long they are waited for. */
  readonly authority?: TeamsAuthority | undefined
  readonly authorityPatience?: number | undefined
}

/** Joins the ground, what is shared on it, the features' doors, and the bot that opens them. Nothing runs yet. */
export function joinDesk({ config, between, paceTime, background, authority, authorityPatience, ...parts }: DeskParts) {
  const { database, clock, log } = parts
  const jobs = new Jobs({ pool: database.pool, clock, log })
  const { partnerCenter: port, seed, renewKeys, file } = openPartnerCenter(config, parts)
  const ground: Ground = {
    ...parts,
    jobs,
    directory: new DeskDirectory(database),
    partnerCenter: between?.(port) ?? port,
    policy: config.cancellationPolicy,
    limits: { supportFiles: config.supportFiles },
  }
  const { directory, partnerCenter } = ground
  const adapter = new TeamsAdapter(config.teams, authority, {
    serviceHosts: config.serviceHosts,
    tenants: new AnsweredTenants({ database, allowed: config.allowedTenants }),
    patience: authorityPatience,
    log,
  })
  adapter.use(plainMessages)
  const personalChats = new PersonalChatsRepository(database)
  const sharedChats = new SharedChatsRepository(database)
  const storage = new BotStateStorage(database, clock)
  const flows = new Flows({
    adapter,
    storage,
    clock,
    log,
    findAgent: (partnerId, agentId) => directory.agent(partnerId, agentId),
    readingOf: (partnerId, agentId) => personalChats.readingOf(partnerId, agentId),
  })
  const shared = openShared(ground, {
    personalChats,
    sharedChats,
    connector: adapter.connector,
    paceTime,
    background,
    refresh: (flowId) => flows.refresh(flowId),
  })
  const { notices } = shared
  const doors = joinDoors(features.map((feature) => feature(shared)))
  flows.open(doors)
  const reachable: typeof notices.reachable = (...who) => notices.reachable(...who)
  const bot = new TeamsBot({
    adapter,
    directory,
    storage,
    flows,
    clock,
    log,
    commands: doors.commands,
    searches: doors.searches,
    presses: doors.presses,
    files: doors.files,
    names: (turn, line) => takeNames({ partnerCenter, directory }, turn, line),
    chats: new ChatsService({ personalChats, sharedChats, reachable }),
    redraw: (copies) => database.transaction((rows) => notices.redraw(rows, copies)),
  })
  return {
    ...shared,
    ...{ jobs, adapter, storage, doors, bot, file },
    sample: { seed, partnerCenter: port },
    renewKeys: () => Promise.all([renewKeys(), renewPeopleKeys(database)]),
  }
}
