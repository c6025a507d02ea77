import type { Opens } from '../../chat/paper.routes.ts'

/** The page where something is worked on, by the command that the chat would begin; undefined where there is none. */
export function addressOf({ command, customerId, orderId, about }: Opens): string | undefined {
  if (command === 'orders' && customerId !== undefined && orderId !== undefined)
    return `/tab/orders/${customerId}/${encodeURIComponent(orderId)}`
  const page = pageOf[command]
  if (page === undefined) return undefined
  const known = command === 'approvals' ? {} : { customer: customerId, order: orderId, about }
  const asked = new URLSearchParams(
    Object.entries(known).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
  return asked.size === 0 ? `/tab/${page}` : `/tab/${page}?${asked}`
}

const pageOf: Readonly<Record<string, string>> = {
  ...{ orders: 'orders', buy: 'buy', cancel: 'cancel', keys: 'links', approvals: 'approvals', support: 'support' },
}
