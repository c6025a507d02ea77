import { symbolOf } from './currency-symbols.ts'
import { customerOf } from './customers.ts'
import { type Call, collection, link, ok, Problem, type Routes } from './exchange.ts'
import { availabilityId, defaultCurrency, isSoldIn, type Sku, segments, skuOf, skus } from './goods.ts'
import type { Kind } from './world.ts'

/** "Get a list of products": what each view shows. Nothing in the catalogue has a price. */
const views: Readonly<Record<string, readonly Kind[]>> = {
  Software: ['subscription', 'perpetual', 'linux', 'security-update'],
  SoftwareSubscriptions: ['subscription'],
  SoftwarePerpetual: ['perpetual'],
  SoftwareSUSELinux: ['linux'],
  Azure: ['reservation', 'azure-plan'],
  AzureReservations: ['reservation'],
  AzureReservationsVM: ['reservation'],
  AzureReservationsSQL: [],
  AzureReservationsCosmosDb: [],
  MicrosoftAzure: ['azure-plan'],
  OnlineServices: [],
  SpecializedOffers: [],
  MarketplaceSaaS: [],
}

const ofCountry = {
  'GET /v1/products': (call: Call) => listProducts(call, countryOf(call)),
  'GET /v1/products/{product}': (call: Call) => oneProduct(call, countryOf(call)),
  'GET /v1/products/{product}/skus': (call: Call) => listSkus(call, countryOf(call)),
  'GET /v1/products/{product}/skus/{sku}': (call: Call) => ok(skuBody(skuIn(call, countryOf(call)), countryOf(call))),
  'GET /v1/products/{product}/skus/{sku}/availabilities': (call: Call) => listAvailabilities(call, countryOf(call)),
  'GET /v1/products/{product}/skus/{sku}/availabilities/{availability}': (call: Call) =>
    oneAvailability(call, countryOf(call)),
}

const ofCustomer = {
  'GET /v1/customers/{customer}/products': (call: Call) => listProducts(call, customerOf(call).country),
  'GET /v1/customers/{customer}/products/{product}': (call: Call) => oneProduct(call, customerOf(call).country),
  'GET /v1/customers/{customer}/products/{product}/skus': (call: Call) => listSkus(call, customerOf(call).country),
  'GET /v1/customers/{customer}/products/{product}/skus/{sku}': (call: Call) => {
    const { country } = customerOf(call)
    return ok(skuBody(skuIn(call, country), country))
  },
  'GET /v1/customers/{customer}/products/{product}/skus/{sku}/availabilities': (call: Call) =>
    listAvailabilities(call, customerOf(call).country),
  'GET /v1/customers/{customer}/products/{product}/skus/{sku}/availabilities/{availability}': (call: Call) =>
    oneAvailability(call, customerOf(call).country),
}

export const catalogueRoutes: Routes = {
  ...ofCountry,
  ...ofCustomer,
  'POST /v1/extensions/product/checkinventory': checkInventory,
}

function countryOf({ query }: Call): string {
  const country = query.get('country') ?? ''
  if (!/^[a-z]{2}$/i.test(country)) throw new Problem(400, 800002, 'Invalid request input')
  return country.toUpperCase()
}

function listProducts({ query, path }: Call, country: string) {
  const kinds = views[query.get('targetView') ?? '']
  if (kinds === undefined) throw new Problem(400, 800002, 'Invalid request input')
  const shown = skus.filter((sku) => kinds.includes(sku.kind) && isSoldIn(country, sku))
  // SUSE has a view of its own; other Linux plans are among all software alone.
  const narrowed =
    query.get('targetView') === 'SoftwareSUSELinux' ? shown.filter((sku) => sku.title.startsWith('SUSE')) : shown
  const products = [...new Map(narrowed.map((sku) => [sku.productId, sku])).values()]
  return ok(
    collection(
      products.map((sku) => productBody(sku, country)),
      { self: link(`${path}?${query}`) },
    ),
  )
}

function oneProduct({ params }: Call, country: string) {
  const sku = skus.find(({ productId }) => productId === params.product)
  if (sku === undefined || !isSoldIn(country, sku)) throw new Problem(404, 400013, "Product wasn't found")
  return ok(productBody(sku, country))
}

function productBody({ productId, productTitle, kind }: Sku, country: string) {
  const azure = kind === 'reservation' || kind === 'azure-plan'
  const type = azure ? 'Azure' : 'Software'
  return {
    id: productId,
    title: productTitle,
    description: productTitle,
    productType: {
      id: type,
      displayName: type,
      ...(azure && { subType: { id: 'VirtualMachines', displayName: 'VirtualMachines' } }),
    },
    isMicrosoftProduct: kind !== 'linux',
    publisherName: kind === 'linux' ? (productTitle.split(' ')[0] ?? '') : 'Microsoft Corporation',
    links: {
      skus: link(`/products/${productId}/skus?country=${country}`),
      self: link(`/products/${productId}?country=${country}`),
    },
  }
}

function listSkus(call: Call, country: string) {
  const { params, path, query } = call
  const sold = skus.filter((sku) => sku.productId === params.product && isSoldIn(country, sku))
  if (sold.length === 0) throw new Problem(404, 400013, "Product wasn't found")
  return ok(
    collection(
      sold.map((sku) => skuBody(sku, country)),
      { self: link(`${path}?${query}`) },
    ),
  )
}

