import { may } from '../../commerce/access.ts'
import type { Agent } from '../../commerce/agent.ts'
import type { ListedCustomer, Order } from '../../commerce/order.ts'
import { hour } from '../../platform/clock.ts'
import { isGuid } from '../../platform/guid.ts'
import type { NumberedApproval } from '../../workflow/approvals/approval.ts'
import type { DownloadLink } from '../../workflow/links/download-link.ts'
import type { Freshness } from '../../workflow/mirror/mirror.service.ts'
import type { ClosingOrder } from '../../workflow/orders/known-orders.service.ts'
import type { Shared } from '../../workflow/shared.ts'

/** The first few of what a part of the summary is about. */
export interface Part<T> {
  readonly first: readonly T[]
  readonly count: number
  /** Whether there are more than were counted. */
  readonly andMore: boolean
}

/** What holds this morning, as far as the reader may know it. A part with nothing to tell is empty. */
export interface Summary {
  readonly windows: Part<ClosingOrder>
  /** Of when the windows are. */
  readonly freshness: Freshness
  readonly links: Part<DownloadLink>
  readonly approvals: Part<NumberedApproval>
  /** By customer id: those of the orders and links above. */
  readonly customers: ReadonlyMap<string, ListedCustomer>
  /** By order id: those of the links above. */
  readonly orders: ReadonlyMap<string, Order>
  /** By agent id: who asked for the approvals and who has the links, as far as they are in the directory. */
  readonly names: ReadonlyMap<string, string>
}

const closingDays = 7
/** Windows are counted exactly up to about so many. */
const countedWindows = 1_000
const linksEndWithin = 72 * hour
const fewDownloads = 5
/** Of each part a summary shows so many. */
const shown = 5

const nothing = { first: [], count: 0, andMore: false }

/** What a summary tells: to an agent what concerns them, by their roles at that moment; to a channel what concerns the partner. */
export function summaryService({ knownOrders: known, links: kept, approvalViews, directory, mirror }: Shared) {
  return { of }

  /** @returns undefined when there is nothing to tell, or nobody to tell it to. @throws PartnerCenterUnavailable */
  async function of(
    { partnerId, recipient }: { partnerId: string; recipient: string },
    now: Date,
  ): Promise<Summary | undefined> {
    const personal = isGuid(recipient)
    const agent = personal ? await directory.agent(partnerId, recipient) : undefined
    if (personal && agent === undefined) return undefined
    const [windows, links, approvals] = await Promise.all([
      windowsFor(partnerId, agent, now),
      linksFor(partnerId, agent),
      approvalsFor(partnerId, agent),
    ])
    if (windows.count + links.count + approvals.count === 0) return undefined
    const customerIds = [
      ...windows.first.map(({ order }) => order.customerId),
      ...links.first.map((it) => it.customerId),
    ]
    const agentIds = [...approvals.first.map(({ requesterId }) => requesterId), ...links.first.map((it) => it.agentId)]
    const orderIds = links.first.map(({ orderId }) => orderId)
    const [customers, orders, names] = await Promise.all([
      customersOf(partnerId, customerIds),
      ordersOf(partnerId, orderIds),
      namesOf(partnerId, agentIds),
    ])
    const freshness = await mirror.upToDate(partnerId)
    return { windows, freshness, links, approvals, customers, orders, names }
  }

  async function windowsFor(partnerId: string, agent: Agent | undefined, now: Date): Promise<Part<ClosingOrder>> {
    if (agent !== undefined && !may(agent, 'see-orders')) return nothing
    const options = { days: closingDays, enough: countedWindows }
    const { orders, all } = await known.closing(partnerId, now, options)
    return { first: orders.slice(0, shown), count: orders.length, andMore: !all }
  }

  async function linksFor(partnerId: string, agent: Agent | undefined): Promise<Part<DownloadLink>> {
    if (agent !== undefined && !may(agent, 'get-keys')) return nothing
    const ending = { within: linksEndWithin, downloadsLeft: fewDownloads, limit: shown }
    const { links, count } = await kept.ending({ partnerId, agentId: agent?.id }, ending)
    return { first: links, count, andMore: false }
  }

  async function approvalsFor(partnerId: string, agent: Agent | undefined): Promise<Part<NumberedApproval>> {
    const { approvals, count } = await approvalViews.waiting(partnerId, agent?.id, shown)
    return { first: approvals, count, andMore: false }
  }

  async function customersOf(partnerId: string, ids: readonly string[]): Promise<ReadonlyMap<string, ListedCustomer>> {
    return new Map((await mirror.customersOf(partnerId, ids)).map((customer) => [customer.id, customer]))
  }

  async function ordersOf(partnerId: string, ids: readonly string[]): Promise<ReadonlyMap<string, Order>> {
    return new Map((await mirror.ofIds(partnerId, ids)).map((order) => [order.id, order]))
  }

  async function namesOf(partnerId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await Promise.all([...new Set(ids)].map((id) => directory.agent(partnerId, id)))
    return new Map(found.flatMap((agent) => (agent === undefined ? [] : [[agent.id, agent.name] as const])))
  }
}
