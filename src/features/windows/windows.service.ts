import { orderPageOf } from '../../chat/tab-button.ts'
import { may, requireRole, rolesFor, type Who } from '../../commerce/access.ts'
import type { Agent } from '../../commerce/agent.ts'
import { CustomerUnknown, OrderUnknown } from '../../commerce/errors.ts'
import { type Customer, type Order, totalLeft } from '../../commerce/order.ts'
import { judge, type Verdict } from '../../commerce/policy.ts'
import type { Rows } from '../../platform/database/database.ts'
import { isGuid } from '../../platform/guid.ts'
import { wasOver } from '../../platform/stages.ts'
import type { WatchedOrder } from '../../workflow/mirror/watched-orders.repository.ts'
import { stateOf } from '../../workflow/orders/order-state.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { KeptOrdersRepository } from './kept-orders.repository.ts'
import { nextWindowWatch, type WatchedWindow, type WindowRules, watchedWindow, windowStage } from './windows.ts'

/** An order whose cancellation window closes, as Partner Center shows it now. */
export interface ClosingWindow {
  readonly subjectId: string
  readonly order: Order
  readonly customer: Customer
  readonly open: Extract<Verdict, { kind: 'open' }>
  readonly stage: string | undefined
  /** Somebody has decided to keep it. */
  readonly kept: { readonly by: string | undefined; readonly at: Date } | undefined
  /** Buyers need not be allowed to cancel. */
  readonly mayCancel: boolean
  readonly mayKeep: boolean
  /** Where the page of its order is opened. */
  readonly tab: string
}

interface Watched {
  readonly due: WatchedOrder
  readonly window: WatchedWindow | undefined
}

const batch = 200
/** As it is called in databases of before, when only what was bought here was watched. */
export const windowCloses = 'buying.window-closes'

/**
 * Watches the cancellation windows of all orders. Whoever bought an order here hears before its window closes; of what nobody
 * here bought, or who did has left, the admin agents or the channel that is chosen.
 */
