import { may, type Who } from '../../commerce/access.ts'
import { CustomerUnknown, OrderUnknown } from '../../commerce/errors.ts'
import { type Customer, isCancelled } from '../../commerce/order.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { PartnerCenter } from '../../commerce/ports/partner-center.ts'
import type { DownloadLink } from '../../workflow/links/download-link.ts'
import {
  endingOf,
  type LinkEnding,
  type LinkRules,
  type LinkRulesOf,
  stageStillTrue,
  stagesHolding,
} from '../../workflow/links/link-watch.ts'
import type { LinksService } from '../../workflow/links/links.service.ts'
import type { KeysService } from './keys.service.ts'

/** What a notice says of a link; `lasts`: nothing, it has days and downloads left. */
export type LinkHolds = LinkEnding | 'lasts'

export interface ToldLink {
  readonly link: DownloadLink
  readonly customer: Customer
  /** Who has lost the role is told all the same, and cannot renew. */
  readonly mayRenew: boolean
  readonly holds: LinkHolds
}

interface LinkNoticesOptions {
  keys: KeysService
  links: LinksService
  partnerCenter: PartnerCenter
  directory: Directory
  rulesOf: LinkRulesOf
}

/** What people are told of their links, and renewing one from there. */
export class LinkNoticesService {
  private readonly options: LinkNoticesOptions

  constructor(options: LinkNoticesOptions) {
    this.options = options
  }

  /**
   * @returns undefined when the notice's stage is not true any more: the link was renewed, moved on, or died with its order, or
   * the partner has other lead times now.
   */
  async atStage(who: Who, linkId: string, told: string, now: Date): Promise<ToldLink | undefined> {
    const link = await this.options.links.find(who, linkId)
    if (link === undefined || link.revokedAt !== null) return undefined
    const stage = stageStillTrue(link, await this.rules(who), told, now)
    return stage === undefined ? undefined : this.told(who, link, endingOf(stage))
  }

  /**
   * Renews a link and gives what holds then. A press for a revision that is not the link's any more renews nothing: pressed or
   * delivered twice, it gives what the first one made.
   * @returns undefined when the person has no such link. @throws RoleMissing, OrderUnknown, NoSoftware
   */
  async renew(who: Who, linkId: string, revision: number, now: Date): Promise<ToldLink | undefined> {
    const { keys, links } = this.options
    const found = await links.find(who, linkId)
    if (found === undefined) return undefined
    await keys.renew(who, found, linkId, revision)
    return this.asItStands(who, linkId, now)
  }

  /** What holds for a link now. @returns undefined when the person has no such link, or its order is cancelled. */
  async asItStands(who: Who, linkId: string, now: Date): Promise<ToldLink | undefined> {
    const link = await this.options.links.find(who, linkId)
    if (link === undefined || link.revokedAt !== null) return undefined
    const [stage] = stagesHolding(link, await this.rules(who), now)
    return this.told(who, link, stage === undefined ? 'lasts' : endingOf(stage))
  }

  private async rules({ partnerId }: Who): Promise<LinkRules> {
    return (await this.options.rulesOf([partnerId]))(partnerId)
  }

  private async told(who: Who, link: DownloadLink, holds: LinkHolds): Promise<ToldLink | undefined> {
    const { partnerCenter, directory } = this.options
    const { partnerId, agentId } = who
    const [customer, order, agent] = await Promise.all([
      partnerCenter.customer(partnerId, link.customerId).catch(gone),
      // An order that was cancelled here has revoked its links; one that was cancelled elsewhere has not.
      partnerCenter.order(partnerId, link.customerId, link.orderId).catch(gone),
      directory.agent(partnerId, agentId),
    ])
    if (customer === undefined || agent === undefined || order === undefined || isCancelled(order)) return undefined
    return { link, customer, holds, mayRenew: may(agent, 'get-keys') }
  }
}

function gone(error: unknown): undefined {
  if (!(error instanceof CustomerUnknown || error instanceof OrderUnknown)) throw error
}
