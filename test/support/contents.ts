/** Asks a database in SQL. @returns the rows of the last statement. */
export type Ask = <R extends object>(sql: string) => Promise<R[]>

/** Over node-postgres, or over a PGlite. */
export const askOver = (client: {
  query?(sql: string): Promise<unknown>
  exec?(sql: string): Promise<unknown>
}): Ask => {
  const send = client.exec?.bind(client) ?? client.query?.bind(client)
  return async <R extends object>(sql: string) => {
    const answers = [await send?.(sql)].flat() as { rows: R[] }[]
    return answers.at(-1)?.rows ?? []
  }
}

/** The rows of each table that has any, as JSON. Text throughout: numbers and moments come back as they were. */
export type Contents = Readonly<Record<string, string>>

/** What a database is when nobody has used it yet. */
export interface Fresh {
  readonly contents: Contents
  /** Tables, columns, triggers, functions and the like in one digest: what emptying tables does not bring back. */
  readonly shape: string
  /** Which transactions wrote what the shape is made of: cheaper to ask, and the same as long as nobody changed anything there. */
  readonly written: string
  /** Each sequence with its statement that sets it. */
  readonly sequences: Readonly<Record<string, string>>
  /** Statements for what a session is given when it is opened. */
  readonly session: string
  /** Which table points to which. */
  readonly references: readonly { readonly from: string; readonly to: string }[]
}

export async function freshnessOf(ask: Ask): Promise<Fresh> {
  const references = await ask<{ from: string; to: string }>(
    `select distinct conrelid::regclass::text as from, confrelid::regclass::text as to from pg_constraint where contype = 'f'`,
  )
  const session = await ask<{ statement: string }>(
    `select format('select set_config(%L, %L, false)', name, setting) as statement from pg_settings where source = 'session' order by name`,
  )
  return {
    contents: await contentsOf(ask),
    shape: await shapeOf(ask),
    written: await writtenBy(ask),
    sequences: await sequencesOf(ask),
    session: session.map(({ statement }) => statement).join(';'),
    references,
  }
}

export async function contentsOf(ask: Ask): Promise<Contents> {
  const names = await filledTables(ask)
  if (names.length === 0) return {}
  const rows = await ask<{ name: string; rows: string | null }>(
    names
      .map((name) => `select ${literal(name)} as name, json_agg(t)::text as rows from ${name} t`)
      .join(' union all '),
  )
  return Object.fromEntries(rows.flatMap(({ name, rows }) => (rows === null ? [] : [[name, rows]])))
}

/**
 * Makes a used database what it was at first, but for `contents`, which may be others.
 * @returns false when it cannot be made so, since more than rows was changed: then it is to be thrown away.
 */
export async function putBack(ask: Ask, fresh: Fresh, contents: Contents): Promise<boolean> {
  await ask('rollback')
  await ask('discard all')
  if (fresh.session !== '') await ask(fresh.session)
  if ((await writtenBy(ask)) !== fresh.written && (await shapeOf(ask)) !== fresh.shape) return false
  const filled = await filledTables(ask)
  const kept = new Set(await unchanged(ask, filled, contents))
  const emptied = withReferring(
    filled.filter((name) => !kept.has(name)),
    fresh.references,
  )
  const written = Object.keys(contents).filter((name) => !kept.has(name) || emptied.has(name))
  const moved = Object.entries(await sequencesOf(ask)).filter(([name, value]) => fresh.sequences[name] !== value)
  const statements = [
    // No trigger fires: some tables must not be emptied.
    'set session_replication_role = replica',
    ...(emptied.size > 0 ? [`truncate ${[...emptied].join(', ')}`] : []),
    ...insertion(written, contents),
    'reset session_replication_role',
    ...moved.map(([name]) => fresh.sequences[name] ?? ''),
  ]
  await ask(statements.join(';\n'))
  return true
}

/** Inserts in one statement, so that what points to each other may come in any order. */
function insertion(names: readonly string[], contents: Contents): string[] {
  if (names.length === 0) return []
  const inserts = names.map(
    (name, index) =>
      `t${index} as (insert into ${name} select * from json_populate_recordset(null::${name}, ${literal(contents[name] ?? '[]')}))`,
  )
  return [`with ${inserts.join(',\n')} select 1`]
}

async function unchanged(ask: Ask, filled: readonly string[], contents: Contents): Promise<string[]> {
  const known = filled.filter((name) => contents[name] !== undefined)
  if (known.length === 0) return []
  const rows = await ask<{ name: string }>(
    known
      .map(
        (name) =>
          `select ${literal(name)} as name where (select json_agg(t)::text from ${name} t) = ${literal(contents[name] ?? '')}`,
      )
      .join(' union all '),
  )
  return rows.map(({ name }) => name)
}

