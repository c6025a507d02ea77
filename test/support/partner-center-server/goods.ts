import { Decimal } from 'decimal.js'
import { pricesIncludeTax, sellsReservations } from '../../../src/commerce/market.ts'
import { minorUnit } from '../../../src/commerce/money.ts'
import type { Family } from '../../../src/commerce/product.ts'
import { currencyOf, priceIn } from '../../../src/partner-center/embedded/currency.ts'
import { products } from '../../../src/partner-center/embedded/products.ts'
import { day } from '../../../src/platform/clock.ts'
import { digestOf } from './stamps.ts'
import type { Kind, Partner } from './world.ts'

/** One SKU of a product. What it costs in a market is in the price sheet and in a cart, never beside it. */
export interface Sku {
  readonly productId: string
  readonly id: string
  readonly productTitle: string
  /** `Windows Server 2022 Standard - 16 Core License Pack - 3 year`, as Partner Center names it. */
  readonly title: string
  readonly kind: Kind
  readonly termDuration?: string | undefined
  readonly billingCycles: readonly string[]
  readonly maximumQuantity: number
  readonly usd: string
  /** Of reservations. */
  readonly arm?: { readonly sku: string; readonly region: string; readonly regionName: string } | undefined
}

const kinds: Readonly<Record<Family, Kind>> = {
  'server-subscription': 'subscription',
  'perpetual-software': 'perpetual',
  'azure-reservation': 'reservation',
  'linux-plan': 'linux',
  'extended-security-update': 'security-update',
  other: 'perpetual',
}
const years: Readonly<Record<string, number>> = { P1Y: 1, P3Y: 3 }

const regions = [
  { region: 'westus2', regionName: 'US West 2' },
  { region: 'westeurope', regionName: 'EU West' },
]

/** The sample world's products under the names and with the billing of the real catalogue. */
const sampleSkus: readonly Sku[] = products.flatMap((product) =>
  product.skus.flatMap(({ name, term, usd, maximum }, index): Sku[] => {
    const kind = kinds[product.family]
    const common = {
      productId: product.id,
      termDuration: term === 'perpetual' ? undefined : term,
      billingCycles: billingCyclesOf(kind, term),
      maximumQuantity: maximum,
      kind,
      usd,
    }
    if (kind === 'reservation')
      return regions.map((region, at) => reservation(name, term, index * 2 + at, region, common))
    const duration = years[term] === undefined ? '' : ` - ${years[term]} year`
    const title = `${product.name} - ${packOf(name, kind)}${duration}`
    return [{ ...common, id: skuId(index), productTitle: product.name, title }]
  }),
)

/** Of an Azure plan there is no more than one, and its orders are looked up as others are. */
const azurePlan: Sku = {
  ...{ productId: 'DZH318Z0BPS6', id: '0001', productTitle: 'Azure plan', title: 'Azure plan', kind: 'azure-plan' },
  ...{ billingCycles: ['one_time'], maximumQuantity: 1, usd: '0' },
}
export const skus: readonly Sku[] = [...sampleSkus, azurePlan]

/** "Manage billing frequency": three years of software are billed at once or by the year. */
function billingCyclesOf(kind: Kind, term: string): string[] {
  if (kind !== 'subscription') return ['one_time']
  return term === 'P3Y' ? ['annual', 'triennial'] : ['annual']
}

function reservation(
  name: string,
  term: string,
  index: number,
  { region, regionName }: (typeof regions)[number],
  common: Omit<Sku, 'id' | 'title' | 'productTitle'>,
): Sku {
  const sku = `Standard_${name.replace(' ', '_')}`
  const duration = term === 'P1Y' ? '1 Year' : '3 Years'
  const title = `Reserved VM Instance, ${sku}, ${regionName}, ${duration}`
  return {
    ...common,
    id: skuId(index),
    productTitle: 'Virtual Machines Dsv3 Series',
    title,
    arm: { sku, region, regionName },
  }
}

function packOf(name: string, kind: Kind): string {
  if (kind === 'security-update') return name
  return name
    .replace(/^(\d+) core$/, '$1 Core License Pack')
    .replace(/^1 device$/, '1 Device CAL')
    .replace(/^1 user$/, '1 User CAL')
}

