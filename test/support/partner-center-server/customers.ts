import { isGuid } from '../../../src/platform/guid.ts'
import { type Call, collection, link, ok, Problem, type Routes } from './exchange.ts'
import { guidOf } from './stamps.ts'
import type { CustomerRecord } from './world.ts'

export const customerRoutes: Routes = {
  'GET /v1/customers': list,
  'GET /v1/customers/{customer}': (call) => ok(customerBody(customerOf(call))),
  'GET /v1/customers/{customer}/profiles/billing': (call) => ok(billingProfile(customerOf(call))),
  'GET /v1/customers/{customer}/profiles/company': (call) => ok(companyProfile(customerOf(call))),
  'GET /v1/customers/{customer}/agreements': agreements,
  'GET /v1/customers/{customer}/directSignedMicrosoftCustomerAgreementStatus': (call) => {
    requirePerson(call)
    return ok({ isSigned: customerOf(call).agreement === 'direct' })
  },
}

/** "App+User only": an application alone is refused. */
export function requirePerson({ token }: Call): void {
  if (token.as === 'app') throw new Problem(403, 2032, 'Access denied')
}

/** @throws Problem 400 for no GUID, 403 for a customer of somebody else, 404 for nobody's. */
export function customerOf({ partner, world, params }: Call): CustomerRecord {
  const id = params.customer ?? ''
  if (!isGuid(id)) throw new Problem(400, 800002, 'Invalid request input')
  const customer = partner.customersById.get(id.toLowerCase())
  if (customer !== undefined) return customer
  const others =
    world.formerCustomers.has(id.toLowerCase()) ||
    [...world.partners.values()].some(({ customersById }) => customersById.has(id.toLowerCase()))
  if (!others) throw new Problem(404, 1000, 'Not found')
  const text = `The partner ID ${partner.tenantId} has no commerce relationship with the customer ID ${id}.`
  throw new Problem(403, 20002, text)
}

const usualSize = 100
const largestSize = 500

/** Pages are sought with `seekOperation=Next` and the MS-ContinuationToken of the page before. */
function list(call: Call) {
  const { partner, query, headers } = call
  const from = query.get('seekOperation') === 'Next' ? placeOf(headers['ms-continuationtoken'], partner.tenantId) : 0
  const matches = filterOf(query.get('filter'))
  const asked = Number(query.get('size') ?? usualSize)
  if (!Number.isInteger(asked) || asked < 0) throw new Problem(400, 800002, 'Invalid request input')
  const size = Math.min(asked === 0 ? usualSize : asked, largestSize)
  const found: CustomerRecord[] = []
  let place = from
  for (; place < partner.customers.length && found.length < size; place++) {
    const customer = partner.customers[place]
    if (customer !== undefined && matches(customer)) found.push(customer)
  }
  const rest = partner.customers.slice(place).some(matches)
  const uri = `/customers?${without(query, 'seekOperation')}`
  const token = { key: 'MS-ContinuationToken', value: tokenOf(place, partner.tenantId) }
  const links = { self: link(uri), ...(rest && { next: link(`${uri}&seekOperation=Next`, 'GET', [token]) }) }
  return ok(collection(found.map(listedBody), links), rest ? { 'MS-ContinuationToken': token.value } : {})
}

const tokenOf = (place: number, tenantId: string): string =>
  Buffer.from(JSON.stringify({ place, tenantId })).toString('base64')

function placeOf(token: unknown, tenantId: string): number {
  try {
    const read = JSON.parse(Buffer.from(String(token), 'base64').toString()) as { place: number; tenantId: string }
    if (read.tenantId === tenantId && Number.isInteger(read.place)) return read.place
  } catch {
    // Refused below.
  }
  throw new Problem(400, 800002, 'Invalid request input')
}

function without(query: URLSearchParams, name: string): string {
  const rest = new URLSearchParams(query)
  rest.delete(name)
  return rest.toString()
}

