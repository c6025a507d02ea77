import { linksPageOf } from '../../chat/tab-button.ts'
import { requireRole, requireRoleNow, type Who } from '../../commerce/access.ts'
import type { Agent, Partner } from '../../commerce/agent.ts'
import { NoSoftware } from '../../commerce/errors.ts'
import { type Customer, isCancelled, isUsable, type Order, orderNumber } from '../../commerce/order.ts'
import { type Audience, cardOf, type Origin } from '../../commerce/origin.ts'
import type { LineRef } from '../../commerce/ports/partner-center.ts'
import { later, minute } from '../../platform/clock.ts'
import { type Language, languageOf } from '../../platform/language.ts'
import { type DownloadLink, remains } from '../../workflow/links/download-link.ts'
import type { OwnLinks, OwnLinksPage } from '../../workflow/links/links.repository.ts'
import type { Shared } from '../../workflow/shared.ts'
import { FreshLinkNeeded, KeysArePrivate, KeysNotOffered, LinkEnded, NoKeyKept, TeamsTooOld } from './keys.errors.ts'
import type { KeysRepository, Showing } from './keys.repository.ts'
import { mainLanguage } from './narrowing.ts'
import {
  type OrderEnded,
  type Product,
  requireUsable,
  type Software,
  type SoftwareOptions,
  softwareOf,
} from './software.ts'

/** How long a key stays on the card. */
const keyShownFor = 2 * minute