function skuIn({ params }: Call, country: string): Sku {
  const sku = skuOf(params.product ?? '', params.sku ?? '')
  if (sku === undefined || !isSoldIn(country, sku)) throw new Problem(404, 400018, "SKU wasn't found")
  return sku
}

function skuBody(sku: Sku, country: string) {
  const uri = `/products/${sku.productId}/skus/${sku.id}`
  return {
    id: sku.id,
    productId: sku.productId,
    title: sku.title,
    description: sku.title,
    minimumQuantity: 1,
    maximumQuantity: sku.maximumQuantity,
    isTrial: false,
    supportedBillingCycles: sku.billingCycles,
    purchasePrerequisites: sku.arm === undefined ? [] : ['AzureSubscriptionRegistration', 'InventoryCheck'],
    ...(sku.arm !== undefined && { inventoryVariables: ['CustomerId', 'AzureSubscriptionId', 'ArmRegionName'] }),
    provisioningVariables: sku.arm === undefined ? [] : ['Scope', 'SubscriptionId', 'Duration'],
    dynamicAttributes: dynamicAttributes(sku),
    ...(sku.arm === undefined && {
      attestationProperties: { attestationType: 'SoftwareTerms', enforceAttestation: true },
    }),
    links: {
      availabilities: link(`${uri}/availabilities?country=${country}`),
      self: link(`${uri}?country=${country}`),
    },
  }
}

/** May change without notice: nobody may lean on one. */
function dynamicAttributes({ arm, termDuration, kind }: Sku): object {
  if (arm === undefined) return { isMicrosoftProduct: kind !== 'linux', hasConstraints: false, isAddon: false }
  return {
    armSkuName: arm.sku,
    armRegionName: arm.region,
    region: arm.regionName,
    duration: termDuration === 'P1Y' ? '1Year' : '3Years',
    category: 'General purpose',
  }
}

function listAvailabilities(call: Call, country: string) {
  const { query, path } = call
  const sku = skuIn(call, country)
  const wanted = query.get('targetSegment')?.toLowerCase()
  const shown = segments.filter((segment) => (wanted === undefined ? segment !== 'nonprofit' : segment === wanted))
  const items = shown.map((segment) => availabilityBody(call, sku, country, segment))
  return ok(collection(items, { self: link(`${path}?${query}`) }))
}

function oneAvailability(call: Call, country: string) {
  const sku = skuIn(call, country)
  const segment = segments.find((each) => availabilityOf(call, sku, country, each) === call.params.availability)
  if (segment === undefined) throw new Problem(404, 400019, 'Availability not found.')
  return ok(availabilityBody(call, sku, country, segment))
}

/** Azure plans and older Azure subscriptions have different availabilities of a reservation. */
const availabilityOf = ({ query, world }: Call, sku: Sku, country: string, segment: string): string =>
  availabilityId(sku, country, segment, world.clock.now(), query.get('reservationScope') === 'AzurePlan')

function availabilityBody(call: Call, sku: Sku, country: string, segment: string) {
  const id = availabilityOf(call, sku, country, segment)
  const currency = defaultCurrency(country)
  const duration = sku.termDuration
  return {
    id,
    productId: sku.productId,
    skuId: sku.id,
    catalogItemId: `${sku.productId}:${sku.id}:${id}`,
    defaultCurrency: { code: currency, symbol: symbolOf(currency) },
    segment,
    country,
    isPurchasable: true,
    isRenewable: sku.kind === 'subscription',
    ...(duration !== undefined && {
      terms: [{ duration, description: duration === 'P1Y' ? '1 Year Prepaid' : '3 Years Prepaid' }],
    }),
    product: productBody(sku, country),
    sku: skuBody(sku, country),
    links: { self: link(`/products/${sku.productId}/skus/${sku.id}/availabilities/${id}?country=${country}`) },
  }
}

/** Stock of a reservation: a bare array, and keys of the body in Pascal case. */
function checkInventory(call: Call) {
  countryOf(call)
  const wanted = (call.body ?? {}) as {
    targetItems?: { productId?: string; skuId?: string }[]
    inventoryContext?: Context
  }
  const region = wanted.inventoryContext?.armRegionName
  const targets = wanted.targetItems ?? []
  if (targets.length === 0) throw new Problem(400, 800002, 'Invalid request input')
  const found = skus.filter(
    (sku) =>
      sku.arm !== undefined &&
      targets.some(({ productId, skuId }) => productId === sku.productId && (skuId === undefined || skuId === sku.id)),
  )
  return ok(
    found.map((sku) => {
      const isRestricted = region !== undefined && sku.arm?.region !== region
      return {
        productId: sku.productId,
        skuId: sku.id,
        isRestricted,
        restrictions: isRestricted ? [restricted(region)] : [],
      }
    }),
  )
}
interface Context {
  readonly armRegionName?: string
}
const restricted = (region: string) => ({
  reasonCode: 'NotAvailableForSubscription',
  description: `Restriction identified of type 'Location' with values '${region}'.`,
  properties: { type: 'Location', values: region },
})
