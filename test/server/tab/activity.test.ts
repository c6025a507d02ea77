import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { activityOf } from '../../support/activity.ts'
import { takes } from '../../support/activity-file.ts'
import { openWorld, partnerA, people, type World } from '../../support/desk.ts'
import { type TabPerson, tabOf } from '../../support/tab-person.ts'
import { tampers } from '../../workflow/activity/tampering.ts'

let world: World
let oliver: TabPerson

beforeEach(async () => {
  world = await openWorld()
  oliver = await tabOf(world, people.globalAndAdmin)
})

const asks = async (fields: object = {}, tab = oliver) => (await tab.ask('activity.ask', fields)).told
const allRows = async (answer: { question: string }, more: object = {}) =>
  (await oliver.ask('activity.rows', { question: answer.question, skip: 0, count: 200, ...more })).told.rows

/** Looks at the log are entries of it themselves. */
async function looks(times: number): Promise<void> {
  for (let at = 0; at < times; at++) await oliver.ask('activity.ask', { kind: 'keys' })
}

/** So many copied links, a second apart. */
async function filled(count: number): Promise<void> {
  const activity = activityOf(world.database)
  const who = { partnerId: partnerA, agentId: people.admin }
  const first = world.clock.now().getTime() - count * 1_000
  await world.database.transaction(async (rows) => {
    for (let at = 0; at < count; at++)
      await activity.remember(rows, who, { what: 'link-copied', at: new Date(first + at * 1_000) })
  })
}

