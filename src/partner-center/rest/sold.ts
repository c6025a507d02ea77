import { PartnerCenterRefused } from '../../commerce/errors.ts'
import { pricesIncludeTax } from '../../commerce/market.ts'
import { money, rounded } from '../../commerce/money.ts'
import type { CatalogItem, Family, ProductRef } from '../../commerce/product.ts'
import type { Calls } from './calls.ts'
import type { Customers } from './customers.ts'
import type { SheetItem } from './price-sheet-csv.ts'
import type { PriceSheet, PriceSheets } from './price-sheets.ts'
import { availabilities, product, sku, type WireAvailability } from './wire/products.ts'

/** What an order's line is about, as far as it is known. */
export interface LineFacts {
  readonly ref?: ProductRef | undefined
  readonly product: string
  readonly sku: string
  readonly family: Family
}

/** What is asked about: the ids of `DG7GMGF0FKZV:0003:DG7GMGF0DWMS`. Availabilities age, product and SKU stay. */
export interface Offer {
  readonly productId: string
  readonly skuId: string
}

/** Products that are not in a price sheet, as far as the service was asked about them. */
const mostFamilies = 5_000

/** What is sold, and what was: price sheets say it, and of what is in none the catalogue. */
export function soldOf(call: Calls, { marketOf }: Pick<Customers, 'marketOf'>, sheets: PriceSheets) {
  const families = new Map<string, Family>()
  const currencies = new Map<string, string>()
  const catalogues = new WeakMap<PriceSheet, Map<string, readonly CatalogItem[]>>()
  return { catalogue, availabilitiesOf, isReservation, factsOf, refOf }

  /** @throws CustomerUnknown, PartnerCenterUnavailable */
  async function catalogue(partnerId: string, customerId: string): Promise<CatalogItem[]> {
    const market = await marketOf(partnerId, customerId)
    const software = await sheets.sheet(partnerId, market, 'software')
    const reserved = await sheets.anySheet(partnerId, market, 'azure_reservations')
    const currency = await currencyIn(partnerId, customerId, market, software)
    const inCurrency = (sheet: PriceSheet) => itemsOf(sheet, market, currency)
    return [...inCurrency(software), ...(reserved === undefined ? [] : inCurrency(reserved))]
  }

  /** The same items for every press: a sheet may have tens of thousands. */
  function itemsOf(sheet: PriceSheet, market: string, currency: string | undefined): readonly CatalogItem[] {
    const byCurrency = catalogues.get(sheet) ?? new Map<string, readonly CatalogItem[]>()
    catalogues.set(sheet, byCurrency)
    const items = byCurrency.get(currency ?? '') ?? sheet.items.map((item) => catalogItem(item, market, currency))
    byCurrency.set(currency ?? '', items)
    return items
  }

  async function isReservation(partnerId: string, market: string, { productId, skuId }: Offer): Promise<boolean> {
    const items = await inSheets(partnerId, market, { productId, skuId })
    return items.some(({ family }) => family === 'azure-reservation')
  }

  async function availabilitiesOf(
    partnerId: string,
    customerId: string,
    { productId, skuId }: Offer,
    ofAzurePlan = false,
  ): Promise<WireAvailability[]> {
    const scope = ofAzurePlan ? '?reservationScope=AzurePlan' : ''
    const path = `/customers/${customerId}/products/${productId}/skus/${skuId}/availabilities${scope}`
    const { value } = await call({ name: 'availabilities', partnerId, customerId, path, answer: availabilities })
    return value.items ?? []
  }

  /**
   * The currency in which the customer's market pays, where the sheet has several. What the service does not tell is not guessed:
   * then no price is named before the cart.
   */
  async function currencyIn(
    partnerId: string,
    customerId: string,
    market: string,
    { items }: PriceSheet,
  ): Promise<string | undefined> {
    const inSheet = new Set(items.flatMap(({ prices }) => Object.keys(prices)))
    const [only] = inSheet
    if (inSheet.size <= 1) return only
    const key = `${partnerId.toLowerCase()}/${market}`
    const known = currencies.get(key)
    if (known !== undefined) return known
    const asked = items.find(({ prices }) => Object.keys(prices).length > 1)
    const found = asked === undefined ? [] : await availabilitiesOf(partnerId, customerId, asked).catch(unlessRefused)
    const codes = new Set(
      found.flatMap(({ defaultCurrency }) => (defaultCurrency === undefined ? [] : [defaultCurrency.code])),
    )
    const [code] = codes
    if (codes.size !== 1 || code === undefined) return undefined
    currencies.set(key, code)
    return code
  }

  /** What a line of an order is about. @param market where it was bought; undefined where that is not known */
  async function factsOf(
    partnerId: string,
    market: string,
    line: { offerId?: string | undefined; termDuration?: string | undefined; friendlyName?: string | undefined },
    billing: string | undefined,
  ): Promise<LineFacts> {
    const offer = offerOf(line.offerId)
    const unknown = { product: line.friendlyName ?? line.offerId ?? '', sku: '', family: 'other' as const }
    if (offer === undefined) return unknown
    const items = await inSheets(partnerId, market, offer)
    const [item] = items
    if (item === undefined) return { ...unknown, family: await familyOf(partnerId, market, offer) }
    const isOne = items.every(({ family }) => family === item.family)
    const ref = refAmong(items, line.termDuration, billing)
    return { ref, product: item.product, sku: skuName(item), family: isOne ? item.family : 'other' }
  }

  /** Which thing of the price list it is, where that is told: a segment is in no line of a cart or an order. */
  async function refOf(
    partnerId: string,
    market: string,
    offerId: string,
    term: string | undefined,
    billing: string | undefined,
  ) {
    const offer = offerOf(offerId)
    return offer && refAmong(await inSheets(partnerId, market, offer), term, billing)
  }

  async function inSheets(
    partnerId: string,
    market: string,
    { productId, skuId }: Offer,
  ): Promise<readonly SheetItem[]> {
    const software = (await sheets.anySheet(partnerId, market, 'software'))?.of(productId, skuId) ?? []
    if (software.length > 0) return software
    return (await sheets.anySheet(partnerId, market, 'azure_reservations'))?.of(productId, skuId) ?? []
  }

  /** Of what is in no price sheet: by the types that the service gives it, never by its name. */
  async function familyOf(partnerId: string, market: string, { productId, skuId }: Offer): Promise<Family> {
    const key = `${productId}:${skuId}`
    const known = families.get(key)
    if (known !== undefined) return known
    const asked = { partnerId, path: `/products/${productId}?country=${market}`, name: 'product', answer: product }
    const found = await call(asked).catch(unlessGone)
    const type = found?.value.productType
    const words = `${type?.id ?? ''} ${type?.subType?.id ?? ''}`.toLowerCase()
    const family = /azure/.test(words)
      ? await azureFamily(partnerId, market, { productId, skuId })
      : softwareFamily(words)
    if (families.size >= mostFamilies) families.clear()
    families.set(key, family)
    return family
  }

  /** What needs an inventory check is reserved. */
  async function azureFamily(partnerId: string, market: string, { productId, skuId }: Offer): Promise<Family> {
    const path = `/products/${productId}/skus/${skuId}?country=${market}`
    const found = await call({ partnerId, path, name: 'sku', answer: sku }).catch(unlessGone)
    return found?.value.purchasePrerequisites?.includes('InventoryCheck') ? 'azure-reservation' : 'other'
  }
}

