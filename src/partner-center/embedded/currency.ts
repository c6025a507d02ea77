import { Decimal } from 'decimal.js'
import { pricesIncludeTax } from '../../commerce/market.ts'
import { type Money, minorUnit, money, rounded } from '../../commerce/money.ts'

// What one US dollar costs, roughly as in 2020, and the markets that are billed in it. Every other market is billed in USD.
const currencies = [
  ['AED', '3.67', 'AE'],
  ['AUD', '1.45', 'AU CC CX HM KI NF NR TV'],
  ['BGN', '1.74', 'BG'],
  ['BHD', '0.377', 'BH'],
  ['BRL', '5.3', 'BR'],
  ['CAD', '1.34', 'CA'],
  ['CHF', '0.93', 'CH LI'],
  ['CLP', '780', 'CL'],
  ['CNY', '6.9', 'CN'],
  ['COP', '3700', 'CO'],
  ['CZK', '23.5', 'CZ'],
  ['DKK', '6.6', 'DK FO GL'],
  ['EGP', '15.9', 'EG'],
  [
    'EUR',
    '0.92',
    'AD AT AX BE BL CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM TF VA XK YT',
  ],
  ['GBP', '0.79', 'GB GG GI IM JE'],
  ['HKD', '7.8', 'HK'],
  ['HUF', '310', 'HU'],
  ['IDR', '14500', 'ID'],
  ['ILS', '3.45', 'IL PS'],
  ['INR', '74', 'IN BT'],
  ['ISK', '137', 'IS'],
  ['JOD', '0.709', 'JO'],
  ['JPY', '108', 'JP'],
  ['KES', '107', 'KE'],
  ['KRW', '1190', 'KR'],
  ['KWD', '0.307', 'KW'],
  ['KZT', '415', 'KZ'],
  ['MAD', '9.5', 'MA EH'],
  ['MXN', '22', 'MX'],
  ['MYR', '4.2', 'MY'],
  ['NGN', '380', 'NG'],
  ['NOK', '9.1', 'NO SJ BV'],
  ['NZD', '1.52', 'NZ CK NU PN TK'],
  ['OMR', '0.385', 'OM'],
  ['PEN', '3.5', 'PE'],
  ['PHP', '49', 'PH'],
  ['PLN', '3.9', 'PL'],
  ['QAR', '3.64', 'QA'],
  ['RON', '4.2', 'RO'],
  ['RSD', '102', 'RS'],
  ['SAR', '3.75', 'SA'],
  ['SEK', '9', 'SE'],
  ['SGD', '1.38', 'SG'],
  ['THB', '31.5', 'TH'],
  ['TND', '2.78', 'TN'],
  ['TRY', '6.9', 'TR'],
  ['TWD', '29.5', 'TW'],
  ['UAH', '27', 'UA'],
  ['VND', '23200', 'VN'],
  ['XPF', '110', 'NC PF WF'],
  ['ZAR', '16.8', 'ZA LS NA SZ'],
] as const

const billing = new Map<string, { currency: string; rate: string }>(
  currencies.flatMap(([currency, rate, markets]) =>
    markets.split(' ').map((market) => [market, { currency, rate }] as const),
  ),
)

// GST in Australia; what a price of a Brazilian partner carries on top, roughly.
const taxFactors: Record<string, string> = { AU: '1.1', BR: '1.14' }

export const currencyOf = (market: string): string => billing.get(market)?.currency ?? 'USD'

/** A list price in the market's currency: with tax where prices include it, in round numbers, half-even. */
export function priceIn(market: string, usd: string): Money {
  const { currency, rate } = billing.get(market) ?? { currency: 'USD', rate: '1' }
  const tax = pricesIncludeTax(market) ? (taxFactors[market] ?? '1') : '1'
  return roundLooking(money(new Decimal(usd).times(rate).times(tax), currency))
}

/** Four significant digits from a hundred on: `JPY 387,300` rather than `JPY 387,288`; small prices keep their minor unit. */
function roundLooking(price: Money): Money {
  const { amount, currency } = price
  if (currency === 'USD' || amount.lt(100)) return rounded(price)
  const wholeDigits = amount.e + 1
  const digits = Math.min(4, wholeDigits + minorUnit(currency))
  return money(amount.toSignificantDigits(digits, Decimal.ROUND_HALF_EVEN), currency)
}
