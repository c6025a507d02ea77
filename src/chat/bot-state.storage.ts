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

  /** Remembered for the turn, so that a press may have its card's state read while its person is looked up. */
  read(keys: string[]): Promise<StoreItems> {
    return onceInTurn(memoryKey(keys), () => this.readNow(keys))
  }

  private async readNow(keys: string[]): Promise<StoreItems> {
    const rows = await this.database.read<{ key: string; value: object; version: string }>({
      name: 'bot-state-read',
      text: 'select key, value, version::text from desk.bot_state where key = any($1)',
      values: [keys],
    })
    return Object.fromEntries(rows.map(({ key, value, version }) => [key, { ...value, eTag: version }]))
  }

  async write(changes: StoreItems): Promise<void> {
    for (const [key, item] of Object.entries(changes)) {
      forgetInTurn(memoryKey([key]))
      const { eTag, ...value } = item as { eTag?: string }
      const expected = eTag === undefined || eTag === null || eTag === '*' ? null : eTag
      const { rowCount } = await this.database.write({
        name: 'bot-state-write',
        text: `insert into desk.bot_state as kept (key, value, version, updated_at) values ($1, $2, 1, $4)
               on conflict (key) do update set value = excluded.value, version = kept.version + 1, updated_at = excluded.updated_at
               where $3::text is null or kept.version::text = $3`,
        values: [key, JSON.stringify(value), expected, this.clock.now()],
      })
      if (rowCount === 0) throw new EtagConflict(key)
    }
  }

  /** Forgets cards that nobody has pressed since; a press on one then says that it is no longer known. */
  async forgetFlows(unusedSince: Date): Promise<number> {
    const { rowCount } = await this.database.pool.query(
      `delete from desk.bot_state where key like 'flow/%' and updated_at < $1`,
      [unusedSince],
    )
    return rowCount ?? 0
  }

  async delete(keys: string[]): Promise<void> {
    await this.database.pool.query('delete from desk.bot_state where key = any($1)', [keys])
  }
}

const memoryKey = (keys: string[]): string => `state/${keys.join()}`

/** Somebody else wrote the key since it was read. botbuilder looks for the words "etag conflict" in the message. */
export class EtagConflict extends Error {
  constructor(key: string) {
    super(`etag conflict: ${key} was written by somebody else`)
    this.name = 'EtagConflict'
  }
}