export type Sold = ReturnType<typeof soldOf>

const offerId = /^([0-9A-Za-z]{12}):([0-9A-Za-z]{4})(?::[0-9A-Za-z]{12})?$/

export function offerOf(text: string | undefined): Offer | undefined {
  const [, productId, skuId] = offerId.exec(text ?? '') ?? []
  return productId === undefined || skuId === undefined ? undefined : { productId, skuId }
}

function softwareFamily(words: string): Family {
  if (!words.startsWith('software')) return 'other'
  if (words.includes('perpetual')) return 'perpetual-software'
  return words.includes('subscription') ? 'server-subscription' : 'other'
}

function refAmong(
  items: readonly SheetItem[],
  duration: string | undefined,
  billing: string | undefined,
): ProductRef | undefined {
  const fitting = items.filter(
    (item) => item.term === (duration ?? 'perpetual') && (billing === undefined || item.billing === billing),
  )
  const [item] = fitting
  if (item === undefined || fitting.length > 1) return undefined
  const { productId, skuId, term, segment } = item
  return { productId, skuId, term, billing: item.billing, segment }
}

function catalogItem(item: SheetItem, market: string, currency: string | undefined): CatalogItem {
  const { productId, skuId, term, billing, segment, product, family, prices } = item
  const price = currency === undefined ? undefined : prices[currency]
  return {
    ref: { productId, skuId, term, billing, segment },
    product,
    sku: skuName(item),
    family,
    ...(price !== undefined &&
      currency !== undefined && { unitPrice: rounded(money(price, currency)), taxIncluded: pricesIncludeTax(market) }),
  }
}

/** `Windows Server 2022 Standard - 16 Core License Pack - 3 year` of that product: `16 Core License Pack`. */
export function skuName({ product, sku, term }: Pick<SheetItem, 'product' | 'sku' | 'term'>): string {
  const own = sku.startsWith(`${product} - `) ? sku.replace(`${product} - `, '') : sku
  const years = /^P(\d+)Y$/.exec(term)?.[1]
  const short = years === undefined ? own : own.replace(new RegExp(`(?:\\s+-|,)\\s+${years} years?$`, 'i'), '')
  return short.trim() || sku
}

function unlessRefused(error: unknown): WireAvailability[] {
  if (!(error instanceof PartnerCenterRefused)) throw error
  return []
}

function unlessGone(error: unknown): undefined {
  if (!(error instanceof PartnerCenterRefused) || error.means === 'connection') throw error
}
