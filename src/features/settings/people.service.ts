import { nameField } from '../../chat/fields.ts'
import { requireRole, requireRoleNow, type Who } from '../../commerce/access.ts'
import { type Agent, type Role, roles } from '../../commerce/agent.ts'
import { agentMeant, typedNames } from '../../commerce/agents-named.ts'
import { RolesKeptElsewhere } from '../../commerce/ports/directory.ts'
import { type PersonChange, type PersonChanged, PersonUnknown } from '../../commerce/ports/people.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { ActivityService } from '../../workflow/activity/activity.service.ts'
import type { Shared } from '../../workflow/shared.ts'
import { type RoleGrant, type RoleGrantsRepository, roleGrantsRepository } from './role-grants.repository.ts'

/** A person's name as it is entered. */
export const personName = nameField(100)

/** Who works for the partner, and what they may do: for its global admins, each change on record. */
export function peopleService(
  { directory, people, activity, clock, database }: Shared,
  grants: RoleGrantsRepository = roleGrantsRepository({ database }),
) {
  return {
    granted,
    grantsOf,
    search,
    find,
    typed,
    nameOf,
    enter,
    setRoles,
  }

  /** Which roles are granted here; the others are changed where they are kept. */
  async function granted({ partnerId }: Who): Promise<readonly Role[]> {
    const elsewhere = await directory.rolesKeptElsewhere(partnerId)
    return roles.filter((role) => !elsewhere.includes(role))
  }

  /** Who granted these people the roles that are on record. `by` is undefined for whoever has the server, and for who has left. @throws RoleMissing */
  async function grantsOf(who: Who, ids: readonly string[]): Promise<(RoleGrant & { by: string | undefined })[]> {
    await requireRole(directory, who, 'change-settings')
    const found = await grants.latest(who.partnerId, ids)
    const givers = [...new Set(found.flatMap(({ agentId }) => agentId ?? []))]
    const known = await Promise.all(givers.map((id) => directory.agent(who.partnerId, id)))
    return found.map((grant) => ({ ...grant, by: known.find((giver) => giver?.id === grant.agentId)?.name }))
  }

  /** By name: those whose name has the text in it. @throws RoleMissing */
  async function search(who: Who, page: { text?: string; from?: number; limit: number }): Promise<Agent[]> {
    await requireRole(directory, who, 'change-settings')
    return directory.agents(who.partnerId, page)
  }

  /** @param asked an object id, or a name that is one person's alone. @throws RoleMissing, PersonUnknown */
  async function find(who: Who, asked: string): Promise<Agent> {
    await requireRole(directory, who, 'change-settings')
    const found = await agentMeant(directory, who.partnerId, asked)
    if (found === undefined) throw new PersonUnknown()
    return found
  }

  /** How somebody would type each of them. */
  function typed({ partnerId }: Who, people: readonly Agent[]): Promise<ReadonlyMap<string, string>> {
    return typedNames(directory, partnerId, people)
  }

  /** What somebody is called whom the desk need not know; undefined where nobody tells. @throws RoleMissing */
  async function nameOf(who: Who, id: string): Promise<string | undefined> {
    await requireRole(directory, who, 'change-settings')
    const told = (await directory.agent(who.partnerId, id))?.name ?? (await directory.nameOf?.(who.partnerId, id))
    return personName.safeParse(told).data
  }

  /** @throws RoleMissing, RolesKeptElsewhere, RolesChanged when there is somebody with that id who is called otherwise or has other roles */
  function enter(who: Who, { id, name, roles }: Pick<PersonChange, 'id' | 'roles'> & { name: string }): Promise<Agent> {
    return set(who, { id, name, roles, seen: null })
  }

  /**
   * @param seen the roles that the new ones were chosen from.
   * @throws RoleMissing, RolesKeptElsewhere, RolesChanged, LastGlobalAdmin, PersonUnknown
   */
  function setRoles(who: Who, { id, roles, seen }: Pick<PersonChange, 'id' | 'roles'> & { seen: readonly Role[] }) {
    return set(who, { id, roles, seen })
  }

  async function set(who: Who, change: Pick<PersonChange, 'id' | 'name' | 'roles' | 'seen'>): Promise<Agent> {
    await requireRoleNow(directory, who, 'change-settings')
    const { partnerId, agentId } = who
    const keptElsewhere = await directory.rolesKeptElsewhere(partnerId)
    const elsewhere = change.roles.filter((role) => keptElsewhere.includes(role))
    if (elsewhere.length > 0) throw new RolesKeptElsewhere({ roles: elsewhere })
    // Who may change settings is not in the table where that role is kept elsewhere, nor is the last of them.
    const judged = keptElsewhere.includes('global-admin') ? { evenTheLast: true } : { by: agentId }
    const set = await people.set(
      { ...change, partnerId, granted: roles.filter((role) => !keptElsewhere.includes(role)), ...judged },
      (rows, changed) => rememberPerson(activity, rows, who, changed, clock.now()),
    )
    // With the roles that are kept elsewhere.
    return (await directory.agent(partnerId, set.id)) ?? set
  }
}

export type PeopleService = ReturnType<typeof peopleService>

/** Each granted and each withdrawn role is an entry of its own, and so is somebody new. @param who without an agent: whoever has the server */
export async function rememberPerson(
  activity: ActivityService,
  rows: Rows,
  who: { partnerId: string; agentId?: string },
  { before, after }: PersonChanged,
  at: Date,
): Promise<void> {
  const person = { person: after.id, name: after.name, ...(who.agentId === undefined && { by: 'operator' }) }
  const [had, has] = [before?.roles ?? [], after.roles]
  if (before?.name !== after.name) await activity.remember(rows, who, { what: 'settings-changed', at, facts: person })
  for (const role of roles) {
    if (had.includes(role) === has.includes(role)) continue
    const what = has.includes(role) ? 'role-granted' : 'role-withdrawn'
    await activity.remember(rows, who, { what, at, facts: { ...person, role } })
  }
}
