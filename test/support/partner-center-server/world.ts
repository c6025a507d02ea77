import type { X509Certificate } from 'node:crypto'
import type { Clock } from '../../../src/platform/clock.ts'
import type { Answer } from './exchange.ts'
import type { PersonRecord } from './people.ts'
import type { Settings } from './settings.ts'

export interface World {
  readonly clock: Clock
  /** By tenant. */
  readonly partners: Map<string, Partner>
  /** Customers who left their partner. */
  readonly formerCustomers: Set<string>
  readonly settings: Settings
  /** Of the app registration: who signs in with one proves its key. */
  readonly appCertificates: X509Certificate[]
  /** Tenants whose people were asked what the application may do, and agreed. */
  readonly consented: Set<string>
  /** Where this server is reached: `http://127.0.0.1:40123`. */
  readonly origin: () => string
}

export interface Partner {
  readonly tenantId: string
  readonly name: string
  readonly country: string
  readonly domain: string
  /** An indirect reseller has no API. */
  kind: 'direct' | 'indirect-provider' | 'indirect-reseller'
  /** Whether sign-ins carry a second factor; `announced`: they do not, and calls are still taken. */
  mfa: 'proven' | 'announced' | 'missing'
  /** Why nobody can sign in: `AADSTS700082`. */
  signInFails?: string | undefined
  /** Roles of the person whose sign-in is used that Partner Center knows. */
  signedIn: PersonRecord
  readonly people: PersonRecord[]
  /** Anybody may make a group with the name of another one. */
  readonly otherGroups: { readonly id: string; readonly displayName: string; readonly securityEnabled?: boolean }[]
  /** Graph answers about directory roles only where it was permitted. */
  directoryRolesPermitted: boolean
  /** Apps of the tenant's catalogue, by the id of their manifest; nothing of the kind is answered where it was not permitted. */
  apps: 'not-permitted' | Map<string, string>
  /** Whom the app was installed for, by object id; told to whoever listens. */
  readonly installed: Set<string>
  onInstall?: ((personId: string) => void) | undefined
  /** Permissions of Graph that nobody has consented to. */
  readonly withheld: Set<string>
  readonly customers: CustomerRecord[]
  /** By tenant, lower case. */
  readonly customersById: Map<string, CustomerRecord>
  /** By customer. */
  readonly orders: Map<string, OrderRecord[]>
  readonly subscriptions: Map<string, SubscriptionRecord[]>
  readonly carts: Map<string, CartRecord>
  readonly audit: AuditRecord[]
  readonly serviceRequests: ServiceRequestRecord[]
  webhook?: WebhookRecord | undefined
  readonly events: EventRecord[]
  /** What was answered to a call that may be repeated, by endpoint and MS-RequestId. */
  readonly answered: Map<string, Answer>
  /** How the next orders come out, oldest wish first. */
  readonly outcomes: Outcome[]
  /** What a SKU costs since a day, where it is not the list's: `DG7GMGF0FKZV:0001`. */
  readonly prices: Map<string, { readonly usd: string; readonly since: Date }[]>
  /** Of the minute that runs. */
  calls: { since: number; count: number }
  /** Calls that were too many, ever. */
  refusedCalls?: number | undefined
}

export interface CustomerRecord {
  readonly id: string
  readonly name: string
  readonly domain: string
  readonly country: string
  relationship: string
  /** How it accepted the Microsoft Customer Agreement; an old acceptance counts no more. */
  agreement: 'attested' | 'direct' | 'outdated' | 'missing'
  /** What it bought before, where nothing is kept of it. */
  readonly history?: ((customer: CustomerRecord) => OrderRecord[]) | undefined
}

/** How a checked-out cart comes out. Words after `status` follow one another, each after `placedAfter`. */
export interface Outcome {
  readonly status?: readonly string[]
  /** Groups, from the last one, that end in `orderErrors`. */
  readonly failedGroups?: number
  readonly error?: { readonly code: number; readonly description: string }
}

