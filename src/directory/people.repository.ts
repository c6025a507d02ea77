import { RoleMissing, rolesFor } from '../commerce/access.ts'
import { type Agent, type Role, roles } from '../commerce/agent.ts'
import { nameKey, nameKeyForm } from '../commerce/name-key.ts'
import {
  LastGlobalAdmin,
  type PersonChange,
  type PersonChanged,
  PersonUnknown,
  RolesChanged,
} from '../commerce/ports/people.ts'
import type { Database, Rows } from '../platform/database/database.ts'

/** A person as the table keeps them; a newer version may have kept roles that this one does not know. */
export interface StoredAgent {
  readonly id: string
  readonly partnerId: string
  readonly name: string
  readonly roles: string[]
}

/** A role that this version does not know gives no rights, and is not an error. */
export const agentFrom = ({ id, partnerId, name, roles: stored }: StoredAgent): Agent => ({
  id,
  partnerId,
  name,
  roles: roles.filter((role) => stored.includes(role)),
})

/** The desk's own table of people, and how it changes. */
export class PeopleRepository {
  private readonly database: Database

  constructor(database: Database) {
    this.database = database
  }

  page(
    partnerId: string,
    { text, from, limit }: { text: string; from: number; limit: number },
  ): Promise<StoredAgent[]> {
    return this.database.rows.$queryRaw<StoredAgent[]>`
      select partner_id as "partnerId", id, name, roles from desk.agent
      where partner_id = ${partnerId}::uuid
        and position(${nameKey(text)} in case key_form when ${nameKeyForm} then name_key else lower(name) end) > 0
      order by lower(name), id offset ${from} limit ${limit}`
  }

  /** Those who are called by one of the names, whole. */
  named(partnerId: string, names: readonly string[]): Promise<StoredAgent[]> {
    const keys = [...new Set(names.map(nameKey))].filter((key) => key !== '')
    return this.database.rows.agent.findMany({ where: { partnerId, nameKey: { in: keys } }, orderBy: { id: 'asc' } })
  }

  /** @throws RoleMissing, RolesChanged, LastGlobalAdmin, PersonUnknown */
  set(change: PersonChange, alongside: (rows: Rows, changed: PersonChanged) => Promise<void>): Promise<Agent> {
    return this.database.transaction(async (rows) => {
      const concerned = await lockConcerned(rows, change)
      const stored = concerned.find(({ id }) => id === change.id)
      const before = stored && agentFrom(stored)
      requireAllowed(change, concerned)
      const after = afterChange(change, before)
      if (before !== undefined && isSame(before, after)) return before
      requireSeen(change, before)
      if (change.evenTheLast !== true) requireGlobalAdmin(before, after, concerned)
      await write(rows, after, stored?.roles ?? [])
      await alongside(rows, { before, after })
      return after
    })
  }
}

/**
 * The person and the partner's global admins, who stay as they are until the transaction is over. The partner's row is locked
 * first: two who take each other's role at the same moment, on two replicas, do so one after the other.
 */
async function lockConcerned(rows: Rows, { partnerId, id }: PersonChange): Promise<StoredAgent[]> {
  await rows.$queryRaw`select 1 from desk.partner where id = ${partnerId}::uuid for no key update`
  return rows.$queryRaw<StoredAgent[]>`
    select partner_id as "partnerId", id, name, roles from desk.agent
    where partner_id = ${partnerId}::uuid and (id = ${id}::uuid or 'global-admin' = any(roles))
    order by id for update`
}

/** @throws RoleMissing */
function requireAllowed({ by }: PersonChange, concerned: readonly StoredAgent[]): void {
  if (by === undefined) return
  const allowed = concerned.filter((agent) => rolesFor('change-settings').some((role) => agent.roles.includes(role)))
  if (allowed.some(({ id }) => id === by)) return
  throw new RoleMissing({
    action: 'change-settings',
    roles: rolesFor('change-settings'),
    holders: allowed.map(({ name }) => name),
  })
}

/** @throws PersonUnknown when nobody is to be changed, and no name is there for somebody new. */
function afterChange(change: PersonChange, before: Agent | undefined): Agent {
  const { partnerId, id, name, roles: wanted, granted = roles } = change
  const called = name ?? before?.name
  if (called === undefined) throw new PersonUnknown()
  const holds = (role: Role) => (granted.includes(role) ? wanted.includes(role) : before?.roles.includes(role) === true)
  return { id, partnerId, name: called, roles: roles.filter(holds) }
}

/** @throws RolesChanged */
function requireSeen({ seen, granted = roles }: PersonChange, before: Agent | undefined): void {
  if (seen === undefined || before === undefined) return
  const held = before.roles.filter((role) => granted.includes(role))
  if (seen === null || !isSameRoles(held, seen)) throw new RolesChanged({ holds: before })
}

/** @throws LastGlobalAdmin */
function requireGlobalAdmin(before: Agent | undefined, after: Agent, concerned: readonly StoredAgent[]): void {
  const loses = before?.roles.includes(globalAdmin) === true && !after.roles.includes(globalAdmin)
  if (!loses) return
  const others = concerned.filter(({ id, roles }) => id !== after.id && roles.includes(globalAdmin))
  if (others.length === 0) throw new LastGlobalAdmin({ person: after.name })
}

/** Roles of a newer version stay. */
async function write(rows: Rows, { partnerId, id, name, roles: given }: Agent, stored: readonly string[]) {
  const person = {
    name,
    nameKey: nameKey(name),
    keyForm: nameKeyForm,
    roles: [...given, ...stored.filter((role) => !roles.some((known) => known === role))],
  }
  const key = { partnerId_id: { partnerId, id } }
  await rows.agent.upsert({ where: key, create: { partnerId, id, ...person }, update: person })
}

const globalAdmin: Role = 'global-admin'

const isSame = (one: Agent, other: Agent): boolean => one.name === other.name && isSameRoles(one.roles, other.roles)

const isSameRoles = (some: readonly Role[], others: readonly Role[]): boolean =>
  some.length === others.length && some.every((role) => others.includes(role))

const atOnce = 1_000

/** Writes the keys of names that are in another form than this version's, at the start; another replica may do the same. */
export async function renewPeopleKeys(database: Database): Promise<void> {
  for (;;) {
    const people = await database.rows.agent.findMany({ where: { keyForm: { not: nameKeyForm } }, take: atOnce })
    if (people.length === 0) return
    const made = people.map(({ partnerId, id, name }) => ({ partnerId, id, name, key: nameKey(name) }))
    await database.pool.query(
      `update desk.agent known set name_key = made.key, key_form = $2
       from jsonb_to_recordset($1) as made ("partnerId" uuid, id uuid, name text, key text)
       where known.partner_id = made."partnerId" and known.id = made.id and known.name = made.name`,
      [JSON.stringify(made), nameKeyForm],
    )
  }
}
