import { z } from 'zod'
import { PartnerCenterRefused, PartnerCenterUnavailable } from '../commerce/errors.ts'
import type { Installed } from '../commerce/ports/app-installer.ts'
import { DirectoryUnavailable } from '../commerce/ports/directory.ts'
import { askJson, type JsonAnswer, Silent } from '../platform/ask-json.ts'

/** The desk's tokens for Graph, as the application alone: roles stay known when the person's sign-in has ended. */
export interface GraphTokens {
  token(partnerId: string): Promise<string>
  forget(partnerId: string): void
}

export interface GraphPerson {
  readonly id: string
  readonly displayName: string
}

const group = z.object({
  id: z.guid().toLowerCase(),
  securityEnabled: z.boolean().nullish(),
  mailEnabled: z.boolean().nullish(),
})
export type GraphGroup = z.infer<typeof group>

const person = z.object({ id: z.guid().toLowerCase(), displayName: z.string().nullish() })
const values = <T extends z.ZodType>(of: T) => z.object({ value: z.array(of) })
const page = values(person).extend({ '@odata.nextLink': z.string().optional() })
const role = z.object({ roleTemplateId: z.guid().toLowerCase() })
const ids = values(z.guid().toLowerCase())
const catalogued = z.object({ id: z.string().min(1).max(200) })
const failure = z.object({ error: z.object({ code: z.string() }) })

/** A purchase waits for it. */
const patience = 6_000
/** No group of a partner is as large. */
const mostPages = 200

/**
 * The few calls of Microsoft Graph that roles are read with. Permissions of the application: `GroupMember.Read.All`,
 * `User.ReadBasic.All`, for directory roles `RoleManagement.Read.Directory`, and to give people the app
 * `TeamsAppInstallation.ReadWriteSelfForUser.All` and `AppCatalog.Read.All`.
 * All of them throw DirectoryUnavailable when Graph or the sign-in service is silent, or refuses.
 */