export function windowsService(
  {
    mirror,
    buyers,
    notices,
    noticeRules,
    sharedChats,
    cancellations,
    partnerCenter,
    directory,
    activity,
    addresses,
    clock,
    policy,
    log,
  }: Shared,
  kept: KeptOrdersRepository,
) {
  noticeRules.whenChanged(({ rows, who, at }) => mirror.watched.watchAgain(rows, who.partnerId, at))
  return { look, atStage, asItStands, keep }

  /** Has everything told that time has made due. What is looked at late tells the latest stage it has reached. */
  async function look(): Promise<void> {
    const now = clock.now()
    const prepare = async (seen: readonly WatchedOrder[]) => {
      const recipients = await recipientsOf(seen)
      return async (rows: Rows, due: readonly WatchedOrder[]) => {
        const partnerIds = [...new Set(due.map(({ partnerId }) => partnerId))]
        const rules = await noticeRules.rulesOf('windows', partnerIds, rows)
        const ended = new Set<string>()
        for (const [partnerId, theirs] of Map.groupBy(due, (one) => one.partnerId)) {
          const ids = theirs.map(({ order }) => order.id)
          for (const orderId of (await kept.ofOrders(partnerId, ids, rows)).keys()) ended.add(`${partnerId}/${orderId}`)
        }
        const watched = due.map((one) => ({
          due: one,
          window: ended.has(`${one.partnerId}/${one.order.id}`) ? undefined : windowOf(one, rules(one.partnerId), now),
        }))
        await tell(rows, watched, recipients, now)
        return watched.map(({ window }) => nextWindowWatch(window, now))
      }
    }
    while ((await mirror.watched.takeDue(now, batch, prepare)) === batch);
  }

  /**
   * @returns undefined when it is not true any more: cancelled, being cancelled, closed, on to its next stage, or the partner has
   * other lead times or amounts now; nor for who may see no orders any more. What is kept is shown as that where it was told
   * before, and not told to anybody else. @param sent whether it was told before
   * @throws PartnerCenterUnavailable
   */
  async function atStage(
    who: Who,
    subjectId: string,
    { stage, sent }: { stage: string; sent: boolean },
  ): Promise<ClosingWindow | undefined> {
    const shown = await asItStands(who, subjectId)
    return shown?.stage === stage && (shown.kept === undefined || sent) ? shown : undefined
  }

  /** Whatever its stage; undefined when it cannot be cancelled any more. @throws PartnerCenterUnavailable */
  async function asItStands(
    { partnerId, agentId: recipient }: Who,
    subjectId: string,
  ): Promise<ClosingWindow | undefined> {
    const watched = await mirror.watched.bySubject(subjectId)
    if (watched?.partnerId !== partnerId) return undefined
    const now = clock.now()
    const { id: orderId, customerId } = watched.order
    const standing = (await kept.ofOrders(partnerId, [orderId])).get(orderId)
    const [agent, customer, order, cancelled, rules] = await Promise.all([
      isGuid(recipient) ? directory.agent(partnerId, recipient) : undefined,
      partnerCenter.customer(partnerId, customerId).catch(gone),
      partnerCenter.order(partnerId, customerId, orderId).catch(gone),
      cancellations.ofCustomer(partnerId, customerId),
      noticeRules.rulesOf('windows', [partnerId]),
    ])
    if (isGuid(recipient) && (agent === undefined || !may(agent, 'see-orders'))) return undefined
    if (customer === undefined || order === undefined) return undefined
    const open = stateOf(order, cancelled.get(orderId), now, policy)
    const window = windowOf({ ...watched, order }, rules(partnerId), now)
    if (open.kind !== 'open') return undefined
    const stage = windowStage(window, now)?.name
    const by = standing && (await directory.agent(partnerId, standing.agentId))?.name
    const known = standing && { by, at: standing.at }
    const tab = addresses.tab(orderPageOf(customerId, orderId))
    return { subjectId, order, customer, open, stage, kept: known, ...rightsOf(agent), tab }
  }

  /**
   * Ends the reminders of an order, for everybody, once.
   * @throws RoleMissing, OrderUnknown
   */
  async function keep(who: Who, subjectId: string): Promise<Order> {
    await requireRole(directory, who, 'buy')
    const watched = await mirror.watched.bySubject(subjectId)
    if (watched?.partnerId !== who.partnerId) throw new OrderUnknown({ orderId: '' })
    const { id: orderId, customerId } = watched.order
    const at = clock.now()
    const first = await kept.keep(who, orderId, at, async (rows) => {
      await activity.remember(rows, who, { what: 'order-kept', customerId, orderId, at })
      await notices.redraw(rows, { partnerId: who.partnerId, occasions: [windowCloses], subjectId })
    })
    if (first) log.info({ orderId, partnerId: who.partnerId }, 'order kept')
    return watched.order
  }

  function windowOf({ order, watchedFrom }: WatchedOrder, rules: WindowRules, now: Date): WatchedWindow | undefined {
    const verdict = judge(order, now, policy)
    if (verdict.kind !== 'open') return undefined
    const { createdAt } = order
    return watchedWindow({ createdAt, closesAt: verdict.closesAt, total: totalLeft(order), watchedFrom }, rules)
  }

  async function tell(
    rows: Rows,
    watched: readonly Watched[],
    recipients: (order: WatchedOrder) => readonly string[],
    now: Date,
  ): Promise<void> {
    const found = watched.flatMap(({ due, window }) => {
      const stage = windowStage(window, now)
      if (window === undefined || stage === undefined) return []
      return [{ due, stage: stage.name, late: wasOver(stage, window.end) }]
    })
    const late = found.flatMap(({ due, late }) => (late ? [due.subjectId] : []))
    const told = new Set((await notices.toldOf(rows, windowCloses, late)).map(({ subjectId }) => subjectId))
    await notices.tell(
      rows,
      found
        .filter(({ due, late }) => !late || !told.has(due.subjectId))
        .flatMap(({ due, stage }) => {
          const { partnerId, subjectId } = due
          return recipients(due).map((recipient) => ({
            partnerId,
            recipient,
            occasion: windowCloses,
            subjectId,
            stage,
          }))
        }),
    )
  }

  /** Looked up before the transaction: with one connection, a look-up within it would wait for itself. */
  async function recipientsOf(orders: readonly WatchedOrder[]): Promise<(order: WatchedOrder) => readonly string[]> {
    const found = new Map<string, readonly string[]>()
    for (const [partnerId, theirs] of Map.groupBy(orders, (one) => one.partnerId)) {
      const bought = await buyers.ofOrders(
        partnerId,
        theirs.map(({ order }) => order.id),
      )
      const ids = [...new Set([...bought.values()].flat())]
      const agents = await Promise.all(ids.map((id) => directory.agent(partnerId, id)))
      const here = new Set(
        agents.flatMap((agent) => (agent !== undefined && may(agent, 'see-orders') ? [agent.id] : [])),
      )
      const others = await othersOf(partnerId)
      for (const { subjectId, order } of theirs) {
        const own = (bought.get(order.id) ?? []).filter((id) => here.has(id))
        found.set(subjectId, own.length > 0 ? own : others)
      }
    }
    return ({ subjectId }) => found.get(subjectId) ?? []
  }

  /** The channel that is chosen, as long as the bot is in it; else everybody who may cancel. */
  async function othersOf(partnerId: string): Promise<readonly string[]> {
    const { channel } = (await noticeRules.rulesOf('windows', [partnerId]))(partnerId)
    const [chat] = channel === undefined ? [] : await sharedChats.ofConversations(partnerId, [channel])
    if (chat !== undefined && chat.stopped === null) return [chat.conversationId]
    return (await directory.agentsWith(partnerId, rolesFor('cancel'))).map(({ id }) => id)
  }
}

export type WindowsService = ReturnType<typeof windowsService>

/** In a channel everybody may press, and rights are asked of who does. */
const rightsOf = (agent: Agent | undefined) => ({
  mayCancel: agent !== undefined && may(agent, 'cancel'),
  mayKeep: agent === undefined || may(agent, 'buy'),
})

function gone(error: unknown): undefined {
  if (!(error instanceof CustomerUnknown || error instanceof OrderUnknown)) throw error
}
