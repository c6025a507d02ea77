import type { Entry } from '../../chat/card-flow.ts'
import { refusalText } from '../../chat/error-reply.ts'
import type { Turn } from '../../chat/turn.ts'
import { ReservationsNotSold } from '../../commerce/errors.ts'
import { sellsReservations } from '../../commerce/market.ts'
import { type CatalogItem, refText } from '../../commerce/product.ts'
import { cut } from '../../platform/text.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { BuyingService } from './buying.service.ts'
import { buyingText } from './buying.text.ts'
import type { BuyingValues } from './buying-values.ts'
import { isRefOf, type Match, matchTyped, matchWords, saysReservation } from './catalogue.ts'
import { fewShown, type Offered } from './form.cards.ts'

/** Products that are offered beside the lines that an order has already: a card is two screens of a phone at most. */
const fewBeside = 2

/** The form with the one product that fits, or with why there is none on it. Several are no mistake of a sentence: it leads to them. */
export function matched(
  { reader }: Turn,
  values: BuyingValues,
  { match, said, market, inSentence = false }: { match: Match; said: string; market: string; inSentence?: boolean },
): { values: BuyingValues; entry?: Partial<Entry> } {
  const words = buyingText[reader.language]
  if (match.kind === 'one') return { values: { ...values, item: refText(match.item.ref), about: undefined } }
  if (match.kind === 'several') {
    const asked = { ...values, item: undefined, about: cut(said, 100), shown: undefined }
    return { values: asked, ...(inSentence ? {} : { entry: { mistakes: { item: words.severalFit(said) } } }) }
  }
  const nowhere = saysReservation(said) && !sellsReservations(market)
  const why = nowhere ? refusalText(reader, new ReservationsNotSold({ market })) : words.noneFits(said)
  return { values: { ...values, about: undefined }, entry: { mistakes: { item: why } } }
}

/** Those that fit what was said; the one that is chosen; or what the customer may want. */
export async function offeredOf(
  buying: BuyingService,
  turn: Turn,
  { customerId = '', lines = [], item, about, shown = fewShown }: BuyingValues,
  catalogue: readonly CatalogItem[],
): Promise<Offered> {
  const chosen = catalogue.find(({ ref }) => item !== undefined && isRefOf(ref, item))
  if (chosen !== undefined) return { why: 'chosen', items: [chosen], all: 1 }
  const match = about === undefined ? undefined : matchWords(catalogue, about)
  if (match?.kind === 'several')
    return { why: 'fits', about, items: match.items.slice(0, shown), all: match.items.length }
  const items = await buying.likely(whoOf(turn), customerId, catalogue, lines.length > 0 ? fewBeside : fewShown)
  return { why: 'likely', items, all: items.length }
}

/** *Back* leaves the form's fields alone where the client checks them: what it does not send stays as it was. */
export const given = <T extends object>(inputs: T): Partial<T> =>
  Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== undefined)) as Partial<T>

export async function itemIn(
  buying: BuyingService,
  turn: Turn,
  { customerId = '' }: BuyingValues,
  said: string | undefined,
) {
  if (said === undefined) return {}
  const match = matchTyped(await buying.catalogue(whoOf(turn), customerId), said)
  return match.kind === 'one' ? { item: refText(match.item.ref) } : {}
}
