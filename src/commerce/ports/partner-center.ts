import type { Agreement } from '../agreement.ts'
import type { CartState, PreparedCart, Submission, WantedCart } from '../cart.ts'
import type { Customer, ListedCustomer, Order } from '../order.ts'
import type { CatalogItem } from '../product.ts'
import type { OfferedPlace } from '../reservation-place.ts'

/** One download of a software line item: only combinations that exist are listed. */
export interface DownloadOption {
  /** Partner Center's `optionKey`. */
  readonly key: string
  /** `2019`, `2016`: the product's version as the download pages name it. */
  readonly version: string
  /** BCP 47: `en`, `pt-BR`. */
  readonly language: string
  readonly fileType: 'ISO 64-bit' | 'ISO 32-bit' | 'VHD'
  /** Bytes. */
  readonly fileSize: number
}

export interface LineRef {
  readonly customerId: string
  readonly orderId: string
  readonly lineItem: number
}

/**
 * Microsoft's Partner Center as the desk needs it. Everything is asked for one partner and answers nothing of another:
 * an id of somebody else is unknown. Refusals are the DomainErrors of commerce/errors.ts.
 *
 * What a call answers holds at once. What it wrote is read *eventually*: orders, their state, cancelled lines, subscriptions and
 * changes may show up to 15 minutes later, one before the other, and an order that was answered may be unknown until then. Words,
 * prices and ids are the service's own. `test/partner-center/contract` holds every implementation to it: what all promise, what
 * one at hand promises beyond that, and a part for each capability.
 */
export interface PartnerCenter {
  /** The real service has no call for keys and download links, and documents none for service requests any more; the embedded one has all. */
  readonly capabilities: {
    readonly keys: boolean
    readonly downloadLinks: boolean
    readonly serviceRequests: boolean
    /** Whether a cart has to say that the partner on record and the customer accept it: it is not ordered while one is missing. */
    readonly attestations: boolean
  }

  /**
   * Whether the service has promotions that are in no price list, and some that it applies only to a line that names them. The desk
   * names none: it says so, and shows those that a cart holds.
   */
  readonly hasPromotions?: boolean | undefined

  /** How the desk's mirror (workflow/mirror) reads. */
  readonly reading: {
    /** How long what was read counts as of now, in milliseconds. */
    readonly freshFor: number
    /** How many calls a minute reading everything may take; left out, as many as it likes. */
    readonly callsAMinute?: number | undefined
  }

  /**
   * All customers, each once, a page of them at a time: for whoever reads everything. A new one shows eventually.
   * @throws PartnerCenterUnavailable
   */
  customers(partnerId: string, page: { after?: string | undefined; limit: number }): Promise<CustomersPage>
  /**
   * What has changed since the feed was read to there, each change at least once: late, twice, in any order, or read again from
   * where it was read before. What shows later than it was done is a change when it shows.
   * @param cursor left out: nothing, and where the feed is now.
   * @throws PartnerCenterUnavailable
   */
  changesSince(partnerId: string, cursor: string | undefined): Promise<Changes>

  /** @throws CustomerUnknown */
  customer(partnerId: string, customerId: string): Promise<Customer>
  /** @throws CustomerUnknown */
  agreement(partnerId: string, customerId: string): Promise<Agreement>

  /**
   * What the customer's market sells, each once. Nothing needs to have a price before it is in a cart, and refs need not be the
   * same in two markets. @throws CustomerUnknown
   */
  catalogue(partnerId: string, customerId: string): Promise<CatalogItem[]>

  /**
   * What a reservation of the customer can apply to: each active Azure plan, then the active Azure subscriptions under it. None
   * where the customer has no such plan: then no reservation is sold to it.
   * @throws CustomerUnknown, PartnerCenterUnavailable
   */
  reservationPlaces(partnerId: string, customerId: string): Promise<OfferedPlace[]>

  /**
   * Makes a cart of the lines, in their order: what they cost now where the service says it, and beside each line what is wrong
   * with it. Nothing is bought. The same `requestId` again (MS-RequestId), after the first call, answers the cart that it made.
   * @throws CustomerUnknown, AgreementNotAccepted, PartnerCenterRefused, PartnerCenterUnavailable
   */
  prepare(partnerId: string, wanted: WantedCart, requestId: string): Promise<PreparedCart>
  /**
   * What became of a cart: `ordered` eventually. Undefined for one that is not there, or not there any more.
   * @throws CustomerUnknown, PartnerCenterUnavailable
   */
  cart(partnerId: string, customerId: string, cartId: string): Promise<CartState | undefined>
  /**
   * Orders a cart without errors, once: each of its groups becomes an order, which need not be placed, nor be read, yet. The same
   * `requestId` again, after the first call or when its answer was lost, answers the same orders as they are then. Another one
   * makes no second order: it is refused, and not as something that was not done. A cart with an error, an expired one and one that
   * is not there are refused, and nothing is bought.
   * @throws CustomerUnknown, AgreementNotAccepted, PartnerCenterRefused, PartnerCenterUnavailable
   */
  submit(partnerId: string, customerId: string, cartId: string, requestId: string): Promise<Submission>

  /** Newest first; cancelled ones too. A new one is among them eventually. @throws CustomerUnknown */
  orders(partnerId: string, customerId: string): Promise<Order[]>
  /** Letter case of its id matters. @throws CustomerUnknown, OrderUnknown, also of a new one that does not show yet */
  order(partnerId: string, customerId: string, orderId: string): Promise<Order>

