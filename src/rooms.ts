import { BotStateStorage } from './chat/bot-state.storage.ts'
import { ChatsService } from './chat/chats.service.ts'
import { joinDoors } from './chat/doors.ts'
import { Flows } from './chat/flows.ts'
import { PersonalChatsRepository } from './chat/personal-chats.repository.ts'
import { SharedChatsRepository } from './chat/shared-chats.repository.ts'
import { TeamsAdapter } from './chat/teams-adapter.ts'
import { TeamsBot } from './chat/teams-bot.ts'
import type { PartnerCenter } from './commerce/ports/partner-center.ts'
import { DeskDirectory } from './directory/desk.directory.ts'
import { activityLogFeature } from './features/activity-log/feature.ts'
import { openActivityLog } from './features/activity-log/open-activity-log.ts'
import { buyingFeature } from './features/buying/feature.ts'
import { openBuying } from './features/buying/open-buying.ts'
import { WindowsRepository } from './features/buying/windows.repository.ts'
import { CancellingRepository } from './features/cancelling/cancelling.repository.ts'
import { cancellingFeature } from './features/cancelling/feature.ts'
import { openCancelling } from './features/cancelling/open-cancelling.ts'
import { keysFeature } from './features/keys/feature.ts'
import { KeysRepository, rememberLink } from './features/keys/keys.repository.ts'
import { KeysService } from './features/keys/keys.service.ts'
import { LinkNoticesService } from './features/keys/link-notices.service.ts'
import { ordersFeature } from './features/orders/feature.ts'
import { OrdersService } from './features/orders/orders.service.ts'
import { OrdersListService } from './features/orders/orders-list.service.ts'
import { settingsFeature } from './features/settings/feature.ts'
import { openSettings } from './features/settings/open-settings.ts'
import { summaryFeature } from './features/summary/feature.ts'
import { SummaryService } from './features/summary/summary.service.ts'
import { supportFeature } from './features/support/feature.ts'
import { isPracticeFile, isSharePoint } from './features/support/file-hosts.ts'
import { openSupport } from './features/support/open-support.ts'
import { SupportFilesRepository } from './features/support/support-files.repository.ts'
import { SupportFilesService } from './features/support/support-files.service.ts'
import { EmbeddedPartnerCenter } from './partner-center/embedded/embedded.partner-center.ts'
import type { Clock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import type { Database } from './platform/database/database.ts'
import { Jobs } from './platform/jobs.ts'
import type { Log } from './platform/log.ts'
import type { Vault } from './platform/secrets.ts'
import { ActivityRepository } from './workflow/activity/activity.repository.ts'
import { ActivityService } from './workflow/activity/activity.service.ts'
import { approvalsFeature } from './workflow/approvals/feature.ts'
import { openApprovals } from './workflow/approvals/open-approvals.ts'
import { customersFeature } from './workflow/customers/customer-step.ts'
import { CustomersService } from './workflow/customers/customers.service.ts'
import { takeNames } from './workflow/customers/taking-names.ts'
import { LinkWatchRepository } from './workflow/links/link-watch.repository.ts'
import { LinkWatchService } from './workflow/links/link-watch.service.ts'
import type { LinkRulesOf } from './workflow/links/link-watch.ts'
import { LinksRepository } from './workflow/links/links.repository.ts'
import { LinksService } from './workflow/links/links.service.ts'
import { noticesFeature } from './workflow/notices/feature.ts'
import { openNotices } from './workflow/notices/open-notices.ts'
import type { PaceTime } from './workflow/notices/pace-time.ts'
import { KnownOrdersService } from './workflow/orders/known-orders.service.ts'
import type { CancellationsOf } from './workflow/orders/order-state.ts'

interface RoomsOptions {
  config: Config
  database: Database
  clock: Clock
  vault: Vault
  publicUrl: () => string
  /** Where the practice page is served; undefined when Teams is configured. */
  practiceAddress: (() => string) | undefined
  partnerCenter?: ((embedded: PartnerCenter) => PartnerCenter) | undefined
  paceTime?: PaceTime | undefined
  background: boolean
  log: Log
}

/** Joins the rooms: everything the desk is made of is named here once. Nothing runs yet. */
export function openRooms(options: RoomsOptions) {
  const { config, database, clock, vault, publicUrl, background, log } = options
  const jobs = new Jobs({ pool: database.pool, clock, log })
  const adapter = new TeamsAdapter(config.teams)
  const directory = new DeskDirectory(database)
  const embedded = new EmbeddedPartnerCenter({
    ...{ database, clock, vault, publicUrl },
    serviceRequests: config.serviceRequests === 'api',
  })
  const partnerCenter = options.partnerCenter?.(embedded) ?? embedded
  const activity = new ActivityService({ repository: new ActivityRepository(database), vault })
  const personalChats = new PersonalChatsRepository(database)
  const sharedChats = new SharedChatsRepository(database)
  const linkWatchKept = new LinkWatchRepository(database)
  const windowsKept = new WindowsRepository(database)
  const { notices, wishes, mornings, rules, lanes, ...told } = openNotices({
    ...{ database, directory, personalChats, sharedChats, jobs, clock, background, log },
    connector: adapter.connector,
    occasions: () => doors.occasions,
    rulesChanged: async (rows, who, policy, at) => {
      const facts = { notices: JSON.stringify(policy) }
      await activity.remember(rows, who, { what: 'settings-changed', at, facts })
      await linkWatchKept.watchAgain(rows, who.partnerId, at)
      await windowsKept.watchAgain(rows, who.partnerId, at)
    },
    paceTime: options.paceTime,
  })
  const linkRulesOf: LinkRulesOf = (partnerIds, rows) => rules.rulesOf('links', partnerIds, rows)
  const storage = new BotStateStorage(database, clock)
  const customers = new CustomersService({ partnerCenter, directory })
  const policy = config.cancellationPolicy
  const cancellations = new CancellingRepository(database)
  // Features are strangers: what others need to know of the cancellations is handed to them here.
  const cancellationsOf: CancellationsOf = (partnerId, customerId) => cancelling.standing(partnerId, customerId)
  const { policies, approvals, approved, views } = openApprovals({
    ...{ database, directory, notices, activity, jobs, clock, log },
    subjects: () => ({ purchase: approvedPurchases, cancellation: approvedCancellations }),
  })
  const agreed = { approvals, approvalViews: views, approved, activity, notices }
  const { approvedPurchases, ...bought } = openBuying({
    ...{ database, partnerCenter, directory, windowsKept, cancellationsOf, ...agreed, jobs, clock, policy, log },
    windowRulesOf: (partnerIds, rows) => rules.rulesOf('windows', partnerIds, rows),
  })
  const { approvedCancellations, cancelling, ...cancelled } = openCancelling({
    ...{ partnerCenter, directory, repository: cancellations, ...agreed, jobs, clock, policy, log },
  })
  const known = new KnownOrdersService({ partnerCenter, cancellations, clock, policy })
  const orders = new OrdersService({ partnerCenter, directory, known, cancellationsOf, clock, policy })
  const list = new OrdersListService({ orders, known, cancellations, partnerCenter, clock, policy })
  const linkWatch = new LinkWatchService({
    repository: linkWatchKept,
    clock,
    rulesOf: linkRulesOf,
    tell: (rows, told) => notices.tell(rows, told),
    toldOf: (rows, ids) => notices.toldOf(rows, 'links.ends', ids),
  })
  const links = new LinksService({
    repository: new LinksRepository(database),
    vault,
    clock,
    rulesOf: linkRulesOf,
    tell: async (rows, news) => {
      await rememberLink(activity, rows, news)
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
    repository: new KeysRepository(database, activity),
    cancellationsOf,
    jobs,
    clock,
    publicUrl,
    log,
  })
  const { practiceAddress } = options
  const supportFiles = new SupportFilesService({
    ...{ directory, vault, jobs, clock, log, limits: config.supportFiles },
    repository: new SupportFilesRepository(database),
    takesFrom: (file) =>
      isSharePoint(file) || (practiceAddress !== undefined && isPracticeFile(file, practiceAddress())),
  })
  const support = openSupport({
    ...{ database, partnerCenter, directory, customers, activity, notices, jobs, clock, vault, publicUrl, log },
    files: supportFiles,
  })
  const activityLog = openActivityLog({
    ...{ database, vault, activity, directory, partnerCenter, customers, jobs, clock, publicUrl },
  })
  // A feature's jobs edit cards through the flows, which are made of the features: the reference closes the circle.
  const refresh = (flowId: string) => flows.refresh(flowId)
  const doors = joinDoors([
    customersFeature(customers),
    buyingFeature({ ...bought, customers, refresh }),
    keysFeature({
      keys,
      linkNotices: new LinkNoticesService({ keys, links, partnerCenter, directory, rulesOf: linkRulesOf }),
      linkWatch,
      customers,
      refresh,
    }),
    cancellingFeature({ cancelling, ...cancelled, customers, refresh }),
    ordersFeature({ orders, list, customers }),
    activityLogFeature({ ...activityLog, refresh }),
    summaryFeature({
      mornings,
      summary: new SummaryService({ known, links, approvals: views, directory, partnerCenter }),
    }),
    approvalsFeature({ approvals, approved, views }),
    supportFeature({ ...support, customers, refresh }),
    noticesFeature({ lanes, wishes }),
    settingsFeature(
      openSettings({
        ...{ directory, activity, personalChats, sharedChats, wishes, mornings },
        ...{ policies, noticePolicies: rules, clock },
      }),
    ),
  ])
  const flows = new Flows({
    adapter,
    storage,
    flows: doors.flows,
    views: doors.views,
    findAgent: (partnerId, agentId) => directory.agent(partnerId, agentId),
    readingOf: (partnerId, agentId) => personalChats.readingOf(partnerId, agentId),
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
    files: doors.files,
    names: (turn, line) => takeNames({ partnerCenter, directory }, turn, line),
    redraw: (copies) => database.transaction((rows) => notices.redraw(rows, copies)),
    clock,
    log,
  })

  return {
    adapter,
    activity,
    activityFiles: activityLog.files,
    openingFiles: support.opening,
    jobs,
    directory,
    embedded,
    partnerCenter,
    storage,
    notices: told.kept,
    lanes,
    links,
    linkRulesOf,
    mornings,
    doors,
    bot,
  }
}
