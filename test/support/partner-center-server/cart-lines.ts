import { z } from 'zod'
import { type Call, Problem } from './exchange.ts'
import { cartPrice, cyclesOf, defaultCurrency, isSoldIn, type Sku, segmentOf, skuOf } from './goods.ts'
import type { CartLineRecord, CustomerRecord } from './world.ts'

const lineSchema = z.looseObject({
  catalogItemId: z.string(),
  quantity: z.int(),
  billingCycle: z.string(),
  termDuration: z.string().nullish(),
  currencyCode: z.string().nullish(),
  attestationAccepted: z.boolean().nullish(),
  provisioningContext: z.record(z.string(), z.unknown()).nullish(),
  participants: z.array(z.object({ key: z.string(), value: z.string() })).nullish(),
})
type Wanted = z.infer<typeof lineSchema>
interface LineError {
  readonly errorCode: string
  readonly errorDescription: string
}

/**
 * A line of a cart. What is wrong with it stands in its `error`, and the cart is made all the same ("Create a cart", CartErrorCode).
 * @param groups billing cycles, in the order in which they came: each becomes an order
 * @throws Problem for what is no line, and for a missing attestation
 */
export function lineFor(
  call: Call,
  customer: CustomerRecord,
  given: unknown,
  at: number,
  groups: string[],
): CartLineRecord {
  const read = lineSchema.safeParse(given)
  if (!read.success) throw new Problem(400, 800002, 'Invalid request input')
  const wanted = read.data
  const [productId = '', skuId = ''] = wanted.catalogItemId.split(':')
  const sku = skuOf(productId, skuId)
  const currency = wanted.currencyCode ?? defaultCurrency(customer.country)
  const billing = wanted.billingCycle.toLowerCase()
  const line = {
    id: at,
    wanted,
    catalogItemId: wanted.catalogItemId,
    quantity: wanted.quantity,
    currency,
    billingCycle: billing,
    friendlyName: sku?.title ?? '',
    cycles: sku === undefined ? 1 : cyclesOf(sku, billing),
  }
  const error =
    sku === undefined
      ? unknownItem
      : (wrongWithParticipants(call, wanted) ?? wrongWith(call, customer, sku, wanted, billing))
  if (sku === undefined || error !== undefined) return { ...line, error: error ?? unknownItem }
  // What "required only for SKUs that enforce attestation" is about: all software here.
  if (sku.arm === undefined && wanted.attestationAccepted !== true) {
    throw new Problem(400, 900203, `CatalogItemId: ${wanted.catalogItemId} requires attestation acceptance.`)
  }
  if (!groups.includes(billing)) groups.push(billing)
  const place = { country: customer.country, currency, billing, at: call.world.clock.now() }
  return {
    ...line,
    kind: sku.kind,
    termDuration: sku.termDuration,
    orderGroup: String(groups.indexOf(billing)),
    ...(call.world.settings.pricesInCarts && { price: cartPrice(call.partner, sku, place).toNumber() }),
  }
}

const problem = (errorCode: string, errorDescription: string): LineError => ({ errorCode, errorDescription })
const unknownItem = problem('CatalogItemIdIsNotValid', 'Catalog item id is not valid')

/** Whoever sells indirectly names the reseller; nobody else has any. */
function wrongWithParticipants({ partner }: Call, { participants }: Wanted): LineError | undefined {
  if (participants === undefined || participants === null || participants.length === 0) return undefined
  if (partner.kind !== 'indirect-provider') {
    return problem('ParticipantsIsNotSupportedForPartner', "Setting participants isn't supported for Partner")
  }
  const isKnown = participants.every(
    ({ key, value }) =>
      ['transaction_reseller', 'additional_transaction_reseller'].includes(key) && /^\d+$/.test(value),
  )
  return isKnown ? undefined : problem('InvalidInput', 'Participants are not valid.')
}

function wrongWith(
  call: Call,
  { country }: CustomerRecord,
  sku: Sku,
  wanted: Wanted,
  billing: string,
): LineError | undefined {
  const availability = wanted.catalogItemId.split(':')[2] ?? ''
  const segment = segmentOf(sku, availability, country, call.world.clock.now())
  if (segment === undefined || !isSoldIn(country, sku)) return unknownItem
  if (wanted.quantity < 1 || wanted.quantity > sku.maximumQuantity) {
    return problem('InvalidInput', `Quantity must be between 1 and ${sku.maximumQuantity}`)
  }
  if (!sku.billingCycles.includes(billing)) return problem('BillingPlanNotSupported', 'Billing plan is not supported.')
  if (wanted.termDuration !== undefined && wanted.termDuration !== null && wanted.termDuration !== sku.termDuration) {
    return problem('InvalidInput', `Term duration ${wanted.termDuration} is not supported`)
  }
  if (wanted.currencyCode && wanted.currencyCode !== defaultCurrency(country)) {
    return problem('CurrencyIsNotSupported', 'Currency is not supported for given market')
  }
  return sku.arm === undefined ? undefined : wrongWithPlace(call, sku, wanted)
}

/** A reservation needs a scope, an Azure plan of the customer that is registered, and for one subscription that one: 900312 to 900318. */
function wrongWithPlace(
  { world, partner, params }: Call,
  { termDuration }: Sku,
  { provisioningContext }: Wanted,
): LineError | undefined {
  const { scope, subscriptionId, entitlementId, duration } = provisioningContext ?? {}
  if (scope !== 'shared' && scope !== 'single') {
    throw new Problem(400, 900312, `The selected scope '${scope ?? ''}' in the provisioning context is not supported.`)
  }
  if (typeof subscriptionId !== 'string') {
    const text = 'Subscription ID (Azure plan ID) in the provisioning context is required for the transaction.'
    throw new Problem(400, 900317, text)
  }
  if (scope === 'single' && typeof entitlementId !== 'string') {
    const text = 'Entitlement ID (Azure subscription ID) in the provisioning context is required for the transaction.'
    throw new Problem(400, 900313, text)
  }
  // The sample of a cart has none, whatever the SKU asks for.
  if (duration !== undefined && duration !== (termDuration === 'P1Y' ? '1Year' : '3Year'))
    return problem('InvalidInput', 'Duration is not valid.')
  const subscriptions = partner.subscriptions.get((params.customer ?? '').toLowerCase()) ?? []
  const plan = subscriptions.find(({ id, kind }) => kind === 'azure-plan' && id === subscriptionId.toLowerCase())
  const active = (plan?.status === 'active' ? plan.entitlements : [])?.filter(({ status }) => status === 'active') ?? []
  if (plan === undefined || active.length === 0) {
    const text =
      'The Azure plan associated with the subscription ID was not found or there are no active Azure subscriptions under it. An Azure Plan with active subscription(s) is required to complete the purchase.'
    throw new Problem(400, 900318, text)
  }
  if (scope === 'single' && !active.some(({ id }) => id === String(entitlementId).toLowerCase())) {
    const text =
      'The Azure subscription associated with the entitlement ID is not active. An active Azure subscription is required to complete the purchase.'
    throw new Problem(400, 900314, text)
  }
  if (plan.registeredFrom === undefined || plan.registeredFrom > world.clock.now()) {
    return problem('SubscriptionNotRegistered', 'The subscription is not registered.')
  }
  return undefined
}
