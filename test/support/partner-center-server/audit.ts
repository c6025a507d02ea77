import { day, later } from '../../../src/platform/clock.ts'
import { jsonOf } from './customers.ts'
import { type Call, collection, link, ok, Problem, type Routes } from './exchange.ts'
import { dayOf, startOfDay, utcStamp } from './stamps.ts'
import type { AuditRecord, Partner, World } from './world.ts'

export const auditRoutes: Routes = { 'GET /v1/auditrecords': list }

/** The actor is who signed in for the desk, not the agent who pressed. */
export function audit(world: World, partner: Partner, done: Omit<AuditRecord, 'at' | 'showsFrom'>): void {
  const at = world.clock.now()
  partner.audit.push({ ...done, at, showsFrom: later(at, world.settings.auditedAfter) })
}

/** 30 days back when nothing is said, 90 at most; newest first, in pages that `links.next` names. */
function list(call: Call) {
  const { world, partner, query, headers } = call
  const now = world.clock.now()
  const from = momentOf(query.get('startDate')) ?? later(startOfDay(now), -30 * day)
  const until = momentOf(query.get('endDate'))
  if (from < later(startOfDay(now), -90 * day)) {
    throw new Problem(400, 400, 'Start date cannot be more than 90 days before the current date')
  }
  const matches = filterOf(query.get('filter'))
  const found = partner.audit
    .filter(
      (record) =>
        record.showsFrom <= now && record.at >= from && (until === undefined || record.at < later(until, day)),
    )
    .filter(matches)
    .reverse()
  const start = query.get('seekOperation') === 'Next' ? placeOf(headers['ms-continuationtoken']) : 0
  const size = Math.min(
    Number(query.get('size') ?? world.settings.auditRecordsOnAPage),
    world.settings.auditRecordsOnAPage,
  )
  const page = found.filter((_, place) => place >= start && place < start + size)
  const filter = query.get('filter')
  const uri = `/auditrecords?startDate=${dayOf(from)}${until === undefined ? '' : `&endDate=${dayOf(until)}`}&size=${size}${filter === null ? '' : `&filter=${encodeURIComponent(filter)}`}`
  const token = { key: 'MS-ContinuationToken', value: Buffer.from(`audit:${start + size}`).toString('base64') }
  const more = start + size < found.length
  const links = { self: link(uri), ...(more && { next: link(`${uri}&seekOperation=Next`, 'GET', [token]) }) }
  return ok(
    collection(
      page.map((record) => body(partner, record)),
      links,
    ),
  )
}

function placeOf(token: unknown): number {
  const place = /^audit:(\d+)$/.exec(Buffer.from(String(token), 'base64').toString())?.[1]
  if (place === undefined) throw new Problem(400, 800002, 'Invalid request input')
  return Number(place)
}

/** `2017-06-01`, or as the sample has it `6/1/2017 12:00:00 AM`; the time of day counts for nothing. */
function momentOf(text: string | null): Date | undefined {
  if (text === null || text === '') return undefined
  const [, month = '', date = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text) ?? []
  const iso = year === '' ? text : `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const read = new Date(/^\d{4}-\d{2}-\d{2}/.test(iso) ? iso.replace(/[T ].*/, '') : Number.NaN)
  if (Number.isNaN(read.getTime())) throw new Problem(400, 800002, 'Invalid request input')
  return read
}

/** The case of the value is ignored. */
function filterOf(text: string | null): (record: AuditRecord) => boolean {
  if (text === null) return () => true
  const { Field, Value, Operator } = jsonOf(text)
  const wanted = String(Value).toLowerCase()
  if (Field === 'CompanyName' && Operator === 'substring') {
    return ({ customer }) => customer?.name.toLowerCase().includes(wanted) === true
  }
  if (Field === 'CustomerId' && Operator === 'equals') return ({ customer }) => customer?.id === wanted
  if (Field === 'ResourceType' && Operator === 'equals') {
    return ({ resourceType }) => resourceType.replaceAll('_', '') === wanted.replaceAll('_', '')
  }
  throw new Problem(400, 800002, 'Invalid request input')
}

function body({ tenantId }: Partner, record: AuditRecord) {
  const { at, customer, by, resourceType, operationType, newValue, data } = record
  return {
    partnerId: tenantId,
    ...(customer !== undefined && { customerId: customer.id, customerName: customer.name }),
    userPrincipalName: by,
    resourceType,
    resourceNewValue: JSON.stringify(newValue),
    operationType,
    operationDate: utcStamp(at, `audit/${operationType}/${JSON.stringify(data)}`),
    operationStatus: 'succeeded',
    customizedData: Object.entries(data).map(([key, value]) => ({ key, value })),
    attributes: { objectType: 'AuditRecord' },
  }
}
