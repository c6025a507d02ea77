import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/platform/database/database.ts'
import { TestClock } from '../support/clock.ts'
import { databaseKind, testDatabaseUrl } from '../support/database.ts'
import { type OldButton, openWorld, type Person, partnerA, people, type World, wordsOf } from '../support/desk.ts'
import { pressOn } from '../support/replicas.ts'

const open = (url: string) => openDatabase({ url, dataDirectory: '', connections: 6 })

/** Opens a person's roles, and gives the button that saves them. */
async function openRoles(admin: Person, id: string, words: readonly [string, string, string, string]) {
  const [settings, list, change, save] = words
  await admin.says(settings)
  await admin.presses(list)
  admin.picks({ person: id })
  await admin.presses(change)
  return admin.button(save)
}
const english = ['settings', 'People and roles …', 'Change roles …', 'Save'] as const
const korean = ['설정', '사람과 역할…', '역할 변경…', '저장'] as const

/** A press of the button, delivered to one replica. @returns the words of what comes back. */
async function press(replica: World, home: World, person: Person, { message, action }: OldButton, inputs: object) {
  const { value } = await pressOn(replica, home, person, { message, verb: 'flow', data: { ...action.data, ...inputs } })
  return typeof value === 'string' ? value : wordsOf(value).join('\n')
}

// The embedded database belongs to one process: its lock file refuses the second.
describe.runIf(databaseKind() === 'postgresql')('two global admins on two replicas at the same moment', () => {
  it.each([
    ['take each other’s role', 'other', 'needs the role Global administrator'],
    ['give up their own', 'own', 'is the last global administrator'],
  ] as const)('who %s leave one', { timeout: 120_000 }, async (_title, whose, refusal) => {
    const url = await testDatabaseUrl({ migrated: true })
    const clock = new TestClock()
    const first = await openWorld({ database: await open(url), clock })
    const second = await openWorld({ database: await open(url), clock })
    const oliver = await first.person(people.globalAndAdmin)
    const seojun = await first.person(people.koreanGlobalAdmin)
    const [of, by] = whose === 'own' ? [oliver, seojun] : [seojun, oliver]
    const { rows } = first.database
    for (let round = 0; round < 5; round++) {
      await rows.agent.updateMany({
        where: { id: { in: [oliver.id, seojun.id] }, partnerId: partnerA },
        data: { roles: ['global-admin'] },
      })
      const olivers = await openRoles(oliver, of.id, english)
      const seojuns = await openRoles(seojun, by.id, korean)
      const answers = await Promise.all([
        press(first, first, oliver, olivers, { given: '' }),
        press(second, first, seojun, seojuns, { given: '' }),
      ])
      const left = await rows.agent.count({ where: { partnerId: partnerA, roles: { has: 'global-admin' } } })
      expect(left).toBe(1)
      expect(answers.filter((words) => words.includes(refusal))).toHaveLength(1)
      expect(await rows.activityEntry.count({ where: { what: 'role-withdrawn' } })).toBe(round + 1)
    }
    for (const { desk } of [first, second]) await desk.close()
  })

  it('who enter the same new person leave one, each role granted once', { timeout: 120_000 }, async () => {
    const url = await testDatabaseUrl({ migrated: true })
    const clock = new TestClock()
    const first = await openWorld({ database: await open(url), clock })
    const second = await openWorld({ database: await open(url), clock })
    const oliver = await first.person(people.globalAndAdmin)
    const seojun = await first.person(people.koreanGlobalAdmin)
    await oliver.says('settings')
    await oliver.presses('People and roles …')
    await oliver.presses('Somebody new …')
    await seojun.says('설정')
    await seojun.presses('사람과 역할…')
    await seojun.presses('새 사람 추가…')
    const id = randomUUID()
    const typed = { id, name: 'Ann Lee', given: 'sales-agent,billing-admin' }
    const answers = await Promise.all([
      press(first, first, oliver, oliver.button('Enter'), typed),
      press(second, first, seojun, seojun.button('추가'), typed),
    ])
    for (const words of answers) expect(words).toContain('Ann Lee is entered: Sales agent and Billing admin.')
    expect(await first.database.rows.activityEntry.count({ where: { what: 'role-granted' } })).toBe(2)
    for (const { desk } of [first, second]) await desk.close()
  })
})
