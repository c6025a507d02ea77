import type { Drawn } from '../chat/flows.ts'
import type { TeamsAttachments } from '../chat/teams-attachments.ts'
import type { Ground } from '../commerce/ground.ts'
import { activityRepository } from './activity/activity.repository.ts'
import { activityService } from './activity/activity.service.ts'
import { auditedRecords } from './activity/audited-records.ts'
import { approvalsRoom } from './approvals/room.ts'
import { cardEditsService } from './cards/card-edits.service.ts'
import { openedCardsRepository } from './cards/opened-cards.repository.ts'
import { customersService } from './customers/customers.service.ts'
import { lanesService, type Sending } from './lanes/lanes.service.ts'
import { keptKeysRepository } from './links/kept-keys.repository.ts'
import { keptKeysService } from './links/kept-keys.service.ts'
import { linkWatchRepository } from './links/link-watch.repository.ts'
import { linkWatchService } from './links/link-watch.service.ts'
import { linksRepository } from './links/links.repository.ts'
import { linksService } from './links/links.service.ts'
import { mirrorRoom } from './mirror/room.ts'
import type { Chats } from './notices/places.ts'
import { noticesRoom } from './notices/room.ts'
import { buyersRepository } from './orders/buyers.repository.ts'
import { cancellationsRepository } from './orders/cancellations.repository.ts'
import { examplesService } from './orders/examples.service.ts'
import { knownOrdersService } from './orders/known-orders.service.ts'
import { orderNumbersRepository } from './orders/order-numbers.repository.ts'
import { poNumbersRepository } from './orders/po-numbers.repository.ts'

interface Reaching extends Chats, Sending {
  readonly attachments: TeamsAttachments

  /** Draws a card anew and edits it in place, outside of a turn. */
  refresh(flowId: string): Promise<void>
  /** Draws it for who edits it. */
  drawn(flowId: string): Promise<Drawn | undefined>
}

/** What features share, on the ground they stand on. Features are strangers: what one tells the others is registered here. */
export function openShared(ground: Ground, chats: Reaching) {
  const activity = activityService(ground, activityRepository(ground))
  const told = noticesRoom(ground, chats)
  const { notices, noticeRules } = told
  const mirror = mirrorRoom(ground, chats, auditedRecords(ground, activity))
  const cancellations = cancellationsRepository(ground)
  const knownOrders = knownOrdersService(ground, mirror, cancellations)
  const links = linksService(ground, linksRepository(ground), (...asked) => noticeRules.rulesOf('links', ...asked))
  const { personalChats, sharedChats, attachments } = chats
  return {
    ...ground,
    personalChats,
    sharedChats,
    attachments,
    activity,
    ...told,
    lanes: lanesService(ground, told, chats),
    ...approvalsRoom(ground, { activity, notices }),
    links,
    keptKeys: keptKeysService(ground, keptKeysRepository(ground)),
    linkWatch: linkWatchService(ground, linkWatchRepository(ground), { notices, rules: noticeRules, links }),
    mirror,
    buyers: buyersRepository(ground),
    cancellations,
    knownOrders,
    orderNumbers: orderNumbersRepository(ground),
    poNumbers: poNumbersRepository(ground),
    examples: examplesService(ground, mirror, knownOrders),
    customers: customersService(ground, mirror),
    cards: cardEditsService(ground, openedCardsRepository(ground), chats),
  }
}

export type Shared = ReturnType<typeof openShared>
