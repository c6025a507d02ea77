import { OrderNotUsable } from '../../commerce/errors.ts'
import { isCancelled, isUsable, type Order, type OrderLine, orderNumber } from '../../commerce/order.ts'
import type { DownloadOption } from '../../commerce/ports/partner-center.ts'
import { isSoftware } from '../../commerce/product.ts'
import type { DownloadLink } from '../../workflow/links/download-link.ts'
import type { StandingOfOrder } from '../../workflow/orders/order-state.ts'

/** One software line item of a customer. */
export interface Software {
  readonly order: Order
  readonly line: OrderLine
  /** `cancelling`: submitted here, and Partner Center does not show it yet. Only what stands has keys and downloads. */
  readonly state: 'standing' | 'cancelling' | 'cancelled'
}

/** An order that was cancelled, or is being cancelled. */
export interface OrderEnded {
  readonly order: Order
  readonly state: Exclude<Software['state'], 'standing'>
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
  /** Whether renewing it takes a fresh link of Microsoft's. */
  readonly takesPaste: boolean
  /** Whether the address leads to a file; not when the service gave it, and gives none any more. */
  readonly hasFile: boolean
  /** Whether the service gives the line's key, or somebody has pasted it, or there is none yet. */
  readonly key: 'service' | 'kept' | 'none'
}

/** What is not bought yet, or suspended, has no keys and downloads. @throws OrderNotUsable */
export function requireUsable(order: Order): void {
  const { state: stage, status } = order
  if (!isUsable(order) && !isCancelled(order)) throw new OrderNotUsable({ orderId: orderNumber(order), stage, status })
}

/** Each software line of an order, and whether it stands. @param standing cancellations of the desk's own, by order */
export const softwareOf = (order: Order, standing: ReadonlyMap<string, StandingOfOrder>): Software[] =>
  order.lines
    .filter(({ family }) => isSoftware(family))
    .map((line) => ({ order, line, state: stateOf(order, line, standing.get(order.id)) }))

function stateOf(order: Order, line: OrderLine, standing: StandingOfOrder | undefined): Software['state'] {
  const cancellation = standing?.get(line.number)
  if (line.cancelled || isCancelled(order) || cancellation === 'cancelled') return 'cancelled'
  return cancellation === undefined || cancellation === 'waiting' ? 'standing' : 'cancelling'
}
