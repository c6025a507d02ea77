import { day, hour, later, minute } from '../../platform/clock.ts'
import type { OrderAnswer } from '../../platform/embedded-answers.ts'

/** How long nothing of a cart is answered. */
export const silentFor = 2 * minute

interface StatusOverTime {
  readonly status: string
  readonly settlesTo: string | null
  readonly settlesAt: Date | null
}

/** In Partner Center's words; what an order becomes by itself, and when. */
export function statusFor(answer: OrderAnswer, now: Date): StatusOverTime {
  switch (answer) {
    case 'pending':
      return { status: 'pending', settlesTo: 'completed', settlesAt: later(now, 10 * minute) }
    case 'failed':
      return { status: 'pending', settlesTo: 'error', settlesAt: later(now, 10 * minute) }
    case 'in-review':
      return { status: 'pending review', settlesTo: 'completed', settlesAt: later(now, 2 * hour) }
    case 'needs-purchase-order':
      return { status: 'pending_po_upload', settlesTo: 'completed', settlesAt: later(now, day) }
    default:
      return { status: 'completed', settlesTo: null, settlesAt: null }
  }
}

/** Orders that are pending or in review come out of it as time passes. */
export const statusAt = ({ status, settlesTo, settlesAt }: StatusOverTime, now: Date): string =>
  settlesTo !== null && settlesAt !== null && settlesAt <= now ? settlesTo : status
