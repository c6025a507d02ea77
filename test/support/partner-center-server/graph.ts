import { type Answer, type Call, ok, Problem, type Routes } from './exchange.ts'
import { directoryRoles, groupId, groupNames, type PersonRecord } from './people.ts'
import { guidOf } from './stamps.ts'
import type { Partner } from './world.ts'

/** Graph's errors have a shape of their own, and words for codes. */
class GraphProblem extends Problem {
  private readonly word: string

  constructor(status: number, word: string, text: string) {
    super(status, 0, text)
    this.word = word
  }

  override get body(): object {
    return { error: { code: this.word, message: this.message, innerError: { 'request-id': guidOf(this.message) } } }
  }
}

export const graphUnauthorised = (): Problem =>
  new GraphProblem(401, 'InvalidAuthenticationToken', 'Access token validation failure.')

export const graphRoutes: Routes = {
  'GET /v1.0/me': (call) => ok(userBody(myself(call))),
  'GET /v1.0/organization': ({ partner: { tenantId, name, country } }) =>
    ok({ value: [{ id: tenantId, displayName: name, countryLetterCode: country }] }),
  'GET /v1.0/users/{user}': (call) => ok(userBody(personIn(call))),
  'POST /v1.0/me/checkMemberGroups': (call) => checkMemberGroups(call, myself(call)),
  'POST /v1.0/users/{user}/checkMemberGroups': (call) => checkMemberGroups(call, personIn(call)),
  'GET /v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole': (call) => rolesOf(call, myself(call)),
  'GET /v1.0/users/{user}/transitiveMemberOf/microsoft.graph.directoryRole': (call) => rolesOf(call, personIn(call)),
  'GET /v1.0/groups': groups,
  'GET /v1.0/groups/{group}': (call) => {
    const name = groupNames.find((each) => groupId(call.partner.tenantId, each) === call.params.group?.toLowerCase())
    if (name === undefined) throw notFound(call.params.group)
    return ok(groupBody(call.partner, name))
  },
  'GET /v1.0/groups/{group}/transitiveMembers/microsoft.graph.user': members,
  'GET /v1.0/appCatalogs/teamsApps': catalogue,
  'POST /v1.0/users/{user}/teamwork/installedApps': install,
  'GET /v1.0/{role}/members/microsoft.graph.user': holders,
}

const notFound = (id: string | undefined): Problem =>
  new GraphProblem(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  )
const badRequest = (text: string): Problem => new GraphProblem(400, 'Request_BadRequest', text)

function myself({ partner, token }: Call): PersonRecord {
  if (token.as === 'app') throw badRequest('/me request is only valid with delegated authentication flow.')
  return partner.people.find(({ id }) => id === token.personId) ?? partner.signedIn
}

function personIn({ partner, params }: Call): PersonRecord {
  const wanted = params.user?.toLowerCase()
  const found = partner.people.find(({ id, userPrincipalName }) => id === wanted || userPrincipalName === wanted)
  if (found === undefined) throw notFound(params.user)
  return found
}

const userBody = ({ id, name, userPrincipalName }: PersonRecord) => ({ id, displayName: name, userPrincipalName })

/** Answers those of the ids that are held, at any depth; 20 at most. */
function checkMemberGroups({ partner, body }: Call, { groups: held }: PersonRecord): Answer {
  const ids = (body as { groupIds?: unknown } | undefined)?.groupIds
  if (!Array.isArray(ids) || ids.length === 0) throw badRequest('A value is required for property groupIds.')
  if (ids.length > 20) throw badRequest('The maximum number of group ids is 20.')
  const heldIds = [...held].map((name) => groupId(partner.tenantId, name))
  return ok({ value: ids.filter((id) => heldIds.includes(String(id).toLowerCase())) })
}

