import { randomUUID } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { type Database, databaseOverPGlite, openDatabase } from '../../src/platform/database/database.ts'
import { askOver, type Contents, type Fresh, freshnessOf, putBack } from './contents.ts'

export type Template =
  | { kind: 'embedded'; folder: string; contents: TemplateContents }
  | { kind: 'postgresql'; url: string; template: string; prefix: string; contents: TemplateContents }

/** What a database holds before a test: `nothing` but what migrations and the job queue need, or the `sample` world as well. */
export interface TemplateContents {
  readonly nothing: Contents
  readonly sample: Contents
}
export type Holding = keyof TemplateContents

/** A database that this worker has made, used by one test after the other. */
export interface Made {
  /** Opens it for one user, whose `close` leaves it behind. */
  open(): Promise<Database>
  /** @returns whether it is as it was at first, but for these contents. */
  putBack(contents: Contents): Promise<boolean>
  drop(): Promise<void>
}

const idle: Made[] = []

/** A database that is as a fresh one, in fact one that was used before where there is one. @returns it, and how to give it back. */
export async function borrow(template: Template, holding: Holding): Promise<[Database, giveBack: () => void]> {
  const made = await asFresh(template, holding)
  const database = await made.open()
  return [database, () => void idle.push(made)]
}

async function asFresh(template: Template, holding: Holding): Promise<Made> {
  const contents = template.contents[holding]
  for (let made = idle.pop(); made !== undefined; made = idle.pop()) {
    if (await made.putBack(contents)) return made
    await made.drop()
  }
  const made = await makeDatabase(template)
  if (!(await made.putBack(contents))) throw new Error('a database that nobody used is not as it was at first')
  return made
}

/** A copy of the template. */
export const makeDatabase = (template: Template): Promise<Made> =>
  template.kind === 'embedded' ? makeEmbedded(template) : makeOnServer(template)

async function makeEmbedded({ folder }: { folder: string }): Promise<Made> {
  const embedded = await PGlite.create({ loadDataDir: await openAsBlob(path.join(folder, 'template.tar')) })
  const ask = askOver(embedded)
  const fresh = await freshnessOf(ask)
  return {
    open: async () => databaseOverPGlite(embedded, async () => {}),
    putBack: (contents) => putBack(ask, fresh, contents),
    drop: () => embedded.close(),
  }
}

async function makeOnServer(template: { url: string; template: string; prefix: string }): Promise<Made> {
  const url = await copyOnServer(template, template.template)
  const asking = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }
  const fresh: Fresh = await asking((client) => freshnessOf(askOver(client)))
  return {
    open: () => openDatabase({ url, dataDirectory: '', connections: 5 }),
    putBack: (contents) =>
      asking(async (client) => {
        // Whoever is still there would hold what is to be emptied.
        await client.query(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
        )
        return putBack(askOver(client), fresh, contents)
      }),
    drop: async () => {},
  }
}

/** @returns the address of a new database on the server. */
export async function copyOnServer({ url, prefix }: { url: string; prefix: string }, source: string): Promise<string> {
  const name = `${prefix}_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`create database ${name} template ${source} strategy file_copy`)
  } finally {
    await client.end()
  }
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}
