import { z } from 'zod'
import { type Agent, type Role, roles } from '../commerce/agent.ts'
import { nameKey, nameKeyForm } from '../commerce/name-key.ts'
import type { Database } from '../platform/database/database.ts'

/** What a partner's connection says of where roles are kept. */
export interface RolesKept {
  readonly groups: Readonly<Partial<Record<Role, string>>>
  readonly directoryRoles: boolean
}

/** Somebody of the desk's own table, of Entra as last read, or of both. */
export interface KnownPerson {
  readonly partnerId: string
  readonly id: string
  readonly name: string
  /** In the desk's own table; null for who is not in it. */
  readonly own: string[] | null
  /** In Entra as last read; null for who was not found there. */
  readonly member: string[] | null
  /** When each role was last seen active, as ISO text. */
  readonly held: unknown
}

/** Somebody whose roles were read in Entra. */
export interface ReadMember {
  readonly id: string
  readonly name: string
  readonly roles: readonly Role[]
}

const groups = z.partialRecord(z.enum(roles), z.guid())

const known = `select partner_id as "partnerId", id, coalesce(m.name, a.name) as name, a.roles as own, m.roles as member, m.held
  from (select * from desk.agent where partner_id = $1) a
  full join (select * from desk.directory_member where partner_id = $1) m using (partner_id, id)`
const key = `case when coalesce(m.key_form, a.key_form) = ${nameKeyForm} then coalesce(m.name_key, a.name_key)
  else lower(coalesce(m.name, a.name)) end`

/** Who is who, in the desk's own table and as Entra was last read. */
export function graphRepository({ read, pool, rows }: Database) {
  return { kept, person, everybody, page, named, keep, keepAll, takeDue }

  /** @returns undefined where nobody has connected the partner. */
  async function kept(partnerId: string): Promise<RolesKept | undefined> {
    const [found] = await read<{ groups: unknown; directoryRoles: boolean }>({
      name: 'graph-roles-kept',
      text: 'select groups, directory_roles as "directoryRoles" from desk.connection where partner_id = $1',
      values: [partnerId],
    })
    return found && { groups: groups.parse(found.groups), directoryRoles: found.directoryRoles }
  }

  async function person(partnerId: string, id: string): Promise<KnownPerson | undefined> {
    const [found] = await read<KnownPerson>({
      name: 'graph-person',
      text: `${known} where id = $2`,
      values: [partnerId, id],
    })
    return found
  }

  async function everybody(partnerId: string): Promise<KnownPerson[]> {
    return (await pool.query<KnownPerson>(known, [partnerId])).rows
  }

  async function page(
    partnerId: string,
    { text, from, limit }: { text: string; from: number; limit: number },
  ): Promise<KnownPerson[]> {
    const found = await pool.query<KnownPerson>(
      `${known} where position($2 in ${key}) > 0 order by lower(coalesce(m.name, a.name)), id offset $3 limit $4`,
      [partnerId, nameKey(text), from, limit],
    )
    return found.rows
  }

  async function named(partnerId: string, names: readonly string[]): Promise<KnownPerson[]> {
    const keys = [...new Set(names.map(nameKey))].filter((name) => name !== '')
    return (await pool.query<KnownPerson>(`${known} where ${key} = any($2) order by id`, [partnerId, keys])).rows
  }

  /** What was read of one person holds from now on. */
  async function keep(partnerId: string, member: ReadMember, at: Date): Promise<void> {
    await pool.query(write, written(partnerId, [member], at))
  }

  /** What was read of everybody: who was not found holds nothing any more; who has held nothing since `forget` is forgotten. */
  async function keepAll(partnerId: string, members: readonly ReadMember[], at: Date, forget: Date): Promise<void> {
    await pool.query(write, written(partnerId, members, at))
    // Who was read by themselves meanwhile is not touched.
    await pool.query(`update desk.directory_member set roles = '{}' where partner_id = $1 and seen_at < $2`, [
      partnerId,
      at,
    ])
    await pool.query(`delete from desk.directory_member where partner_id = $1 and roles = '{}' and seen_at < $2`, [
      partnerId,
      forget,
    ])
    await rows.connection.updateMany({ where: { partnerId }, data: { membersAt: at } })
  }

  /** Partners whose members are to be read: each is one replica's, and due again at `again`. */
  async function takeDue(now: Date, again: Date): Promise<string[]> {
    const found = await pool.query<{ id: string }>(
      'update desk.connection set members_due_at = $2 where members_due_at <= $1 returning partner_id as id',
      [now, again],
    )
    return found.rows.map(({ id }) => id)
  }
}

const write = `insert into desk.directory_member as known (partner_id, id, name, name_key, key_form, roles, held, seen_at)
  select $1, r.id, r.name, r.key, $3, r.roles, r.held, $4
  from jsonb_to_recordset($2) as r (id uuid, name text, key text, roles text[], held jsonb)
  on conflict (partner_id, id) do update set name = excluded.name, name_key = excluded.name_key, key_form = excluded.key_form,
    roles = excluded.roles, held = known.held || excluded.held, seen_at = excluded.seen_at
  where known.seen_at <= excluded.seen_at`

const written = (partnerId: string, members: readonly ReadMember[], at: Date) => [
  partnerId,
  JSON.stringify(
    members.map(({ id, name, roles: held }) => ({
      ...{ id, name, key: nameKey(name), roles: held },
      held: Object.fromEntries(held.map((role) => [role, at.toISOString()])),
    })),
  ),
  nameKeyForm,
  at,
]

export type GraphRepository = ReturnType<typeof graphRepository>

const times = z.partialRecord(z.enum(roles), z.iso.datetime())

/** The person with the roles that count: each where it is kept. @param since roles held since then, and not now, are inactive */
export function agentKnown(
  { partnerId, id, name, own, member, held }: KnownPerson,
  elsewhere: readonly Role[],
  since: Date,
): Agent {
  const active = roles.filter((role) => (elsewhere.includes(role) ? member : own)?.includes(role) === true)
  const seen = times.safeParse(held ?? {}).data ?? {}
  const inactive = elsewhere.filter((role) => !active.includes(role) && new Date(seen[role] ?? 0) >= since)
  return { id, partnerId, name, roles: active, ...(inactive.length > 0 && { inactive }) }
}
