import { productLine } from '../../chat/product-line.ts'
import { linesOf, orderNumber } from '../../commerce/order.ts'
import type { Reader } from '../../platform/language.ts'
import type { Cancellation } from './cancelling.repository.ts'
import type { CustomerCancellations } from './cancelling.service.ts'

/** `CSP-1007`, by its ID where Partner Center has it no more; with what was cancelled of it, where the rest stays. */
export const numberIn = ({ known }: Pick<CustomerCancellations, 'known'>, orderId: string): string =>
  orderNumber(known.get(orderId) ?? { id: orderId })

export function nameOf(
  { orderId, lines, whole }: Pick<Cancellation, 'orderId' | 'lines' | 'whole'>,
  { known }: Pick<CustomerCancellations, 'known'>,
  read: Reader,
): string {
  const order = known.get(orderId)
  if (order === undefined) return orderId
  if (whole) return orderNumber(order)
  return [orderNumber(order), ...linesOf(order, lines).map((line) => productLine(line, read))].join(' · ')
}
