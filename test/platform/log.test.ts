import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { request } from 'undici'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Database } from '../../src/platform/database/database.ts'
import { createLog, withLogFacts, withoutWords } from '../../src/platform/log.ts'
import { Vault } from '../../src/platform/secrets.ts'
import { testDatabase } from '../support/database.ts'
import { openWorld, people } from '../support/desk.ts'

/** What somebody said; no line may hold it, nor a part of it. */
const marker = 'Zaubernuss'
const said = `the ${marker} of Contoso`

let database: Database
beforeAll(async () => {
  database = await testDatabase()
})

const caught = async (work: () => unknown): Promise<Error> => {
  try {
    await work()
  } catch (error) {
    return error as Error
  }
  throw new Error('nothing was thrown')
}

const changed = (error: Error, message: string): Error => {
  error.message = message
  return error
}

const accidents: [what: string, accident: () => unknown][] = [
  ['a parameter that PostgreSQL cannot read', () => database.pool.query('select $1::uuid', [said])],
  ['a parameter that is no JSON', () => database.pool.query('select $1::jsonb', [`{${said}`])],
  ['a text in the statement', () => database.pool.query(`select '${said}'::int`)],
  ['a syntax error', () => database.pool.query(`select ${said}`)],
  [
    'a row that is there already',
    async () => {
      const insert = `insert into desk.bot_state (key, value, version, updated_at) values ($1, '{}', 1, now())`
      await database.pool.query(insert, [said])
      await database.pool.query(insert, [said])
    },
  ],
  [
    "an error of the database's own function",
    () =>
      database.pool.query(`do $$ begin raise exception '${said}' using detail = '${said}', hint = '${said}'; end $$`),
  ],
  [
    "Prisma's own check of a call",
    () =>
      database.rows.botState.create({ data: { key: said, value: 1, version: said as never, updatedAt: new Date() } }),
  ],
  [
    'a row that Prisma finds there already',
    async () => {
      const data = { key: `prisma ${said}`, value: { said }, version: 1n, updatedAt: new Date() }
      await database.rows.botState.create({ data })
      await database.rows.botState.create({ data })
    },
  ],
  ['a row that Prisma does not find', () => database.rows.botState.findFirstOrThrow({ where: { key: `no ${said}` } })],
  ["Prisma's raw statements", () => database.rows.$queryRawUnsafe('select $1::uuid', said)],
  ['a transaction that fails', () => database.transaction((rows) => rows.$executeRawUnsafe('select $1::int', said))],
  ['zod', () => z.object({ a: z.literal('b') }).parse({ a: said, [said]: 1 })],
  ['zod, of names', () => z.strictObject({}).parse({ [said]: 1 })],
  ['JSON', () => JSON.parse(said)],
  ['an address', () => new URL(said)],
  ['a zone', () => new Intl.DateTimeFormat('en', { timeZone: said })],
  ['a number', () => BigInt(said)],
  ['a property of what is not there', () => (undefined as never)[said]],
  ['a regular expression', () => new RegExp(`(${said}`)],
  ['a request that nobody takes', () => request(`http://127.0.0.1:1/${marker}?token=${marker}`)],
  ['a fetch that nobody takes', () => fetch(`http://127.0.0.1:1/${marker}?token=${marker}`)],
  ['an address with a password', () => fetch(`http://x:${marker}@127.0.0.1:1/`)],
  ['an abort with a reason', () => AbortSignal.abort(said).throwIfAborted()],
  [
    'words that were thrown',
    () => {
      throw said
    },
  ],
  [
    'an object that was thrown',
    () => {
      throw { name: marker, message: said, text: said, said }
    },
  ],
  [
    'a cause, and its cause',
    () => {
      throw new TypeError(said, { cause: new Error(said, { cause: { message: said, detail: said } }) })
    },
  ],
  ['several at once', () => Promise.any([Promise.reject(new TypeError(said)), Promise.reject(said)])],
  [
    'a message that looks like a stack',
    () => {
      throw new RangeError(`x\n    at ${marker} (/${marker}.ts:1:1)`)
    },
  ],
  [
    'a message that was changed',
    () => {
      throw changed(new RangeError(`x\n    at ${marker} (/${marker}.ts:1:1)`), 'other')
    },
  ],
  [
    'a name that was set',
    () => {
      throw Object.assign(new Error('x'), { name: said, code: said, status: said, config: said, request: { said } })
    },
  ],
  [
    'a getter that throws',
    () => {
      throw Object.defineProperty(new Error(said), 'code', {
        get: () => {
          throw new Error(said)
        },
      })
    },
  ],
]