/** Four digits and letters: `0001`, `000A`. */
function skuId(index: number): string {
  return (index + 1).toString(36).toUpperCase().padStart(4, '0')
}

const byId = new Map(skus.map((sku) => [`${sku.productId}:${sku.id}`, sku]))
export const skuOf = (productId: string, id: string): Sku | undefined => byId.get(`${productId}:${id}`)

/** "Make a one-time purchase": nearly the markets without reservations, but for Azerbaijan, and with Brazil and Russia. */
const sellsSubscriptions = (country: string): boolean =>
  (sellsReservations(country) && country !== 'BR' && country !== 'RU') || country === 'AZ'

export function isSoldIn(country: string, { kind }: Sku): boolean {
  if (kind === 'reservation') return sellsReservations(country)
  return kind === 'perpetual' || kind === 'azure-plan' || sellsSubscriptions(country)
}

/** Availabilities change with market, segment and time: an id holds for a day, and for the one after. */
export function availabilityId(
  sku: Sku,
  country: string,
  segment: string,
  now: Date,
  plan = false,
  daysAgo = 0,
): string {
  const age = Math.floor(now.getTime() / day) - daysAgo
  const digest = digestOf(`${sku.productId}/${sku.id}/${country}/${segment}/${plan}/${age}`)
  const letters = '0123456789BCDFGHJKLMNPQRSTVWXZ'
  return `DG7GMGF0${[...digest.subarray(0, 4)].map((byte) => letters[byte % letters.length]).join('')}`
}

export const segments = ['commercial', 'education', 'government', 'nonprofit'] as const

/** The segment of an availability that holds now. */
export function segmentOf(sku: Sku, availability: string, country: string, now: Date): string | undefined {
  return segments.find((segment) =>
    [0, 1].some((daysAgo) =>
      [false, true].some((plan) => availabilityId(sku, country, segment, now, plan, daysAgo) === availability),
    ),
  )
}

const euro = 'AT BE BG CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK CH'.split(
  ' ',
)
/** Price sheets of the EU, EFTA and the United Kingdom name six currencies for each item, in this order. */
const sixCurrencies = { EUR: 'DE', GBP: 'GB', CHF: 'CH', DKK: 'DK', NOK: 'NO', SEK: 'SE' } as const

export function currenciesOf(country: string): string[] {
  return euro.includes(country) ? Object.keys(sixCurrencies) : [currencyOf(country)]
}
export const defaultCurrency = (country: string): string => {
  const own = currencyOf(country)
  return currenciesOf(country).includes(own) ? own : 'EUR'
}

/** What one costs for a billing cycle in the sheet of a market: with tax in Australia and Brazil, as the article says. */
export function listPrice(
  partner: Partner,
  sku: Sku,
  place: { country: string; currency: string; billing: string; at: Date },
): Decimal {
  const { country, currency, billing, at } = place
  const key = `${sku.productId}:${sku.id}`
  const changed = partner.prices.get(key)?.findLast(({ since }) => since <= at)
  const market = euro.includes(country)
    ? (Object.entries(sixCurrencies).find(([code]) => code === currency)?.[1] ?? country)
    : country
  const { amount } = priceIn(market, changed?.usd ?? sku.usd)
  const cycles = billing === 'annual' ? (years[sku.termDuration ?? ''] ?? 1) : 1
  return amount.div(cycles).toDecimalPlaces(minorUnit(currency), Decimal.ROUND_HALF_EVEN)
}

const taxes: Readonly<Record<string, string>> = { AU: '1.1', BR: '1.14' }
/** What a cart and an order say: amounts are before taxation. */
export function cartPrice(partner: Partner, sku: Sku, place: Parameters<typeof listPrice>[2]): Decimal {
  const factor = pricesIncludeTax(place.country) ? (taxes[place.country] ?? '1') : '1'
  return listPrice(partner, sku, place).div(factor).toDecimalPlaces(minorUnit(place.currency), Decimal.ROUND_HALF_EVEN)
}

/** How often a term is billed. */
export const cyclesOf = (sku: Sku, billing: string): number =>
  billing === 'annual' ? (years[sku.termDuration ?? ''] ?? 1) : 1
