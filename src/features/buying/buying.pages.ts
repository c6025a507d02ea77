import type { z } from 'zod'
import { freshEntry } from '../../chat/card-flow.ts'
import { paperOf } from '../../chat/paper.ts'
import { FlowButtons } from '../../chat/press.ts'
import { placeWords } from '../../chat/reservation-place.text.ts'
import { type Route, routesOf } from '../../chat/routes.ts'
import type { Turn } from '../../chat/turn.ts'
import type { AgreementNotAccepted } from '../../commerce/errors.ts'
import type { Customer } from '../../commerce/order.ts'
import { placeText } from '../../commerce/reservation-place.ts'
import { DomainError } from '../../platform/errors.ts'
import { asOneLine, asWords } from '../../platform/plain-text.ts'
import { ApprovalRuleChanged } from '../../workflow/approvals/approvals.errors.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import { customerRow } from '../../workflow/customers/customers.pages.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import type { Shared } from '../../workflow/shared.ts'
import { agreementCard } from './agreement.cards.ts'
import type { AgreementsService } from './agreements.service.ts'
import { reviewCard } from './buying.cards.ts'
import { AzurePlanMissing, CartChanged, PurchaseUnknown, ReviewTooOld } from './buying.errors.ts'
import { buyingRoutes, type Reviewing } from './buying.routes.ts'
import type { BuyingService } from './buying.service.ts'
import { buyingText } from './buying.text.ts'
import { fieldOf, problem } from './filling-in.ts'
import { fewShown, pricesWords } from './form.cards.ts'
import { keptForm } from './kept-form.ts'
import { mostLines, readPoNumber, readReseller } from './order-form.ts'
import { isBuyable, itemRow, productsFound } from './products-found.ts'
import { isSettled } from './purchase.ts'
import { receiptCard } from './receipt.cards.ts'
import type { ReceiptsService } from './receipts.service.ts'
import { registeringWords } from './reserving.cards.ts'
import { type ShownReview, shownReviews } from './shown-reviews.ts'
import type { Quote, Wish, WishedLine } from './wish.ts'

interface Services {
  readonly buying: BuyingService
  readonly receipts: ReceiptsService
  readonly agreements: AgreementsService
  readonly customers: CustomersService
}

const fewProducts = 12
const mostProducts = 200

