import { createHash } from 'node:crypto'
import { pricesIncludeTax, sellsReservations } from '../../commerce/market.ts'
import { type CatalogItem, type ProductRef, refText } from '../../commerce/product.ts'
import { priceIn } from './currency.ts'
import type { Media } from './downloads.ts'
import { products } from './products.ts'

/** What the embedded Partner Center always knows of what it sells. */
export type PricedItem = Priced<Required<CatalogItem>>
type Priced<T> = { readonly [K in keyof T]: Exclude<T[K], undefined> }

/** What is the same in every market: everything but price and tax. */
export interface Offer extends Omit<PricedItem, 'unitPrice' | 'taxIncluded'> {
  /** Partner Center's `catalogItemId`, `product:sku:availability`, as its own orders keep it. */
  readonly catalogItem: string
  readonly usd: string
  readonly media: Media | undefined
}

export const offers: readonly Offer[] = products.flatMap((product) =>
  product.skus.map((offered, index) => ({
    catalogItem: catalogItemId(product.id, index + 1),
    ref: {
      productId: product.id,
      skuId: skuId(index + 1),
      term: offered.term,
      billing: 'one_time',
      segment: 'commercial',
    },
    product: product.name,
    sku: offered.name,
    family: product.family,
    minimumQuantity: 1,
    maximumQuantity: offered.maximum,
    usd: offered.usd,
    media: product.media,
  })),
)

const offersById = new Map(offers.map((offer) => [offer.catalogItem, offer]))
const offersByRef = new Map(offers.map((offer) => [refText(offer.ref), offer]))

export const offerOf = (catalogItem: string): Offer | undefined => offersById.get(catalogItem)
export const offerOfRef = (ref: ProductRef): Offer | undefined => offersByRef.get(refText(ref))

const catalogues = new Map<string, PricedItem[]>()

/** Everything that the market sells, in its currency. */
export function catalogueOf(market: string): PricedItem[] {
  const known = catalogues.get(market)
  if (known !== undefined) return known
  const items = offers
    .filter(({ family }) => family !== 'azure-reservation' || sellsReservations(market))
    .map(({ usd, media: _, catalogItem: __, ...offer }) => ({
      ...offer,
      unitPrice: priceIn(market, usd),
      taxIncluded: pricesIncludeTax(market),
    }))
  catalogues.set(market, items)
  return items
}

/** `DG7GMGF0FKZV:0003:DG7GMGF0DWMS`: the availability follows from product and SKU, so that ids outlive restarts. */
function catalogItemId(product: string, number: number): string {
  const stockKeepingUnit = skuId(number)
  const digest = createHash('sha256').update(`${product}:${stockKeepingUnit}`).digest()
  const alphabet = '0123456789BCDFGHJKLMNPQRSTVWXZ'
  const tail = [...digest.subarray(0, 4)].map((byte) => alphabet[byte % alphabet.length]).join('')
  return `${product}:${stockKeepingUnit}:DG7GMGF0${tail}`
}

function skuId(number: number): string {
  return String(number).padStart(4, '0')
}
