import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../src/platform/database/database.ts'
import { decides } from '../support/approvals.ts'
import { TestClock } from '../support/clock.ts'
import { databaseKind, testDatabaseUrl } from '../support/database.ts'
import { buttonsOf, customer, inputsOf, people, wordsOf } from '../support/desk.ts'
import { KillableDesk } from '../support/process.ts'

const { admin: mina, globalAndAdmin: oliver } = people
/** Milliseconds after a press within which the process is killed, at other ones in each run: while it asks, decides, carries out, tells. */
const ranges = [
  [0, 30],
  [30, 200],
  [200, 700],
  [700, 1_800],
] as const

let desk: KillableDesk
let database: Database
let folder: string
afterEach(async () => {
  await desk?.close()
  await database?.close()
  rmSync(folder, { recursive: true, force: true })
})

const chats: Record<string, string> = {}
const cards = (person: string) =>
  desk.teams.messages(chats[person] ?? '', person).flatMap(({ id, card }) => (card === undefined ? [] : [{ id, card }]))
const words = (person: string): string =>
  cards(person)
    .map(({ card }) => wordsOf(card).join('\n'))
    .join('\n\n')

async function press(person: string, title: string, inputs: object = {}): Promise<void> {
  const found = cards(person)
    .flatMap(({ id, card }) => buttonsOf(card).map((button) => ({ id, card, button })))
    .findLast(({ button }) => button.title === title && button.type === 'Action.Execute')
  if (found === undefined) throw new Error(`no button ${title}:\n${words(person)}`)
  const filled = { ...inputsOf(found.card), ...inputs }
  await desk.teams.press(chats[person] ?? '', person, found.id, found.button as never, filled)
}

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await holds()) return
    await after(100)
  }
  throw new Error(`not within half a minute: ${what}\n${words(mina)}\n\n${words(oliver)}`)
}

/** The person presses, the process is killed a moment later and started again; pressed again where nothing came of it. */
async function pressUnderFire(
  person: string,
  title: string,
  inputs: object,
  [least, most]: (typeof ranges)[number],
): Promise<void> {
  const milliseconds = least + Math.floor(Math.random() * (most - least))
  process.stderr.write(`${title}: killed after ${milliseconds} ms\n`)
  const pressing = press(person, title, inputs).catch(() => {})
  await after(milliseconds)
  await desk.kill()
  await pressing
  await desk.start()
}

/** A notice whose sending was killed may be one that is never repeated: then the word `approvals` leads to it. */
async function reachApprover(what: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (cards(oliver).some(({ card }) => wordsOf(card).join('\n').includes(what))) return
    await after(100)
  }
  await desk.teams.say(chats[oliver] ?? '', oliver, 'approvals')
  await press(oliver, 'Open')
}

// The policy is written beside the desk, which the embedded database does not allow.
describe.runIf(databaseKind() === 'postgresql')('the process is killed while an approval goes its way', () => {
  it('at any moment: asked for once, decided once, ordered once, and everybody is told', {
    timeout: 600_000,
  }, async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'csp-desk-approvals-'))
    const url = await testDatabaseUrl({ migrated: true })
    desk = await KillableDesk.open({ DATA_DIR: folder, DATABASE_URL: url })
    database = await openDatabase({ url, dataDirectory: '', connections: 2 })
    await decides({ database, clock: new TestClock(new Date()) }, { purchases: { AUD: '1' } })
    for (const person of [mina, oliver]) chats[person] = (await desk.teams.openPersonalChat(person)).id
    const { rows } = database
    const orders = () => rows.pcOrder.count({ where: { customerId: customer(2) } })

    for (const [round, range] of ranges.entries()) {
      await desk.teams.say(
        chats[mina] ?? '',
        mina,
        `buy ${round + 1} windows server 2022 datacenter 1 year for fabrikam.com.au`,
      )
      await press(mina, 'Review order')
      await pressUnderFire(mina, 'Ask for approval', { acknowledged: 'true' }, range)
      if ((await rows.approval.count()) === round) await press(mina, 'Ask for approval', { acknowledged: 'true' })
      expect(await rows.approval.count()).toBe(round + 1)
      await reachApprover(`${round + 1} × Windows Server`)
      await pressUnderFire(oliver, 'Approve', {}, range)
      if ((await rows.approval.count({ where: { status: 'waiting' } })) === 1) await press(oliver, 'Approve')
      await until('the order is placed', async () => (await orders()) === round + 1)
      await until(
        'the approval is settled',
        async () => (await rows.approval.count({ where: { status: 'carried-out' } })) === round + 1,
      )
    }
    const copies = async () => {
      const sent = await rows.notice.findMany({ where: { occasion: 'approvals.waits', status: 'sent', digest: false } })
      return cards(oliver).filter(({ id }) => sent.some(({ activityId }) => activityId === id))
    }
    await until('every copy says so', async () =>
      (await copies()).every(({ card }) => wordsOf(card).includes('Approved and carried out')),
    )
    expect((await copies()).length).toBeGreaterThan(0)
    expect(await orders()).toBe(ranges.length)
    expect(await rows.activityEntry.count({ where: { what: 'approval-carried-out' } })).toBe(ranges.length)
  })
})
