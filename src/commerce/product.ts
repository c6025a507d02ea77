import type { Money } from './money.ts'

export const families = [
  'server-subscription',
  'perpetual-software',
  'azure-reservation',
  'extended-security-update',
  'linux-plan',
] as const
export type Family = (typeof families)[number]

/** Families whose purchases are software: they have keys and downloads. */
export const isSoftware = (family: Family): boolean =>
  family === 'server-subscription' || family === 'perpetual-software'

/** ISO 8601 durations as in Partner Center's `termDuration`; perpetual software has none. */
export const terms = ['P1Y', 'P3Y', 'perpetual'] as const
export type Term = (typeof terms)[number]

/** What can be bought by one customer: product, SKU and availability in one, priced for the customer's market. */
export interface CatalogItem {
  /** Partner Center's `catalogItemId`: `product:sku:availability`. */
  readonly id: string
  /** Product name without the term: `Windows Server 2019 Standard`. */
  readonly product: string
  /** SKU name: `16 core`, `2 core`, `1 device`. */
  readonly sku: string
  readonly family: Family
  readonly term: Term
  /** Partner Center's `billingCycle`. */
  readonly billing: 'one_time'
  readonly unitPrice: Money
  readonly taxIncluded: boolean
  readonly minimumQuantity: number
  readonly maximumQuantity: number
}

/** Windows Server with Software Assurance: saves up to 40 % on Azure virtual machines (Azure Hybrid Benefit). */
export const hasHybridBenefit = (item: Pick<CatalogItem, 'product' | 'family'>): boolean =>
  item.family === 'server-subscription' && /^Windows Server \d{4} (Standard|Datacenter)$/.test(item.product)
