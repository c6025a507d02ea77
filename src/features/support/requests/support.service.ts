import { randomUUID } from 'node:crypto'
import { requireRole, requireRoleNow, type Who } from '../../../commerce/access.ts'
import { CustomerUnknown, OrderUnknown, PartnerCenterUnavailable } from '../../../commerce/errors.ts'
import type { Money } from '../../../commerce/money.ts'
import { domainKey } from '../../../commerce/name-key.ts'
import { type Customer, type ListedCustomer, type Order, orderTotal } from '../../../commerce/order.ts'
import { ordersSaid } from '../../../commerce/order-said.ts'
import { cardOf, type Origin } from '../../../commerce/origin.ts'
import { takenOverAfter } from '../../../platform/ask-again.ts'
import { later } from '../../../platform/clock.ts'
import type { Rows } from '../../../platform/database/database.ts'
import type { Shared } from '../../../workflow/shared.ts'
import type { SupportFilesService } from '../files/support-files.service.ts'
import type { HandingOverService } from '../hand-over/handing-over.service.ts'
import type { MovingService, Presser } from '../hand-over/moving.service.ts'
import type { CommentsRepository } from './comments.repository.ts'
import type { DraftsRepository } from './drafts.repository.ts'
import { SupportBeingSent, SupportClosed, SupportFormRefused, SupportUnknown } from './support.errors.ts'
import type { SupportRepository } from './support.repository.ts'
import { isBeingSent, isByHand, nextLook, type SupportRequest, type SupportWish } from './support.ts'
import { isSubscriptionId, mistakesAgainst, readForm, type SupportForm, type SupportMistakes } from './support-form.ts'

/** What a form is opened for. */
interface AskedAbout {
  readonly customerId?: string | undefined
  readonly orderId?: string | undefined
}

/** What a form is filled in with before anybody types. */
export interface KnownFacts {
  readonly customer: Customer | undefined
  readonly order: Order | undefined
  readonly amount: Money | undefined
  readonly contact: { readonly name: string; readonly email: string; readonly phone: string }
  /** Some customers to choose from, for clients without typeahead. */
  readonly customers: readonly ListedCustomer[]
}

/** What somebody sends, and from where. */
export interface Sending {
  /** The request's id, made when the form was drawn. */
  readonly id: string
  readonly form: SupportForm
  readonly fileIds: readonly string[]
  readonly origin: Origin
}

