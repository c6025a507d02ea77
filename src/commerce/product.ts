import { z } from 'zod'
import type { Money } from './money.ts'

/** `other` is what Partner Center sells and the desk does not know: it is shown, and neither bought nor cancelled by a guess. */
export const families = [
  'server-subscription',
  'perpetual-software',
  'azure-reservation',
  'extended-security-update',
  'linux-plan',
  'other',
] as const
export type Family = (typeof families)[number]

/** Families whose purchases are software: they have keys and downloads. */
export const isSoftware = (family: Family): boolean =>
  family === 'server-subscription' || family === 'perpetual-software'

/** ISO 8601 durations as in Partner Center's `termDuration`, or `perpetual`. Others may come: they are shown as they are. */
export const knownTerms = ['P1M', 'P1Y', 'P3Y', 'perpetual'] as const
export type KnownTerm = (typeof knownTerms)[number]
export type Term = string

/** Partner Center's `billingCycle`: `one_time`, `monthly`, `annual`, `triennial` and `none` are known. */
export const knownBillings = ['one_time', 'monthly', 'annual', 'triennial', 'none'] as const
export type KnownBilling = (typeof knownBillings)[number]
export type Billing = string

const monthsOfTerm: Readonly<Record<string, number>> = { P1M: 1, P1Y: 12, P3Y: 36 }
const monthsBilled: Readonly<Record<string, number>> = { monthly: 1, annual: 12, triennial: 36 }

/** In how many parts a term is paid: a price is that of one part. One where nobody here knows the term or the billing. */
export const partsOf = ({ term, billing }: Pick<ProductRef, 'term' | 'billing'>): number =>
  Math.max(1, (monthsOfTerm[term] ?? 0) / (monthsBilled[billing] ?? Number.POSITIVE_INFINITY))

export const isBilledInParts = (ref: Pick<ProductRef, 'term' | 'billing'>): boolean => partsOf(ref) > 1

/** What is stored of a product. An availability (`catalogItemId`) ages within hours, so none is: the cart finds it anew. */
export const productRefSchema = z.object({
  productId: z.string().min(1),
  skuId: z.string().min(1),
  term: z.string().min(1),
  billing: z.string().min(1),
  /** `commercial`, `education`, `nonprofit`, `government`. */
  segment: z.string().min(1),
})
export type ProductRef = Readonly<z.infer<typeof productRefSchema>>

/** What can be bought by one customer: a product in one SKU for one term. */
export interface CatalogItem {
  readonly ref: ProductRef
  /** Product name without the term: `Windows Server 2019 Standard`. */
  readonly product: string
  /** SKU name: `16 core`, `2 core`, `1 device`. */
  readonly sku: string
  readonly family: Family
  /** The price list's, where it has one: what is paid is the cart's. */
  readonly unitPrice?: Money | undefined
  readonly taxIncluded?: boolean | undefined
  readonly minimumQuantity?: number | undefined
  readonly maximumQuantity?: number | undefined
}

/** `DG7GMGF0FKZV:0003:P1Y:one_time:commercial`, to compare refs and to carry one in a button. */
export const refText = ({ productId, skuId, term, billing, segment }: ProductRef): string =>
  [productId, skuId, term, billing, segment].join(':')

/** @returns undefined for what is no ref. */
export function refFrom(text: string): ProductRef | undefined {
  const [productId, skuId, term, billing, segment, ...more] = text.split(':')
  const read = productRefSchema.safeParse({ productId, skuId, term, billing, segment })
  return more.length === 0 && read.success ? read.data : undefined
}

export const sameRef = (a: ProductRef, b: ProductRef): boolean => refText(a) === refText(b)

/** What has a term: an order's line, or an item of the catalogue by its ref. */
export type OfTerm = { readonly term: Term } | { readonly ref: Pick<ProductRef, 'term'> }
export const termOf = (it: OfTerm): Term => ('term' in it ? it.term : it.ref.term)

/** Windows Server with Software Assurance: saves up to 40 % on Azure virtual machines (Azure Hybrid Benefit). */
export const hasHybridBenefit = (item: Pick<CatalogItem, 'product' | 'family'>): boolean =>
  item.family === 'server-subscription' && /^Windows Server \d{4} (Standard|Datacenter)$/.test(item.product)
