import { minute } from '../../../src/platform/clock.ts'

/** Delays in milliseconds of the clock. */
export interface Settings {
  /** Until a new order is read, alone and in lists: up to 15 minutes, "Make a one-time purchase". */
  ordersShowAfter: number
  /** Until its subscriptions are. */
  subscriptionsShowAfter: number
  /** Until a pending order is completed. */
  placedAfter: number
  /** Until a cancelled line shows as such: up to 15 minutes. */
  cancellationsShowAfter: number
  /** Until an operation is in the audit records. */
  auditedAfter: number
  /** Until a changed subscription is told to webhooks: up to 48 hours. */
  eventsAfter: number
  /** Until a subscription is registered for reservations. */
  registeredAfter: number
  /** Until a renewal has run, from 00:00 UTC of the day after a term's last one: up to 24 hours. */
  renewedAfter: number
  cartsLiveFor: number
  /** Calendar days: "New commerce experience cancellation policy". */
  cancellationDays: { subscription: number; perpetual: number }
  /** Whether a PATCH of an order cancels its software subscriptions; otherwise it is refused with 800063. */
  ordersCancelSubscriptions: boolean
  /** Whether a PATCH of a subscription takes longer: 202 with an address to look at, and no body. */
  updatesTakeLonger: boolean
  /** Whether carts and orders say what things cost: samples with prices are of licences only. */
  pricesInCarts: boolean
  /** Calls a minute and tenant to customers, orders and subscriptions. */
  callsAMinute: number
  /** Whether service requests can be created: no page tells how since September 2020. */
  createsServiceRequests: boolean
  /** Whether a browser that signs in is shown who there is; otherwise the usual person has signed in already. */
  choosesAccount: boolean
  /** Members on a page of Graph. */
  membersOnAPage: number
  /** Records on a page of audit records. */
  auditRecordsOnAPage: number
}

export const documented = (): Settings => ({
  ordersShowAfter: 15 * minute,
  subscriptionsShowAfter: 15 * minute,
  placedAfter: 5 * minute,
  cancellationsShowAfter: 15 * minute,
  auditedAfter: 0,
  eventsAfter: 48 * 60 * minute,
  registeredAfter: 5 * minute,
  renewedAfter: 0,
  cartsLiveFor: 7 * 24 * 60 * minute,
  cancellationDays: { subscription: 7, perpetual: 30 },
  ordersCancelSubscriptions: true,
  updatesTakeLonger: false,
  pricesInCarts: true,
  callsAMinute: 500,
  createsServiceRequests: false,
  choosesAccount: false,
  membersOnAPage: 100,
  auditRecordsOnAPage: 500,
})
