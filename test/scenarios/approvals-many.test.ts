import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { asksToCancel, decides } from '../support/approvals.ts'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'

let world: World
let mina: Person
let oliver: Person

beforeEach(async () => {
  world = await openWorld()
  mina = await world.person(people.admin)
  oliver = await world.person(people.globalAndAdmin)
  await decides(world, { cancellations: { when: 'always' } })
  await asksToCancel(mina)
})

describe('with many that wait', () => {
  it('the cancellation card asks the database as often as with few, and shows the newest of them', async () => {
    await alsoWait(9)
    const few = await queriesOf(() => oliver.says('cancel order CSP-1007 for contoso.com'))
    await alsoWait(50)
    const many = await queriesOf(() => oliver.says('cancel order CSP-1007 for contoso.com'))
    expect(many.count).toBe(few.count)
    expect(oliver.sees().match(/Waiting for approval/g)).toHaveLength(5)
    expect(oliver.sees()).toContain('T-50-50')
    expect(oliver.sees()).not.toContain('being submitted')
  })

  it('the list reads the page that it shows, wherever what waits ends', async () => {
    await alsoWait(6)
    const few = await queriesOf(() => oliver.says('approvals'))
    await alsoWait(50)
    const many = await queriesOf(() => oliver.says('approvals'))
    expect(many.rows).toBe(few.rows)
    expect(oliver.sees()).toContain('1–5 of 57')
    await asksToCancel(oliver, 'CSP-1007')
    await oliver.says('approvals')
    for (let at = 0; at < 11; at++) await oliver.presses('Show more')
    expect(oliver.sees()).toContain('56–58 of 58')
    expect(oliver.sees()).toContain('You asked\nCancellation · Contoso')
    expect(oliver.mayChoose('approval')).toHaveLength(3)
    expect(oliver.mayPress()).not.toContain('Show more')
  })
})

/** More cancellations of the same customer that wait for an approval. */
async function alsoWait(count: number): Promise<void> {
  const { rows } = world.database
  const { id: _, ...cancellation } = await rows.cancellation.findFirstOrThrow({ where: { orderId: 'CSP-1001' } })
  const { lines: asked, rule, ...approval } = await rows.approval.findFirstOrThrow({ where: { orderId: 'CSP-1001' } })
  for (let at = 1; at <= count; at++) {
    const [id, orderId] = [randomUUID(), `T-${count}-${at}`]
    const submittedAt = new Date(cancellation.submittedAt.getTime() + at)
    const keys = { id, orderId, requestId: randomUUID(), flowId: randomUUID() }
    const lines = { create: [{ number: 0, partnerId: partnerA, activeOrderId: orderId }] }
    await rows.cancellation.create({ data: { ...cancellation, ...keys, lines, submittedAt } })
    const kept = { lines: asked as object, rule: rule as object }
    await rows.approval.create({ data: { ...approval, ...kept, id: randomUUID(), subjectId: id, orderId } })
  }
}

/** What the database is asked meanwhile, and how many rows it answers. */
async function queriesOf(work: () => Promise<void>): Promise<{ count: number; rows: number }> {
  const asked = vi.spyOn(world.database.pool, 'query')
  await work()
  const answers = (await Promise.all(asked.mock.results.map(({ value }) => value))) as (
    | { rows?: unknown[] }
    | undefined
  )[]
  asked.mockRestore()
  return { count: answers.length, rows: answers.reduce((sum, answer) => sum + (answer?.rows?.length ?? 0), 0) }
}
