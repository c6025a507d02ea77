import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/platform/database/database.ts'
import type { PracticePerson } from '../../src/practice/person.ts'
import { asksToBuy, asksToCancel, decides } from '../support/approvals.ts'
import { TestClock } from '../support/clock.ts'
import { databaseKind, testDatabaseUrl } from '../support/database.ts'
import { openWorld, type Person, partnerA, people, type World, wordsOf } from '../support/desk.ts'
import { pressOn } from '../support/replicas.ts'

const open = (url: string) => openDatabase({ url, dataDirectory: '', connections: 6 })

const agentId = (at: number): string => `aaaaaaaa-0000-4000-8000-0000000001${String(at).padStart(2, '0')}`

/** Admin agents beyond those of the sample world, with a chat each; all read the same language and time zone. */
async function approvers(world: World, count: number): Promise<Person[]> {
  const data = Array.from({ length: count }, (_, at) => ({
    id: agentId(at),
    partnerId: partnerA,
    name: `Approver ${at}`,
    roles: ['admin-agent'],
  }))
  await world.database.rows.agent.createMany({ data })
  const known = world.teams.world.people as Map<string, PracticePerson>
  for (const agent of data) {
    known.set(agent.id, { ...agent, partnerName: 'Alpine Partners', locale: 'en-US', timeZone: 'UTC' })
  }
  const found: Person[] = []
  for (const { id } of data) found.push(await world.person(id))
  return found
}

/** A press of the newest card's approval, delivered to one replica. */
function decide(replica: World, home: World, person: Person, act: 'approve' | 'reject', approval: string) {
  const data = { verb: 'approval', act, approval, ...(act === 'reject' && { reason: `no, says ${person.id}` }) }
  return pressOn(replica, home, person, { message: person.card().id, verb: 'approval', data })
}

const stateLine = (words: readonly string[]) => words.filter((line) => /^(Approved|Rejected|Waiting)/.test(line)).at(1)

// The embedded database belongs to one process: its lock file refuses the second.
describe.runIf(databaseKind() === 'postgresql')('fifty decisions at the same moment on two replicas', () => {
  it.each([
    ['all approve a purchase', 'purchase', () => 'approve' as const],
    ['half of them reject a purchase', 'purchase', (at: number) => (at % 4 < 2 ? ('reject' as const) : 'approve')],
    ['half of them reject a cancellation', 'cancellation', (at: number) => (at % 4 < 2 ? 'approve' : 'reject')],
  ] as const)('are one: %s', { timeout: 120_000 }, async (_title, kind, actOf) => {
    const url = await testDatabaseUrl({ migrated: true })
    const clock = new TestClock()
    const first = await openWorld({ database: await open(url), clock })
    const second = await openWorld({ database: await open(url), clock })
    const mina = await first.person(people.admin)
    const fifty = await approvers(first, 50)
    await decides(first, { purchases: { AUD: '1' }, cancellations: { when: 'always' } })
    await (kind === 'purchase' ? asksToBuy(mina) : asksToCancel(mina))
    await first.passes(0)
    for (const person of fifty) expect(person.mayPress()).toContain('Approve')
    const { rows } = first.database
    const { id } = await rows.approval.findFirstOrThrow()

    const answers = await Promise.all(
      fifty.map((person, at) => decide(at % 2 === 0 ? first : second, first, person, actOf(at), id)),
    )

    const { status, decidedBy } = await rows.approval.findUniqueOrThrow({ where: { id } })
    const decider = `Approver ${fifty.findIndex((person) => person.id === decidedBy)}`
    const outcome = status === 'rejected' ? 'Rejected by' : 'Approved, being carried out'
    for (const { type, value } of answers) {
      expect(type).toBe('application/vnd.microsoft.card.adaptive')
      const line = stateLine(typeof value === 'string' ? [value] : wordsOf(value))
      expect(line).toContain(outcome)
      expect(line).toContain(decider)
    }

    await Promise.all([first.passes(0), second.passes(0)])
    await first.passes(60_000)
    const ordered = await rows.pcOrder.count({ where: { requestId: { not: null } } })
    const cancelled = await rows.pcOrder.count({ where: { cancelledAt: { not: null } } })
    expect(ordered + cancelled).toBe(status === 'rejected' ? 0 : 1)
    const what = ['approval-given', 'approval-rejected']
    expect(await rows.activityEntry.count({ where: { what: { in: what } } })).toBe(1)
    const cards = new Set(fifty.map((person) => person.sees()))
    expect(cards.size).toBe(1)
    expect(stateLine([...cards].join('\n').split('\n'))).toContain(decider)
    expect([...cards][0]).toMatch(status === 'rejected' ? /^Rejected/ : /^Approved and carried out/)
    for (const { desk } of [first, second]) await desk.close()
  })
})
