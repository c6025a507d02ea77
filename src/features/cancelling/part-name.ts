import { productLine } from '../../chat/product-line.ts'
import { linesOf } from '../../commerce/order.ts'
import type { Reader } from '../../platform/language.ts'
import type { Cancellation } from './cancelling.repository.ts'
import type { CustomerCancellations } from './cancelling.service.ts'

/** `CSP-1007`; with what was cancelled of it, where the rest stays. */
export function nameOf(
  { orderId, lines, whole }: Pick<Cancellation, 'orderId' | 'lines' | 'whole'>,
  { known }: Pick<CustomerCancellations, 'known'>,
  read: Reader,
): string {
  const order = known.get(orderId)
  if (whole || order === undefined) return orderId
  return [orderId, ...linesOf(order, lines).map((line) => productLine(line, read))].join(' · ')
}