export function openGraph(address: string, tokens: GraphTokens) {
  const base = `${address}/v1.0`
  return { groupsNamed, groupsOf, directoryRolesOf, membersOf, holdersOf, person: personOf, appInCatalogue, installApp }

  async function groupsNamed(partnerId: string, name: string): Promise<GraphGroup[]> {
    const filter = encodeURIComponent(`displayName eq '${name.replaceAll("'", "''")}'`)
    const answer = await ask(partnerId, `/groups?$filter=${filter}&$select=id,securityEnabled,mailEnabled`)
    return read(values(group), expect200(answer)).value
  }

  /** Of these groups, those that the person is in now, also by another group; at most 20. Nobody with that id is in none. */
  async function groupsOf(partnerId: string, personId: string, groupIds: readonly string[]): Promise<string[]> {
    if (groupIds.length === 0) return []
    const answer = await ask(partnerId, `/users/${personId}/checkMemberGroups`, { groupIds })
    return answer.status === 404 ? [] : read(ids, expect200(answer)).value
  }

  /** Template ids of the directory roles that are active now; undefined where the application may not read them. */
  async function directoryRolesOf(partnerId: string, personId: string): Promise<string[] | undefined> {
    const path = `/users/${personId}/transitiveMemberOf/microsoft.graph.directoryRole?$select=id,roleTemplateId`
    const answer = await ask(partnerId, path)
    if (answer.status === 403) return undefined
    return answer.status === 404
      ? []
      : read(values(role), expect200(answer)).value.map(({ roleTemplateId }) => roleTemplateId)
  }

  /** Everybody in a group, also by another group. */
  function membersOf(partnerId: string, groupId: string): Promise<GraphPerson[]> {
    return people(
      partnerId,
      `/groups/${groupId}/transitiveMembers/microsoft.graph.user?$select=id,displayName&$top=999`,
    )
  }

  /** Everybody whose directory role is active now. One that nobody ever had in the tenant is not there. */
  function holdersOf(partnerId: string, templateId: string): Promise<GraphPerson[]> {
    return people(
      partnerId,
      `/directoryRoles(roleTemplateId='${templateId}')/members/microsoft.graph.user?$select=id,displayName`,
    )
  }

  async function personOf(partnerId: string, personId: string): Promise<GraphPerson | undefined> {
    const answer = await ask(partnerId, `/users/${personId}?$select=id,displayName`)
    return answer.status === 404 ? undefined : named(read(person, expect200(answer)))
  }

  /** The app in the tenant's catalogue, by the id of its manifest. */
  async function appInCatalogue(
    partnerId: string,
    externalId: string,
  ): Promise<{ readonly id: string } | 'not-permitted' | 'unknown'> {
    const filter = encodeURIComponent(`externalId eq '${externalId}'`)
    const answer = await ask(partnerId, `/appCatalogs/teamsApps?$filter=${filter}&$select=id`)
    if (answer.status === 403) return 'not-permitted'
    const [app] = read(values(catalogued), expect200(answer)).value
    return app ?? 'unknown'
  }

  /** Only the app that asks can be given so. */
  async function installApp(partnerId: string, personId: string, appId: string): Promise<Exclude<Installed, 'silent'>> {
    const app = { 'teamsApp@odata.bind': `${base}/appCatalogs/teamsApps/${encodeURIComponent(appId)}` }
    const answer = await ask(partnerId, `/users/${personId}/teamwork/installedApps`, app)
    switch (answer.status) {
      case 200:
      case 201:
        return 'installed'
      case 409:
        return 'there-already'
      case 403:
        return 'not-permitted'
      case 404:
        return 'unknown'
      default:
        throw refused(answer)
    }
  }

  async function people(partnerId: string, path: string): Promise<GraphPerson[]> {
    const found: GraphPerson[] = []
    let next: string | undefined = path
    for (let pages = 0; next !== undefined && pages < mostPages; pages++) {
      const answer: JsonAnswer = await ask(partnerId, next)
      if (answer.status === 404 && pages === 0) return []
      const { value, '@odata.nextLink': link } = read(page, expect200(answer))
      found.push(...value.map(named))
      next = link === undefined ? undefined : pathOf(link)
    }
    if (next !== undefined) throw new DirectoryUnavailable({ reason: 'too-many' })
    return found
  }

  /** A token goes to Graph alone, wherever a link leads. */
  function pathOf(link: string): string {
    if (!link.startsWith(`${base}/`)) throw new DirectoryUnavailable({ reason: 'other-host' })
    return link.replace(base, '')
  }

  /** A token that is refused is got anew, once. */
  async function ask(partnerId: string, path: string, body?: object): Promise<JsonAnswer> {
    const once = async () =>
      askJson(`${base}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          authorization: `Bearer ${await tokens.token(partnerId)}`,
          ...{ accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) },
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        patience,
      })
    try {
      const first = await once()
      if (first.status !== 401) return first
      tokens.forget(partnerId)
      return await once()
    } catch (error) {
      if (error instanceof PartnerCenterRefused) throw new DirectoryUnavailable({ reason: error.facts.reason })
      if (error instanceof Silent || error instanceof PartnerCenterUnavailable) throw new DirectoryUnavailable({})
      throw error
    }
  }
}

export type Graph = ReturnType<typeof openGraph>

function expect200({ status, body }: JsonAnswer): unknown {
  if (status === 200) return body
  throw refused({ status, body })
}

const refused = ({ status, body }: Pick<JsonAnswer, 'status' | 'body'>): DirectoryUnavailable =>
  new DirectoryUnavailable({ reason: failure.safeParse(body).data?.error.code ?? String(status) })

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw new DirectoryUnavailable({ reason: 'unreadable' })
  return parsed.data
}

/** Somebody without a name is called by their id. */
const named = ({ id, displayName }: z.infer<typeof person>): GraphPerson => ({ id, displayName: displayName || id })
