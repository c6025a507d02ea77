import { samplePartners } from '../../../src/directory/sample-agents.ts'
import { sampleCustomers, sampleOrders, withoutAgreement } from '../../../src/partner-center/embedded/sample-orders.ts'
import { day, later } from '../../../src/platform/clock.ts'
import { availabilityId, cartPrice, cyclesOf, defaultCurrency, type Sku, skus } from './goods.ts'
import { samplePeopleOf } from './people.ts'
import { digestOf, guidOf, windowEnd } from './stamps.ts'
import { caughtUp, newSubscription } from './subscription-terms.ts'
import { type CustomerRecord, type LineRecord, listOf, type OrderRecord, type Partner, type World } from './world.ts'

const domains: Readonly<Record<string, string>> = { US: 'alpinepartners.onmicrosoft.com', KR: 'bandal.onmicrosoft.com' }

/** The partners of the sample world with their people; without customers where it is to be empty. */
export function addSampleWorld(world: World, kind: 'sample' | 'empty'): void {
  for (const { id, name, market } of samplePartners) world.partners.set(id, newPartner(id, name, market))
  if (kind === 'empty') return
  for (const [partnerId, number, name, domain, country] of sampleCustomers) {
    const partner = world.partners.get(partnerId)
    const id = `c0000000-0000-4000-8000-0000000000${number}`
    if (partner === undefined) continue
    const agreement = name === withoutAgreement ? 'missing' : Number(number) % 2 === 0 ? 'direct' : 'attested'
    addCustomer(partner, { id, name, domain, country, relationship: 'reseller', agreement })
  }
  const [partner] = world.partners.values()
  const contoso = partner?.customers[0]
  if (partner === undefined || contoso === undefined) return
  for (const [number, age, lines] of sampleOrders) addSampleOrder(world, partner, contoso, { number, age, lines })
  addAzurePlan(world, partner, contoso)
}

export function newPartner(tenantId: string, name: string, country: string): Partner {
  const domain = domains[country] ?? `${tenantId}.onmicrosoft.com`
  const people = samplePeopleOf(tenantId, domain)
  const adminAgents = people.filter(({ groups }) => groups.has('AdminAgents'))
  const signedIn = adminAgents.find(({ directoryRoles }) => directoryRoles.size > 0) ?? adminAgents[0] ?? people[0]
  if (signedIn === undefined) throw new Error(`nobody works for ${name}`)
  return {
    ...{ tenantId, name, country, domain, people, signedIn },
    kind: 'direct',
    mfa: 'proven',
    otherGroups: [],
    directoryRolesPermitted: true,
    apps: 'not-permitted',
    installed: new Set(),
    withheld: new Set(),
    customers: [],
    customersById: new Map(),
    orders: new Map(),
    subscriptions: new Map(),
    carts: new Map(),
    audit: [],
    events: [],
    serviceRequests: [],
    answered: new Map(),
    outcomes: [],
    prices: new Map(),
    calls: { since: 0, count: 0 },
  }
}

export function addCustomer(partner: Partner, customer: CustomerRecord): CustomerRecord {
  partner.customers.push(customer)
  partner.customersById.set(customer.id.toLowerCase(), customer)
  return customer
}

/** Of an order of the sample world: its id here. Its number there, `CSP-1001`, is its `alternateId`, the number that people see. */
export const sampleOrderId = (number: string): string =>
  `${digestOf(`order/${number}`).subarray(0, 24).toString('base64url')}1`

export interface SampleOrder {
  readonly number: string
  /** Days. */
  readonly age: number
  readonly lines: readonly {
    readonly product: string
    readonly sku: string
    readonly term: string
    readonly quantity: number
  }[]
  readonly status?: string
}

/** An order as it would have been bought then; what renews itself has done so since. */
export function addSampleOrder(
  world: World,
  partner: Partner,
  customer: CustomerRecord,
  sample: SampleOrder,
): OrderRecord {
  const { number, age, lines, status = 'completed' } = sample
  const createdAt = later(world.clock.now(), -age * day)
  const sold = lines.map(({ product, sku, term }) => skuNamed(product, sku, term))
  const billingCycle = sold[0]?.billingCycles.at(-1) ?? 'one_time'
  const currency = defaultCurrency(customer.country)
  const order: OrderRecord = {
    id: sampleOrderId(number),
    alternateId: number,
    customerId: customer.id,
    createdAt,
    showsFrom: createdAt,
    currency,
    billingCycle,
    lines: [],
    progress: [{ status, from: createdAt }],
  }
  for (const [at, sku] of sold.entries()) {
    order.lines.push(
      sampleLine(world, partner, customer, order, { sku, number: at, quantity: lines[at]?.quantity ?? 1 }),
    )
  }
  listOf(partner.orders, customer.id).push(order)
  return order
}

