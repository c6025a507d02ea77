import { z } from 'zod'
import { type Money, type MoneyFacts, minorUnit, money, moneyFacts } from '../../../commerce/money.ts'
import { type Order, orderTotal } from '../../../commerce/order.ts'
import { severities } from '../../../commerce/ports/partner-center.ts'
import { isGuid } from '../../../platform/guid.ts'
import { asOneLine, asWords, turnsDirection } from '../../../platform/plain-text.ts'
import { cut } from '../../../platform/text.ts'
import type { SupportWish } from './support.ts'

const typed = z
  .union([z.string(), z.number()])
  .transform((value) => cut(String(value), 5_000))
  .catch('')
const line = typed.transform(asOneLine)

/** The form as it is typed: nothing is known of it but that it is text. */
export const supportForm = z.object({
  impact: typed,
  title: typed,
  customer: line,
  about: line,
  reason: typed,
  amount: line,
  currency: line,
  contactName: typed,
  contactEmail: line,
  contactPhone: line,
})
export type SupportForm = z.infer<typeof supportForm>
export type SupportField = keyof SupportForm

/** Characters. */
export const lengths = { title: 100, reason: 1_000, name: 100, email: 254, phone: 40 } as const
export const shortestReason = 10

export type SupportMistake =
  | { readonly kind: 'impact' | 'title' | 'customer' | 'about' | 'reason' | 'amount' | 'currency' }
  | { readonly kind: 'name' | 'email' | 'phone' }
  | { readonly kind: 'order-unknown'; readonly orderId: string }
  | { readonly kind: 'digits'; readonly currency: string; readonly digits: number }
  | { readonly kind: 'more-than-paid' | 'other-currency'; readonly total: MoneyFacts }

export type SupportMistakes = Partial<Record<SupportField, SupportMistake>>

/** The fields that need nobody else to be read, as far as they can be; the customer and what it is about are looked up by others. */
export interface ReadForm {
  readonly wish: Partial<Omit<SupportWish, 'customer' | 'customerId' | 'about'>>
  readonly mistakes: SupportMistakes
}

/** Reads the whole form: every mistake is found at once. */
export function readForm(form: SupportForm): ReadForm {
  const impact = severities.find((known) => known === form.impact)
  const title = oneLine(form.title, lengths.title)
  const reason = someText(form.reason, lengths.reason)
  const currency = readCurrency(form.currency)
  const amount = readAmount(form.amount)
  const digits = currency === undefined ? 4 : minorUnit(currency)
  const fits = amount === undefined || (amount.split('.')[1]?.length ?? 0) <= digits
  const name = turnsDirection(form.contactName) ? undefined : oneLine(form.contactName, lengths.name)
  const email = readEmail(form.contactEmail)
  const phone = readPhone(form.contactPhone)
  const contact = name && email && phone ? { name, email, phone } : undefined
  return {
    wish: {
      ...(impact && { impact }),
      ...(title && { title }),
      ...(reason && { reason }),
      ...(amount && currency && fits && { amount: money(amount, currency) }),
      ...(contact && { contact }),
    },
    mistakes: {
      ...(!impact && { impact: { kind: 'impact' } }),
      ...(!title && { title: { kind: 'title' } }),
      ...(form.customer.trim() === '' && { customer: { kind: 'customer' } }),
      ...(!isAbout(form.about) && { about: { kind: 'about' } }),
      ...(!reason && { reason: { kind: 'reason' } }),
      ...(!amount && { amount: { kind: 'amount' } }),
      ...(amount && currency && !fits && { amount: { kind: 'digits', currency, digits } }),
      ...(!currency && { currency: { kind: 'currency' } }),
      ...(!name && { contactName: { kind: 'name' } }),
      ...(!email && { contactEmail: { kind: 'email' } }),
      ...(!phone && { contactPhone: { kind: 'phone' } }),
    },
  }
}

/** What the order says against the amount: no more is given back than was paid, and in the same currency. */
export function mistakesAgainst(amount: Money, order: Order): SupportMistakes {
  const total = orderTotal(order)
  if (total === undefined) return {}
  if (amount.currency !== total.currency) return { currency: { kind: 'other-currency', total: moneyFacts(total) } }
  return amount.amount.gt(total.amount) ? { amount: { kind: 'more-than-paid', total: moneyFacts(total) } } : {}
}

/** Subscription IDs are GUIDs; what else it may be is an order ID. */
export const isSubscriptionId = (about: string): boolean => isGuid(about.trim())

const isAbout = (text: string): boolean => isSubscriptionId(text) || /^[\w-]{3,100}$/.test(text.trim())

function oneLine(text: string, most: number): string | undefined {
  const line = asWords(text).replace(/\s+/g, ' ')
  return line.length > 0 && line.length <= most ? line : undefined
}

/** Several lines, of a length that says something. @returns undefined when it is none */
function someText(text: string, most: number): string | undefined {
  const words = asWords(text)
  return words.length >= shortestReason && words.length <= most ? words : undefined
}

const amounts = /^(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d{1,3}(?: \d{3})+|\d{1,12})(?:\.\d{1,6})?$/

/** `1,234.50`, `1 234.50`, `1234.5`, with full-width digits too, as plain digits; undefined for what is no amount, or none above zero. */
export function readAmount(text: string): string | undefined {
  const amount = text.normalize('NFKC').trim()
  if (!amounts.test(amount)) return undefined
  const digits = amount.replace(/[, ]/g, '').replace(/^0+(?=\d)/, '')
  return /[1-9]/.test(digits) && (digits.split('.')[0]?.length ?? 0) <= 12 ? digits : undefined
}

/** An amount as it is typed, whatever the locale, so that it can be read again. */
export const writeAmount = ({ amount, currency }: Money): string => {
  const digits = minorUnit(currency)
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return new Intl.NumberFormat('en-US', options).format(amount.toFixed() as Intl.StringNumericLiteral)
}

const currencies = new Set(Intl.supportedValuesOf('currency'))

function readCurrency(text: string): string | undefined {
  const code = text.normalize('NFKC').trim().toUpperCase()
  return currencies.has(code) ? code : undefined
}

const readEmail = (text: string): string | undefined => z.email().max(lengths.email).safeParse(text.trim()).data

/** Digits with what people put between them; an extension may follow. */
function readPhone(text: string): string | undefined {
  const phone = oneLine(text.normalize('NFKC'), lengths.phone)
  if (phone === undefined || !/^\+?[\d ()./-]+(?:\s*(?:ext\.?|x)\s*\d{1,6})?$/i.test(phone)) return undefined
  const digits = phone.replace(/\D/g, '').length
  return digits >= 5 && digits <= 20 ? phone : undefined
}
