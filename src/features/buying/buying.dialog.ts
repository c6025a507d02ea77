import { z } from 'zod'
import { act, type CardFlow, cardFlow, type Entry, type Move } from '../../chat/card-flow.ts'
import { refusalText } from '../../chat/error-reply.ts'
import { filledLine, wordsField } from '../../chat/fields.ts'
import type { Turn } from '../../chat/turn.ts'
import type { Customer } from '../../commerce/order.ts'
import { refFrom, refText } from '../../commerce/product.ts'
import { DomainError } from '../../platform/errors.ts'
import { asOneLine } from '../../platform/plain-text.ts'
import { cut } from '../../platform/text.ts'
import { longestReason } from '../../workflow/approvals/approval.ts'
import { ApprovalRuleChanged } from '../../workflow/approvals/approvals.errors.ts'
import { whyTooLong } from '../../workflow/approvals/asking.cards.ts'
import { askingText } from '../../workflow/approvals/asking.text.ts'
import { customerStep, whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { agreementStep } from './agreement.step.ts'
import type { AgreementsService } from './agreements.service.ts'
import { reviewCard } from './buying.cards.ts'
import { CartChanged, TooManyLines } from './buying.errors.ts'
import type { BuyingService } from './buying.service.ts'
import { buyingText } from './buying.text.ts'
import { type BuyingValues, buyingValues, keptReview, reviewedIn, wishOf } from './buying-values.ts'
import { isRefOf, matchTyped, matchWords } from './catalogue.ts'
import { given, itemIn, matched, offeredOf } from './choosing-product.ts'
import { firstQuantity, formCard, mostShown } from './form.cards.ts'
import { mostLines } from './order-form.ts'
import { receiptCard } from './receipt.cards.ts'
import type { ReceiptsService } from './receipts.service.ts'

// Clients leave empty inputs out, or send anything: what is wrong with it is said at its field, with the limits.
const typed = z
  .unknown()
  .optional()
  .transform((input) => {
    if (input === undefined || input === '') return undefined
    const line = asOneLine(typeof input === 'string' ? cut(input, 2_000) : JSON.stringify(input))
    return line === '' ? undefined : cut(line, 200)
  })
const confirmation = z.object({
  acknowledged: z.literal('true'),
  why: wordsField(longestReason).transform((why) => (why === '' ? undefined : why)),
})

const form = z.object({ item: typed, quantity: typed, poNumber: typed })
const place = z.coerce.number().int().min(0)

/** Customer, then the form, then the review; the end is the receipt. */
export function buyingDialog(
  buying: BuyingService,
  {
    receipts,
    agreements,
    customers,
  }: { receipts: ReceiptsService; agreements: AgreementsService; customers: CustomersService },
): CardFlow {
  return cardFlow<BuyingValues>({
    id: 'buying',
    values: buyingValues,
    problem,
    steps: [
      customerStep<BuyingValues>({
        customers,
        title: (turn) => buyingText[turn.reader.language].title,
        progress: (turn) => turn.reader.step(1, 3),
        kept: ({ customerId }) => customerId,
        chosen: (turn, values, customer) => toForm(buying, turn, values, customer),
      }),
      agreementStep(buying, agreements, async (turn, values) =>
        toForm(buying, turn, values, await buying.customer(whoOf(turn), values.customerId ?? '')),
      ),
      {
        id: 'product',
        show: async (turn, values, entry, buttons) => {
          const { customerId = '' } = values
          const customer = await buying.customer(whoOf(turn), customerId)
          const catalogue = await buying.catalogue(whoOf(turn), customerId)
          const offered = await offeredOf(buying, turn, values, catalogue)
          return formCard({ read: turn.reader, customer, catalogue, offered, kept: values, entry, buttons })
        },
        acts: {
          review: act({
            inputs: form,
            run: (turn, values: BuyingValues, inputs) => toReview(buying, turn, values, inputs),
          }),
          add: act({
            inputs: form,
            run: (turn, values: BuyingValues, inputs) => withOneMore(buying, turn, values, inputs),
          }),
          change: act({
            inputs: form.extend({ change: place }),
            run: (turn, values: BuyingValues, { change, ...inputs }) => changing(buying, turn, values, inputs, change),
          }),
          remove: act({
            inputs: form.extend({ remove: place }),
            run: async (_turn, { lines = [], ...values }: BuyingValues, { remove, ...inputs }) => ({
              values: { ...values, lines: lines.filter((_line, at) => at !== remove) },
              entry: { typed: inputs },
            }),
          }),
          take: act({
            inputs: form.extend({ take: filledLine() }),
            mistake: fieldMistake,
            run: (turn, values: BuyingValues, { take, quantity, poNumber }) => {
              // What the form begins with is nobody's wish yet.
              const wished = values.quantity === undefined && quantity === firstQuantity ? undefined : quantity
              return taken(buying, turn, { ...values, ...given({ quantity: wished, poNumber }) }, take)
            },
          }),
          more: act({
            inputs: form.partial(),
            run: async (_turn, values: BuyingValues, inputs) => ({
              values: { ...values, shown: mostShown },
              entry: { typed: inputs },
            }),
          }),
          back: act({
            inputs: form,
            mistake: fieldMistake,
            run: async (turn, values: BuyingValues, { item, ...inputs }) => ({
              to: 'customer',
              values: { ...values, ...given(inputs), ...(await itemIn(buying, turn, values, item)), about: undefined },
            }),
          }),
        },
      },
      {
        id: 'review',
        show: async (turn, values, entry, buttons) => {
          const { customerId = '', asks = false, poNumber } = values
          // A process that ended after the order was confirmed left the flow here: what holds is the receipt.
          const bought = await buying.find(whoOf(turn), buttons.flow)
          if (bought !== undefined) return receiptCard(turn, await receipts.receipt(whoOf(turn), bought.id))
          const customer = await buying.customer(whoOf(turn), customerId)
          const reviewed = reviewedIn(values) ?? (await buying.quote(whoOf(turn), wishOf(values)))
          const terms = await buying.terms(whoOf(turn), reviewed)
          return reviewCard({
            read: turn.reader,
            now: turn.now,
            customer,
            reviewed,
            poNumber,
            terms,
            asks,
            entry,
            buttons,
          })
        },
        acts: {
          place: act({
            inputs: confirmation,
            mistake: fieldMistake,
            run: (turn, values: BuyingValues, { why }, flow) => placeOrder(buying, turn, values, why, flow),
          }),
          add: act({
            inputs: z.object({}),
            run: async (turn, values: BuyingValues, _inputs, flow) =>
              (await buying.find(whoOf(turn), flow)) === undefined
                ? { to: 'product', values: emptied(values) }
                : receiptOf(flow),
          }),
          back: act({
            inputs: z.object({}),
            run: async (turn, values: BuyingValues, _inputs, flow) =>
              (await buying.find(whoOf(turn), flow)) === undefined ? { to: 'product', values } : receiptOf(flow),
          }),
        },
      },
    ],
  })
}

/** The form for a customer, with the product that the sentence names. or what the customer has to accept first, before any cart. */
export async function toForm(
  buying: BuyingService,
  turn: Turn,
  values: BuyingValues,
  customer: Customer,
): Promise<{ to: string; values: BuyingValues; entry?: Partial<Entry> }> {
  const kept = { ...values, customerId: customer.id }
  if ((await buying.missingAgreement(whoOf(turn), customer)) !== undefined) return { to: 'agreement', values: kept }
  if (values.about === undefined) return { to: 'product', values: kept }
  const match = matchWords(await buying.catalogue(whoOf(turn), customer.id), values.about)
  return {
    to: 'product',
    ...matched(turn, kept, { match, said: values.about, market: customer.market, inSentence: true }),
  }
}

/** A product that was pressed. How many is known when it was said or typed: then there is nothing more to fill in. */
async function taken(
  buying: BuyingService,
  turn: Turn,
  values: BuyingValues,
  take: string,
): Promise<Move<BuyingValues>> {
  const chosen = { ...values, item: take, about: undefined }
  const isSold = (await buying.catalogue(whoOf(turn), values.customerId ?? '')).some(({ ref }) => isRefOf(ref, take))
  if (isSold && (values.quantity ?? '') === '') return { values: chosen }
  return toReview(buying, turn, chosen, { item: take, quantity: values.quantity ?? '1', poNumber: values.poNumber })
}

async function toReview(
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
    return { to: 'review', values: { ...filled.values, ...shown } }
  } catch (error) {
    return mistaken(turn, filled.values, inputs, error)
  }
}

