import type { Submission } from '../commerce/cart.ts'
import type { PartnerCenter } from '../commerce/ports/partner-center.ts'
import { forgetInTurn, onceInTurn } from '../platform/turn-memory.ts'

type Name = keyof PartnerCenter

/** What is read and may be remembered for a turn; never a secret, and never what settles a call that went unanswered. */
const reads: ReadonlySet<Name> = new Set([
  ...(['customer', 'agreement', 'catalogue', 'orders', 'order', 'subscriptions'] as const),
  ...(['downloadOptions', 'serviceRequest'] as const),
])

const orders: readonly Name[] = ['orders', 'order', 'subscriptions', 'downloadOptions']

/** What is read anew after something was written, or may have been. */
const changes: ReadonlyMap<Name, readonly Name[]> = new Map<Name, readonly Name[]>([
  ['submit', orders],
  ['cancel', orders],
  ['setAutoRenew', orders],
  ['addServiceRequestNote', ['serviceRequest']],
  ['closeServiceRequest', ['serviceRequest']],
])

type Call = (...input: unknown[]) => Promise<unknown>

/**
 * Partner Center, asked the same thing once in a turn: several services want the same customer, and each call costs a part of a
 * second and of the calls that a minute allows.
 */
export function askedOnce(partnerCenter: PartnerCenter): PartnerCenter {
  return new Proxy(partnerCenter, {
    get(target, name: Name) {
      const own: unknown = target[name]
      if (typeof own !== 'function') return own
      const call: Call = own.bind(target)
      const changed = changes.get(name)
      if (reads.has(name)) return (...input: unknown[]) => onceInTurn(key(name, input), () => call(...input))
      if (changed === undefined) return call
      return async (...input: unknown[]) => {
        const answer = await call(...input).finally(() => forget(changed))
        if (name === 'submit') await remember(input, answer as Submission)
        return answer
      }
    },
  })
}

/** What a submitted cart became is answered with it: the orders need not be asked for, and may not be found for some minutes. */
async function remember([partnerId, customerId]: readonly unknown[], { orders }: Submission): Promise<void> {
  for (const order of orders) await onceInTurn(key('order', [partnerId, customerId, order.id]), async () => order)
}

const prefix = (name: Name) => `partner-center/${name}/`
const key = (name: Name, input: readonly unknown[]) => prefix(name) + JSON.stringify(input)
const forget = (names: readonly Name[]) => forgetInTurn((known) => names.some((name) => known.startsWith(prefix(name))))
