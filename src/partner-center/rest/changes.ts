import { createHash } from 'node:crypto'
import { z } from 'zod'
import { PartnerCenterRefused } from '../../commerce/errors.ts'
import type { AuditRecord, Change, Changes } from '../../commerce/ports/partner-center.ts'
import { type Clock, day, hour, later } from '../../platform/clock.ts'
import { isGuid } from '../../platform/guid.ts'
import type { Calls } from './calls.ts'
import { nextOf } from './pages.ts'
import { jsonOf } from './refusals.ts'
import { auditRecords, type WireAuditRecord } from './wire/audit.ts'
import { camelKeys } from './wire/shapes.ts'

/** Where the feed was read to: what was done since then, and of a reading that is not through, its next page. */
const cursorSchema = z.object({
  since: z.iso.datetime().transform((text) => new Date(text)),
  /** When the reading began. */
  began: z.iso.datetime().optional(),
  page: z
    .object({ path: z.string().startsWith('/auditrecords'), headers: z.record(z.string(), z.string()) })
    .optional(),
})

/** What was done may be recorded late, and what was recorded may show late: so much is read again. */
const overlap = hour
/** Audit records go back 90 days: "Get a record of Partner Center activity by user". */
const kept = 89 * day
const pageSize = 500

/** What has changed, from the audit records: the service has no other feed. */
export function changesOf(call: Calls, clock: Clock) {
  return async function changesSince(partnerId: string, cursor: string | undefined): Promise<Changes> {
    const now = clock.now()
    const from = cursor === undefined ? undefined : cursorSchema.safeParse(jsonOf(cursor)).data
    if (from === undefined || from.since < later(now, -kept))
      return { changes: [], next: cursorAt(now), more: false, ...(cursor !== undefined && { lost: true }) }
    const since = later(from.since, -overlap)
    const path = `/auditrecords?startDate=${dayOf(since)}&size=${pageSize}`
    const first = { name: 'audit records', partnerId, path, answer: auditRecords }
    const { value } =
      from.page === undefined
        ? await call(first)
        : await call({ ...first, ...from.page }).catch((error: unknown) => {
            // A page may age while the feed is not read: then it is read from its beginning again.
            if (!(error instanceof PartnerCenterRefused && error.facts.httpStatus === 400)) throw error
            return call(first)
          })
    const began = from.began ?? now.toISOString()
    const page = nextOf(value.links)
    const records = value.items.filter(({ operationDate }) => operationDate >= since)
    return {
      changes: distinct(records.flatMap(changeOf)),
      records: records.filter(isOfDesk).map(recordOf),
      next:
        page === undefined
          ? cursorAt(new Date(began))
          : JSON.stringify({ since: from.since.toISOString(), began, page }),
      more: page !== undefined,
    }
  }
}

const cursorAt = (since: Date): string => JSON.stringify({ since: since.toISOString() })

const dayOf = (at: Date): string => at.toISOString().replace(/T.*$/, '')

const kinds: Readonly<Record<string, Change['kind']>> = {
  order: 'order',
  subscription: 'subscription',
  customer: 'customer',
  partner_customer_relationship: 'customer',
  // What was transferred may be any of the customer's orders.
  transfer: 'order',
}

function changeOf(record: WireAuditRecord): Change[] {
  const { customerId = '', resourceType = '', operationStatus = '' } = record
  const kind = kinds[resourceType.toLowerCase()]
  if (kind === undefined || !isGuid(customerId) || operationStatus.toLowerCase() === 'failed') return []
  const orderId = kind === 'customer' ? undefined : orderIdOf(record)
  return [{ kind, customerId: customerId.toLowerCase(), ...(orderId !== undefined && { orderId }) }]
}

/** What a partner's people do there and the desk is about: licences, users and devices are not. */
const remembered = new Set([
  ...[...Object.keys(kinds), 'agreement', 'credit', 'cart', 'reservation'],
  ...['software_key', 'software_download_link', 'software_page', 'software_attestation'],
])
const isOfDesk = ({ resourceType = '', operationStatus = '' }: WireAuditRecord): boolean =>
  remembered.has(resourceType.toLowerCase()) && operationStatus.toLowerCase() !== 'failed'

/** Records have no ID of their own: the same one is the same in all that it says. */
function recordOf(record: WireAuditRecord): AuditRecord {
  const { operationDate, operationType = 'unknown', userPrincipalName, applicationId, customerId = '' } = record
  const isOfOrders = kinds[record.resourceType?.toLowerCase() ?? ''] !== 'customer'
  return {
    id: createHash('sha256').update(JSON.stringify(record)).digest('hex'),
    at: operationDate,
    operation: operationType,
    by: userPrincipalName,
    application: applicationId,
    ...(isGuid(customerId) && { customerId: customerId.toLowerCase() }),
    ...(isOfOrders && { orderId: orderIdOf(record) }),
  }
}

const copied = z.object({ id: z.string().optional(), orderId: z.string().optional() })

/** Undefined where the record does not name it: then any of the customer's may be meant. */
function orderIdOf({ resourceType = '', customizedData = [], resourceNewValue }: WireAuditRecord): string | undefined {
  const named = customizedData.find(({ key }) => key?.toLowerCase() === 'orderid')?.value
  if (named !== undefined && named !== '') return named
  const read = copied.safeParse(camelKeys(jsonOf(resourceNewValue ?? '')))
  if (!read.success) return undefined
  return resourceType.toLowerCase() === 'order' ? read.data.id : read.data.orderId
}

const distinct = (changes: readonly Change[]): Change[] => [
  ...new Map(changes.map((change) => [JSON.stringify(change), change])).values(),
]
