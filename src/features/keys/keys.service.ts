import { requireRole, type Who } from '../../commerce/access.ts'
import type { Agent, Partner } from '../../commerce/agent.ts'
import { NoSoftware } from '../../commerce/errors.ts'
import { type Customer, isCancelled, type Order, type OrderLine } from '../../commerce/order.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { DownloadOption, LineRef, PartnerCenter } from '../../commerce/ports/partner-center.ts'
import { isSoftware } from '../../commerce/product.ts'
import { type Clock, later, minute } from '../../platform/clock.ts'
import type { JobQueue } from '../../platform/jobs.ts'
import { type Language, languageOf } from '../../platform/language.ts'
import type { Log } from '../../platform/log.ts'
import { type DownloadLink, remains } from '../../workflow/links/download-link.ts'
import type { LinksService } from '../../workflow/links/links.service.ts'
import type { CancellationsOf, StandingCancellation } from '../../workflow/orders/order-state.ts'
import { KeysArePrivate, KeysNotOffered, LinkEnded, TeamsTooOld } from './keys.errors.ts'
import type { KeysRepository, Showing } from './keys.repository.ts'
import { mainLanguage } from './narrowing.ts'

/** One software line item of a customer. */
export interface Software {
  readonly order: Order
  readonly line: OrderLine
  /** `cancelling`: submitted here, and Partner Center does not show it yet. Only what stands has keys and downloads. */
  readonly state: 'standing' | 'cancelling' | 'cancelled'
}

export interface SoftwareOptions extends Software {
  readonly options: readonly DownloadOption[]
  /** The agent's links for it, newest first. */
  readonly links: readonly DownloadLink[]
}

export interface Product extends Software {
  readonly link: DownloadLink
  readonly option: DownloadOption | undefined
  readonly address: string
}

/** Where a press came from, as far as it matters for a secret. */
export interface Place {
  readonly chat: 'personal' | 'shared'
  /** Whether the answer reaches the presser alone. */
  readonly privately: boolean
  readonly flowId: string
}

interface KeysOptions {
  partnerCenter: PartnerCenter
  directory: Directory
  links: LinksService
  repository: KeysRepository
  cancellationsOf: CancellationsOf
  jobs: JobQueue
  clock: Clock
  /** Where customers reach download pages. */
  publicUrl: () => string
  log: Log
}

/** How long a key stays on the card. */
export const keyShownFor = 2 * minute

/** Keys and links of the software that customers own. Every act asks for the role and for the order again. */
export class KeysService {
  private readonly options: KeysOptions

  constructor(options: KeysOptions) {
    this.options = options
  }

  /** @throws RoleMissing */
  async requireRole(who: Who): Promise<Agent> {
    return requireRole(this.options.directory, who, 'get-keys')
  }

  /** All software bought for the customer, newest first. @throws RoleMissing, KeysNotOffered, CustomerUnknown */
  async software(who: Who, customerId: string): Promise<Software[]> {
    const { partnerCenter, cancellationsOf } = this.options
    await this.requireOffered(who)
    const [orders, cancellations] = await Promise.all([
      partnerCenter.orders(who.partnerId, customerId),
      cancellationsOf(who.partnerId, customerId),
    ])
    return orders.flatMap((order) =>
      order.lines
        .filter(({ family }) => isSoftware(family))
        .map((line) => ({ order, line, state: stateOf(order, cancellations) })),
    )
  }

  /** What can be downloaded for one line item. @throws RoleMissing, OrderUnknown, NoSoftware */
  async optionsOf(who: Who, line: LineRef): Promise<SoftwareOptions> {
    const standing = await this.requireStanding(who, line)
    const [options, links] = await Promise.all([
      this.options.partnerCenter.downloadOptions(who.partnerId, line),
      this.options.links.ofLine(who, line),
    ])
    return { ...standing, options, links }
  }

  /** *Get keys and downloads*: the agent's link for one option. @throws RoleMissing, OrderUnknown, NoSoftware */
  async get(who: Who, line: LineRef, optionKey: string): Promise<DownloadLink> {
    const { line: bought, options } = await this.optionsOf(who, line)
    const option = options.find(({ key }) => key === optionKey)
    if (option === undefined) throw new NoSoftware(line.orderId)
    return this.options.links.issue(who, line, bought.product, option)
  }

  /** The product card's facts. @throws RoleMissing, OrderUnknown, NoSoftware, LinkEnded */
  async product(who: Who, line: LineRef, linkId: string): Promise<Product> {
    const { options, ...software } = await this.optionsOf(who, line)
    const link = await this.ownLink(who, line, linkId)
    const address = `${this.options.publicUrl()}/d/${await this.options.links.token(link)}`
    return { ...software, link, option: options.find(({ key }) => key === link.optionKey), address }
  }

