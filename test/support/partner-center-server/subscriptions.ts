import { day, later } from '../../../src/platform/clock.ts'
import { audit } from './audit.ts'
import { windowPassed } from './cancelling.ts'
import { customerOf, requirePerson } from './customers.ts'
import { type Answer, type Call, collection, link, ok, Problem, type Routes } from './exchange.ts'
import { dayStamp, stamp, windowStamp } from './stamps.ts'
import { caughtUp, deleteSubscription, statusOfSubscription } from './subscription-terms.ts'
import { tellOfSubscription } from './webhooks.ts'
import type { CustomerRecord, SubscriptionRecord } from './world.ts'

export const subscriptionRoutes: Routes = {
  'GET /v1/customers/{customer}/subscriptions': list,
  'GET /v1/customers/{customer}/subscriptions/{subscription}': (call) => {
    const customer = customerOf(call)
    return shown(call, customer, subscriptionOf(call, customer))
  },
  'PATCH /v1/customers/{customer}/subscriptions/{subscription}': update,
  'GET /v1/customers/{customer}/subscriptions/{subscription}/provisioningstatus': (call) => {
    requirePerson(call)
    const { offerId, quantity, endsAt } = subscriptionOf(call, customerOf(call))
    const [, skuId] = offerId.split(':')
    const attributes = { objectType: 'SubscriptionProvisioningStatus' }
    return ok({ skuId, status: 'success', quantity, endDate: dayStamp(endsAt), attributes })
  },
  'GET /v1/customers/{customer}/subscriptions/{subscription}/azureEntitlements': azureEntitlements,
  'POST /v1/customers/{customer}/subscriptions/{subscription}/registrations': register,
  'GET /v1/customers/{customer}/subscriptions/{subscription}/registrationstatus': registration,
}

/** No paging. Of an order that has none, or that is not there, nothing. */
function list(call: Call): Answer {
  const customer = customerOf(call)
  const now = call.world.clock.now()
  const orderId = call.query.get('order_id')
  const found = (call.partner.subscriptions.get(customer.id) ?? []).filter(
    ({ showsFrom, order }) => showsFrom <= now && (orderId === null || order.id === orderId),
  )
  return ok(collection(found.map((each) => subscriptionBody(caughtUp(each, call.world), customer, now))))
}

/** GUIDs are the same in any letter case. */
function subscriptionOf({ partner, world, params }: Call, { id: customerId }: CustomerRecord): SubscriptionRecord {
  const wanted = (params.subscription ?? '').toLowerCase()
  const found = (partner.subscriptions.get(customerId) ?? []).find(({ id }) => id === wanted)
  if (found === undefined || found.showsFrom > world.clock.now()) {
    throw new Problem(404, 20003, `Subscription with ID ${params.subscription} not found.`)
  }
  return caughtUp(found, world)
}

const etagOf = ({ id, version }: SubscriptionRecord): string =>
  Buffer.from(JSON.stringify({ id, version })).toString('base64')

function shown({ world }: Call, customer: CustomerRecord, subscription: SubscriptionRecord): Answer {
  return ok(subscriptionBody(subscription, customer, world.clock.now()), { ETag: `"${etagOf(subscription)}"` })
}

interface Wanted {
  readonly id?: string
  readonly friendlyName?: string
  readonly quantity?: number
  readonly status?: string
  readonly autoRenewEnabled?: boolean
  readonly scheduledNextTermInstructions?: unknown
}

/**
 * "Update a subscription by ID": the whole resource with its ETag. What the body leaves out is not kept: renewal is turned off, and
 * instructions for the next term are deleted.
 */
function update(call: Call): Answer {
  const { world, partner, headers } = call
  const customer = customerOf(call)
  const subscription = subscriptionOf(call, customer)
  const tag = headers['if-match']
  if (tag === undefined) throw new Problem(417, 800036, 'Pre-condition failed')
  if (tag !== `"${etagOf(subscription)}"`) throw new Problem(400, 2055, 'Etag is no longer valid')
  const wanted = (call.body ?? {}) as Wanted
  if (wanted.id?.toLowerCase() !== subscription.id) throw new Problem(400, 800002, 'Invalid request input')
  const now = world.clock.now()
  if (statusOfSubscription(subscription, now) !== 'active' || subscription.deletedShowsFrom !== undefined) {
    throw new Problem(400, 800012, "This subscription isn't an active subscription")
  }
  if (wanted.quantity !== undefined && wanted.quantity > subscription.quantity) {
    const text = "Can't increase the seat quantity for a subscription purchased under the Software Assurance program"
    throw new Problem(400, 800092, text)
  }
  if (wanted.quantity !== undefined && wanted.quantity < subscription.quantity) {
    throw new Problem(400, 800090, "Subscription quantity can't be decreased")
  }
  if (wanted.status === 'deleted') remove(call, subscription)
  else {
    subscription.autoRenew = wanted.autoRenewEnabled === true
    subscription.scheduled = wanted.scheduledNextTermInstructions ?? undefined
    subscription.friendlyName = wanted.friendlyName ?? subscription.friendlyName
    subscription.version++
  }
  audit(world, partner, {
    customer,
    by: partner.signedIn.userPrincipalName,
    resourceType: 'subscription',
    operationType: 'update_subscription',
    newValue: { Id: subscription.id, AutoRenewEnabled: subscription.autoRenew, Status: wanted.status ?? 'active' },
    data: { SubscriptionId: subscription.id, SubscriptionName: subscription.friendlyName },
  })
  tellOfSubscription(world, partner, customer.id, subscription.id)
  if (!world.settings.updatesTakeLonger) return shown(call, customer, subscription)
  return { status: 202, headers: { Location: `/customers/${customer.id}/subscriptions/${subscription.id}` } }
}

