import { createHash } from 'node:crypto'
import type { SaidOfLine, WantedLine } from '../../commerce/cart.ts'
import type { Family } from '../../commerce/product.ts'
import { type OfferedPlace, placeText, type ReservationPlace } from '../../commerce/reservation-place.ts'
import type { CustomerRow } from './embedded.repository.ts'

const subscriptionNames = ['Production', 'Development']

/** Who has accepted the agreement has an Azure plan, registered for reservations, and two Azure subscriptions under it. */
export function placesOf({ id, agreementAccepted }: CustomerRow): OfferedPlace[] {
  if (!agreementAccepted) return []
  const common = { planId: guidOf(`azure-plan/${id}`), registration: 'registered' } as const
  return [
    { ...common, scope: 'shared', name: 'Azure plan' },
    ...subscriptionNames.map(
      (name) => ({ ...common, scope: 'single', subscriptionId: guidOf(`${name}/${id}`), name }) as const,
    ),
  ]
}

/** What a line applies to; what is wrong with it; nothing, where it is no reservation. */
export function placeOf(
  customer: CustomerRow,
  family: Family,
  { place: wanted }: WantedLine,
): ReservationPlace | SaidOfLine | undefined {
  if (family !== 'azure-reservation') return undefined
  const places = placesOf(customer)
  const found = wanted === undefined ? places[0] : places.find((one) => placeText(one) === placeText(wanted))
  if (found !== undefined) {
    const { registration: _, ...place } = found
    return place
  }
  return wanted?.scope === 'single' && places.some(({ planId }) => planId === wanted.planId) ? notActive : noPlan
}

const noPlan: SaidOfLine = { code: '900318', text: 'An Azure plan with active subscriptions is required.' }
const notActive: SaidOfLine = { code: '900314', text: 'An active Azure subscription is required.' }

function guidOf(what: string): string {
  const digits = createHash('sha256').update(what).digest('hex')
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')
}
