import type { Ground } from '../../commerce/ground.ts'
import { atTheEnd, type Rows } from '../../platform/database/database.ts'
import type { ActivityRepository } from './activity.repository.ts'
import type { ChainedEntry, Happening, LinkedEntry } from './activity.ts'
import { type ChainEnd, chainStart, endSeal, entryHash, isSealed, type SealedEnd } from './chain.ts'

type Waiting = Omit<ChainedEntry, 'number'>

const adopted = 1_000

/** Remembers what people did, in one chain for each partner, whichever replica writes. */
export function activityService({ vault }: Pick<Ground, 'vault'>, repository: ActivityRepository) {
  /** What each transaction has remembered so far. */
  const unwritten = new WeakMap<Rows, Waiting[]>()
  return { remember, adopt }

  /**
   * Adds an entry, in the transaction of what it tells: written at its end, when the partner's chain is locked. What no agent did
   * (a customer's download) has no `agentId`.
   */
  async function remember(
    rows: Rows,
    who: { partnerId: string; agentId?: string },
    happening: Happening,
  ): Promise<void> {
    const { what, customerId, orderId = null, at, facts = {} } = happening
    const ids = { partnerId: who.partnerId.toLowerCase(), agentId: small(who.agentId), customerId: small(customerId) }
    const entry = { ...ids, at, what, orderId, facts }
    const others = unwritten.get(rows)
    if (others !== undefined) return void others.push(entry)
    const waiting = [entry]
    unwritten.set(rows, waiting)
    atTheEnd(rows, () => {
      unwritten.delete(rows)
      return chain(rows, waiting)
    })
  }

  /** Moves what was remembered before there was a chain into it: each such entry says so of itself. @returns how many entries. */
  async function adopt(): Promise<number> {
    let moved = 0
    for (;;) {
      const { length } = await repository.transaction(async (rows) => {
        const found = await repository.takeUnchained(rows, adopted)
        const marked = found.map((entry) => ({ ...entry, facts: { ...(entry.facts as object), chained: 'later' } }))
        await chain(rows, marked)
        return found
      })
      if (length === 0) return moved
      moved += length
    }
  }

  // Always in the same order of partners: two transactions that tell of the same ones do not wait for each other.
  async function chain(rows: Rows, entries: readonly Waiting[]): Promise<void> {
    const byPartner = [...Map.groupBy(entries, ({ partnerId }) => partnerId)].sort(([a], [b]) => (a < b ? -1 : 1))
    for (const [partnerId, own] of byPartner) {
      const kept = await repository.lockEnd(rows, partnerId)
      const linked = link(kept ?? chainStart, own)
      const { number, hash }: ChainEnd = linked.at(-1) ?? kept ?? chainStart
      await repository.add(rows, partnerId, linked, {
        number,
        hash,
        seal: nextSeal(partnerId, kept, { number, hash }),
      })
    }
  }

  /** Nobody's seal stays nobody's: one of the desk's would vouch for a chain that somebody cut off and set back. */
  function nextSeal(partnerId: string, kept: SealedEnd | undefined, next: ChainEnd): Uint8Array {
    const isOurs = kept === undefined || isSealed(vault, partnerId, kept)
    return isOurs ? endSeal(vault, partnerId, next) : new Uint8Array()
  }

  function link(before: ChainEnd, entries: readonly Waiting[]): LinkedEntry[] {
    let end = before
    return entries.map((said) => {
      const entry = { ...said, number: end.number + 1n }
      const linked = { ...entry, previous: end.hash, hash: entryHash(vault, end.hash, entry) }
      end = linked
      return linked
    })
  }
}

export type ActivityService = ReturnType<typeof activityService>

/** As the database writes ids, so that what is hashed is what is read. */
const small = (id: string | undefined): string | null => id?.toLowerCase() ?? null
