import type { Amounts } from '../../commerce/amounts.ts'
import { minorUnit } from '../../commerce/money.ts'

/** Why a list of amounts cannot be read, and at what. */
export type AmountsMistake =
  | { readonly kind: 'unreadable' | 'currency' | 'twice' | 'too-large'; readonly at: string }
  | { readonly kind: 'digits'; readonly at: string; readonly digits: number }

export type ReadAmounts = { readonly amounts: Amounts } | { readonly mistake: AmountsMistake }

/** `50000`, `50,000`, `50 000`, `1,00,000`, each with a decimal point or without. */
const amount = String.raw`\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)(?:\.\d+)?|\d{1,3}(?: \d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?`
const tokens = new RegExp(
  String.raw`(?<amount>${amount})|(?<code>[A-Z]+)|(?<end>[;,、\n])|(?<space>\s+)|(?<other>.)`,
  'gu',
)

/** As many digits before the point as the desk keeps. */
const mostDigits = 12

type Token = { readonly kind: 'amount' | 'code' | 'end' | 'other'; readonly text: string }

/**
 * Reads `USD 50,000; EUR 45000; 7000000 JPY`: a currency's ISO code before or after its amount, in any letter case and width,
 * with thousands separators or without. Nothing typed is no amount.
 */
export function readAmounts(typed: string): ReadAmounts {
  const amounts = new Map<string, string>()
  for (const [first, second] of pairsOf(typed)) {
    const both = [first, second].map((token) => token?.text ?? '').join(' ')
    const code = [first, second].find((token) => token?.kind === 'code')?.text
    const value = [first, second].find((token) => token?.kind === 'amount')?.text
    if (code === undefined || value === undefined) return { mistake: { kind: 'unreadable', at: both.trim() } }
    const mistake = mistakeIn(code, value) ?? (amounts.has(code) ? ({ kind: 'twice', at: code } as const) : undefined)
    if (mistake !== undefined) return { mistake }
    amounts.set(code, plainDigits(value))
  }
  return { amounts: Object.fromEntries(amounts) }
}

/** Two tokens belong together; what an end cuts off before it has two stands alone, and is a mistake. */
function pairsOf(typed: string): (readonly [Token, Token | undefined])[] {
  const pairs: [Token, Token | undefined][] = []
  let open: Token | undefined
  for (const token of tokensOf(typed)) {
    if (token.kind !== 'end' && open === undefined) open = token
    else if (open !== undefined) {
      pairs.push([open, token.kind === 'end' ? undefined : token])
      open = undefined
    }
  }
  return open === undefined ? pairs : [...pairs, [open, undefined]]
}

// Full-width letters, digits and signs become plain ones, and so do the spaces that stand in numbers.
const tokensOf = (typed: string): Token[] =>
  [...typed.normalize('NFKC').toUpperCase().trim().matchAll(tokens)].flatMap(({ groups = {} }) =>
    (['amount', 'code', 'end', 'other'] as const).flatMap((kind) => {
      const text = groups[kind]
      return text === undefined ? [] : [{ kind, text }]
    }),
  )

function mistakeIn(code: string, value: string): AmountsMistake | undefined {
  if (!isCurrency(code)) return { kind: 'currency', at: code }
  const [whole = '', fraction = ''] = plainDigits(value).split('.')
  if (whole.length > mostDigits) return { kind: 'too-large', at: `${code} ${value}` }
  const digits = minorUnit(code)
  return fraction.length > digits ? { kind: 'digits', at: `${code} ${value}`, digits } : undefined
}

const plainDigits = (value: string): string => value.replace(/[, ]/g, '').replace(/^0+(?=\d)/, '')

const currencies = new Set(Intl.supportedValuesOf('currency'))
const isCurrency = (code: string): boolean => currencies.has(code)

/** Amounts as they are typed: `EUR 45,000; USD 50,000.5`, whatever the locale, so that they can be read again. */
export const writeAmounts = (amounts: Amounts): string =>
  byCurrency(amounts)
    .map(([code, value]) => `${code} ${grouped.format(value as Intl.StringNumericLiteral)}`)
    .join('; ')

export const byCurrency = (amounts: Amounts): [currency: string, amount: string][] =>
  Object.entries(amounts).sort(([a], [b]) => (a < b ? -1 : 1))

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 4 })