/** Needs RoleManagement.Read.Directory. A role that somebody is only eligible for is not active. */
function rolesOf({ partner }: Call, { directoryRoles: held }: PersonRecord): Answer {
  if (!partner.directoryRolesPermitted) {
    throw new GraphProblem(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')
  }
  const value = Object.values(directoryRoles)
    .filter(({ templateId }) => held.has(templateId))
    .map(({ templateId, displayName }) => ({
      id: guidOf(`role/${partner.tenantId}/${templateId}`),
      displayName,
      roleTemplateId: templateId,
    }))
  return ok({ value })
}

/** `directoryRoles(roleTemplateId='…')`: everybody whose role is active. */
function holders({ partner, params }: Call): Answer {
  const [, template] = /^directoryRoles\(roleTemplateId='([0-9a-f-]+)'\)$/i.exec(params.role ?? '') ?? []
  if (template === undefined) throw notFound(params.role)
  if (!partner.directoryRolesPermitted) {
    throw new GraphProblem(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')
  }
  return ok({ value: partner.people.filter(({ directoryRoles: held }) => held.has(template)).map(userBody) })
}

function groupBody({ tenantId }: Partner, name: string) {
  return { id: groupId(tenantId, name), displayName: name, securityEnabled: true, mailEnabled: false }
}

function groups({ partner, query }: Call): Answer {
  const filter = query.get('$filter')
  const [, wanted] = /^displayName eq '((?:[^']|'')*)'$/.exec(filter ?? '') ?? []
  if (filter !== null && wanted === undefined) throw badRequest(`Unsupported Query. ${filter}`)
  const own = groupNames.map((name) => groupBody(partner, name))
  const all = [...own, ...partner.otherGroups.map((group) => ({ securityEnabled: true, mailEnabled: false, ...group }))]
  const found = all.filter(
    ({ displayName }) =>
      wanted === undefined || displayName.toLowerCase() === wanted.replaceAll("''", "'").toLowerCase(),
  )
  return ok({ value: found })
}

function members({ partner, world, params, query }: Call): Answer {
  const name = groupNames.find((each) => groupId(partner.tenantId, each) === params.group?.toLowerCase())
  if (name === undefined) throw notFound(params.group)
  const all = partner.people.filter(({ groups: held }) => held.has(name))
  const size = Math.min(Number(query.get('$top') ?? world.settings.membersOnAPage), world.settings.membersOnAPage)
  const start = Number(query.get('$skiptoken') ?? 0)
  const value = all.filter((_, place) => place >= start && place < start + size).map(userBody)
  const more = start + size < all.length
  const next = `${world.origin()}/graph/v1.0/groups/${params.group}/transitiveMembers/microsoft.graph.user?$top=${size}&$skiptoken=${start + size}`
  return ok({ ...(more && { '@odata.nextLink': next }), value })
}

const appsDenied = (): Problem =>
  new GraphProblem(
    403,
    'Forbidden',
    'Missing role permissions on the request. API requires one of AppCatalog.Read.All.',
  )

/** `externalId` is the id of the app's manifest; `id` the catalogue's own. */
function catalogue({ partner, query }: Call): Answer {
  if (partner.apps === 'not-permitted') throw appsDenied()
  const [, wanted] = /^externalId eq '([0-9a-f-]{36})'$/.exec(query.get('$filter') ?? '') ?? []
  if (wanted === undefined) throw badRequest('Unsupported Query.')
  const id = partner.apps.get(wanted)
  return ok({ value: id === undefined ? [] : [{ id, externalId: wanted, displayName: 'CSP Desk' }] })
}

/** 201 without a body; 409 for who has it already. */
function install(call: Call): Answer {
  const { partner, body, world } = call
  if (partner.apps === 'not-permitted') throw appsDenied()
  const { id } = personIn(call)
  const bound = String((body as Record<string, unknown> | undefined)?.['teamsApp@odata.bind'] ?? '')
  const known = [...partner.apps.values()].map((app) => `${world.origin()}/graph/v1.0/appCatalogs/teamsApps/${app}`)
  if (!known.includes(bound)) throw new GraphProblem(404, 'NotFound', 'The app was not found.')
  if (partner.installed.has(id)) throw new GraphProblem(409, 'Conflict', 'App already installed')
  partner.installed.add(id)
  partner.onInstall?.(id)
  return { status: 201 }
}
