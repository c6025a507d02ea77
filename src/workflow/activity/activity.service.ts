import { atTheEnd, type Rows } from '../../platform/database/database.ts'
import type { Vault } from '../../platform/secrets.ts'
import type { ActivityRepository } from './activity.repository.ts'
import type { ChainedEntry, Happening, LinkedEntry } from './activity.ts'
import { type ChainEnd, chainStart, endSeal, entryHash, isSealed, type SealedEnd } from './chain.ts'

type Waiting = Omit<ChainedEntry, 'number'>

const adopted = 1_000

/** Remembers what people did, in one chain for each partner, whichever replica writes. */
export class ActivityService {
  private readonly repository: ActivityRepository
  private readonly vault: Vault
  private readonly waiting = new WeakMap<Rows, Waiting[]>()

  constructor({ repository, vault }: { repository: ActivityRepository; vault: Vault }) {
    this.repository = repository
    this.vault = vault
  }

  /**
   * Adds an entry, in the transaction of what it tells: written at its end, when the partner's chain is locked. What no agent did
   * (a customer's download) has no `agentId`.
   */
  async remember(rows: Rows, who: { partnerId: string; agentId?: string }, happening: Happening): Promise<void> {
    const { what, customerId, orderId = null, at, facts = {} } = happening
    const ids = { partnerId: who.partnerId.toLowerCase(), agentId: small(who.agentId), customerId: small(customerId) }
    const entry = { ...ids, at, what, orderId, facts }
    const others = this.waiting.get(rows)
    if (others !== undefined) return void others.push(entry)
    const waiting = [entry]
    this.waiting.set(rows, waiting)
    atTheEnd(rows, () => {
      this.waiting.delete(rows)
      return this.chain(rows, waiting)
    })
  }

  /** Moves what was remembered before there was a chain into it: each such entry says so of itself. @returns how many entries. */
  async adopt(): Promise<number> {
    let moved = 0
    for (;;) {
      const { length } = await this.repository.transaction(async (rows) => {
        const found = await this.repository.takeUnchained(rows, adopted)
        const marked = found.map((entry) => ({ ...entry, facts: { ...(entry.facts as object), chained: 'later' } }))
        await this.chain(rows, marked)
        return found
      })
      if (length === 0) return moved
      moved += length
    }
  }

  // Always in the same order of partners: two transactions that tell of the same ones do not wait for each other.
  private async chain(rows: Rows, entries: readonly Waiting[]): Promise<void> {
    const byPartner = [...Map.groupBy(entries, ({ partnerId }) => partnerId)].sort(([a], [b]) => (a < b ? -1 : 1))
    for (const [partnerId, own] of byPartner) {
      const kept = await this.repository.lockEnd(rows, partnerId)
      const linked = this.link(kept ?? chainStart, own)
      const { number, hash }: ChainEnd = linked.at(-1) ?? kept ?? chainStart
      await this.repository.add(rows, partnerId, linked, {
        ...{ number, hash },
        seal: this.nextSeal(partnerId, kept, { number, hash }),
      })
    }
  }

  /** Nobody's seal stays nobody's: one of the desk's would vouch for a chain that somebody cut off and set back. */
  private nextSeal(partnerId: string, kept: SealedEnd | undefined, next: ChainEnd): Uint8Array {
    const isOurs = kept === undefined || isSealed(this.vault, partnerId, kept)
    return isOurs ? endSeal(this.vault, partnerId, next) : new Uint8Array()
  }

  private link(before: ChainEnd, entries: readonly Waiting[]): LinkedEntry[] {
    let end = before
    return entries.map((said) => {
      const entry = { ...said, number: end.number + 1n }
      const linked = { ...entry, previous: end.hash, hash: entryHash(this.vault, end.hash, entry) }
      end = linked
      return linked
    })
  }
}

/** As the database writes ids, so that what is hashed is what is read. */
const small = (id: string | undefined): string | null => id?.toLowerCase() ?? null