describe('an accident is logged without what people said', () => {
  const logs = (): [string[], (line: string) => void] => {
    const lines: string[] = []
    return [lines, (line) => void lines.push(line)]
  }

  it.each(accidents)('%s', async (_, accident) => {
    const error = await caught(accident)
    const [lines, write] = logs()
    for (const log of [createLog('debug', { write }), withoutWords(pino({}, { write }))]) {
      log.error({ err: error, partnerId: 'p1' }, 'something failed')
      log.error({ err: error })
      log.error(error instanceof Error ? error : { err: error })
      log.warn({ err: error, list: [{ err: error }] }, 'something failed %s', said)
      log.info({ reason: said, deep: { name: said, list: [said] } }, 'something failed')
    }
    expect(lines).toHaveLength(10)
    expect(lines.join('\n')).not.toContain(marker)
    const [first] = lines.map((line) => JSON.parse(line))
    expect(first).toMatchObject({ msg: 'something failed', partnerId: 'p1', err: { name: expect.any(String) } })
  })

  it('and still says what kind it is, where it was and what it came of', async () => {
    const [lines, write] = logs()
    const log = createLog('debug', { write })
    log.error({ err: await caught(() => database.pool.query('select $1::uuid', [said])) }, 'failed')
    log.error({ err: await caught(() => database.rows.$queryRawUnsafe('select $1::uuid', said)) }, 'failed')
    log.error({ err: await caught(() => request('http://127.0.0.1:1/')) }, 'failed')
    const [asked, raw, fetched] = lines.map((line) => JSON.parse(line).err)
    expect(asked).toMatchObject({ code: '22P02', severity: 'ERROR', stack: expect.stringMatching(/^at .*:\d+:\d+/) })
    expect(raw).toMatchObject({ code: 'P2010' })
    expect(JSON.stringify(raw)).toContain('22P02')
    expect(fetched).toMatchObject({ code: 'ECONNREFUSED', syscall: 'connect' })
  })

  it("of this project's own lines with their words", async () => {
    const [lines, write] = logs()
    createLog('debug', { write }).error(
      { err: await caught(() => new Vault(Buffer.alloc(32)).unseal('x', 'y')) },
      'failed',
    )
    expect(JSON.parse(lines[0] ?? '').err).toMatchObject({ name: 'Error', message: 'not a sealed value' })
  })

  it('with the ids, codes, counts and facts of the turn that it was about', () => {
    const [lines, write] = logs()
    const line = {
      orderId: 'CSP-1002',
      partnerId: people.admin,
      at: new Date(0),
      count: 3,
      job: 'notices/send',
      deep: { no: false },
    }
    withLogFacts({ correlationId: 'c1' }, () => createLog('info', { write }).info(line, 'order placed'))
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ ...line, at: '1970-01-01T00:00:00.000Z', correlationId: 'c1' })
  })
})

it('a turn that fails is logged without what was said in it', async () => {
  const lines: string[] = []
  let away = false
  const world = await openWorld({
    log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
    partnerCenter: (embedded) =>
      new Proxy(embedded, {
        get: (from, name) => {
          if (away) throw new Error(`no answer about ${said}`)
          const value = Reflect.get(from, name)
          return typeof value === 'function' ? value.bind(from) : value
        },
      }),
  })
  const mina = await world.person(people.admin)
  away = true
  await mina.says(`buy 4 ${marker} for ${marker}`)
  expect(mina.hears()).toContain('Something went wrong')
  expect(lines.join('\n')).toContain('turn failed')
  expect(lines.join('\n')).not.toContain(marker)
})

it('an answer that is no JSON, of a server that echoes what it was asked, is not logged', async () => {
  const server = createServer((asked, answer) => answer.end(`${asked.url} ${said}`)).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const error = await caught(async () => (await fetch(`http://127.0.0.1:${port}/${marker}`)).json())
  server.close()
  const lines: string[] = []
  createLog('info', { write: (line) => void lines.push(line) }).error({ err: error }, 'failed')
  expect(lines.join()).not.toContain(marker)
})
