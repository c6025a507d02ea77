import { z } from 'zod'
import type { Who } from '../../commerce/access.ts'
import type { Ground } from '../../commerce/ground.ts'
import { hour, later } from '../../platform/clock.ts'
import { buyingValues, keptReview, reviewedIn } from './buying-values.ts'
import type { Reviewed, WishedLine } from './wish.ts'

/** What a page showed before somebody confirms it. */
export interface ShownReview {
  readonly customerId: string
  readonly reviewed: Reviewed
  readonly poNumber: string | undefined
  readonly reseller: string | undefined
  readonly asks: boolean
  /** The form that it was made of. */
  readonly lines: readonly WishedLine[]
}

const kept = buyingValues
  .required({ customerId: true, lines: true, reviewed: true, asks: true })
  .extend({ until: z.coerce.date() })

/** How long a review may lie open: its cart lives for seven days. */
const openFor = 12 * hour

/**
 * A review goes through the browser, which must not change it: prices decide whether somebody else has to agree. It is sealed, for
 * the person and the form that it was made for.
 */
export function shownReviews({ vault, clock }: Pick<Ground, 'vault' | 'clock'>) {
  return { seal, read }

  function seal(who: Who, key: string, { reviewed, lines, ...shown }: ShownReview): string {
    const typed = lines.map(({ item, quantity = '', place }) => ({
      ...{ item, quantity: String(quantity) },
      ...(place !== undefined && { place }),
    }))
    const until = later(clock.now(), openFor)
    return vault.seal(
      JSON.stringify({ ...shown, lines: typed, reviewed: keptReview(reviewed), until }),
      contextOf(who, key),
    )
  }

  /** @returns undefined for what was made for another form or person, or too long ago. */
  function read(who: Who, key: string, sealed: string): ShownReview | undefined {
    const found = kept.safeParse(unsealed(sealed, contextOf(who, key))).data
    const reviewed = found && reviewedIn(found)
    if (found === undefined || reviewed === undefined || found.until <= clock.now()) return undefined
    const { customerId, poNumber, reseller, asks, lines } = found
    return { customerId, reviewed, poNumber, reseller, asks, lines }
  }

  function unsealed(sealed: string, context: string): unknown {
    try {
      return JSON.parse(vault.unseal(sealed, context))
    } catch {
      return undefined
    }
  }
}

const contextOf = ({ partnerId, agentId }: Who, key: string): string => `purchase-review/${partnerId}/${agentId}/${key}`
