import { PartnerCenterUnavailable } from '../../commerce/errors.ts'
import { inBackground } from '../../platform/background.ts'
import { minute } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { MirrorGround } from './mirror-ground.ts'
import type { MirrorStateRepository } from './mirror-state.repository.ts'
import type { MirroredCustomersRepository } from './mirrored-customers.repository.ts'
import type { MirroredOrdersRepository } from './mirrored-orders.repository.ts'
import type { Read, ReadingService } from './reading.service.ts'

interface Parts {
  readonly state: MirrorStateRepository
  readonly customers: MirroredCustomersRepository
  readonly orders: MirroredOrdersRepository
  readonly reading: ReadingService
}

/** How often it is written down that nothing has changed. */
const noteEvery = minute
/** As many as are read in one round. */
const mostAgain = 50

/**
 * Feeds the mirror with what has changed. Whatever is interrupted is read again: changes say what to read, and what is read is
 * stored unless something newer is there, so that late, doubled and disordered changes come to the same.
 */
export function feedingService(
  { database, partnerCenter, clock, policy, log }: MirrorGround,
  { state, customers, orders, reading }: Parts,
) {
  const freshAt = new Map<string, Date>()
  const feeding = new Map<string, { now: Promise<boolean>; next?: Promise<boolean> }>()
  return { feed, isFresh, store, readAgain, settled }

  /** Whether what was read last still counts as of now. */
  function isFresh(partnerId: string): boolean {
    const at = freshAt.get(partnerId)
    return at !== undefined && clock.now().getTime() - at.getTime() < partnerCenter.reading.freshFor
  }

  /**
   * Reads what has changed by now. Who asks while it is read waits for the next reading, which is one for all of them.
   * @returns whether all of it is here; what a silent Partner Center, or one that fails, did not tell is not.
   */
  function feed(partnerId: string): Promise<boolean> {
    const known = feeding.get(partnerId)
    if (known !== undefined) {
      known.next ??= known.now.then(() => feed(partnerId))
      return known.next
    }
    const now = inBackground(() => readOn(partnerId)).finally(() => feeding.delete(partnerId))
    feeding.set(partnerId, { now })
    return now
  }

  /** Resolves when nothing is being read. */
  async function settled(): Promise<void> {
    await Promise.all([...feeding.values()].map(({ now }) => now))
  }

  /** Stores what a reading brought, unless something newer is there. @param first the reading of everything, by which nothing is news */
  async function store(rows: Rows, partnerId: string, read: Read, began: Date, first = false): Promise<void> {
    await customers.write(rows, partnerId, read.customers, began)
    await orders.write(rows, partnerId, read.orders, { seenAt: began, policy, ...(first && { watchedFrom: began }) })
    for (const id of read.gone) await customers.remove(rows, partnerId, id, began)
  }

  /** Reads what renews itself by now. @throws PartnerCenterUnavailable */
  async function readAgain(partnerId: string): Promise<void> {
    const began = clock.now()
    const changes = await orders.readAgain(partnerId, began, mostAgain)
    if (changes.length === 0) return
    const read = await inBackground(() => reading.changed(partnerId, changes))
    await database.transaction((rows) => store(rows, partnerId, read, began))
  }

  async function readOn(partnerId: string): Promise<boolean> {
    try {
      while (await readPage(partnerId));
      return true
    } catch (err) {
      if (err instanceof PartnerCenterUnavailable) log.info({ partnerId }, 'Partner Center told no changes')
      else log.warn({ partnerId, err }, 'changes not read, to be read again')
      return false
    }
  }

  /** @returns whether there is more to read. */
  async function readPage(partnerId: string): Promise<boolean> {
    const known = await state.of(partnerId)
    if (known === undefined) return false
    const began = clock.now()
    const { changes, next, more, lost = false } = await partnerCenter.changesSince(partnerId, known.feed)
    if (lost) {
      await state.beginWalk(partnerId, 'fill', next)
      log.warn({ partnerId }, 'what changed is not known any more: everything is read anew')
      return more
    }
    if (!more) freshAt.set(partnerId, began)
    const old = began.getTime() - (known.asOf?.getTime() ?? 0) >= noteEvery
    if (changes.length === 0) {
      if (old) await state.unchanged(partnerId, known.feed, { feed: next, asOf: began })
      return more
    }
    const read = await reading.changed(partnerId, changes)
    await database.transaction(async (rows) => {
      await store(rows, partnerId, read, began)
      await state.fedTo(rows, partnerId, known.feed, { feed: next, asOf: more ? null : began })
    })
    return more
  }
}

export type FeedingService = ReturnType<typeof feedingService>
