import { z } from 'zod'
import { act, type CardFlow, cardFlow, type Entry, type Move } from '../../chat/card-flow.ts'
import { refusalText } from '../../chat/error-reply.ts'
import { filledLine, wordsField } from '../../chat/fields.ts'
import type { Turn } from '../../chat/turn.ts'
import { type Money, money } from '../../commerce/money.ts'
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
import { reviewCard } from './buying.cards.ts'
import { PriceChanged } from './buying.errors.ts'
import type { BuyingService } from './buying.service.ts'
import { buyingText } from './buying.text.ts'
import { type BuyingValues, buyingValues } from './buying-values.ts'
import { isRefOf, matchTyped, matchWords } from './catalogue.ts'
import { given, itemIn, matched, offeredOf } from './choosing-product.ts'
import { firstQuantity, formCard, mostShown } from './form.cards.ts'
import { receiptCard } from './receipt.cards.ts'
import type { ReceiptsService } from './receipts.service.ts'
import type { Wish } from './wish.ts'

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

const form = z.object({ item: filledLine(), quantity: typed, poNumber: typed })

/** Customer, then the form, then the review; the end is the receipt. */
export function buyingDialog(buying: BuyingService, receipts: ReceiptsService, customers: CustomersService): CardFlow {
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
      {
        id: 'product',
        show: async (turn, values, entry, buttons) => {
          const { customerId = '' } = values
          const customer = await customers.find(whoOf(turn), customerId)
          const catalogue = await buying.catalogue(whoOf(turn), customerId)
          const offered = await offeredOf(buying, turn, values, catalogue)
          return formCard({ read: turn.reader, customer, catalogue, offered, kept: values, entry, buttons })
        },
        acts: {
          review: act({
            inputs: form,
            mistake: fieldMistake,
            run: (turn, values: BuyingValues, inputs) => toReview(buying, turn, values, inputs),
          }),
          take: act({
            inputs: form.extend({ item: typed, take: filledLine() }),
            mistake: fieldMistake,
            run: (turn, values: BuyingValues, { take, quantity, poNumber }) => {
              // What the form begins with is nobody's wish yet.
              const wished = values.quantity === undefined && quantity === firstQuantity ? undefined : quantity
              return taken(buying, turn, { ...values, ...given({ quantity: wished, poNumber }) }, take)
            },
          }),
          more: act({
            inputs: form.extend({ item: typed }).partial(),
            run: async (_turn, values: BuyingValues, inputs) => ({
              values: { ...values, shown: mostShown },
              entry: { typed: inputs },
            }),
          }),
          back: act({
            inputs: form.extend({ item: typed }),
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
          const { customerId = '', reviewed, asks = false } = values
          // A process that ended after the order was confirmed left the flow here: what holds is the receipt.
          const bought = await buying.find(whoOf(turn), buttons.flow)
          if (bought !== undefined) return receiptCard(turn, await receipts.receipt(whoOf(turn), bought.id))
          const customer = await customers.find(whoOf(turn), customerId)
          const quote = await buying.quote(whoOf(turn), wishOf(values))
          return reviewCard({
            read: turn.reader,
            now: turn.now,
            customer,
            quote,
            reviewed: reviewed === undefined ? quote.total : money(reviewed.amount, reviewed.currency),
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

/** The form for a customer, with the product that the sentence names. @throws AgreementNotAccepted, before any cart */
export async function toForm(
  buying: BuyingService,
  turn: Turn,
  values: BuyingValues,
  customer: Customer,
): Promise<{ to: string; values: BuyingValues; entry?: Partial<Entry> }> {
  await buying.requireAgreement(whoOf(turn), customer.id)
  const kept = { ...values, customerId: customer.id }
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
  const { customerId = '' } = values
  const match = matchTyped(await buying.catalogue(whoOf(turn), customerId), inputs.item)
  if (match.kind !== 'one' && refFrom(inputs.item) === undefined) {
    const { market } = await buying.requireAgreement(whoOf(turn), customerId)
    const found = matched(
      turn,
      { ...values, ...given({ ...inputs, item: undefined }) },
      { match, said: inputs.item, market },
    )
    return { ...found, entry: { ...found.entry, typed: inputs } }
  }
  // What is none of the customer's is refused by name.
  const wished = {
    ...values,
    ...inputs,
    item: match.kind === 'one' ? refText(match.item.ref) : inputs.item,
    about: undefined,
  }
  try {
    const { total, quantity, poNumber, approval } = await buying.quote(whoOf(turn), wishOf(wished))
    const shown = { reviewed: kept(total), asks: approval !== undefined }
    return { to: 'review', values: { ...wished, quantity: String(quantity), poNumber, ...shown } }
  } catch (error) {
    const field = error instanceof DomainError ? fieldOf[error.code] : undefined
    if (!(error instanceof DomainError) || field === undefined) throw error
    return { values, entry: { typed: inputs, mistakes: { [field]: problem(turn, error) } } }
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
  const { amount = '0', currency = 'USD' } = values.reviewed ?? {}
  const shown = { reviewed: money(amount, currency), asks: values.asks ?? false }
  try {
    const wish = { ...wishOf(values), acknowledged: true, requestKey: flow, ...shown, why }
    const purchase = await buying.confirm(whoOf(turn), wish)
    return receiptOf(purchase.id)
  } catch (error) {
    if (!(error instanceof PriceChanged || error instanceof ApprovalRuleChanged)) throw error
    const { total, approval } = await buying.quote(whoOf(turn), wishOf(values))
    return {
      values: { ...values, reviewed: kept(total), asks: approval !== undefined },
      entry: { typed: { why }, problem: problem(turn, error) },
    }
  }
}

const receiptOf = (id: string) => ({ view: 'buying.receipt', id })

const wishOf = ({ customerId = '', item = '', quantity, poNumber }: BuyingValues): Wish => ({
  customerId,
  item,
  quantity,
  poNumber,
})

const kept = ({ amount, currency }: Money) => ({ amount: amount.toFixed(), currency })

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
