import { randomBytes } from 'node:crypto'
import { later } from '../../../src/platform/clock.ts'
import { audit } from './audit.ts'
import type { Call } from './exchange.ts'
import { skuOf } from './goods.ts'
import { keptOrders } from './history.ts'
import { orderBody } from './orders.ts'
import { newSubscription } from './subscription-terms.ts'
import {
  type CartLineRecord,
  type CartRecord,
  type CustomerRecord,
  type LineRecord,
  listOf,
  type OrderRecord,
  type Outcome,
  type Partner,
  type World,
} from './world.ts'

/** Each group of lines becomes an order, or an error beside the other orders. */
export function placeOrders(call: Call, customer: CustomerRecord, cart: CartRecord) {
  const { world, partner } = call
  cart.status = 'Ordered'
  const groups = [...new Set(cart.lines.map(({ orderGroup = '0' }) => orderGroup))]
  const outcome = partner.outcomes.shift() ?? {}
  const failed = groups.slice(groups.length - (outcome.failedGroups ?? 0))
  const { code, description } = outcome.error ?? { code: 800005, description: "Create order isn't successful" }
  const orders = groups
    .filter((group) => !failed.includes(group))
    .map((group) =>
      placeOrder(world, partner, customer, {
        cartId: cart.id,
        lines: cart.lines.filter(({ orderGroup = '0' }) => orderGroup === group),
        outcome,
        by: call.token.as === 'app' ? 'CSP Desk' : partner.signedIn.userPrincipalName,
      }),
    )
  return {
    orders: orders.map((order) => orderBody(order, customer, world.clock.now())),
    ...(failed.length > 0 && { orderErrors: failed.map((orderGroupId) => ({ orderGroupId, code, description })) }),
    attributes: { objectType: 'CartCheckoutResult' },
  }
}

export interface Placing {
  readonly cartId?: string | undefined
  readonly lines: readonly CartLineRecord[]
  readonly outcome: Outcome
  /** Who does it, as audit records name them. */
  readonly by: string
}

export function placeOrder(world: World, partner: Partner, customer: CustomerRecord, placing: Placing): OrderRecord {
  const now = world.clock.now()
  const { settings } = world
  const { cartId, lines, outcome, by } = placing
  const words = outcome.status ?? ['pending', 'completed']
  const order: OrderRecord = {
    id: newOrderId(),
    alternateId: randomBytes(6).toString('hex'),
    customerId: customer.id,
    cartId,
    createdAt: now,
    showsFrom: later(now, settings.ordersShowAfter),
    currency: lines[0]?.currency ?? 'USD',
    billingCycle: lines[0]?.billingCycle ?? 'one_time',
    lines: [],
    progress: words.map((status, at) => ({ status, from: later(now, at * settings.placedAfter) })),
  }
  for (const [number, line] of lines.entries()) order.lines.push(lineOf(world, partner, order, line, number))
  keptOrders(partner, customer).push(order)
  audit(world, partner, {
    customer,
    by,
    resourceType: 'order',
    operationType: 'create_order',
    newValue: { Id: order.id, ReferenceCustomerId: customer.id, BillingCycle: order.billingCycle },
    data: { OrderId: order.id, BillingCycle: order.billingCycle },
  })
  return order
}

function lineOf(world: World, partner: Partner, order: OrderRecord, line: CartLineRecord, number: number): LineRecord {
  const [productId = '', skuId = ''] = line.catalogItemId.split(':')
  const subscription =
    skuOf(productId, skuId)?.kind === 'subscription' ? newSubscription(world, order, { ...line, number }) : undefined
  if (subscription !== undefined) listOf(partner.subscriptions, order.customerId).push(subscription)
  return {
    number,
    offerId: line.catalogItemId,
    kind: line.kind ?? 'perpetual',
    termDuration: line.termDuration,
    friendlyName: line.friendlyName,
    quantity: line.quantity,
    price: line.price,
    cycles: line.cycles,
    // Orders write GUIDs in capitals, subscriptions in small letters.
    subscriptionId: subscription?.id.toUpperCase(),
  }
}

/** `YxH1q4KScfvfkJQjgRI8QY1DznnUWZTH1`: letter case matters, and it ends with a digit. */
const newOrderId = (): string => `${randomBytes(24).toString('base64url')}1`
