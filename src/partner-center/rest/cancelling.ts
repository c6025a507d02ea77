import { createHash } from 'node:crypto'
import { OrderNotUsable, PartnerCenterRefused } from '../../commerce/errors.ts'
import { isBought, orderNumber, stageOf } from '../../commerce/order.ts'
import type { NewCancellation } from '../../commerce/ports/partner-center.ts'
import type { Calls } from './calls.ts'
import { type Orders, unlessOrderUnknown } from './orders.ts'
import type { Subscriptions } from './subscriptions.ts'
import { order, type WireOrderLine } from './wire/orders.ts'

/** "Order update isn't supported": software subscriptions of these are cancelled one by one. */
const bySubscription = '800063'

/** Cancels by the lines of the order, and where the service does not take that, by their subscriptions. */
export function cancellingOf(call: Calls, orders: Pick<Orders, 'wire'>, subscriptions: Pick<Subscriptions, 'patch'>) {
  /** @throws CustomerUnknown, OrderUnknown, OrderNotUsable, PartnerCenterRefused */
  return async function cancel(partnerId: string, cancellation: NewCancellation): Promise<'accepted' | 'under-way'> {
    const { customerId, orderId, requestId } = cancellation
    const { id, alternateId, status, lineItems = [] } = await orders.wire(partnerId, customerId, orderId)
    const state = stageOf(status)
    if (!isBought({ state }))
      throw new OrderNotUsable({ orderId: orderNumber({ id, alternateId }), stage: state, status })
    const wanted = lineItems.filter((line) => isWanted(line, cancellation))
    const left = state === 'cancelled' ? [] : wanted.filter(({ quantity }) => quantity > 0)
    if (left.length === 0) return 'under-way'
    try {
      await call({
        ...{
          name: 'cancellation',
          partnerId,
          customerId,
          method: 'PATCH',
          path: `/customers/${customerId}/orders/${id}`,
        },
        requestId,
        body: {
          id,
          status: 'cancelled',
          lineItems: left.map(({ lineItemNumber, offerId }) => ({ lineItemNumber, offerId })),
        },
        answer: order,
      }).catch(unlessOrderUnknown(orderId))
      return 'accepted'
    } catch (error) {
      if (!(error instanceof PartnerCenterRefused)) throw error
      if (error.means === 'under-way') return 'under-way'
      if (error.facts.reason !== bySubscription || left.some((line) => line.subscriptionId === undefined)) throw error
      return cancelSubscriptions(partnerId, cancellation, left)
    }
  }

  /** All of them are asked for before a refusal is told: what is cancelled shows by its line. */
  async function cancelSubscriptions(
    partnerId: string,
    { customerId, requestId }: NewCancellation,
    lines: readonly WireOrderLine[],
  ): Promise<'accepted' | 'under-way'> {
    const answers = await Promise.allSettled(
      lines.map(({ subscriptionId = '' }) =>
        subscriptions.patch(
          partnerId,
          customerId,
          subscriptionId,
          ownRequestId(requestId, subscriptionId),
          ({ status }) => (status.toLowerCase() === 'deleted' ? undefined : { status: 'deleted' }),
        ),
      ),
    )
    const errors = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []))
    const refused = errors.find((error) => !(error instanceof PartnerCenterRefused && error.means === 'under-way'))
    if (refused !== undefined) throw refused
    return errors.length === lines.length ? 'under-way' : 'accepted'
  }
}

const isWanted = ({ lineItemNumber }: WireOrderLine, { lines }: NewCancellation): boolean =>
  lines === undefined || lines.includes(lineItemNumber)

/** Each call has a request id of its own, and the same one when it is made again. */
function ownRequestId(requestId: string, subscriptionId: string): string {
  const digest = createHash('sha256').update(`${requestId}/${subscriptionId.toLowerCase()}`).digest('hex')
  return digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')
}