  /**
   * The activation key: a secret. That it is shown is on record before it is, and so is the job that hides it.
   * @throws RoleMissing, OrderUnknown, NoSoftware, KeysArePrivate, TeamsTooOld
   */
  async showKey(who: Who, line: LineRef, { chat, privately, flowId }: Place): Promise<string> {
    const { partnerCenter, repository, jobs, clock, log } = this.options
    const { product } = (await this.requireStanding(who, line)).line
    if (chat !== 'personal') throw new KeysArePrivate()
    if (!privately) throw new TeamsTooOld()
    const key = await partnerCenter.productKey(who.partnerId, line)
    const showing: Showing = { partnerId: who.partnerId, flowId, at: clock.now() }
    await repository.showing(who, { ...line, product }, showing, (rows) =>
      jobs.enqueue(rows, 'keys.hide', { ...showing, at: showing.at.toISOString() }, later(showing.at, keyShownFor)),
    )
    log.info({ orderId: line.orderId, partnerId: who.partnerId, agentId: who.agentId }, 'key shown')
    return key
  }

  /** Whether a card whose two minutes are over is to be drawn without its key now. */
  async hidesNow(showing: Showing): Promise<boolean> {
    return !(await this.options.repository.shownAgain(showing))
  }

  /**
   * Another 14 days or 50 downloads on the same address.
   * @param revision the link's, as the card showed it: a press delivered twice renews once.
   * @returns whether it was renewed now. @throws RoleMissing, OrderUnknown, NoSoftware, LinkEnded
   */
  async renew(who: Who, line: LineRef, linkId: string, revision: number): Promise<boolean> {
    await this.requireStanding(who, line)
    const link = await this.ownLink(who, line, linkId)
    return this.options.links.renew({ ...link, revision }, who.agentId)
  }

  /** A new address; the old one is dead at once. As `renew` otherwise. */
  async replace(who: Who, line: LineRef, linkId: string, revision: number): Promise<boolean> {
    await this.requireStanding(who, line)
    const link = await this.ownLink(who, line, linkId)
    return this.options.links.replace({ ...link, revision }, who.agentId)
  }

  /** The address is about to be shown for copying: that is on record before it is. @throws RoleMissing, OrderUnknown, NoSoftware, LinkEnded */
  async copy(who: Who, line: LineRef, linkId: string): Promise<void> {
    const { clock, repository } = this.options
    await this.requireStanding(who, line)
    await repository.copied(who, await this.ownLink(who, line, linkId), clock.now())
  }

  /** What a message to the customer says; that it was drafted is on record. @throws RoleMissing, OrderUnknown, NoSoftware, LinkEnded */
  async forward(who: Who, line: LineRef, linkId: string, language: Language): Promise<void> {
    const { clock, repository } = this.options
    const { link } = await this.product(who, line, linkId)
    const now = clock.now()
    if (!remains(link, now).alive) throw new LinkEnded()
    await repository.forwarded(who, link, language, now)
  }

  /** Who signs a message. @throws RoleMissing */
  async sender(who: Who): Promise<{ agent: Agent; partner: Partner | undefined }> {
    const agent = await this.requireRole(who)
    return { agent, partner: await this.options.directory.partner(who.partnerId) }
  }

  /** The customer's market's main language, as far as the desk writes it. */
  languageFor(customer: Customer): Language {
    return languageOf(mainLanguage(customer.market))
  }

  private async requireStanding(who: Who, { customerId, orderId, lineItem }: LineRef): Promise<Software> {
    const { partnerCenter, cancellationsOf } = this.options
    await this.requireOffered(who)
    const [order, cancellations] = await Promise.all([
      partnerCenter.order(who.partnerId, customerId, orderId),
      cancellationsOf(who.partnerId, customerId),
    ])
    const line = order.lines.find(({ number, family }) => number === lineItem && isSoftware(family))
    const state = stateOf(order, cancellations)
    if (line === undefined || state !== 'standing') throw new NoSoftware(orderId)
    return { order, line, state }
  }

  private async requireOffered(who: Who): Promise<void> {
    await this.requireRole(who)
    const { keys, downloadLinks } = this.options.partnerCenter.capabilities
    if (!keys || !downloadLinks) throw new KeysNotOffered()
  }

  private async ownLink(who: Who, { orderId, lineItem }: LineRef, linkId: string): Promise<DownloadLink> {
    const link = await this.options.links.find(who, linkId)
    if (link === undefined || link.orderId !== orderId || link.lineItem !== lineItem) throw new LinkEnded()
    return link
  }
}

function stateOf(order: Order, cancellations: ReadonlyMap<string, StandingCancellation>): Software['state'] {
  const cancellation = cancellations.get(order.id)
  if (isCancelled(order) || cancellation === 'cancelled') return 'cancelled'
  return cancellation === undefined || cancellation === 'waiting' ? 'standing' : 'cancelling'
}
