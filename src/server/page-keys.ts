import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Ground } from '../commerce/ground.ts'
import { hour, later } from '../platform/clock.ts'
import { hashToken } from '../platform/secrets.ts'

const content = z.object({ id: z.guid(), until: z.coerce.date() })

/** How long a page may lie open before its button is pressed. */
const openFor = 12 * hour

/**
 * The hidden key of a download page's form: sealed, so that only a page that the desk made has one, and bound to the page's
 * address. Whoever does not know the address cannot make a browser press; whoever presses twice presses with the same key.
 */
export function pageKeys({ vault, clock }: Pick<Ground, 'vault' | 'clock'>) {
  return { issue, read }

  function issue(token: string): string {
    return vault.seal(JSON.stringify({ id: randomUUID(), until: later(clock.now(), openFor) }), contextOf(token))
  }

  /** The id inside; undefined when the key was not made for this address, or its page is too old. */
  function read(key: string | undefined, token: string): string | undefined {
    if (key === undefined) return undefined
    try {
      const { id, until } = content.parse(JSON.parse(vault.unseal(key, contextOf(token))))
      return clock.now() < until ? id : undefined
    } catch {
      return undefined
    }
  }
}

const contextOf = (token: string): string => `download-page/${hashToken(token)}`
