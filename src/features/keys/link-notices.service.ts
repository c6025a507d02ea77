import { may, type Who } from '../../commerce/access.ts'
import { CustomerUnknown, OrderUnknown } from '../../commerce/errors.ts'
import { type Customer, isCancelled, type Order } from '../../commerce/order.ts'
import type { DownloadLink } from '../../workflow/links/download-link.ts'
import {
  endingOf,
  type LinkEnding,
  type LinkRules,
  stageStillTrue,
  stagesHolding,
} from '../../workflow/links/link-watch.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { KeysService } from './keys.service.ts'

/** What a notice says of a link; `lasts`: nothing, it has days and downloads left. */
export type LinkHolds = LinkEnding | 'lasts'

export interface ToldLink {
  readonly link: DownloadLink
  readonly customer: Customer
  readonly order: Order
  /** Who has lost the role is told all the same, and cannot renew. */
  readonly mayRenew: boolean
  readonly holds: LinkHolds
  /** Whether renewing it takes a fresh link of Microsoft's. */
  readonly takesPaste: boolean
  /** Where the page of its order's keys and links is opened. */
  readonly tab: string
}

/** What people are told of their links, and renewing one from there. */
export function linkNoticesService({ noticeRules, links, partnerCenter, directory }: Shared, keys: KeysService) {
  return { atStage, renew, pasteFor, asItStands }

  /**
   * @returns undefined when the notice's stage is not true any more: the link was renewed, moved on, or died with its order, or
   * the partner has other lead times now.
   */
  async function atStage(who: Who, linkId: string, stageTold: string, now: Date): Promise<ToldLink | undefined> {
    const link = await links.find(who, linkId)
    if (link === undefined || link.revokedAt !== null) return undefined
    const stage = stageStillTrue(link, await rules(who), stageTold, now)
    return stage === undefined ? undefined : told(who, link, endingOf(stage))
  }

  /**
   * Renews a link and gives what holds then. A press for a revision that is not the link's any more renews nothing: pressed or
   * delivered twice, it gives what the first one made.
   * @returns undefined when the person has no such link. @throws RoleMissing, OrderUnknown, NoSoftware
   */
  async function renew(who: Who, linkId: string, revision: number, now: Date): Promise<ToldLink | undefined> {
    const found = await links.find(who, linkId)
    if (found === undefined) return undefined
    await keys.renew(who, found, linkId, revision)
    return asItStands(who, linkId, now)
  }

  /**
   * The link, when renewing it takes a fresh one of Microsoft's: the card that takes it is opened.
   * @throws RoleMissing, OrderUnknown, NoSoftware
   */
  async function pasteFor(who: Who, linkId: string): Promise<DownloadLink | undefined> {
    const link = await links.find(who, linkId)
    if (link === undefined || !keys.takesPaste(link)) return undefined
    await keys.requireRoleNow(who)
    await keys.standing(who, link)
    return link
  }

  /** What holds for a link now. @returns undefined when the person has no such link, or its order is cancelled. */
  async function asItStands(who: Who, linkId: string, now: Date): Promise<ToldLink | undefined> {
    const link = await links.find(who, linkId)
    if (link === undefined || link.revokedAt !== null) return undefined
    const [stage] = stagesHolding(link, await rules(who), now)
    return told(who, link, stage === undefined ? 'lasts' : endingOf(stage))
  }

  async function rules({ partnerId }: Who): Promise<LinkRules> {
    return (await noticeRules.rulesOf('links', [partnerId]))(partnerId)
  }

  async function told(who: Who, link: DownloadLink, holds: LinkHolds): Promise<ToldLink | undefined> {
    const { partnerId, agentId } = who
    const [customer, order, agent] = await Promise.all([
      partnerCenter.customer(partnerId, link.customerId).catch(gone),
      // An order that was cancelled here has revoked its links; one that was cancelled elsewhere has not.
      partnerCenter.order(partnerId, link.customerId, link.orderId).catch(gone),
      directory.agent(partnerId, agentId),
    ])
    if (customer === undefined || agent === undefined || order === undefined) return undefined
    if (isCancelled(order) || order.lines.some((line) => line.number === link.lineItem && line.cancelled))
      return undefined
    const takesPaste = keys.takesPaste(link)
    const tab = keys.tabPage(order)
    return { link, customer, order, holds, mayRenew: may(agent, 'get-keys'), takesPaste, tab }
  }
}

export type LinkNoticesService = ReturnType<typeof linkNoticesService>

function gone(error: unknown): undefined {
  if (!(error instanceof CustomerUnknown || error instanceof OrderUnknown)) throw error
}