/** What the pages ask of buying, by the services of its cards and in their words. */
export function buyingPages(
  desk: Shared,
  { buying, receipts, agreements, customers }: Services,
): Record<string, Route> {
  const reviews = shownReviews(desk)
  return routesOf(
    buyingRoutes,
    {
      'buying.customer': async (turn, { customer: asked, kept }) => {
        const who = whoOf(turn)
        await buying.requireRole(who)
        const customer = await customers.find(who, asked)
        const missing = await buying.missingAgreement(who, customer)
        const catalogue = (await buying.catalogue(who, customer.id)).filter(isBuyable)
        const likely = await buying.likely(who, customer.id, catalogue, fewShown)
        const priced = catalogue.find(({ unitPrice }) => unitPrice !== undefined)
        return {
          customer: customerRow(customer),
          market: turn.reader.market(customer.market),
          ...(missing !== undefined && { agreement: await agreementOf(turn, customer, missing) }),
          ...(priced && { prices: pricesWords(buyingText[turn.reader.language], priced, catalogue) }),
          ...(buying.promotionsUnread() && { promotions: buyingText[turn.reader.language].promotionsUnread }),
          ...((await buying.resells(who)) && { reseller: (await buying.resellerBefore(who, customer.id)) ?? '' }),
          likely: likely.map((item) => itemRow(item, turn.reader)),
          ...(kept && { kept: await keptForm(agreements, turn, kept, { customer, catalogue }) }),
          mostLines,
        }
      },
      'buying.products': async (turn, { customerId, more, ...looked }) => {
        const sold = await buying.catalogue(whoOf(turn), customerId)
        const { found, ...choices } = productsFound(sold, looked, turn.reader)
        const items = found.slice(0, more ? mostProducts : fewProducts).map((item) => itemRow(item, turn.reader))
        return { items, count: found.length, ...choices }
      },
      'buying.places': async (turn, { customerId }) => {
        const customer = await buying.customer(whoOf(turn), customerId)
        const places = await buying.places(whoOf(turn), customerId)
        const note =
          places.length === 0
            ? problem(turn, new AzurePlanMissing({ customer: customer.name }))
            : registeringWords(places, turn.reader)
        return {
          places: places.map((place) => ({ value: placeText(place), words: placeWords(place, turn.reader) })),
          ...(note !== undefined && { note }),
        }
      },
      'buying.review': reviewed,
      'buying.place': placed,
      'buying.receipt': async (turn, { id }) => {
        const known = await buying.find(whoOf(turn), id)
        if (known === undefined) throw new PurchaseUnknown()
        const receipt = await receipts.receipt(whoOf(turn), id)
        return { paper: paperOf(receiptCard(turn, receipt)), settled: isSettled(receipt.purchase) }
      },
      'buying.wait': async (turn, { customerId, lines, poNumber, reseller }) => {
        const who = whoOf(turn)
        const customer = await buying.customer(who, customerId)
        await agreements.wait(who, customerId, { lines: lines.slice(0, mostLines), poNumber, reseller })
        return agreementOf(turn, customer, await buying.missingAgreement(who, customer))
      },
      'buying.withdraw': async (turn, { approvalId }) => {
        await desk.approvals.withdraw(whoOf(turn), approvalId)
        return {}
      },
    },
    problem,
  )

  async function reviewed(
    turn: Turn,
    {
      customerId,
      lines,
      key,
      poNumber: typed,
      reseller: typedReseller,
    }: z.output<(typeof buyingRoutes)['buying.review']['asks']>,
  ): Promise<Reviewing> {
    const who = whoOf(turn)
    const customer = await buying.customer(who, customerId)
    const missing = await buying.missingAgreement(who, customer)
    if (missing !== undefined) return { kind: 'agreement', ...(await agreementOf(turn, customer, missing)) }
    const poNumber = asOneLine(typed)
    const reseller = typedReseller === undefined ? undefined : asOneLine(typedReseller)
    const mistakes = await mistakesIn(turn, customerId, { lines, poNumber, reseller })
    if (mistakes !== undefined) return mistakes
    const quote = await buying.quote(who, { customerId, lines, poNumber, reseller })
    return { kind: 'review', ...(await reviewOf(turn, key, quote, lines)) }
  }

  async function placed(
    turn: Turn,
    { key, shown, acknowledged, why }: z.output<(typeof buyingRoutes)['buying.place']['asks']>,
  ): Promise<z.input<(typeof buyingRoutes)['buying.place']['tells']>> {
    const who = whoOf(turn)
    await buying.requireRole(who)
    const known = await buying.find(who, key)
    if (known !== undefined) return { kind: 'confirmed', id: known.id }
    const kept = reviews.read(who, key, shown)
    if (kept === undefined) throw new ReviewTooOld()
    const { customerId, reviewed, poNumber, reseller, asks } = kept
    const said = asWords(why)
    const origin = { kind: 'tab', key } as const
    const wish = {
      customerId,
      reviewed,
      poNumber,
      reseller,
      acknowledged,
      origin,
      asks,
      why: said === '' ? undefined : said,
    }
    try {
      const { id } = await buying.confirm(who, wish)
      return { kind: 'confirmed', id }
    } catch (error) {
      if (!(error instanceof CartChanged || error instanceof ApprovalRuleChanged)) throw error
      const quote = await buying.quote(who, { customerId, lines: kept.lines, poNumber, reseller })
      return { kind: 'changed', words: problem(turn, error), ...(await reviewOf(turn, key, quote, kept.lines)) }
    }
  }

  /** All that is wrong with what was typed, each at its field. */
  async function mistakesIn(
    turn: Turn,
    customerId: string,
    { lines, poNumber, reseller }: Pick<Wish, 'lines' | 'poNumber' | 'reseller'>,
  ) {
    const wrong = await Promise.all(
      lines.map(async (line, at) => {
        const error = await refusalOf(() => buying.readLine(whoOf(turn), customerId, line))
        if (error === undefined) return []
        const field = fieldOf[error.code]
        if (field !== 'item' && field !== 'quantity' && field !== 'place') throw error
        return [{ at, field, words: problem(turn, error) } as const]
      }),
    )
    const ofNumber = await refusalOf(async () => readPoNumber(poNumber))
    const resells = await buying.resells(whoOf(turn))
    const ofReseller = await refusalOf(async () => readReseller(reseller, resells))
    if (wrong.flat().length === 0 && ofNumber === undefined && ofReseller === undefined) return undefined
    const said = {
      ...(ofNumber && { poNumber: problem(turn, ofNumber) }),
      ...(ofReseller && { reseller: problem(turn, ofReseller) }),
    }
    return { kind: 'mistakes' as const, lines: wrong.flat(), ...said }
  }

  async function reviewOf(turn: Turn, key: string, quote: Quote, lines: readonly WishedLine[]) {
    const who = whoOf(turn)
    const { customer, poNumber, reseller, approval } = quote
    const words = buyingText[turn.reader.language]
    const asks = approval !== undefined
    const kept: ShownReview = { customerId: customer.id, reviewed: quote, poNumber, reseller, asks, lines }
    const card = reviewCard({
      ...{ read: turn.reader, now: turn.now, customer, reviewed: quote, poNumber, reseller, asks },
      terms: await buying.terms(who, quote),
      entry: freshEntry,
      buttons: new FlowButtons(key, 'review'),
    })
    return { paper: paperOf(card), asks, place: asks ? words.ask : words.place, shown: reviews.seal(who, key, kept) }
  }

  async function agreementOf(turn: Turn, customer: Customer, missing: AgreementNotAccepted | undefined) {
    const waits = await agreements.waits(whoOf(turn), customer.id)
    const buttons = new FlowButtons('', 'agreement')
    const card = agreementCard({ read: turn.reader, customer, missing, waits, entry: freshEntry, buttons })
    return { paper: paperOf(card), waits }
  }
}

async function refusalOf(read: () => Promise<unknown>): Promise<DomainError | undefined> {
  try {
    await read()
    return undefined
  } catch (error) {
    if (error instanceof DomainError) return error
    throw error
  }
}
