/**
 * How the embedded Partner Center takes orders: as Microsoft's sandbox does when a product triggers a state. `partly`: the last line
 * is refused. `silent`: it orders, and does not answer for a while.
 */
export const orderAnswers = [
  'placed',
  'pending',
  'in-review',
  'needs-purchase-order',
  'partly',
  'failed',
  'refused',
  'silent',
] as const
export type OrderAnswer = (typeof orderAnswers)[number]

/** What the embedded Partner Center says of customers who have not accepted the Microsoft Customer Agreement. */
export const agreementAnswers = ['missing', 'outdated', 'unknown', 'accepted'] as const
export type AgreementAnswer = (typeof agreementAnswers)[number]

/** Who gives keys and download links: the embedded Partner Center by itself, or people who paste them, as with the real one. */
export const keyAnswers = ['service', 'by-hand'] as const
export type KeyAnswer = (typeof keyAnswers)[number]
