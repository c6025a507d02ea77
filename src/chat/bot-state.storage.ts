import { createHash } from 'node:crypto'
import type { Storage, StoreItems } from 'botbuilder'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { forgetInTurn, onceInTurn } from '../platform/turn-memory.ts'

/**
 * botbuilder's Storage on PostgreSQL. eTags are row versions, compared and set in SQL: a stale one fails with
 * "etag conflict"; a new key written with a caller's eTag succeeds once (botbuilder de-duplicates sign-ins that way).
 */
export class BotStateStorage implements Storage {
  private readonly database: Database
  private readonly clock: Clock

  constructor(database: Database, clock: Clock) {
    this.database = database
    this.clock = clock
  }

  /** One key is remembered for the turn, so that a press may have its card's state read while its person is looked up. */
  async read(keys: string[]): Promise<StoreItems> {
    const asked = new Map(required(keys, 'reading').map((key) => [columnOf(key), key]))
    const [only, ...others] = asked.keys()
    if (only === undefined) return {}
    const rows =
      others.length === 0
        ? await onceInTurn(memoryKey(only), () => this.rows([only]))
        : await this.rows([only, ...others])
    return Object.fromEntries(
      rows.map(({ key, value, version }) => [asked.get(key) ?? key, { ...itemOf(value), eTag: version }]),
    )
  }

  private rows(keys: string[]): Promise<Row[]> {
    return this.database.read<Row>({
      name: 'bot-state-read',
      text: 'select key, value::text as value, version::text from desk.bot_state where key = any($1)',
      values: [keys],
    })
  }

  /** All of the changes or, when one of them is refused, none. */
  async write(changes: StoreItems): Promise<void> {
    if (!changes) throw new ReferenceError('Changes are required when writing.')
    const now = this.clock.now()
    const writes = Object.entries(changes).map(([key, item]) => ({ key, values: [...valuesOf(key, item), now] }))
    const [only, ...others] = writes
    if (only === undefined) return
    try {
      if (others.length > 0) await this.writeTogether(writes)
      else {
        const { rowCount } = await this.database.write({ name: 'bot-state-write', text: upsert, values: only.values })
        if (rowCount === 0) throw new EtagConflict(only.key)
      }
    } finally {
      for (const { key } of writes) forgetInTurn(memoryKey(columnOf(key)))
    }
  }

  private async writeTogether(writes: readonly { key: string; values: readonly unknown[] }[]): Promise<void> {
    // Two batches with keys in common lock them in the same order.
    const inOrder = [...writes].sort((one, other) => (one.key < other.key ? -1 : 1))
    await this.database.transaction(async (rows) => {
      for (const { key, values } of inOrder)
        if ((await rows.$executeRawUnsafe(upsert, ...values)) === 0) throw new EtagConflict(key)
    })
  }

  /** Forgets cards that nobody has pressed since; a press on one then says that it is no longer known. */
  forgetFlows(unusedSince: Date): Promise<number> {
    return this.forget('flow/', unusedSince)
  }

  /** Forgets what was heard before: Teams delivers it again within minutes, or never. */
  forgetHeard(before: Date): Promise<number> {
    return this.forget('heard/', before)
  }

  private async forget(beginning: string, unusedSince: Date): Promise<number> {
    const { rowCount } = await this.database.pool.query(
      'delete from desk.bot_state where starts_with(key, $1) and updated_at < $2',
      [beginning, unusedSince],
    )
    return rowCount ?? 0
  }

  async delete(keys: string[]): Promise<void> {
    const columns = required(keys, 'deleting').map(columnOf)
    if (columns.length === 0) return
    try {
      await this.database.pool.query('delete from desk.bot_state where key = any($1)', [columns])
    } finally {
      for (const column of columns) forgetInTurn(memoryKey(column))
    }
  }
}

interface Row {
  readonly key: string
  readonly value: string
  readonly version: string
}

// A row begins with a version of its own, so that the eTag of a key that was deleted says nothing about the one written after it.
const upsert = `insert into desk.bot_state as kept (key, value, version, updated_at)
  values ($1, $2::text::jsonb, floor(random() * 9007199254740992)::bigint, $4::timestamptz)
  on conflict (key) do update set value = excluded.value, version = kept.version + 1, updated_at = excluded.updated_at
  where $3::text is null or kept.version::text = $3::text`

const memoryKey = (column: string): string => `state/${column}`

/** In the words of botbuilder's own storages. */
function required(keys: readonly string[], doing: string): readonly string[] {
  if (!keys) throw new ReferenceError(`Keys are required when ${doing}.`)
  if (keys.some((key) => typeof key !== 'string')) throw new ReferenceError(`A key is required when ${doing}.`)
  return keys
}

const longestKey = 500
const hashed = 'sha256/'

/** PostgreSQL keeps no NUL and no half of a surrogate pair in a text, and indexes no long one: such a key is known by its hash. */
function columnOf(key: string): string {
  if (key.length <= longestKey && key.isWellFormed() && !key.includes('\0') && !key.startsWith(hashed)) return key
  return hashed + createHash('sha256').update(Buffer.from(key, 'utf16le')).digest('hex')
}

function valuesOf(key: string, item: unknown): [column: string, value: string, expected: string | null] {
  if (item === null || item === undefined) throw new ReferenceError('An item is required when writing.')
  const { eTag, ...value } = item as { eTag?: string | null }
  return [columnOf(key), jsonOf(value), eTag && eTag !== '*' ? eTag : null]
}

const asText = 'state as text'
const unstorable = /\\u(?:0000|d[89a-f][0-9a-f]{2})/i

/** jsonb refuses the escapes of a NUL and of half a surrogate pair: a state that has one is kept as the text of its JSON. */
function jsonOf(value: object): string {
  const json = JSON.stringify(value)
  return unstorable.test(json) || asText in value ? JSON.stringify({ [asText]: json }) : json
}

function itemOf(stored: string): object {
  const value: Record<string, unknown> = JSON.parse(stored)
  const text = value[asText]
  return typeof text === 'string' ? JSON.parse(text) : value
}

/** Somebody else wrote the key since it was read. botbuilder looks for the words "etag conflict" in the message. */
export class EtagConflict extends Error {
  constructor(key: string) {
    super(`etag conflict: ${key} was written by somebody else`)
    this.name = 'EtagConflict'
  }
}