  /**
   * Cancels line items, all that are left when none are named. Each shows as cancelled eventually, and the order does with the
   * last of them, by its lines or by its state. `under-way`: they are being cancelled already. Calling again changes nothing, and is
   * no refusal before they show. @throws OrderUnknown, OrderNotUsable, PartnerCenterRefused
   */
  cancel(partnerId: string, cancellation: NewCancellation): Promise<'accepted' | 'under-way'>

  /** What renews itself, of one order or of all of the customer's; eventually, as orders do. @throws CustomerUnknown, OrderUnknown */
  subscriptions(partnerId: string, customerId: string, orderId?: string): Promise<Subscription[]>
  /**
   * Shows eventually; calling again changes nothing.
   * @throws CustomerUnknown, SubscriptionUnknown, SubscriptionEnded, PartnerCenterRefused
   */
  setAutoRenew(partnerId: string, change: RenewalChange): Promise<void>

  /**
   * Where `capabilities.downloadLinks` says it. Of a line that was cancelled there are none any more, at once.
   * @throws OrderUnknown, NoSoftware
   */
  downloadOptions(partnerId: string, line: LineRef): Promise<DownloadOption[]>
  /** Where the file itself is fetched from, for one download. @throws OrderUnknown, NoSoftware */
  downloadUrl(partnerId: string, line: LineRef, optionKey: string): Promise<string>
  /**
   * The activation key, in plain text: a secret. Where `capabilities.keys` says it: the same at every look, and at once none any
   * more of a line that was cancelled. @throws OrderUnknown, NoSoftware
   */
  productKey(partnerId: string, line: LineRef): Promise<string>

  /**
   * Files a request with Microsoft's support, where `capabilities.serviceRequests` says it can be. The same `requestId` again
   * answers the request that the first call made. @throws PartnerCenterUnavailable
   */
  createServiceRequest(partnerId: string, request: NewServiceRequest): Promise<ServiceRequest>
  /** @returns undefined when there is none of that number. @throws PartnerCenterUnavailable */
  serviceRequest(partnerId: string, id: string): Promise<ServiceRequest | undefined>
  /** Adds a note, once for each `noteId`, which is the note's id from then on. @throws PartnerCenterUnavailable */
  addServiceRequestNote(partnerId: string, id: string, note: { noteId: string; text: string }): Promise<void>
  /** Closes it; closing again changes nothing. @throws PartnerCenterUnavailable */
  closeServiceRequest(partnerId: string, id: string, requestId: string): Promise<void>
}

export interface NewCancellation {
  readonly customerId: string
  readonly orderId: string
  /** Left out, all of the order. */
  readonly lines?: readonly number[] | undefined
  readonly requestId: string
}

export interface Subscription {
  readonly id: string
  readonly orderId: string
  /** The number of the order's line. */
  readonly line: number
  /** What was bought: `Windows Server 2019 Standard`. */
  readonly name: string
  /** `active`; `ended`, its term is over and did not renew; `cancelled`. Partner Center accepts more values over time. */
  readonly status: string
  readonly termEndsAt: Date
  /** Whether it renews itself when its term ends. */
  readonly autoRenew: boolean
  /** Of the term that runs. */
  readonly cancellableUntil?: Date | undefined
  /** When the next term can be cancelled, where it will have one: from when it begins. */
  readonly nextWindow?: { readonly opensAt: Date; readonly closesAt: Date } | undefined
}

export interface RenewalChange {
  readonly customerId: string
  readonly subscriptionId: string
  readonly on: boolean
  readonly requestId: string
}

export interface CustomersPage {
  readonly customers: readonly ListedCustomer[]
  /** Where the next page begins; undefined on the last one. */
  readonly next: string | undefined
  /** How many there are about, where the service tells it. */
  readonly about?: number | undefined
}

export interface Changes {
  readonly changes: readonly Change[]
  /** What people did there, where the feed tells it: each at least once, as `changes`. */
  readonly records?: readonly AuditRecord[] | undefined
  /** Where the feed was read to. */
  readonly next: string
  /** Whether there are more by now. */
  readonly more: boolean
  /** What changed is not known any more: everything has to be read anew. */
  readonly lost?: boolean
}

/** Something that somebody did at Partner Center, by its own audit. */
export interface AuditRecord {
  /** The same whenever the record is read: 64 hexadecimal digits. */
  readonly id: string
  readonly at: Date
  /** Who did it, as Partner Center names them: a user principal name, or nobody. */
  readonly by?: string | undefined
  /** With which application, by its name or ID. */
  readonly application?: string | undefined
  /** Partner Center's own word: `create_order`. */
  readonly operation: string
  readonly customerId?: string | undefined
  readonly orderId?: string | undefined
}

/** Something about it is other than it was; what holds now is read. */
export interface Change {
  readonly kind: 'customer' | 'order' | 'subscription'
  readonly customerId: string
  /** Left out, any of the customer's orders. */
  readonly orderId?: string | undefined
}

/** Partner Center's severities of a service request. */
export const severities = ['critical', 'moderate', 'minimal'] as const
export type Severity = (typeof severities)[number]

export interface NewServiceRequest {
  readonly title: string
  readonly description: string
  readonly severity: Severity
  /** The customer's tenant GUID or domain. */
  readonly customer: string
  readonly contact: { readonly name: string; readonly email: string; readonly phone: string }
  readonly requestId: string
}

export interface ServiceRequest {
  /** The ticket number that Partner Center shows. */
  readonly id: string
  /** `open`, `attention_needed`, `closed`; Partner Center accepts more values over time. */
  readonly status: string
  /** Oldest first. */
  readonly notes: readonly ServiceRequestNote[]
}

export interface ServiceRequestNote {
  readonly id: string
  /** Who wrote it, as Partner Center names them. */
  readonly by: string
  readonly byMicrosoft: boolean
  readonly text: string
  readonly at: Date
}
