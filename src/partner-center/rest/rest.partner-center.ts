import { NoSoftware, PartnerCenterRefused } from '../../commerce/errors.ts'
import type { LineRef, PartnerCenter } from '../../commerce/ports/partner-center.ts'
import { type Clock, minute } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Log } from '../../platform/log.ts'
import type { Cloud, ServiceAddresses } from './addresses.ts'
import { agreementsOf } from './agreements.ts'
import { breakersOf } from './breakers.ts'
import { budgetRepository } from './budget.repository.ts'
import { callsOf } from './calls.ts'
import { cancellingOf } from './cancelling.ts'
import { cartsOf } from './carts.ts'
import { changesOf } from './changes.ts'
import { customersOf } from './customers.ts'
import { connectionPool } from './http.ts'
import { offersOf } from './offers.ts'
import { ordersOf } from './orders.ts'
import { priceSheetsRepository } from './price-sheets.repository.ts'
import { priceSheetsOf } from './price-sheets.ts'
import { reservationsOf } from './reservations.ts'
import { serviceRequestsOf } from './service-requests.ts'
import { soldOf } from './sold.ts'
import { subscriptionReader } from './subscription-reader.ts'
import { subscriptionsOf } from './subscriptions.ts'
import type { Tokens } from './tokens.ts'

export interface RestOptions {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  readonly tokens: Tokens
  readonly addresses: ServiceAddresses
  readonly cloud: Cloud
  /** Whether service requests can be created by call, which no document tells. */
  readonly serviceRequests: boolean
  /** Calls of a partner that one moment may bring, and that a minute brings back; the service takes 500 a minute. */
  readonly budget?: { readonly atOnce: number; readonly aMinute: number }
  readonly pause?: (milliseconds: number) => Promise<void>
  /** How long one call may take, in milliseconds. */
  readonly callPatience?: number
}

const usualBudget = { atOnce: 80, aMinute: 400 }
/** How many calls of a minute reading everything may take; a customer's orders may take two. */
const mirrorsCalls = 300

/** Microsoft's own Partner Center, by its REST API. It gives neither keys nor download links. */
export function restPartnerCenter(options: RestOptions): PartnerCenter {
  const { database, clock, log, tokens, addresses, cloud, serviceRequests } = options
  const { budget = usualBudget, pause = wait, callPatience } = options
  const [pool, guarded] = [connectionPool(), breakersOf(log)]
  const rate = { most: budget.atOnce, perMillisecond: budget.aMinute / minute }
  const both = { tokens, pool, guarded, clock, log, pause }
  const call = callsOf({ ...both, callPatience, api: addresses.api, budget: budgetRepository(database, rate) })
  const sheets = priceSheetsOf({ ...both, prices: addresses.prices, repository: priceSheetsRepository(database) })
  const customers = customersOf(call)
  const sold = soldOf(call, customers, sheets)
  const reader = subscriptionReader(call)
  const orders = ordersOf(call, { customers, sold, subscriptions: reader })
  const subscriptions = subscriptionsOf(call, { reader, orders, clock })
  const reservations = reservationsOf(call, reader)
  const offeredNow = offersOf({ customers, sold, placeOf: reservations.placeOf })
  const carts = cartsOf(call, { customers, sold, orders, offeredNow, clock })
  const support = serviceRequestsOf(call)
  return {
    capabilities: { keys: false, downloadLinks: false, serviceRequests, attestations: true },
    hasPromotions: true,
    reading: { freshFor: 5 * minute, callsAMinute: mirrorsCalls },
    customers: customers.page,
    changesSince: changesOf(call, clock),
    customer: customers.one,
    agreement: agreementsOf(call, customers, cloud),
    catalogue: sold.catalogue,
    reservationPlaces: reservations.places,
    prepare: carts.prepare,
    cart: carts.state,
    submit: carts.submit,
    orders: orders.all,
    order: orders.one,
    cancel: cancellingOf(call, orders, subscriptions),
    subscriptions: subscriptions.of,
    setAutoRenew: subscriptions.setAutoRenew,
    downloadOptions: noSoftware,
    downloadUrl: noSoftware,
    productKey: noSoftware,
    createServiceRequest: serviceRequests ? support.create : notCreated,
    serviceRequest: support.find,
    addServiceRequestNote: support.addNote,
    closeServiceRequest: support.close,
  }
}

/** Neither keys nor links are to be had by call. */
async function noSoftware(_partnerId: string, { orderId }: LineRef): Promise<never> {
  throw new NoSoftware({ orderId })
}

async function notCreated(): Promise<never> {
  throw new PartnerCenterRefused({ reason: 'not-documented', text: 'Service requests are created in Partner Center.' })
}

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))
