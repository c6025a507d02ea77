import type { Order } from '../../commerce/order.ts'
import { inBackground } from '../../platform/background.ts'
import { second } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import { isGuid } from '../../platform/guid.ts'
import { onceInTurn } from '../../platform/turn-memory.ts'
import type { FeedingService } from './feeding.service.ts'
import type { MirrorGround } from './mirror-ground.ts'
import type { MirrorStateRepository } from './mirror-state.repository.ts'
import type { MirroredCustomersRepository } from './mirrored-customers.repository.ts'
import type { MirroredOrdersRepository } from './mirrored-orders.repository.ts'
import type { WalkingService } from './walking.service.ts'
import type { WatchedOrdersRepository } from './watched-orders.repository.ts'

/** How far what is listed is right: said on the list, where it is not of now. */
export interface Freshness {
  /** Changes after that are not in it; undefined for what is of now, and before anything was read. */
  readonly asOf?: Date | undefined
  /** Of the first reading that is not through yet: customers that were read, and about how many there are. */
  readonly filling?: { readonly read: number; readonly about: number | null } | undefined
}

interface Parts {
  readonly state: MirrorStateRepository
  readonly customers: MirroredCustomersRepository
  readonly orders: MirroredOrdersRepository
  readonly watched: WatchedOrdersRepository
  readonly feeding: FeedingService
  readonly walking: WalkingService
}

/** How long a list waits for what has changed, and for the rest of a reading of everything that is nearly through. */
const patience = second
const nearlyThrough = 500
/** How long a start waits for what can be read at once. */
const startPatience = 2 * second

/**
 * The desk's own copy of a partner's customers and orders: for finding, listing and watching. Whoever acts asks Partner Center.
 * @param background whether reading everything goes on by itself, or is waited for, as in tests.
 */
export function mirrorService(
  { clock, policy, log }: MirrorGround,
  { state, customers, orders, watched, feeding, walking }: Parts,
  { background }: { readonly background: boolean },
) {
  const walks = new Map<string, Promise<void>>()
  let stopped = false
  return {
    search: upToDateFirst(customers.search),
    named: upToDateFirst(customers.named),
    customersOf: customers.ofIds,
    find: upToDateFirst(orders.find),
    ofIds: upToDateFirst(orders.ofIds),
    page: upToDateFirst(orders.page),
    closing: upToDateFirst(orders.closing),
    pending: upToDateFirst(orders.pending),
    watched,
    upToDate,
    took,
    open,
    look,
    stop,
  }

  /** Whatever is asked for is asked for as it is now, as far as that is to be had at once. */
  function upToDateFirst<A extends readonly unknown[], R>(ask: (partnerId: string, ...asked: A) => Promise<R>) {
    return async (partnerId: string, ...asked: A): Promise<R> => {
      await upToDate(partnerId)
      return ask(partnerId, ...asked)
    }
  }

  /** Reads what has changed, where what was read is not of now any more, and waits for it a moment. Once a turn. */
  function upToDate(partnerId: string): Promise<Freshness> {
    return onceInTurn(`mirror/${partnerId}`, async () => {
      if (!isGuid(partnerId)) return {}
      const fresh = feeding.isFresh(partnerId) || (await soon(feeding.feed(partnerId)))
      let known = await state.of(partnerId)
      if (known?.filledAt === null && (known.walkAbout ?? 0) - known.walkRead <= nearlyThrough) {
        await soon(walkToTheEnd(partnerId))
        known = await state.of(partnerId)
      }
      const filling = known?.filledAt ? undefined : { read: known?.walkRead ?? 0, about: known?.walkAbout ?? null }
      return { asOf: fresh === true ? undefined : (known?.asOf ?? undefined), filling }
    })
  }

  /** Waits a moment; in tests as long as it takes. */
  function soon<T>(work: Promise<T>): Promise<T | undefined> {
    return background ? atMost(patience, work) : work
  }

  /** The desk itself has bought it, or seen it change: in the transaction that says so. */
  function took(rows: Rows, partnerId: string, order: Order): Promise<void> {
    return orders.write(rows, partnerId, [order], { seenAt: clock.now(), policy })
  }

  /** Reads what can be read at once, at the start; the rest goes on afterwards. */
  async function open(): Promise<void> {
    const until = performance.now() + startPatience
    for (const id of await state.partners()) while (performance.now() < until && (await walkOn(id)));
  }

  /** What a round does. */
  async function look(): Promise<void> {
    if (stopped) return
    await orders.close(clock.now(), policy)
    for (const id of await state.partners()) {
      const fed = feedOn(id)
      const walk = walkToTheEnd(id)
      if (!background) await Promise.all([fed, walk])
    }
  }

  async function feedOn(partnerId: string): Promise<void> {
    if (!feeding.isFresh(partnerId)) await feeding.feed(partnerId)
    await feeding.readAgain(partnerId).catch((err: unknown) => log.info({ partnerId, err }, 'not read again yet'))
  }

  /** Nothing more is begun; resolves when nothing is being read. */
  async function stop(): Promise<void> {
    stopped = true
    await Promise.all([...walks.values(), feeding.settled()])
  }

  function walkToTheEnd(partnerId: string): Promise<void> {
    const known = walks.get(partnerId)
    if (known !== undefined) return known
    const walk = (async () => {
      while (!stopped && (await walkOn(partnerId)));
    })().finally(() => walks.delete(partnerId))
    walks.set(partnerId, walk)
    return walk
  }

  /** A Partner Center that is silent, or fails, is asked again in the next round. */
  async function walkOn(partnerId: string): Promise<boolean> {
    try {
      return await inBackground(() => walking.goOn(partnerId))
    } catch (err) {
      log.warn({ partnerId, err }, 'customers not read, to be read again')
      return false
    }
  }
}

export type MirrorService = ReturnType<typeof mirrorService>

/** @returns undefined when it takes longer: it goes on by itself. */
async function atMost<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  const tooLate = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => tooLate.resolve(undefined), milliseconds)
  return Promise.race([work, tooLate.promise]).finally(() => clearTimeout(timer))
}
