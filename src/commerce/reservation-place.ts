import { z } from 'zod'

/** What an Azure reservation applies to: all of an Azure plan, or one Azure subscription under it. */
export const reservationPlaceSchema = z.object({
  scope: z.enum(['shared', 'single']),
  /** Partner Center's subscription that is the plan. */
  planId: z.string().min(1),
  /** The Azure subscription; of `single` alone. */
  subscriptionId: z.string().min(1).optional(),
  /** What the service calls the plan, or the Azure subscription; empty where it does not say. */
  name: z.string(),
})
export type ReservationPlace = Readonly<z.infer<typeof reservationPlaceSchema>>

/** `missing` and `under-way`: the plan is not registered for reservations yet. */
export interface OfferedPlace extends ReservationPlace {
  readonly registration: 'registered' | 'under-way' | 'missing'
}

/** `single:{plan}:{subscription}`, to carry one in a choice and to compare. */
export const placeText = ({ scope, planId, subscriptionId = '' }: Omit<ReservationPlace, 'name'>): string =>
  [scope, planId, ...(scope === 'single' ? [subscriptionId] : [])].join(':').toLowerCase()

/** Whether they are one, as far as both are known: what was bought before there was a choice has none, and a cart need not say it. */
export const samePlace = (a: ReservationPlace | undefined, b: ReservationPlace | undefined): boolean =>
  a === undefined || b === undefined || placeText(a) === placeText(b)
