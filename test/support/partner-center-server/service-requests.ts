import { customerOf, requirePerson } from './customers.ts'
import { type Answer, type Call, collection, ok, Problem, type Routes } from './exchange.ts'
import { guidOf } from './stamps.ts'
import type { Partner, ServiceRequestRecord, World } from './world.ts'

export const serviceRequestRoutes: Routes = {
  'GET /v1/customers/{customer}/servicerequests': list,
  'GET /v1/servicerequests/supporttopics': topics,
  'GET /v1/servicerequests/{request}': (call) => {
    requirePerson(call)
    return ok(body(call.partner, requestOf(call)))
  },
  'PATCH /v1/servicerequests/{request}': update,
  'POST /v1/servicerequests/{locale}': create,
}

const never = '0001-01-01T00:00:00'
const at = (moment: Date | undefined, zone = 'Z'): string => moment?.toISOString().replace('Z', zone) ?? never

/** Numbers where a single request has words: as the sample has them. */
const severities = ['unknown', 'critical', 'moderate', 'minimal']
const statuses = ['none', 'open', 'closed', 'attention_needed']

function list(call: Call): Answer {
  requirePerson(call)
  const customer = customerOf(call)
  const found = call.partner.serviceRequests.filter(({ customerId }) => customerId === customer.id)
  return ok(
    collection(
      found.map(({ id, title, severity, status, createdAt, changedAt, closedAt }) => ({
        title,
        severity: severities.indexOf(severity),
        id,
        status: statuses.indexOf(status),
        primaryContact: { lastName: 'Sample', firstName: 'Sam' },
        createdDate: at(createdAt, ''),
        lastModifiedDate: at(changedAt, ''),
        lastClosedDate: at(closedAt, ''),
        attributes: { objectType: 'ServiceRequest' },
      })),
    ),
  )
}

function requestOf({ partner, params }: Call): ServiceRequestRecord {
  const found = partner.serviceRequests.find(({ id }) => id === params.request)
  if (found === undefined) throw new Problem(404, 1000, 'Not found')
  return found
}

function body({ tenantId, name }: Partner, request: ServiceRequestRecord) {
  const { id, title, description, severity, supportTopicId, status, createdAt, changedAt, closedAt, notes } = request
  return {
    title,
    description,
    severity,
    supportTopicId,
    id,
    status,
    organization: { id: tenantId, name },
    createdDate: at(createdAt),
    lastModifiedDate: at(changedAt),
    lastClosedDate: at(closedAt),
    // Left out while there are none.
    ...(notes.length > 0 && {
      notes: notes.map((note) => ({ createdByName: note.by, createdDate: at(note.at, ''), text: note.text })),
    }),
    attributes: { objectType: 'ServiceRequest' },
  }
}

interface Wanted {
  readonly title?: string | null
  readonly description?: string | null
  readonly severity?: string | null
  readonly status?: string | null
  readonly supportTopicId?: string | null
  readonly newNote?: { readonly text?: string | null } | null
}

/** A PATCH of the whole resource in which what is not meant is null, `unknown` or `none`. */
function update(call: Call): Answer {
  requirePerson(call)
  const { world, partner } = call
  const request = requestOf(call)
  const { newNote, status } = (call.body ?? {}) as Wanted
  const now = world.clock.now()
  if (newNote?.text) request.notes.push({ by: partner.signedIn.name, text: newNote.text, at: now })
  if (status === 'closed' || status === 'open') {
    request.status = status
    request.closedAt = status === 'closed' ? now : undefined
  }
  request.changedAt = now
  return ok(body(partner, request))
}

/** Documented until September 2020: where it is switched on. */
function create(call: Call): Answer {
  requirePerson(call)
  const { world, partner } = call
  if (!world.settings.createsServiceRequests) throw new Problem(404, 1000, 'Not found')
  const { title, description, severity, supportTopicId } = (call.body ?? {}) as Wanted
  if (!title || !description || !supportTopicId) throw new Problem(400, 800002, 'Invalid request input')
  const request = fileServiceRequest(world, partner, {
    title,
    description,
    severity: severity ?? 'moderate',
    supportTopicId,
  })
  const { organization, ...made } = body(partner, { ...request, status: 'none' })
  return {
    status: 201,
    body: { ...made, organization, createdDate: never, lastModifiedDate: never, countryCode: partner.country },
  }
}

export function fileServiceRequest(
  world: World,
  partner: Partner,
  wanted: { title: string; description: string; severity: string; supportTopicId: string; customerId?: string },
): ServiceRequestRecord {
  const now = world.clock.now()
  const number = Number.parseInt(
    guidOf(`${partner.tenantId}/${partner.serviceRequests.length}`).replaceAll('-', '').substring(0, 11),
    16,
  )
  const request: ServiceRequestRecord = {
    ...wanted,
    customerId: wanted.customerId,
    id: `6${String(number % 10 ** 14).padStart(14, '0')}`,
    status: 'open',
    createdAt: now,
    changedAt: now,
    notes: [],
  }
  partner.serviceRequests.push(request)
  return request
}

function topics({ world }: Call): Answer {
  if (!world.settings.createsServiceRequests) throw new Problem(404, 1000, 'Not found')
  const topic = (id: number, name: string) => ({
    name,
    description: name,
    id,
    attributes: { objectType: 'SupportTopic' },
  })
  return ok(collection([topic(32_444_667, 'Partner Center Issues'), topic(32_444_671, 'Cannot manage my profile')]))
}