const skuNamed = (product: string, name: string, term: string): Sku => {
  const [start = ''] = name.split(' ')
  const found = skus.find(
    (sku) =>
      (sku.termDuration ?? 'perpetual') === term &&
      (sku.title.startsWith(`${product} - ${start}`) ||
        (product === 'Azure reservation' && sku.kind === 'reservation')),
  )
  if (found === undefined) throw new Error(`nobody sells ${product}, ${name}, ${term}`)
  return found
}

interface SampleLine {
  readonly sku: Sku
  readonly number: number
  readonly quantity: number
}

function sampleLine(
  world: World,
  partner: Partner,
  { id, country }: CustomerRecord,
  order: OrderRecord,
  { sku, number, quantity }: SampleLine,
): LineRecord {
  const { createdAt: at, currency } = order
  const billing = sku.billingCycles.at(-1) ?? 'one_time'
  // Prices stand in orders since July 2023; software bought before 14 October 2021 is no subscription, and does not renew.
  const priced = at >= new Date('2023-07-01T00:00:00Z')
  const renews = sku.kind === 'subscription' && at >= new Date('2021-10-14T00:00:00Z')
  const common = {
    offerId: `${sku.productId}:${sku.id}:${availabilityId(sku, country, 'commercial', at)}`,
    termDuration: sku.termDuration,
    friendlyName: sku.title,
    quantity,
    cycles: cyclesOf(sku, billing),
    ...(priced && { price: cartPrice(partner, sku, { country, currency, billing, at }).toNumber() }),
  }
  if (!renews) return { ...common, number, kind: sku.kind }
  const line = {
    ...common,
    id: number,
    number,
    wanted: {},
    catalogItemId: common.offerId,
    currency,
    billingCycle: billing,
  }
  const made = newSubscription(world, order, line)
  const subscription = { ...made, id: guidOf(`subscription/${order.id}/${number}`), showsFrom: at }
  listOf(partner.subscriptions, id).push(caughtUp(subscription, world))
  return { ...common, number, kind: 'subscription', subscriptionId: subscription.id.toUpperCase() }
}

/** What a reservation needs: an Azure plan with an Azure subscription under it. It is in the list of subscriptions too. */
export function addAzurePlan(world: World, partner: Partner, customer: CustomerRecord, registered = false): string {
  const at = later(world.clock.now(), -100 * day)
  const id = guidOf(`azure-plan/${customer.id}`)
  const offerId = 'DZH318Z0BPS6:0001:DZH318Z0BMXG'
  const order: OrderRecord = {
    id: sampleOrderId(`azure-plan/${customer.id}`),
    alternateId: digestOf(`azure-plan/${customer.id}`).subarray(0, 6).toString('hex'),
    customerId: customer.id,
    createdAt: at,
    showsFrom: at,
    currency: defaultCurrency(customer.country),
    billingCycle: 'monthly',
    lines: [
      {
        number: 0,
        offerId,
        kind: 'azure-plan',
        friendlyName: 'Azure plan',
        quantity: 1,
        cycles: 1,
        subscriptionId: id.toUpperCase(),
      },
    ],
    progress: [{ status: 'completed', from: at }],
  }
  listOf(partner.orders, customer.id).push(order)
  listOf(partner.subscriptions, customer.id).push({
    ...{ id, customerId: customer.id, order, line: 0, offerId, kind: 'azure-plan', friendlyName: 'Azure plan' },
    ...{ termDuration: '', billingCycle: 'monthly', showsFrom: at, quantity: 1, startsAt: at, endsAt: at },
    cancellableUntil: windowEnd(at, 0),
    status: 'active',
    autoRenew: false,
    version: 1,
    ...(registered && { registeredFrom: at }),
    entitlements: ['Production', 'Development'].map((name) => ({
      ...{ id: guidOf(`azure-subscription/${name}/${customer.id}`), name, status: 'active' },
    })),
  })
  return id
}