/** The only operator is `starts_with`, on the company's name or its domain. */
function filterOf(text: string | null): (customer: CustomerRecord) => boolean {
  if (text === null) return () => true
  const { Field, Value, Operator } = jsonOf(text)
  if (Operator !== 'starts_with' || typeof Value !== 'string') throw new Problem(400, 800002, 'Invalid request input')
  const start = Value.toLowerCase()
  if (Field === 'CompanyName') return ({ name }) => name.toLowerCase().startsWith(start)
  if (Field === 'Domain') return ({ domain }) => domain.toLowerCase().startsWith(start)
  throw new Problem(400, 800002, 'Invalid request input')
}

export function jsonOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text)
  } catch {
    throw new Problem(400, 800002, 'Invalid request input')
  }
}

/** A list says neither country nor address. */
const listedBody = ({ id, name, domain, relationship }: CustomerRecord) => ({
  id,
  companyProfile: {
    tenantId: id,
    domain,
    companyName: name,
    links: { self: link(`/customers/${id}/profiles/company`) },
    attributes: { objectType: 'CustomerCompanyProfile' },
  },
  relationshipToPartner: relationship,
  links: { self: link(`/customers/${id}`) },
  attributes: { objectType: 'Customer' },
})

const customerBody = (customer: CustomerRecord) => ({
  id: customer.id,
  commerceId: guidOf(`commerce/${customer.id}`),
  companyProfile: companyProfile(customer),
  billingProfile: billingProfile(customer),
  relationshipToPartner: customer.relationship,
  allowDelegatedAccess: true,
  customDomains: [customer.domain],
  links: { self: link(`/customers/${customer.id}`) },
  attributes: { objectType: 'Customer' },
})

const addressIn = (country: string) => ({
  country,
  city: 'Sample City',
  addressLine1: '1 Sample Street',
  postalCode: '98052',
})

const companyProfile = ({ id, domain, name, country }: CustomerRecord) => ({
  tenantId: id,
  domain,
  companyName: name,
  address: { ...addressIn(country), phoneNumber: '4255550100' },
  email: `billing@${domain}`,
  links: { self: link(`/customers/${id}/profiles/company`) },
  attributes: { objectType: 'CustomerCompanyProfile' },
})

const billingProfile = ({ id, domain, name, country }: CustomerRecord) => ({
  id: guidOf(`billing/${id}`),
  firstName: 'Sam',
  lastName: 'Sample',
  email: `billing@${domain}`,
  culture: 'en-US',
  language: 'en',
  companyName: name,
  defaultAddress: { ...addressIn(country), firstName: 'Sam', lastName: 'Sample', phoneNumber: '4255550100' },
  links: { self: link(`/customers/${id}/profiles/billing`) },
  attributes: { etag: guidOf(`etag/${id}`), objectType: 'CustomerBillingProfile' },
})

/** What partners attested; what the customer signed itself is another call's. No `links` and no `attributes`, as documented. */
function agreements(call: Call) {
  requirePerson(call)
  const { agreement, domain } = customerOf(call)
  const type = call.query.get('agreementType') ?? 'MicrosoftCustomerAgreement'
  const attested = type === 'MicrosoftCustomerAgreement' && (agreement === 'attested' || agreement === 'outdated')
  const items = attested
    ? [
        {
          primaryContact: { firstName: 'Sam', lastName: 'Sample', email: `owner@${domain}`, phoneNumber: '4255550100' },
          templateId: '117a77b0-9360-443b-8795-c6dedc750cf9',
          // Acceptance from before April 2023 has to be given again.
          dateAgreed: agreement === 'outdated' ? '2019-08-26T00:00:00' : '2024-03-04T00:00:00',
          type: 'MicrosoftCustomerAgreement',
          agreementLink: 'https://aka.ms/customeragreement',
        },
      ]
    : []
  return ok({ totalCount: items.length, items })
}
