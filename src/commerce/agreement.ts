/**
 * Whether a customer has accepted the Microsoft Customer Agreement. `outdated`: it was accepted before April 2023 and has to be
 * accepted again. `unknown`: the service does not say, as in sovereign clouds; then an order is refused if it is missing.
 */
export interface Agreement {
  readonly state: 'accepted' | 'missing' | 'outdated' | 'unknown'
  /** Where a global administrator of the customer accepts it. */
  readonly address?: string | undefined
}

/** Whether nothing can be ordered: what is not known forbids nothing. */
export const standsAgainst = ({ state }: Agreement): boolean => state === 'missing' || state === 'outdated'
