import { requirePerson } from './customers.ts'
import { type Call, collection, link, ok, Problem, type Routes } from './exchange.ts'
import { digestOf, guidOf } from './stamps.ts'

export const profileRoutes: Routes = {
  'GET /v1/profiles/organization': organization,
  'GET /v1/profiles/legalbusiness': legalBusiness,
  'GET /v1/profiles/mpn': mpn,
  'GET /v1/relationships': relationships,
}

const addressIn = (country: string) => ({
  country,
  city: 'Sample City',
  state: 'WA',
  addressLine1: '1 Sample Street',
  addressLine2: '',
  postalCode: '98052',
  firstName: 'Sam',
  lastName: 'Sample',
  phoneNumber: '4255550100',
})

function organization(call: Call) {
  requirePerson(call)
  const { tenantId, name, domain, country } = call.partner
  return ok({
    id: guidOf(`organization/${tenantId}`),
    companyName: name,
    defaultAddress: addressIn(country),
    tenantId,
    domain,
    email: `admin@${domain}`,
    language: 'en',
    culture: 'en-US',
    profileType: 'OrganizationProfile',
    links: { self: link('/profiles/organization') },
    attributes: { etag: guidOf(`organization/${tenantId}/etag`), objectType: 'OrganizationProfile' },
  })
}

function legalBusiness({ partner: { name, country, domain } }: Call) {
  const contact = { firstName: 'Sam', lastName: 'Sample', email: `sam@${domain}`, phoneNumber: '4255550100' }
  return ok({
    companyName: name,
    address: addressIn(country),
    primaryContact: contact,
    companyApproverAddress: addressIn(country),
    companyApproverEmail: contact.email,
    vettingStatus: 'authorized',
    vettingSubStatus: 'none',
    profileType: 'LegalBusinessProfile',
    links: { self: link('/profiles/legalbusiness') },
    attributes: { objectType: 'LegalBusinessProfile' },
  })
}

/** Seven digits. */
export const mpnIdOf = (tenantId: string): string =>
  String(4_000_000 + (digestOf(`mpn/${tenantId}`).readUInt32BE(0) % 1_000_000))

function mpn(call: Call) {
  requirePerson(call)
  const { tenantId, name } = call.partner
  const wanted = call.query.get('mpnId') ?? mpnIdOf(tenantId)
  if (wanted !== mpnIdOf(tenantId)) {
    throw new Problem(404, 3000, `Partner Organization with partner_id ${wanted} could not be found`)
  }
  return ok({
    mpnId: wanted,
    partnerName: name,
    profileType: 'mpn_profile',
    links: { self: link('/profiles/mpn') },
    attributes: { objectType: 'MpnProfile' },
  })
}

/** What a partner is: an indirect provider has resellers, an indirect reseller has providers ("Retrieve a list of indirect resellers"). */
function relationships(call: Call) {
  requirePerson(call)
  const { kind } = call.partner
  const type = call.query.get('relationship_type')
  const of = (name: string, relationshipType: string) => ({
    id: guidOf(`relationship/${call.partner.tenantId}`),
    name,
    relationshipType,
    state: 'Active',
    mpnId: '4847383',
    location: 'US',
    attributes: { objectType: 'PartnerRelationship' },
  })
  if (type === 'IsIndirectCloudSolutionProviderOf') {
    const shown =
      kind === 'indirect-provider' ? [of('First Up Consultants', 'is_indirect_cloud_solution_provider_of')] : []
    return ok(collection(shown))
  }
  if (type === 'IsIndirectResellerOf') {
    return ok(collection(kind === 'indirect-reseller' ? [of('Northern Distribution', 'is_indirect_reseller_of')] : []))
  }
  throw new Problem(400, 800002, 'Invalid request input')
}