/** A table cannot be emptied without those that point to it. */
function withReferring(names: readonly string[], references: Fresh['references']): ReadonlySet<string> {
  const all = new Set(names)
  for (const name of all) for (const { from, to } of references) if (to === name) all.add(from)
  return all
}

const own = `nspname !~ '^pg_' and nspname <> 'information_schema'`

async function filledTables(ask: Ask): Promise<string[]> {
  const rows = await ask<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = relnamespace
     where ${own} and relkind = 'r' and pg_relation_size(c.oid) > 0 order by 1`,
  )
  return rows.map(({ name }) => name)
}

export async function sequencesOf(ask: Ask): Promise<Record<string, string>> {
  const rows = await ask<{ name: string; statement: string }>(
    `select format('%I.%I', schemaname, sequencename) as name,
       format('select setval(%L, %s, %L)', format('%I.%I', schemaname, sequencename), coalesce(last_value, start_value),
         last_value is not null) as statement
     from pg_sequences order by 1`,
  )
  return Object.fromEntries(rows.map(({ name, statement }) => [name, statement]))
}

/** What there is in a database beside rows, told by name and not by number: the same in every copy. */
export async function shapeOf(ask: Ask): Promise<string> {
  const [row] = await ask<{
    shape: string
  }>(`select md5(string_agg(line, E'\\n' order by line collate "C")) as shape from (
    select concat_ws(' ', nspname, relname, relkind, relchecks, relhastriggers, relhasrules, relrowsecurity, reloptions::text) as line
      from pg_class c join pg_namespace n on n.oid = relnamespace where ${own}
    union all select concat_ws(' ', nspname, relname, attnum, attname, atttypid::regtype, attnotnull, atthasdef, attisdropped)
      from pg_attribute a join pg_class c on c.oid = attrelid join pg_namespace n on n.oid = relnamespace
      where ${own} and relkind in ('r', 'p', 'v', 'm') and attnum > 0
    union all select concat_ws(' ', nspname, relname, case when tgisinternal then '' else tgname end, tgenabled, tgtype)
      from pg_trigger t join pg_class c on c.oid = tgrelid join pg_namespace n on n.oid = relnamespace where ${own}
    union all select concat_ws(' ', nspname, proname, md5(prosrc)) from pg_proc p join pg_namespace n on n.oid = pronamespace where ${own}
    union all select concat_ws(' ', conrelid::regclass, conname, contype, convalidated, md5(conbin::text))
      from pg_constraint p join pg_namespace n on n.oid = connamespace where ${own}
    union all select concat_ws(' ', setrole, setconfig::text) from pg_db_role_setting
      where setdatabase = (select oid from pg_database where datname = current_database())
    union all select concat_ws(' ', extname, extversion) from pg_extension
    union all select concat_ws(' ', 'object', oid) from pg_largeobject_metadata
  ) lines`)
  return row?.shape ?? ''
}

const ownObjects = 16_384

/** Whatever is changed there is written anew, by another transaction. Emptying a table does that to `pg_class` alone: its names are asked for. */
async function writtenBy(ask: Ask): Promise<string> {
  const catalogues = [
    ['pg_attribute', 'attrelid'],
    ['pg_trigger', 'tgrelid'],
    ['pg_constraint', 'conrelid'],
    ['pg_proc', 'oid'],
  ]
  const sums = catalogues.map(
    ([name, owner]) =>
      `(select concat(count(*), ' ', sum(xmin::text::bigint)) from ${name} where ${owner} >= ${ownObjects})`,
  )
  const [row] = await ask<{ written: string }>(
    `select concat_ws(', ', ${sums.join(', ')},
       (select md5(string_agg(concat_ws(' ', oid, relname, relkind, relchecks, relhastriggers, relhasrules, relrowsecurity, reloptions::text), ';' order by oid))
          from pg_class where oid >= ${ownObjects}),
       (select string_agg(extname || extversion, ' ') from pg_extension),
       (select string_agg(setconfig::text, ' ') from pg_db_role_setting
          where setdatabase = (select oid from pg_database where datname = current_database())),
       (select count(*) from pg_largeobject_metadata)) as written`,
  )
  return row?.written ?? ''
}

const literal = (text: string): string =>
  `${text.includes('\\') ? ' E' : ''}'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
