import { z } from 'zod'
import { act, type CardFlow, cardFlow, type Entry, type Move } from '../../chat/card-flow.ts'
import { filledLine, wordsField } from '../../chat/fields.ts'
import { onCard, type Turn } from '../../chat/turn.ts'
import type { Customer } from '../../commerce/order.ts'
import { longestReason } from '../../workflow/approvals/approval.ts'
import { ApprovalRuleChanged } from '../../workflow/approvals/approvals.errors.ts'
import { whyTooLong } from '../../workflow/approvals/asking.cards.ts'
import { customerStep, whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { agreementStep } from './agreement.step.ts'
import type { AgreementsService } from './agreements.service.ts'
import { reviewCard } from './buying.cards.ts'
import { CartChanged } from './buying.errors.ts'
import type { BuyingService } from './buying.service.ts'
import { buyingText } from './buying.text.ts'
import { type BuyingValues, buyingValues, keptReview, reviewedIn, wishOf } from './buying-values.ts'
import { isRefOf, matchWords } from './catalogue.ts'
import { given, itemIn, matched, offeredOf } from './choosing-product.ts'
import { changing, emptied, form, problem, toReview, withOneMore } from './filling-in.ts'
import { firstQuantity, formCard, mostShown } from './form.cards.ts'
import { receiptCard } from './receipt.cards.ts'
import type { ReceiptsService } from './receipts.service.ts'

const confirmation = z.object({
  acknowledged: z.literal('true'),
  why: wordsField(longestReason).transform((why) => (why === '' ? undefined : why)),
})

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
          const promotionsUnread = buying.promotionsUnread()
          const resells = await buying.resells(whoOf(turn))
          const reseller = resells
            ? (values.reseller ?? (await buying.resellerBefore(whoOf(turn), customerId)) ?? '')
            : undefined
          const kept = { ...values, reseller }
          const item = catalogue.find(({ ref }) => values.item !== undefined && isRefOf(ref, values.item))
          const places = item?.family === 'azure-reservation' ? await buying.places(whoOf(turn), customerId) : []
          return formCard({
            read: turn.reader,
            customer,
            catalogue,
            offered,
            places,
            promotionsUnread,
            kept,
            entry,
            buttons,
          })
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
            run: (turn, values: BuyingValues, { take, quantity, place, poNumber, reseller }) => {
              // What the form begins with is nobody's wish yet.
              const wished = values.quantity === undefined && quantity === firstQuantity ? undefined : quantity
              return taken(buying, turn, { ...values, ...given({ quantity: wished, place, poNumber, reseller }) }, take)
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
          const { customerId = '', asks = false, poNumber, reseller } = values
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
            reseller,
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
  const { quantity = '1', place, poNumber, reseller } = values
  return toReview(buying, turn, chosen, { item: take, quantity, place, poNumber, reseller })
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
  const { customerId = '', poNumber, reseller, asks = false } = values
  try {
    if (reviewed === undefined) return await reviewedAnew(buying, turn, values, {})
    const wish = { customerId, reviewed, poNumber, reseller, acknowledged: true, origin: onCard(flow), asks, why }
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

function fieldMistake(turn: Turn, field: string): string {
  const words = buyingText[turn.reader.language]
  if (field === 'why') return whyTooLong(turn.reader)
  return field === 'acknowledged' ? words.acknowledgeFirst : words.chooseProduct
}
