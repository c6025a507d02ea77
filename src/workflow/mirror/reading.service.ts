import { AnswerUnreadable, CustomerUnknown, OrderUnknown } from '../../commerce/errors.ts'
import type { Ground } from '../../commerce/ground.ts'
import type { ListedCustomer, Order } from '../../commerce/order.ts'
import type { Change } from '../../commerce/ports/partner-center.ts'
import type { MirroredCustomersRepository } from './mirrored-customers.repository.ts'

/** What Partner Center holds now of what was asked about. */
export interface Read {
  readonly customers: readonly ListedCustomer[]
  /** Ids of customers that it does not know any more. */
  readonly gone: readonly string[]
  readonly orders: readonly Order[]
  /** How many calls it took. */
  readonly calls: number
}

/** Calls at one moment: a page of customers is read in a fraction of the time, and nobody's limit is felt. */
const together = 4
/** More changed orders of one customer than that are read by one call. */
const mostSingly = 2

/** Reads what holds at Partner Center, for the mirror. */
export function readingService({ partnerCenter }: Pick<Ground, 'partnerCenter'>, kept: MirroredCustomersRepository) {
  return { changed, ordersOf }

  /** @throws PartnerCenterUnavailable */
  async function changed(partnerId: string, changes: readonly Change[]): Promise<Read> {
    const byCustomer = Map.groupBy(changes, ({ customerId }) => customerId)
    const known = new Set((await kept.ofIds(partnerId, [...byCustomer.keys()])).map(({ id }) => id))
    const read = await inTurnOf([...byCustomer], ([customerId, theirs]) =>
      changesOf(partnerId, customerId, theirs, known.has(customerId)).catch(
        (error: unknown) => unlessUnreadable(error) ?? nothing(1),
      ),
    )
    return joined(read)
  }

  /** All orders of these customers. @throws PartnerCenterUnavailable */
  async function ordersOf(partnerId: string, customers: readonly ListedCustomer[]): Promise<Read> {
    const read = await inTurnOf(customers, async (customer): Promise<Read> => {
      const orders = await partnerCenter.orders(partnerId, customer.id).catch(unlessUnreadable).catch(unlessUnknown)
      return { customers: [customer], gone: [], orders: orders ?? [], calls: 1 }
    })
    return joined(read)
  }

  async function changesOf(
    partnerId: string,
    customerId: string,
    changes: readonly Change[],
    known: boolean,
  ): Promise<Read> {
    const itself = !known || changes.some(({ kind }) => kind === 'customer')
    const customer = itself ? await partnerCenter.customer(partnerId, customerId).catch(unlessUnknown) : undefined
    if (itself && customer === undefined) return { customers: [], gone: [customerId], orders: [], calls: 1 }
    const ofOrders = changes.filter(({ kind }) => kind !== 'customer')
    const ids = [...new Set(ofOrders.map(({ orderId }) => orderId))]
    const all = ids.length > mostSingly || ids.includes(undefined)
    const orders = all
      ? await partnerCenter.orders(partnerId, customerId).catch(unlessUnreadable).catch(unlessUnknown)
      : await Promise.all(
          ids.map((id) =>
            partnerCenter
              .order(partnerId, customerId, id ?? '')
              .catch(unlessUnreadable)
              .catch(unlessUnknown),
          ),
        )
    return {
      customers: customer === undefined ? [] : [customer],
      gone: [],
      orders: (orders ?? []).filter((order) => order !== undefined),
      calls: (itself ? 1 : 0) + (all ? 1 : ids.length),
    }
  }
}

export type ReadingService = ReturnType<typeof readingService>

const joined = (read: readonly Read[]): Read => ({
  customers: read.flatMap(({ customers }) => customers),
  gone: read.flatMap(({ gone }) => gone),
  orders: read.flatMap(({ orders }) => orders),
  calls: read.reduce((sum, { calls }) => sum + calls, 0),
})

/** A few at a time, in their order. */
async function inTurnOf<T, R>(all: readonly T[], read: (one: T) => Promise<R>): Promise<R[]> {
  const found: R[] = []
  for (let at = 0; at < all.length; at += together)
    found.push(...(await Promise.all(all.slice(at, at + together).map(read))))
  return found
}

/** An order may not show yet that was just bought: when it does, that is a change. */
function unlessUnknown(error: unknown): undefined {
  if (!(error instanceof CustomerUnknown || error instanceof OrderUnknown)) throw error
}

/** What cannot be read holds nobody else up: it was logged where it was read, and is read again by the next sweep. */
function unlessUnreadable(error: unknown): undefined {
  if (!(error instanceof AnswerUnreadable)) throw error
}

const nothing = (calls: number): Read => ({ customers: [], gone: [], orders: [], calls })
