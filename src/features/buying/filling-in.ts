import { z } from 'zod'
import type { Entry, Move } from '../../chat/card-flow.ts'
import { refusalText } from '../../chat/error-reply.ts'
import type { Turn } from '../../chat/turn.ts'
import { refFrom, refText } from '../../commerce/product.ts'
import { DomainError } from '../../platform/errors.ts'
import { asOneLine } from '../../platform/plain-text.ts'
import { cut } from '../../platform/text.ts'
import { askingText } from '../../workflow/approvals/asking.text.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import { PlaceWanted, TooManyLines } from './buying.errors.ts'
import type { BuyingService } from './buying.service.ts'
import { buyingText } from './buying.text.ts'
import { buyingErrors } from './buying-errors.text.ts'
import { type BuyingValues, keptReview, wishOf } from './buying-values.ts'
import { matchTyped } from './catalogue.ts'
import { given, matched } from './choosing-product.ts'
import { firstQuantity } from './form.cards.ts'
import { mostLines } from './order-form.ts'

// Clients leave empty inputs out, or send anything: what is wrong with it is said at its field, with the limits.
const typed = z
  .unknown()
  .optional()
  .transform((input) => {
    if (input === undefined || input === '') return undefined
    const line = asOneLine(typeof input === 'string' ? cut(input, 2_000) : JSON.stringify(input))
    return line === '' ? undefined : cut(line, 200)
  })
export const form = z.object({ item: typed, quantity: typed, place: typed, poNumber: typed, reseller: typed })
/** The review of what is filled in; or the form with what is wrong. */
export async function toReview(
  buying: BuyingService,
  turn: Turn,
  values: BuyingValues,
  inputs: z.infer<typeof form>,
): Promise<Move<BuyingValues>> {
  const filled = await filledIn(buying, turn, values, inputs)
  if (filled.entry !== undefined) return filled
  try {
    const quote = await buying.quote(whoOf(turn), wishOf(filled.values))
    const shown = { reviewed: keptReview(quote), asks: quote.approval !== undefined, poNumber: quote.poNumber }
    const { reseller } = quote
    return { to: 'review', values: { ...filled.values, ...shown, reseller } }
  } catch (error) {
    return mistaken(turn, filled.values, inputs, error)
  }
}

/** One more line of the order: the fields are empty again. */
export async function withOneMore(
  buying: BuyingService,
  turn: Turn,
  values: BuyingValues,
  inputs: z.infer<typeof form>,
): Promise<Move<BuyingValues>> {
  const filled = await filledIn(buying, turn, values, inputs)
  if (filled.entry !== undefined) return filled
  if (wishOf(filled.values).lines.length < mostLines) return { values: emptied(filled.values) }
  return mistaken(turn, filled.values, inputs, new TooManyLines({ most: mostLines }))
}

/** A line of the order back in the fields; what stands in them becomes a line, if it is one. */
export async function changing(
  buying: BuyingService,
  turn: Turn,
  values: BuyingValues,
  inputs: z.infer<typeof form>,
  at: number,
): Promise<Move<BuyingValues>> {
  const changed = values.lines?.[at]
  if (changed === undefined) return { values, entry: { typed: inputs } }
  const filled = inputs.item === undefined ? undefined : await filledIn(buying, turn, values, inputs)
  if (filled?.entry !== undefined) return filled
  const lines =
    emptied(
      filled?.values ?? {
        ...values,
        ...given({ poNumber: inputs.poNumber, reseller: inputs.reseller }),
        item: undefined,
      },
    ).lines ?? []
  return {
    values: {
      ...values,
      place: undefined,
      ...changed,
      lines: lines.filter((_line, place) => place !== at),
      about: undefined,
    },
  }
}

/** What the fields say as a line; or the form with what is wrong with it. Empty fields are none, where there is a line already. */
async function filledIn(
  buying: BuyingService,
  turn: Turn,
  values: BuyingValues,
  inputs: z.infer<typeof form>,
): Promise<{ values: BuyingValues; entry?: Partial<Entry> }> {
  const { customerId = '', lines = [] } = values
  const { item, poNumber, reseller } = inputs
  if (item === undefined) {
    if (lines.length > 0)
      return { values: { ...values, poNumber, reseller, item: undefined, quantity: undefined, about: undefined } }
    return { values, entry: { typed: inputs, mistakes: { item: buyingText[turn.reader.language].chooseProduct } } }
  }
  const match = matchTyped(await buying.catalogue(whoOf(turn), customerId), item)
  if (match.kind !== 'one' && refFrom(item) === undefined) {
    const { market } = await buying.customer(whoOf(turn), customerId)
    const kept = { ...values, ...given({ ...inputs, item: undefined }) }
    const found = matched(turn, kept, { match, said: item, market })
    return { ...found, entry: { ...found.entry, typed: inputs } }
  }
  const wished = {
    ...values,
    ...inputs,
    place: inputs.place ?? values.place,
    item: match.kind === 'one' ? refText(match.item.ref) : item,
    about: undefined,
  }
  try {
    const { quantity } = await buying.readLine(whoOf(turn), customerId, {
      item: wished.item,
      quantity: wished.quantity,
      place: wished.place,
    })
    return { values: { ...wished, quantity: String(quantity) } }
  } catch (error) {
    // What it applies to is asked beside the product alone.
    const isPlace = error instanceof PlaceWanted
    const { entry, values: kept } = mistaken(turn, isPlace ? { ...values, item: wished.item } : values, inputs, error)
    return { values: kept, entry }
  }
}

/** What is in the fields becomes a line of the order. */
export const emptied = ({ item, quantity, place, lines = [], ...values }: BuyingValues): BuyingValues => ({
  ...values,
  lines:
    item === undefined
      ? lines
      : [...lines, { item, quantity: quantity ?? firstQuantity, ...(place !== undefined && { place }) }],
  about: undefined,
  reviewed: undefined,
})

/** The form again, with what is wrong at its field, or above it. */
function mistaken(turn: Turn, values: BuyingValues, inputs: z.infer<typeof form>, error: unknown) {
  if (!(error instanceof DomainError)) throw error
  const field = fieldOf[error.code]
  const said = problem(turn, error)
  return {
    values,
    entry: { typed: inputs, ...(field === undefined ? { problem: said } : { mistakes: { [field]: said } }) },
  }
}

/** At which input of the form a refusal is told; the others stand above it. */
export const fieldOf: Readonly<Record<string, string>> = {
  'commerce.quantity-not-allowed': 'quantity',
  'commerce.product-not-sold': 'item',
  'commerce.reservations-not-sold': 'item',
  'buying.azure-plan-missing': 'item',
  'buying.place-wanted': 'place',
  'buying.po-number-not-allowed': 'poNumber',
  'buying.reseller-wanted': 'reseller',
}

export const problem = ({ reader }: Turn, error: DomainError): string =>
  refusalText(reader, error, {
    ...askingText[reader.language].errors(reader),
    ...buyingErrors[reader.language](reader),
  })
