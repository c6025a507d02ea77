import type { Opens } from '../../chat/paper.routes.ts'

/** The page where something is worked on, by the command that the chat would begin; undefined where there is none. */
export function addressOf(opens: Opens & { readonly command: Known }): string
export function addressOf(opens: Opens): string | undefined
export function addressOf({ command, customerId, orderId, about }: Opens): string | undefined {
  if (command === 'orders' && customerId !== undefined && orderId !== undefined)
    return `/tab/orders/${customerId}/${encodeURIComponent(orderId)}`
  const page = isKnown(command) ? pageOf[command] : undefined
  if (page === undefined) return undefined
  const known = command === 'approvals' ? {} : { customer: customerId, order: orderId, about }
  const asked = new URLSearchParams(
    Object.entries(known).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
  return asked.size === 0 ? `/tab/${page}` : `/tab/${page}?${asked}`
}

const pageOf = {
  orders: 'orders',
  buy: 'buy',
  cancel: 'cancel',
  keys: 'links',
  'auto-renew': 'renewal',
  approvals: 'approvals',
  support: 'support',
} as const

type Known = keyof typeof pageOf

const isKnown = (command: string): command is Known => Object.hasOwn(pageOf, command)
