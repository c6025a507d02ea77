import { type Answer, type Call, Problem, type Routes } from './exchange.ts'
import { currenciesOf, isSoldIn, listPrice, type Sku, skus } from './goods.ts'
import type { Kind, Partner } from './world.ts'

export const priceSheetRoutes: Routes = { 'GET /v1.0/sales/{sheet}/$value': sheet }

const views: Readonly<Record<string, readonly Kind[]>> = {
  software: ['subscription', 'perpetual', 'linux', 'security-update'],
  azure_reservations: ['reservation'],
}

const columns = [
  ...[
    'ChangeIndicator',
    'ProductTitle',
    'ProductId',
    'SkuId',
    'SkuTitle',
    'Publisher',
    'SkuDescription',
    'UnitOfMeasure',
  ],
  ...['TermDuration', 'BillingPlan', 'Market', 'Currency', 'UnitPrice', 'PricingTierRangeMin', 'PricingTierRangeMax'],
  ...['EffectiveStartDate', 'EffectiveEndDate', 'Tags', 'ERP Price', 'Segment', 'PreviousValues'],
] as const

/**
 * `pricesheets(Market='us',PricesheetView='software')`: one CSV of a market, of now or of a month that is over. "Get a price sheet".
 */
function sheet({ world, partner, token, params, query }: Call): Answer {
  if (token.as === 'app') throw new Problem(403, 800043, "Access to pricing information isn't granted")
  const read = /^pricesheets\(Market='([a-z]{2})',PricesheetView='([a-z_]+)'\)$/i.exec(params.sheet ?? '')
  const country = read?.[1]?.toUpperCase()
  const kinds = views[read?.[2]?.toLowerCase() ?? '']
  const timeline = query.get('timeline')?.toLowerCase() ?? 'current'
  if (country === undefined || kinds === undefined || timeline === 'future') throw new Problem(404, 1000, 'Not found')
  const at = timeline === 'history' ? endOfMonth(query.get('month') ?? '') : world.clock.now()
  const sold = skus.filter((sku) => kinds.includes(sku.kind) && isSoldIn(country, sku))
  return {
    status: 200,
    text: sheetText(partner, sold, country, at),
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': 'attachment; filename=sheets.csv',
    },
  }
}

function endOfMonth(month: string): Date {
  const [, year, number] = /^(\d{4})(\d{2})$/.exec(month) ?? []
  if (year === undefined || number === undefined) throw new Problem(400, 800002, 'Invalid request input')
  return new Date(Date.UTC(Number(year), Number(number), 0, 23, 59, 59))
}

/** With a byte order mark, every field in quotes, and lines that end with CR LF. */
function* sheetText(partner: Partner, sold: readonly Sku[], country: string, at: Date): Generator<string> {
  yield `\uFEFF${row(columns)}`
  for (const sku of sold) {
    for (const currency of currenciesOf(country)) {
      for (const billing of sku.billingCycles) yield row(fieldsOf(partner, sku, { country, currency, billing, at }))
    }
  }
}

const row = (fields: readonly string[]): string =>
  `${fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(',')}\r\n`

const plans: Readonly<Record<string, string>> = { one_time: 'OneTime', annual: 'Annual', triennial: 'Triennial' }
const tags: Partial<Record<Kind, string>> = {
  subscription: 'Software;Subscription',
  perpetual: 'Software;Perpetual',
  reservation: 'Azure;Reservation',
}

function fieldsOf(partner: Partner, sku: Sku, place: Parameters<typeof listPrice>[2]): string[] {
  const { country, currency, billing, at } = place
  const price = listPrice(partner, sku, place)
  const monthBegins = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1))
  const before = listPrice(partner, sku, { ...place, at: new Date(monthBegins.getTime() - 1) })
  const changed = !before.eq(price)
  const values: Record<(typeof columns)[number], string> = {
    ChangeIndicator: changed ? 'Price Change' : 'Unchanged',
    ProductTitle: sku.productTitle,
    ProductId: sku.productId,
    SkuId: sku.id,
    SkuTitle: sku.title,
    Publisher: 'Microsoft Corporation',
    SkuDescription: `${sku.title},\n"as sold in ${country}"`,
    UnitOfMeasure: '',
    TermDuration: sku.termDuration ?? 'OneTime',
    BillingPlan: plans[billing] ?? billing,
    Market: country,
    Currency: currency,
    UnitPrice: price.toFixed(),
    PricingTierRangeMin: '',
    PricingTierRangeMax: '',
    EffectiveStartDate: sheetDate(monthBegins),
    EffectiveEndDate: '12/31/9999 11:59:59 PM',
    Tags: tags[sku.kind] ?? 'Software',
    'ERP Price': price.times('1.25').toDecimalPlaces(2).toFixed(),
    Segment: 'Commercial',
    PreviousValues: changed ? `UnitPrice:${before.toFixed()}` : '',
  }
  return columns.map((name) => values[name])
}

/** `2/1/2019 12:00:00 AM` */
const sheetDate = (day: Date): string =>
  `${day.getUTCMonth() + 1}/${day.getUTCDate()}/${day.getUTCFullYear()} 12:00:00 AM`