/** Keys and links of the software that customers own. Every act asks for the role and for the order again. */
export function keysService(
  { addresses, cancellations, partnerCenter, directory, keptKeys, links, jobs, clock, log }: Shared,
  repository: KeysRepository,
) {
  /** @throws RoleMissing */
  const admit = (who: Who) => requireRole(directory, who, 'get-keys')
  /** @throws RoleMissing */
  const admitNow = (who: Who) => requireRoleNow(directory, who, 'get-keys')
  return {
    ...{ requireRole: admit, requireRoleNow: admitNow, standing, ownLink, mine, list, softwareOfOrder },
    takesPaste,
    software,
    optionsOf,
    ended,
    get,
    product,
    showKey,
    hidesNow,
    renew,
    replace,
    copy,
    forward,
    sender,
    languageFor,
    tabPage: ({ customerId, id }: Pick<Order, 'customerId' | 'id'>) => addresses.tab(linksPageOf(customerId, id)),
  }

  /** All software bought for the customer, newest first. @throws RoleMissing, CustomerUnknown */
  async function software(who: Who, customerId: string): Promise<Software[]> {
    await admit(who)
    const [orders, cancelled] = await Promise.all([
      partnerCenter.orders(who.partnerId, customerId),
      cancellations.ofCustomer(who.partnerId, customerId),
    ])
    return orders
      .filter((order) => isUsable(order) || isCancelled(order))
      .flatMap((order) => softwareOf(order, cancelled))
  }

  /** The software of one order. @throws RoleMissing, CustomerUnknown, OrderUnknown, OrderNotUsable, NoSoftware */
  async function softwareOfOrder(who: Who, asked: Omit<LineRef, 'lineItem'>): Promise<[Software, ...Software[]]> {
    await admit(who)
    const { customerId, orderId } = asked
    const [order, cancelled] = await Promise.all([
      partnerCenter.order(who.partnerId, customerId, orderId),
      cancellations.ofCustomer(who.partnerId, customerId),
    ])
    requireUsable(order)
    const [first, ...others] = softwareOf(order, cancelled)
    if (first === undefined) throw new NoSoftware({ orderId: orderNumber(order) })
    return [first, ...others]
  }

  /** The agent's own links, as the repository has them. @throws RoleMissing */
  async function list(who: Who, asked: Omit<OwnLinks, 'now'>): Promise<OwnLinksPage> {
    await admit(who)
    return links.own(who, asked)
  }

  /** The agent's own link, whosever order it is for. @throws RoleMissing, LinkEnded */
  async function mine(who: Who, linkId: string): Promise<DownloadLink> {
    await admit(who)
    const link = await links.find(who, linkId)
    if (link === undefined) throw new LinkEnded()
    return link
  }

  /** What can be downloaded for one line item. @throws RoleMissing, KeysNotOffered, OrderUnknown, OrderNotUsable, NoSoftware */
  async function optionsOf(who: Who, line: LineRef): Promise<SoftwareOptions> {
    await admit(who)
    if (!partnerCenter.capabilities.downloadLinks) throw new KeysNotOffered()
    const asked = partnerCenter.downloadOptions(who.partnerId, line)
    // What holds for the order is told before what its options are: the one is not waited for to ask for the other.
    asked.catch(() => {})
    const bought = await standing(who, line)
    const [options, own] = await Promise.all([asked, links.ofLine(who, line)])
    return { ...bought, options, links: own }
  }

  /** The order, when it is cancelled or being cancelled: it is shown as that. @throws RoleMissing, OrderUnknown */
  async function ended(
    who: Who,
    { customerId, orderId }: Pick<LineRef, 'customerId' | 'orderId'>,
  ): Promise<OrderEnded | undefined> {
    await admit(who)
    const [order, cancelled] = await Promise.all([
      partnerCenter.order(who.partnerId, customerId, orderId),
      cancellations.ofCustomer(who.partnerId, customerId),
    ])
    const states = softwareOf(order, cancelled).map(({ state }) => state)
    if (states.length === 0 || states.includes('standing')) return undefined
    return { order, state: states.includes('cancelling') ? 'cancelling' : 'cancelled' }
  }

  /** *Get keys and downloads*: the agent's link for one option. @throws RoleMissing, OrderUnknown, NoSoftware */
  async function get(who: Who, line: LineRef, optionKey: string): Promise<DownloadLink> {
    await admitNow(who)
    const { order, line: bought, options } = await optionsOf(who, line)
    const option = options.find(({ key }) => key === optionKey)
    if (option === undefined) throw new NoSoftware({ orderId: orderNumber(order) })
    return links.issue(who, line, bought.product, option)
  }

  /** The product card's facts. @throws RoleMissing, OrderUnknown, NoSoftware, LinkEnded */
  async function product(who: Who, line: LineRef, linkId: string): Promise<Product> {
    const gives = partnerCenter.capabilities
    const bought = gives.downloadLinks ? await optionsOf(who, line) : { ...(await standing(who, line)), options: [] }
    const { options, order, line: item, state } = bought
    const link = await ownLink(who, line, linkId)
    const [token, kept] = await Promise.all([links.token(link), gives.keys ? undefined : keptKeys.ofLine(who, line)])
    return {
      ...{ order, line: item, state, link },
      option: options.find(({ key }) => key === link.optionKey),
      address: `${addresses.desk()}/d/${token}`,
      takesPaste: takesPaste(link),
      hasFile: link.pasted || gives.downloadLinks,
      key: gives.keys ? 'service' : kept === undefined ? 'none' : 'kept',
    }
  }

  /** Whether renewing it takes a fresh link of Microsoft's: the one that it leads to ends as well. */
  function takesPaste({ pasted }: DownloadLink): boolean {
    return pasted || !partnerCenter.capabilities.downloadLinks
  }

  /**
   * The activation key: a secret. That it is shown is on record before it is, and so is the job that hides it.
   * @throws RoleMissing, OrderUnknown, OrderNotUsable, NoSoftware, KeysArePrivate, TeamsTooOld, NoKeyKept
   */
  async function showKey(who: Who, line: LineRef, origin: Origin, audience: Audience): Promise<string> {
    await admitNow(who)
    const { product } = (await standing(who, line)).line
    if (audience.onlookers) throw new KeysArePrivate()
    if (audience.kept) throw new TeamsTooOld()
    const service = partnerCenter.capabilities.keys
    const key = await (service ? partnerCenter.productKey(who.partnerId, line) : keptKeys.key(who, line))
    if (key === undefined) throw new NoKeyKept()
    const showing: Showing = { partnerId: who.partnerId, flowId: origin.key, at: clock.now() }
    await repository.showing(who, { ...line, product }, showing, async (rows) => {
      if (cardOf(origin) === undefined) return
      await jobs.enqueue(
        rows,
        'keys.hide',
        { ...showing, at: showing.at.toISOString() },
        later(showing.at, keyShownFor),
      )
    })
    log.info({ orderId: line.orderId, partnerId: who.partnerId, agentId: who.agentId }, 'key shown')
    return key
  }

  /** Whether a card whose two minutes are over is to be drawn without its key now. */
  async function hidesNow(showing: Showing): Promise<boolean> {
    return !(await repository.shownAgain(showing))
  }

  /**
   * Another 14 days or 50 downloads on the same address.
   * @param revision the link's, as the card showed it: a press delivered twice renews once.
   * @param on the card, when it shows what the link has then by itself.
   * @returns whether it was renewed now. @throws RoleMissing, OrderUnknown, NoSoftware, LinkEnded, FreshLinkNeeded
   */
  async function renew(who: Who, line: LineRef, linkId: string, revision: number, on?: string): Promise<boolean> {
    await admitNow(who)
    await standing(who, line)
    const link = await ownLink(who, line, linkId)
    if (takesPaste(link)) throw new FreshLinkNeeded()
    return links.renew({ ...link, revision }, who.agentId, { on })
  }

  /** A new address; the old one is dead at once. As `renew` otherwise. */
  async function replace(who: Who, line: LineRef, linkId: string, revision: number, on?: string): Promise<boolean> {
    await admitNow(who)
    await standing(who, line)
    const link = await ownLink(who, line, linkId)
    return links.replace({ ...link, revision }, who.agentId, on)
  }

  /** The address is about to be shown for copying: that is on record before it is. @throws RoleMissing, OrderUnknown, NoSoftware, LinkEnded */
  async function copy(who: Who, line: LineRef, linkId: string): Promise<void> {
    await admitNow(who)
    await standing(who, line)
    await repository.copied(who, await ownLink(who, line, linkId), clock.now())
  }

  /** What a message to the customer says; that it was drafted is on record. @throws RoleMissing, OrderUnknown, NoSoftware, LinkEnded */
  async function forward(who: Who, line: LineRef, linkId: string, language: Language): Promise<void> {
    await admitNow(who)
    const { link, hasFile } = await product(who, line, linkId)
    const now = clock.now()
    if (!hasFile || !remains(link, now).alive) throw new LinkEnded()
    await repository.forwarded(who, link, language, now)
  }

  /** Who signs a message. @throws RoleMissing */
  async function sender(who: Who): Promise<{ agent: Agent; partner: Partner | undefined }> {
    const agent = await admit(who)
    return { agent, partner: await directory.partner(who.partnerId) }
  }

  /** The customer's market's main language, as far as the desk writes it. */
  function languageFor(customer: Customer): Language {
    return languageOf(mainLanguage(customer.market))
  }

  /** The line, as long as it stands. @throws RoleMissing, OrderUnknown, OrderNotUsable, NoSoftware */
  async function standing(who: Who, { customerId, orderId, lineItem }: LineRef): Promise<Software> {
    const software = await softwareOfOrder(who, { customerId, orderId })
    const found = software.find(({ line }) => line.number === lineItem)
    if (found?.state !== 'standing') throw new NoSoftware({ orderId: orderNumber(software[0].order) })
    return found
  }

  async function ownLink(who: Who, { orderId, lineItem }: LineRef, linkId: string): Promise<DownloadLink> {
    const link = await links.find(who, linkId)
    if (link === undefined || link.orderId !== orderId || link.lineItem !== lineItem) throw new LinkEnded()
    return link
  }
}

export type KeysService = ReturnType<typeof keysService>
