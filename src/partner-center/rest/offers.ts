import type { SaidOfLine, WantedLine } from '../../commerce/cart.ts'
import { PartnerCenterRefused } from '../../commerce/errors.ts'
import type { ProductRef } from '../../commerce/product.ts'
import type { Customers } from './customers.ts'
import { billingOf } from './price-sheet-csv.ts'
import { isOfCustomer } from './refusals.ts'
import type { Place, Reservations } from './reservations.ts'
import type { Offer, Sold } from './sold.ts'
import type { WireAvailability } from './wire/products.ts'

/** What a line of a cart names: an availability holds for hours, and is of a market, a segment and a time. */
export interface OfferedNow extends Partial<Place> {
  readonly catalogItemId: string
}

export const isOffered = (found: OfferedNow | SaidOfLine): found is OfferedNow => 'catalogItemId' in found

/** CartErrorCode and its text, "Cart resources". */
export const notOffered: SaidOfLine = { code: 'CatalogItemIdIsNotValid', text: 'Catalog item id is not valid' }

interface Parts {
  readonly customers: Pick<Customers, 'marketOf'>
  readonly sold: Pick<Sold, 'availabilitiesOf' | 'isReservation'>
  readonly placeOf: Reservations['placeOf']
}

/** Finds what is wanted among what is offered to a customer now. */
export function offersOf({ customers, sold, placeOf }: Parts) {
  /** @returns what the service says of a thing that it does not offer. @throws CustomerUnknown, PartnerCenterUnavailable */
  return async function offeredNow(
    partnerId: string,
    customerId: string,
    { ref, place: wanted }: Pick<WantedLine, 'ref' | 'place'>,
  ): Promise<OfferedNow | SaidOfLine> {
    if (!isOffer(ref)) return notOffered
    const market = await customers.marketOf(partnerId, customerId)
    const reserved = await sold.isReservation(partnerId, market, ref)
    try {
      const offered = await sold.availabilitiesOf(partnerId, customerId, ref, reserved)
      const catalogItemId = offered.find((one) => fits(one, ref))?.catalogItemId
      if (catalogItemId === undefined) return notOffered
      if (!reserved) return { catalogItemId }
      const place = await placeOf({ partnerId, customerId, market }, ref, wanted)
      return 'code' in place ? place : { catalogItemId, ...place }
    } catch (error) {
      if (!(error instanceof PartnerCenterRefused) || error.means !== 'refused' || isOfCustomer(error)) throw error
      return { code: error.facts.reason, text: error.facts.text || notOffered.text }
    }
  }
}

export type Offers = ReturnType<typeof offersOf>

/** Ids become parts of an address: what cannot be one is not asked for. */
const isOffer = ({ productId, skuId }: Offer): boolean =>
  [productId, skuId].every((id) => /^[0-9A-Za-z]{1,40}$/.test(id))

function fits({ isPurchasable = true, segment, terms = [] }: WireAvailability, ref: ProductRef): boolean {
  if (!isPurchasable || (segment ?? ref.segment).toLowerCase() !== ref.segment) return false
  const durations = terms.flatMap(({ duration }) => duration ?? [])
  if (ref.term === 'perpetual') return durations.every((duration) => duration.toLowerCase() === 'onetime')
  return terms.some(
    ({ duration, billingCycle }) =>
      duration?.toUpperCase() === ref.term && (billingCycle === undefined || billingOf(billingCycle) === ref.billing),
  )
}