function remove({ world }: Call, subscription: SubscriptionRecord): void {
  const now = world.clock.now()
  const { order, line: number, cancellableUntil } = subscription
  const line = order.lines.find((each) => each.number === number)
  if ((line?.cancellableUntil ?? cancellableUntil) < now)
    throw windowPassed(world.settings.cancellationDays.subscription)
  const showsFrom = later(now, world.settings.cancellationsShowAfter)
  if (line !== undefined) line.cancelledShowsFrom = showsFrom
  deleteSubscription(subscription, showsFrom)
}

function subscriptionBody(subscription: SubscriptionRecord, { id: customerId, country }: CustomerRecord, now: Date) {
  const { id, order, offerId, kind, friendlyName, quantity, termDuration, billingCycle } = subscription
  const [product, sku, availability] = offerId.split(':')
  const skuUri = `/products/${product}/skus/${sku}`
  const plan = kind === 'azure-plan'
  const cancelled = subscription.deletedShowsFrom !== undefined && subscription.deletedShowsFrom <= now
  return {
    id,
    offerId,
    offerName: friendlyName,
    friendlyName,
    productType: plan ? { id: 'Azure', displayName: 'Azure' } : { id: 'Software', displayName: 'Software' },
    quantity,
    unitType: plan ? 'Usage-based' : 'Licenses',
    hasPurchasableAddons: false,
    creationDate: stamp(order.createdAt, `subscription/${id}`),
    effectiveStartDate: stamp(subscription.startsAt, `subscription/${id}/start`),
    // Inclusive: the term ends with this day. What does not renew itself ends far, far away.
    commitmentEndDate: plan ? '9999-12-10T00:00:00Z' : dayStamp(later(subscription.endsAt, -day)),
    ...(!plan && { cancellationAllowedUntilDate: windowStamp(subscription.cancellableUntil) }),
    status: statusOfSubscription(subscription, now),
    autoRenewEnabled: subscription.autoRenew && !cancelled,
    ...(subscription.scheduled !== undefined && { scheduledNextTermInstructions: subscription.scheduled }),
    isTrial: false,
    billingType: plan ? 'usage' : 'license',
    billingCycle,
    ...(!plan && { termDuration, renewalTermDuration: '' }),
    isMicrosoftProduct: true,
    partnerId: '',
    attentionNeeded: false,
    actionTaken: false,
    contractType: 'subscription',
    links: {
      product: link(`/products/${product}?country=${country}`),
      sku: link(`${skuUri}?country=${country}`),
      availability: link(`${skuUri}/availabilities/${availability}?country=${country}`),
      self: link(`/customers/${customerId}/subscriptions/${id}`),
    },
    publisherName: 'Microsoft Corporation',
    orderId: order.id,
    attributes: { etag: etagOf(subscription), objectType: 'Subscription' },
  }
}

/** The Azure subscriptions under an Azure plan. */
function azureEntitlements(call: Call): Answer {
  const customer = customerOf(call)
  const plan = azurePlan(subscriptionOf(call, customer))
  const items = (plan.entitlements ?? []).map(({ id, name, status }) => ({
    ...{ id, friendlyName: name, status: plan.status === 'active' ? status : plan.status },
    subscriptionId: plan.id,
    partnerOnRecord: '',
    attributes: { objectType: 'AzureEntitlement' },
  }))
  return ok(collection(items))
}

function azurePlan(subscription: SubscriptionRecord): SubscriptionRecord {
  if (subscription.kind === 'azure-plan') return subscription
  throw new Problem(400, 800011, "This subscription isn't a valid Azure subscription")
}

function register(call: Call): Answer {
  const { world } = call
  const customer = customerOf(call)
  const plan = azurePlan(subscriptionOf(call, customer))
  plan.registeredFrom ??= later(world.clock.now(), world.settings.registeredAfter)
  const uri = `/customers/${customer.id}/subscriptions/${call.params.subscription}/registrationstatus`
  return { status: 202, headers: { Location: uri } }
}

/** The sample writes `NotRegistered`, the page of the resource small letters. */
function registration(call: Call): Answer {
  const { registeredFrom } = azurePlan(subscriptionOf(call, customerOf(call)))
  const done = registeredFrom !== undefined && registeredFrom <= call.world.clock.now()
  const status = registeredFrom === undefined ? 'NotRegistered' : done ? 'registered' : 'registering'
  const attributes = { objectType: 'SubscriptionRegistrationStatus' }
  return ok({ subscriptionId: call.params.subscription, status, attributes })
}
