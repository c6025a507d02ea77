import { beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/platform/database/database.ts'
import { openWorld, type Person, people, type World } from '../support/desk.ts'
import { type FailingStatement, failingGround, failingStatements } from '../support/failing-statements.ts'

let world: World
let database: Database
let mina: Person
beforeAll(async () => {
  world = await openWorld()
  database = world.database
  await database.pool.query(failingGround)
  mina = await world.person(people.admin)
  await mina.says('orders for contoso.com')
})

/** What somebody else does next works, front door to database, and the desk says that it is ready. */
async function everybodyElseGoesOn(): Promise<void> {
  await mina.says('help')
  expect(mina.sees()).toContain('CSP Desk')
  await world.passes(1_000)
  const { status } = await fetch(`${world.desk.address}/health/ready`)
  expect(status).toBe(200)
}

const codeOf = (error: unknown): unknown => {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown }
    if (typeof code === 'string' && !/^P2\d\d\d$/.test(code)) return code
  }
  return String(error)
}
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no failure',
    (error: unknown) => codeOf(error),
  )

let names = 0
const echo = (value: number) => ({
  name: `echo-${value % 3}`,
  text: `select $1::int as value, ${value % 3} as name`,
  values: [value],
})

const ways: Record<string, (statement: FailingStatement) => Promise<unknown>> = {
  'from the pool': ({ text, values }) => failure(database.pool.query(text, [...(values ?? [])])),
  'prepared, from the pool': ({ text, values }) =>
    failure(database.pool.query({ name: `failing-${names++}`, text, values: [...(values ?? [])] })),
  'pipelined among the reads of others': async ({ text, values }) => {
    const name = `failing-${names++}`
    const asked = Array.from({ length: 12 }, (_, at) => at)
    const answers = asked.map((at) => database.read<{ value: number; name: number }>(echo(at)))
    const failed = failure(database.read({ name, text, values: values ?? [] }))
    const failedAgain = failure(database.read({ name, text, values: values ?? [] }))
    const later = asked.map((at) => database.read<{ value: number; name: number }>(echo(at + 12)))
    const seen = (await Promise.all([...answers, ...later])).map((rows) => rows[0])
    expect(seen).toEqual([...asked, ...asked.map((at) => at + 12)].map((value) => ({ value, name: value % 3 })))
    expect(await failedAgain).toBe(await failed)
    return failed
  },
  'as a write': ({ text, values }) =>
    failure(database.write({ name: `failing-${names++}`, text, values: values ?? [] })),
  'in a transaction of the pool': async ({ text, values }) => {
    const client = await database.pool.connect()
    try {
      await client.query('begin')
      await client.query('insert into failing (id) values (77)')
      return await failure(client.query(text, [...(values ?? [])]))
    } finally {
      // Given back as it is: what must not be handed on is the pool's to see.
      client.release()
    }
  },
  'in a transaction': ({ text, values }) =>
    failure(
      database.transaction(async (rows) => {
        await rows.$executeRawUnsafe('insert into failing (id) values (77)')
        await rows.$queryRawUnsafe(text, ...(values ?? [])).catch((error: unknown) => {
          throw error instanceof Error && /Code: `(\w+)`/.test(error.message)
            ? Object.assign(new Error(error.message), { code: /Code: `(\w+)`/.exec(error.message)?.[1] })
            : error
        })
      }),
    ),
}

describe.each(Object.entries(ways))('a statement that fails %s costs itself alone', (way, run) => {
  it.each(failingStatements)('$title', async (statement) => {
    const code = await run(statement)
    // Prisma has words of its own for some.
    if (way !== 'in a transaction') expect(code).toBe(statement.code)
    else expect(code).not.toBe('no failure')
    await everybodyElseGoesOn()
    const { rows } = await database.pool.query('select id from failing order by id')
    expect(rows).toEqual([{ id: 1 }])
  })

  it('and the presses of others work', async () => {
    await mina.says('buy 2 windows server 2022 datacenter 1 year for litware.gl')
    await mina.presses('Review order')
    expect(mina.mayPress()).toContain('Place order')
  })
})

it('a sentence that is cut in the middle of an emoji costs its writer alone', async () => {
  const oliver = await world.person(people.chineseAdmin)
  await oliver.says(
    'keys somebody old last spring so remembers where went still exists somewhere people keep every cleaning 🙏',
  )
  await everybodyElseGoesOn()
  await oliver.says('help')
  expect(oliver.sees()).toContain('CSP Desk')
})
