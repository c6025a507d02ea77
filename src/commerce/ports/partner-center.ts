import type { Agreement } from '../agreement.ts'
import type { CartState, PreparedCart, Submission, WantedCart } from '../cart.ts'
import type { Customer, ListedCustomer, Order } from '../order.ts'
import type { CatalogItem } from '../product.ts'

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
 */
export interface PartnerCenter {
  /** The real service has no call for keys and download links, and documents none for service requests any more; the embedded one has all. */
  readonly capabilities: {
    readonly keys: boolean
    readonly downloadLinks: boolean
    readonly serviceRequests: boolean
    /** Whether a cart has to say that the partner on record and the customer accept it. */
    readonly attestations: boolean
  }

  /** How the desk's mirror (workflow/mirror) reads. */
  readonly reading: {
    /** How long what was read counts as of now, in milliseconds. */
    readonly freshFor: number
    /** How many calls a minute reading everything may take; left out, as many as it likes. */
    readonly callsAMinute?: number | undefined
  }

  /**
   * All customers, a page of them at a time, in an order that stays: for whoever reads everything.
   * @throws PartnerCenterUnavailable
   */
  customers(partnerId: string, page: { after?: string | undefined; limit: number }): Promise<CustomersPage>
  /**
   * What has changed since the feed was read to there, at least: changes may come late, twice and in any order. What shows
   * later than it was done is a change when it shows.
   * @param cursor left out: nothing, and where the feed is now.
   * @throws PartnerCenterUnavailable
   */
  changesSince(partnerId: string, cursor: string | undefined): Promise<Changes>

  /** @throws CustomerUnknown */
  customer(partnerId: string, customerId: string): Promise<Customer>
  /** @throws CustomerUnknown */
  agreement(partnerId: string, customerId: string): Promise<Agreement>

  /** What the customer's market sells, priced in its currency. @throws CustomerUnknown */
  catalogue(partnerId: string, customerId: string): Promise<CatalogItem[]>

  /**
   * Makes a cart of the lines: what they cost now, and what is wrong with any of them. Nothing is bought. The same `requestId`
   * again (MS-RequestId) answers the cart that the first call made.
   * @throws CustomerUnknown, AgreementNotAccepted, PartnerCenterRefused, PartnerCenterUnavailable
   */
  prepare(partnerId: string, wanted: WantedCart, requestId: string): Promise<PreparedCart>
  /** What became of a cart; undefined for one that is not there any more. @throws CustomerUnknown, PartnerCenterUnavailable */
  cart(partnerId: string, customerId: string, cartId: string): Promise<CartState | undefined>
  /**
   * Orders a cart without errors: each of its groups becomes an order. The same `requestId` again answers what the first call
   * did, also when its answer was lost.
   * @throws CustomerUnknown, AgreementNotAccepted, PartnerCenterRefused, PartnerCenterUnavailable
   */
  submit(partnerId: string, customerId: string, cartId: string, requestId: string): Promise<Submission>

  /** Newest first; cancelled ones too. @throws CustomerUnknown */
  orders(partnerId: string, customerId: string): Promise<Order[]>
  /** @throws CustomerUnknown, OrderUnknown */
  order(partnerId: string, customerId: string, orderId: string): Promise<Order>

  /**
   * Cancels line items, all of them when none are named. They show as cancelled up to 15 minutes later. `under-way`: they are being
   * cancelled already, and calling again changes nothing. @throws OrderUnknown, OrderNotUsable, PartnerCenterRefused
   */
  cancel(partnerId: string, cancellation: NewCancellation): Promise<'accepted' | 'under-way'>

  /** What renews itself, of one order or of all of the customer's. @throws CustomerUnknown, OrderUnknown */
  subscriptions(partnerId: string, customerId: string, orderId?: string): Promise<Subscription[]>
  /** Calling again changes nothing. @throws SubscriptionUnknown, SubscriptionEnded, PartnerCenterRefused */
  setAutoRenew(partnerId: string, change: RenewalChange): Promise<void>

  /** @throws OrderUnknown, NoSoftware */
  downloadOptions(partnerId: string, line: LineRef): Promise<DownloadOption[]>
  /** Where the file itself is fetched from, for one download. @throws OrderUnknown, NoSoftware */
  downloadUrl(partnerId: string, line: LineRef, optionKey: string): Promise<string>
  /** The activation key, in plain text: a secret. @throws OrderUnknown, NoSoftware */
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
  /** Where the feed was read to. */
  readonly next: string
  /** Whether there are more by now. */
  readonly more: boolean
  /** What changed is not known any more: everything has to be read anew. */
  readonly lost?: boolean
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