describe('the page of the activity log', () => {
  it('puts the question on record before it answers, and tells entries in the words of the card', async () => {
    const mina = await world.person(people.admin)
    await mina.says('keys CSP-1001')
    await mina.presses('Get keys and downloads')
    await mina.presses('Show key')
    const { answer, mistakes } = await asks({ kind: 'everything' })
    expect(mistakes).toEqual({})
    expect(answer.words).toContain('Everyone · All customers · Everything')
    const rows = await allRows(answer)
    expect(rows[0]).toMatchObject({ what: 'Activity log seen', who: 'Oliver Hughes' })
    expect(rows.at(-1)).toMatchObject({ who: 'Mina Park', what: 'Key shown' })
    expect(rows.at(-1).about).toContain('Contoso')
    const log = await world.person(people.globalAndAdmin)
    await log.says('activity today')
    expect(log.sees()).toContain('Key shown')
  })

  it('says what cannot be read at its field, and asks nothing then', async () => {
    const before = await world.database.rows.activityEntry.count()
    const { mistakes, answer } = await asks({
      range: 'exact',
      from: '',
      to: '2031-02-30',
      person: 'Zebulon',
      customer: 'nowhere.example',
    })
    expect(answer).toBeUndefined()
    expect(mistakes).toMatchObject({
      from: 'Choose the first day.',
      to: 'Choose a day, such as 2026-11-22.',
      person: 'There is no such person here. Choose one from the list, or enter an object ID.',
    })
    expect(mistakes.customer).toContain('nowhere.example')
    expect((await asks({ kind: 'nonsense' })).mistakes).toEqual({
      kind: 'There is no such choice. Choose one from the list.',
    })
    expect((await asks({ range: 'exact', from: '2031-01-01', to: '2031-01-02' })).mistakes).toEqual({
      from: 'This day has not begun yet.',
    })
    expect(await world.database.rows.activityEntry.count()).toBe(before)
  })

  it('begins at any mark of a long answer, and leaves out and repeats nothing between them', async () => {
    await filled(1_120)
    const { answer } = await asks({ kind: 'links', range: 'last-30-days' })
    expect(answer).toMatchObject({ total: 1_120, step: 500 })
    expect(answer.marks).toHaveLength(2)
    const numbers: number[] = []
    for (let first = 0; first < answer.total; first += 100) {
      const mark = Math.min(Math.floor(first / answer.step), answer.marks.length)
      const rows = await allRows(answer, {
        after: answer.marks[mark - 1],
        skip: first - mark * answer.step,
        count: 100,
      })
      numbers.push(...rows.map(({ number }: { number: string }) => Number(number)))
    }
    expect(numbers).toEqual(Array.from({ length: 1_120 }, (_, at) => (numbers[0] ?? 0) - at))
  })

  it('answers about people and customers, and offers their names', async () => {
    const { choices } = (await oliver.ask('activity.choices', { of: 'people', text: 'mina' })).told
    expect(choices.map(({ value }: { value: string }) => value)).toContain('Mina Park')
    const customers = (await oliver.ask('activity.choices', { of: 'customers', text: 'contoso' })).told.choices
    expect(customers[0].value).toBe('contoso.com')
    const { answer } = await asks({ person: 'Mina Park', customer: 'contoso.com' })
    expect(answer).toMatchObject({ person: 'Mina Park', customer: 'contoso.com', total: 0 })
    expect(answer.words).toContain('Mina Park · Contoso')
  })

  it('counts for the chart what the table lists', async () => {
    await looks(3)
    const { answer } = await asks({ kind: 'looks' })
    const { told } = await oliver.ask('activity.chart', { question: answer.question })
    expect(told.people).toEqual([{ name: 'Oliver Hughes', entries: answer.total }])
    expect(told.bars.at(-1)).toMatchObject({ entries: answer.total, parts: [answer.total] })
    expect(told.bars).toHaveLength(7)
  })

  it('makes a file that is fetched once, by an address that the reader alone is told', async () => {
    const { answer } = await asks({ kind: 'everything' })
    const { told } = await oliver.ask('activity.file', { question: answer.question })
    expect(told.words).toContain('the file can be fetched once')
    const file = await takes(told.address)
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(await file.text()).toContain('Oliver Hughes')
    expect((await takes(told.address)).status).toBe(410)
  })

  it('has the chain checked once for a key, and shows what came of it', async () => {
    await looks(2)
    const key = randomUUID()
    await Promise.all([oliver.ask('activity.check', { key }), oliver.ask('activity.check', { key })])
    expect((await oliver.ask('activity.checked', { key })).told.going).toEqual({ checked: 0, of: 2 })
    await world.passes(1_000)
    const { told } = await oliver.ask('activity.checked', { key })
    expect(told.said).toEqual({ words: expect.stringMatching(/^The chain holds: \d+ entries/), tone: 'good' })
    expect(await world.database.rows.activityEntry.count({ where: { what: 'activity-checked' } })).toBe(1)

    await tampers(world.database, [`update desk.activity_entry set what = 'order-placed' where number = 2`])
    const again = randomUUID()
    await oliver.ask('activity.check', { key: again })
    await world.passes(1_000)
    expect((await oliver.ask('activity.checked', { key: again })).told.said).toEqual({
      words: 'The chain breaks at entry 2.',
      tone: 'bad',
    })
    expect((await oliver.ask('activity.checked', { key: randomUUID() })).told.said.tone).toBe('warning')
  })

  it('reads on only what was put on record for the same person', async () => {
    const { answer } = await asks({ kind: 'everything' })
    const other = await tabOf(world, people.accountAdmin)
    for (const question of [answer.question, `${answer.question.slice(0, -3)}AAA`, 'v1.', '{}']) {
      const { status, refusal } = await other.ask('activity.rows', { question, skip: 0, count: 10 })
      expect([status, refusal?.code]).toEqual([422, 'activity-log.question-unknown'])
    }
    const own = await asks({ kind: 'everything' }, other)
    expect((await other.ask('activity.check', { key: randomUUID() })).refusal?.code).toBe('access.role-missing')
    expect(own.answer.mayCheck).toBe(false)
  })

  const allowed = [people.koreanGlobalAdmin, people.globalAndAdmin, people.accountAdmin, id('008'), id('009')]
  it.each([...Array.from({ length: 10 }, (_, at) => id(String(at + 1).padStart(3, '0'))), people.adminOfB])(
    'is answered for %s by their roles alone',
    async (personId) => {
      const tab = await tabOf(world, personId)
      const { answer } = await asks()
      const told = await Promise.all([
        tab.ask('activity.ask', {}),
        tab.ask('activity.choices', { of: 'people', text: '' }),
        tab.ask('activity.choices', { of: 'customers', text: '' }),
        tab.ask('activity.file', { question: answer.question }),
      ])
      const codes = told.map(({ status, refusal }) => refusal?.code ?? status)
      const own = personId === people.globalAndAdmin
      expect(codes).toEqual(
        allowed.includes(personId)
          ? [200, 200, 200, own ? 200 : 'activity-log.question-unknown']
          : ['access.role-missing', 'access.role-missing', 'access.role-missing', 'activity-log.question-unknown'],
      )
    },
  )
})

function id(end: string): string {
  return `aaaaaaaa-0000-4000-8000-000000000${end}`
}
