import type { Order } from '../../src/commerce/order.ts'
import type { PartnerCenter } from '../../src/commerce/ports/partner-center.ts'
import { partnerCenterWith } from './partner-center.ts'

/** The number of an order of a world where nobody reads IDs. */
export const numberFor = (id: string): string => id.replace('CSP-', 'ALT-')

/** The embedded Partner Center, with a number for people beside the ID of each order, as the real one has. */
export function withOrderNumbers(embedded: PartnerCenter, numberOf = numberFor): PartnerCenter {
  const numbered = (order: Order): Order => ({ ...order, alternateId: numberOf(order.id) })
  return partnerCenterWith({
    orders: (real) => async (partnerId, customerId) => (await real.orders(partnerId, customerId)).map(numbered),
    order: (real) => async (partnerId, customerId, id) => numbered(await real.order(partnerId, customerId, id)),
    submit: (real) => async (partnerId, customerId, cartId, requestId) => {
      const submission = await real.submit(partnerId, customerId, cartId, requestId)
      return { ...submission, orders: submission.orders.map(numbered) }
    },
  })(embedded)
}

/** What a page of the tab is told and only programs read; a choice's value stands beside its words. */
const unshown = new Set(['id', 'orderId', 'key', 'url', 'cursor', 'next', 'question', 'marks', 'chosen', 'leads'])

/** Everything that a person reads of what a page is told. */
export function toldIn(told: unknown): string[] {
  if (typeof told === 'string') return [told.replaceAll('\u2060', '').replaceAll('\u00A0', ' ')]
  if (typeof told !== 'object' || told === null) return []
  return Object.entries(told).flatMap(([name, value]) =>
    unshown.has(name) || (name === 'value' && 'words' in told) ? [] : toldIn(value),
  )
}

/** What of a card or message only programs read: what buttons carry, addresses, and inputs that are not shown. */
const unread = new Set(['data', 'url', 'id', 'refresh', 'verb', 'iconUrl', 'entities'])

/** Everything that a person reads of messages: texts, titles, what fields hold and offer, what is read aloud. */
export function readIn(shown: unknown): string[] {
  if (typeof shown === 'string') return [shown.replaceAll('\u2060', '').replaceAll('\u00A0', ' ')]
  if (Array.isArray(shown)) return shown.flatMap(readIn)
  if (typeof shown !== 'object' || shown === null) return []
  const element = shown as Record<string, unknown>
  if (String(element.type).startsWith('Input.') && element.isVisible === false) return []
  // The value of a choice in a field to type into is read in some clients; elsewhere it may be a code.
  if (element.type === 'Input.ChoiceSet' && element.style !== 'filtered') {
    const { value: _, choices, ...rest } = element
    return [...readIn((choices as { title: string }[]).map(({ title }) => title)), ...readIn({ ...rest, type: '' })]
  }
  return Object.entries(element).flatMap(([name, value]) => (unread.has(name) ? [] : readIn(value)))
}
