import { later } from '../../../src/platform/clock.ts'
import { audit } from './audit.ts'
import { customerOf } from './customers.ts'
import { type Call, ok, Problem, type Routes } from './exchange.ts'
import { isCancelledLine, orderBody, orderOf, statusOf } from './orders.ts'
import { windowEnd } from './stamps.ts'
import { caughtUp, deleteSubscription, subscriptionOfLine } from './subscription-terms.ts'
import { tellOfSubscription } from './webhooks.ts'
import type { CustomerRecord, LineRecord, OrderRecord } from './world.ts'

/** "Cancel software purchases": a PATCH of the order, for some of its lines or for all that are left. */
export const cancellingRoutes: Routes = {
  'PATCH /v1/customers/{customer}/orders/{order}': cancel,
}

function cancel(call: Call) {
  const { world, partner } = call
  const customer = customerOf(call)
  const order = orderOf(call, customer)
  const lines = linesToCancel(call, order)
  requireCancellable(call, customer, order, lines)
  const showsFrom = later(world.clock.now(), world.settings.cancellationsShowAfter)
  for (const line of lines) cancelLine(call, order, line, showsFrom)
  audit(world, partner, {
    customer,
    by: partner.signedIn.userPrincipalName,
    resourceType: 'order',
    operationType: 'update_order',
    newValue: { Id: order.id, ReferenceCustomerId: customer.id, Status: 'cancelled' },
    data: { OrderId: order.id },
  })
  // The answer has it at once; whoever reads the order sees it up to 15 minutes later.
  return ok(orderBody(order, customer, showsFrom))
}

interface Wanted {
  readonly status?: string
  readonly lineItems?: readonly { readonly lineItemNumber?: number; readonly offerId?: string }[] | null
}

function linesToCancel(call: Call, { lines }: OrderRecord): LineRecord[] {
  const now = call.world.clock.now()
  const { status, lineItems } = (call.body ?? {}) as Wanted
  if (!/^cancell?ed$/i.test(status ?? '')) throw new Problem(400, 800002, 'Invalid request input')
  const named = (lineItems ?? []).map(({ lineItemNumber, offerId }) => {
    const line = lines.find(({ number }) => number === lineItemNumber)
    if (line === undefined)
      throw new Problem(400, 800071, 'Line Item number should be from 0 to number of line items count')
    if (offerId !== undefined && offerId !== line.offerId) throw new Problem(400, 800002, 'Invalid request input')
    return line
  })
  const chosen = named.length > 0 ? named : lines.filter((line) => !isCancelledLine(line, now))
  if (chosen.some(({ cancelledShowsFrom }) => cancelledShowsFrom !== undefined && cancelledShowsFrom > now)) {
    throw new Problem(409, 800014, "There's a pending adjustment requested for this order")
  }
  if (chosen.length === 0 || chosen.some((line) => isCancelledLine(line, now))) throw notCancellable()
  return chosen
}

const notCancellable = (): Problem => new Problem(400, 800061, "Order can't be canceled")
const inProgress = ['pending', 'pending review', 'pending_po_upload', 'pending po upload', 'po upload complete']

function requireCancellable(
  call: Call,
  customer: CustomerRecord,
  order: OrderRecord,
  lines: readonly LineRecord[],
): void {
  const { world } = call
  const now = world.clock.now()
  const status = statusOf(order, now)
  if (inProgress.includes(status)) {
    throw new Problem(
      409,
      800060,
      'Your order is in progress. Check your order history for recent orders in few minutes',
    )
  }
  if (!['completed', 'partial success', 'suspended'].includes(status)) throw notCancellable()
  if (lines.some(({ kind }) => kind === 'reservation' || kind === 'linux' || kind === 'azure-plan')) {
    const text =
      "Non-Sandbox tenants aren't allowed to cancel purchases other than software subscriptions and perpetual software"
    throw new Problem(403, 800019, text)
  }
  if (!world.settings.ordersCancelSubscriptions && lines.some(({ kind }) => kind === 'subscription')) {
    const text = `This order ${order.id} can't be canceled. Use PATCH /customers/${customer.id}/subscriptions/<subscriptionId> to suspend subscriptions`
    throw new Problem(400, 800063, text)
  }
  for (const line of lines) requireOpenWindow(call, order, line)
}

function requireOpenWindow({ world, partner }: Call, order: OrderRecord, line: LineRecord): void {
  const { cancellationDays } = world.settings
  const days = line.kind === 'perpetual' ? cancellationDays.perpetual : cancellationDays.subscription
  const found = subscriptionOfLine(partner.subscriptions.get(order.customerId) ?? [], order, line.number)
  const ofTerm = found === undefined ? windowEnd(order.createdAt, days) : caughtUp(found, world).cancellableUntil
  if ((line.cancellableUntil ?? ofTerm) < world.clock.now()) throw windowPassed(days)
}

export const windowPassed = (days: number): Problem =>
  new Problem(
    400,
    900117,
    `You have passed your ${days}-day cancellation window. We are unable to cancel your purchase`,
  )

function cancelLine({ world, partner }: Call, order: OrderRecord, line: LineRecord, showsFrom: Date): void {
  line.cancelledShowsFrom = showsFrom
  const found = subscriptionOfLine(partner.subscriptions.get(order.customerId) ?? [], order, line.number)
  if (found === undefined) return
  deleteSubscription(found, showsFrom)
  tellOfSubscription(world, partner, found.customerId, found.id)
}
