import type { Database } from '../../src/platform/database/database.ts'
import type { Facts } from '../../src/workflow/activity/activity.ts'
import { activityOf } from './activity.ts'
import { parseCsv } from './csv.ts'
import { buttonsOf, customer, type Person, partnerA, type World } from './desk.ts'

/** The address behind the button that only the presser sees. */
export const fileAddress = (person: Person): string =>
  (buttonsOf(person.card().card) as { type: string; url?: string }[]).find(({ type }) => type === 'Action.OpenUrl')
    ?.url ?? ''

/** Presses the button of a file's page. */
export const takes = (address: string): Promise<Response> =>
  fetch(address, { method: 'POST', body: new URLSearchParams() })

/** The rows of a file, without its byte order mark. */
export async function rowsOf(response: Response): Promise<string[][]> {
  const bytes = Buffer.from(await response.arrayBuffer())
  if (bytes.subarray(0, 3).toString('hex') !== 'efbbbf') throw new Error('no byte order mark')
  return parseCsv(bytes.subarray(3).toString('utf8'))
}

/** For each of these words an agent who is called that, and an entry that has it wherever words of others come in. */
export async function entriesSaying(world: Pick<World, 'database' | 'clock'>, words: readonly string[]): Promise<void> {
  const storable = words.filter((it) => !it.includes('\u0000'))
  for (const [at, said] of storable.entries()) {
    const agentId = `eeeeeeee-0000-4000-8000-${String(at).padStart(12, '0')}`
    await world.database.rows.agent.create({ data: { partnerId: partnerA, id: agentId, name: said, roles: [] } })
    await remembers(world, agentId, { product: said }, said)
  }
}

async function remembers(
  { database, clock }: { database: Database; clock: World['clock'] },
  agentId: string,
  facts: Facts,
  orderId: string,
): Promise<void> {
  const happening = { what: 'link-made', customerId: customer(1), orderId, at: clock.now(), facts } as const
  const activity = activityOf(database)
  await database.transaction((rows) => activity.remember(rows, { partnerId: partnerA, agentId }, happening))
}