export function supportService(
  { mirror, partnerCenter, directory, customers, jobs, clock }: Shared,
  {
    repository,
    drafts,
    comments,
    files,
    moving,
    handingOver,
  }: {
    repository: SupportRepository
    drafts: Pick<DraftsRepository, 'forget'>
    comments: CommentsRepository
    files: Pick<SupportFilesService, 'attach' | 'showWhenHere'>
    moving: MovingService
    handingOver: HandingOverService
  },
) {
  /** @throws RoleMissing */
  const admit = (who: Who) => requireRole(directory, who, 'request-support')
  return { requireRole: admit, known, send, comment, addFiles, close }

  /** @throws RoleMissing */
  async function known(who: Who, about: AskedAbout): Promise<KnownFacts> {
    const agent = await requireRole(directory, who, 'request-support')
    const order = await orderAskedFor(who, about).catch(orNothing)
    const customerId = about.customerId ?? order?.customerId
    const [customer, last, first] = await Promise.all([
      customerId === undefined ? undefined : customers.find(who, customerId).catch(orNothing),
      repository.lastContact(who.partnerId, who.agentId),
      customers.search(who, '', 15).catch(orNothing),
    ])
    const contact = { name: agent.name, email: last?.email ?? '', phone: last?.phone ?? '' }
    return { customer, order, amount: order && orderTotal(order), contact, customers: first ?? [] }
  }

  /**
   * Stores the request, with its files and the job that hands it over, once for each id, and hands it over at once if it can.
   * @throws RoleMissing, SupportFormRefused, PartnerCenterUnavailable when the customer and the order cannot be checked, and
   * SupportFilesError
   */
  async function send(who: Who, sending: Sending): Promise<SupportRequest> {
    const { id, form } = sending
    await requireRoleNow(directory, who, 'request-support')
    const sent = await sentBefore(who, id)
    if (sent !== undefined) return sent
    const wish = await checked(who, form)
    const now = clock.now()
    const byCall = partnerCenter.capabilities.serviceRequests
    const stored = await repository.submit(
      {
        ...wish,
        id,
        partnerId: who.partnerId,
        requesterId: who.agentId,
        status: 'sent',
        ticket: null,
        requestId: randomUUID(),
        createdAt: now,
        movedAt: now,
        lookAt: byCall ? nextLook(now, now) : null,
      },
      (rows, request) => follow(rows, who, request, sending),
    )
    if (byCall && stored !== undefined) await handingOver.attemptNow(id)
    const made = await sentBefore(who, id)
    if (made === undefined) throw new SupportUnknown()
    return made
  }

  /**
   * Adds what somebody says, once for each key (the comment's id, made when the card was drawn).
   * @returns false when that key has brought another comment already.
   * @throws RoleMissing, SupportUnknown, SupportClosed
   */
  function comment(who: Presser, id: string, { key, text }: { key: string; text: string }): Promise<boolean> {
    return moving.change(who, id, async (rows, request) => {
      const known = await comments.find(key, rows)
      if (known !== undefined) return known.supportId === id && known.agentId === who.agentId && known.text === text
      if (request.status === 'closed') throw new SupportClosed()
      const now = clock.now()
      await comments.add(rows, [{ id: key, supportId: id, agentId: who.agentId, text, at: now, noteId: null }])
      await moving.remember(rows, request, who.agentId, 'support-commented')
      if (request.status === 'answered') {
        const lookAt = isByHand(request) ? null : nextLook(now, now)
        await moving.move(rows, request, { status: 'in-progress', lookAt }, { agentId: who.agentId, silently: true })
      }
      await moving.tell(rows, request, who.agentId, `comment/${key}`)
      if (!isByHand(request)) await jobs.enqueue(rows, 'support.hand-over', { id, since: now.toISOString() })
      return true
    })
  }

  /**
   * Gives waiting files of the person to a request that was sent; those that it has already stay.
   * @throws RoleMissing, SupportUnknown, SupportFilesError
   */
  function addFiles(who: Presser, id: string, fileIds: readonly string[]): Promise<void> {
    return moving.change(who, id, async (rows, request) => {
      const added = await files.attach(rows, who, id, fileIds)
      if (added > 0) await moving.remember(rows, request, who.agentId, 'support-file-added', { files: String(added) })
    })
  }

  /** Closes a request; closing again changes nothing. @throws RoleMissing, SupportUnknown, SupportBeingSent */
  function close(who: Presser, id: string): Promise<void> {
    return moving.change(who, id, async (rows, request) => {
      if (request.status === 'closed') return
      if (isBeingSent(request)) throw new SupportBeingSent()
      await moving.move(rows, request, { status: 'closed' }, who)
      const job = { id, since: clock.now().toISOString() }
      if (!isByHand(request)) await jobs.enqueue(rows, 'support.hand-over', job)
    })
  }

  /** What goes with a request that is stored: its files instead of its draft, its entry, and the job that hands it over. */
  async function follow(rows: Rows, who: Who, request: SupportRequest, { fileIds, origin }: Sending): Promise<void> {
    const { id, createdAt } = request
    const { amount, currency } = request.amount
    await files.attach(rows, who, id, fileIds)
    await drafts.forget(rows, who, id)
    const flowId = cardOf(origin)
    if (flowId !== undefined) await files.showWhenHere(rows, fileIds, flowId)
    await moving.remember(rows, request, who.agentId, 'support-sent', { amount: amount.toFixed(), currency })
    if (isByHand(request)) return
    const job = { id, flowId, since: createdAt.toISOString() }
    await jobs.enqueue(rows, 'support.hand-over', job, later(createdAt, takenOverAfter))
  }

  /** What an earlier delivery of the same press has made. @throws SupportUnknown when the id is somebody else's */
  async function sentBefore(who: Who, id: string): Promise<SupportRequest | undefined> {
    const request = await repository.find(id)
    if (request === undefined) return undefined
    if (request.partnerId !== who.partnerId || request.requesterId !== who.agentId) throw new SupportUnknown()
    return request
  }

  /** Every mistake of the form is found at once. @throws SupportFormRefused, PartnerCenterUnavailable */
  async function checked(who: Who, form: SupportForm): Promise<SupportWish> {
    const { wish, mistakes } = readForm(form)
    const customer = mistakes.customer ? undefined : await customerOf(who, form.customer.trim())
    const about = form.about.trim()
    const byOrder = customer !== undefined && mistakes.about === undefined && !isSubscriptionId(about)
    const order = byOrder ? await orderOf(who, customer.id, about) : undefined
    const all: SupportMistakes = {
      ...mistakes,
      ...(customer === undefined && { customer: { kind: 'customer' } }),
      ...(byOrder && order === undefined && { about: { kind: 'order-unknown', orderId: about } }),
      ...(order !== undefined && wish.amount !== undefined && mistakesAgainst(wish.amount, order)),
    }
    const { impact, title, reason, amount, contact } = wish
    if (Object.keys(all).length > 0 || !customer || !impact || !title || !reason || !amount || !contact) {
      throw new SupportFormRefused({ mistakes: all })
    }
    const { id: customerId, domain } = customer
    return { impact, title, customer: domain, customerId, about: order?.id ?? about, reason, amount, contact }
  }

  /** The customer by tenant GUID or domain: a name may be several customers'. */
  async function customerOf(who: Who, asked: string): Promise<Customer | undefined> {
    const customer = await customers.find(who, asked).catch(unlessUnknown)
    const isMeant = customer?.id === asked.toLowerCase() || domainKey(customer?.domain ?? '') === domainKey(asked)
    return isMeant ? customer : undefined
  }

  /** Without a customer, whosever it is. */
  async function orderAskedFor(who: Who, { customerId, orderId }: AskedAbout): Promise<Order | undefined> {
    if (orderId === undefined) return undefined
    if (customerId !== undefined) return orderOf(who, customerId, orderId)
    return mirror.find(who.partnerId, orderId)
  }

  /** As it is typed, or by its ID. Lists show an order up to 15 minutes late. */
  async function orderOf({ partnerId }: Who, customerId: string, orderId: string): Promise<Order | undefined> {
    const orders = (await partnerCenter.orders(partnerId, customerId).catch(unlessUnknown)) ?? []
    const [only, ...others] = ordersSaid(orders, orderId)
    if (others.length > 0) return undefined
    return partnerCenter.order(partnerId, customerId, only?.id ?? orderId).catch(unlessUnknown)
  }
}

export type SupportService = ReturnType<typeof supportService>

function unlessUnknown(error: unknown): undefined {
  if (!(error instanceof CustomerUnknown || error instanceof OrderUnknown)) throw error
}

/** What cannot be looked up now is not filled in: the form is a form still. */
function orNothing(error: unknown): undefined {
  if (!(error instanceof PartnerCenterUnavailable)) unlessUnknown(error)
}