export interface OrderRecord {
  readonly id: string
  readonly alternateId: string
  readonly customerId: string
  readonly cartId?: string | undefined
  readonly createdAt: Date
  readonly showsFrom: Date
  readonly currency: string
  readonly billingCycle: string
  readonly lines: LineRecord[]
  /** Its words, each from a moment on. */
  progress: { readonly status: string; readonly from: Date }[]
}

export type Kind = 'subscription' | 'perpetual' | 'reservation' | 'linux' | 'security-update' | 'azure-plan'

export interface LineRecord {
  readonly number: number
  readonly offerId: string
  readonly kind: Kind
  readonly termDuration?: string | undefined
  readonly friendlyName: string
  readonly quantity: number
  /** For one and a billing cycle, in the currency of the order. */
  readonly price?: number | undefined
  /** How often its term is billed. */
  readonly cycles: number
  readonly subscriptionId?: string | undefined
  cancelledShowsFrom?: Date | undefined
  /** Until when it can be cancelled, where that is told otherwise. */
  cancellableUntil?: Date | undefined
}

export interface SubscriptionRecord {
  readonly id: string
  readonly customerId: string
  readonly order: OrderRecord
  readonly line: number
  readonly offerId: string
  readonly kind: Kind
  readonly termDuration: string
  readonly billingCycle: string
  readonly showsFrom: Date
  friendlyName: string
  quantity: number
  /** Of the term that runs. */
  startsAt: Date
  endsAt: Date
  cancellableUntil: Date
  status: 'active' | 'suspended' | 'expired' | 'deleted'
  deletedShowsFrom?: Date | undefined
  autoRenew: boolean
  scheduled?: unknown
  /** Counts changes: what an ETag holds. */
  version: number
  /** An Azure plan's: the Azure subscriptions under it, and since when it is registered for reservations. */
  entitlements?: AzureSubscription[] | undefined
  registeredFrom?: Date | undefined
}

export interface AzureSubscription {
  readonly id: string
  readonly name: string
  status: 'active' | 'suspended'
}

export interface CartRecord {
  readonly id: string
  readonly customerId: string
  readonly createdAt: Date
  readonly expiresAt: Date
  status: 'Active' | 'Ordered'
  readonly lines: CartLineRecord[]
}

export interface CartLineRecord {
  readonly id: number
  /** As it was wanted. */
  readonly wanted: Readonly<Record<string, unknown>>
  readonly catalogItemId: string
  readonly quantity: number
  readonly kind?: Kind | undefined
  readonly currency: string
  readonly billingCycle: string
  readonly termDuration?: string | undefined
  readonly friendlyName: string
  readonly price?: number | undefined
  /** How often the term is billed. */
  readonly cycles: number
  readonly orderGroup?: string | undefined
  readonly error?: { readonly errorCode: string; readonly errorDescription: string } | undefined
}

export interface AuditRecord {
  readonly at: Date
  readonly showsFrom: Date
  readonly customer?: CustomerRecord | undefined
  readonly by: string
  readonly resourceType: string
  readonly operationType: string
  readonly newValue: unknown
  readonly data: Readonly<Record<string, string>>
}

export interface ServiceRequestRecord {
  readonly id: string
  readonly customerId: string | undefined
  readonly title: string
  readonly description: string
  readonly severity: string
  readonly supportTopicId: string
  status: string
  readonly createdAt: Date
  changedAt: Date
  closedAt?: Date | undefined
  readonly notes: { readonly by: string; readonly text: string; readonly at: Date }[]
}

export interface WebhookRecord {
  readonly subscriberId: string
  url: string
  events: readonly string[]
  signatureInOwnHeader: boolean
  readonly tests: Map<string, { status: string; results: object[] }>
  /** When test events were asked for lately. */
  validated: Date[]
}

/** An event that waits to be sent. */
export interface EventRecord {
  readonly due: Date
  readonly body: { readonly EventName: string }
  /** Whose test it is. */
  readonly test?: string
  tries?: number
}

/** What the tenant has of a customer, made where it has nothing yet. */
export function listOf<T>(map: Map<string, T[]>, customerId: string): T[] {
  const known = map.get(customerId)
  if (known !== undefined) return known
  const made: T[] = []
  map.set(customerId, made)
  return made
}