/** One more line of the order: the fields are empty again. */
async function withOneMore(
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
async function changing(
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
    emptied(filled?.values ?? { ...values, ...given({ poNumber: inputs.poNumber }), item: undefined }).lines ?? []
  return { values: { ...values, ...changed, lines: lines.filter((_line, place) => place !== at), about: undefined } }
}

/** What the fields say as a line; or the form with what is wrong with it. Empty fields are none, where there is a line already. */
async function filledIn(
  buying: BuyingService,
  turn: Turn,
  values: BuyingValues,
  inputs: z.infer<typeof form>,
): Promise<{ values: BuyingValues; entry?: Partial<Entry> }> {
  const { customerId = '', lines = [] } = values
  const { item, poNumber } = inputs
  if (item === undefined) {
    if (lines.length > 0)
      return { values: { ...values, poNumber, item: undefined, quantity: undefined, about: undefined } }
    return { values, entry: { typed: inputs, mistakes: { item: buyingText[turn.reader.language].chooseProduct } } }
  }
  const match = matchTyped(await buying.catalogue(whoOf(turn), customerId), item)
  if (match.kind !== 'one' && refFrom(item) === undefined) {
    const { market } = await buying.customer(whoOf(turn), customerId)
    const kept = { ...values, ...given({ ...inputs, item: undefined }) }
    const found = matched(turn, kept, { match, said: item, market })
    return { ...found, entry: { ...found.entry, typed: inputs } }
  }
  const wished = { ...values, ...inputs, item: match.kind === 'one' ? refText(match.item.ref) : item, about: undefined }
  try {
    const { quantity } = await buying.readLine(whoOf(turn), customerId, {
      item: wished.item,
      quantity: wished.quantity,
    })
    return { values: { ...wished, quantity: String(quantity) } }
  } catch (error) {
    const { entry, values: kept } = mistaken(turn, values, inputs, error)
    return { values: kept, entry }
  }
}

/** What is in the fields becomes a line of the order. */
const emptied = ({ item, quantity, lines = [], ...values }: BuyingValues): BuyingValues => ({
  ...values,
  lines: item === undefined ? lines : [...lines, { item, quantity: quantity ?? firstQuantity }],
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
const fieldOf: Readonly<Record<string, string>> = {
  'commerce.quantity-not-allowed': 'quantity',
  'commerce.product-not-sold': 'item',
  'commerce.reservations-not-sold': 'item',
  'buying.po-number-not-allowed': 'poNumber',
}

/** The flow's own id is the request key: one card, one order, however often its button is pressed. */
async function placeOrder(
  buying: BuyingService,
  turn: Turn,
  values: BuyingValues,
  why: string | undefined,
  flow: string,
): Promise<Move<BuyingValues>> {
  const reviewed = reviewedIn(values)
  const { customerId = '', poNumber, asks = false } = values
  try {
    if (reviewed === undefined) return await reviewedAnew(buying, turn, values, {})
    const wish = { customerId, reviewed, poNumber, acknowledged: true, requestKey: flow, asks, why }
    const purchase = await buying.confirm(whoOf(turn), wish)
    return receiptOf(purchase.id)
  } catch (error) {
    if (!(error instanceof CartChanged || error instanceof ApprovalRuleChanged)) throw error
    return reviewedAnew(buying, turn, values, { typed: { why }, problem: problem(turn, error) })
  }
}

async function reviewedAnew(buying: BuyingService, turn: Turn, values: BuyingValues, entry: Partial<Entry>) {
  const quote = await buying.quote(whoOf(turn), wishOf(values))
  return { values: { ...values, reviewed: keptReview(quote), asks: quote.approval !== undefined }, entry }
}

const receiptOf = (id: string) => ({ view: 'buying.receipt', id })

const problem = ({ reader }: Turn, error: DomainError): string =>
  refusalText(reader, error, {
    ...askingText[reader.language].errors(reader),
    ...buyingText[reader.language].errors(reader),
  })

function fieldMistake(turn: Turn, field: string): string {
  const words = buyingText[turn.reader.language]
  if (field === 'why') return whyTooLong(turn.reader)
  return field === 'acknowledged' ? words.acknowledgeFirst : words.chooseProduct
}
