import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { databaseKind, fillDataDirectory, testDatabaseUrl } from '../support/database.ts'
import { buttonsOf, inputsOf, people, wordsOf } from '../support/desk.ts'
import { KillableDesk } from '../support/process.ts'

const mina = people.admin
const rounds = 4

let desk: KillableDesk
let folder: string
afterEach(async () => {
  await desk?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** @param first whether the desk finds nothing at all, and starts for the first time. */
async function open({ first }: { first: boolean }): Promise<string> {
  folder = mkdtempSync(path.join(tmpdir(), 'csp-desk-kill-'))
  if (!first) fillDataDirectory(folder)
  const database = databaseKind() === 'embedded' ? {} : { DATABASE_URL: await testDatabaseUrl({ migrated: !first }) }
  desk = await KillableDesk.open({ DATA_DIR: folder, ...database })
  return (await desk.teams.openPersonalChat(mina)).id
}

const words = (chat: string): string => {
  const seen = desk.teams.lastCard(chat, mina)
  return seen === undefined ? '' : wordsOf(seen.card).join('\n')
}

/** Presses a button of the newest card; a desk that dies under it answers nothing. */
async function press(chat: string, title: string, inputs: object): Promise<void> {
  const seen = desk.teams.lastCard(chat, mina)
  const button = seen === undefined ? undefined : buttonsOf(seen.card).find((it) => it.title === title)
  if (seen === undefined || button === undefined) throw new Error(`no button ${title}:\n${words(chat)}`)
  await desk.teams.press(chat, mina, seen.id, button as never, inputs as Record<string, unknown>)
}

/** Kills the desk a moment after something was begun: each round at another moment of the work. */
async function killDuring(work: () => Promise<void>, milliseconds: number): Promise<void> {
  const working = work()
  await after(milliseconds)
  await desk.kill()
  await working
  await desk.start()
}

describe('the process is killed at any moment', () => {
  it('and after the restart the same card cancels the order, once', async () => {
    const chat = await open({ first: true })
    await desk.teams.say(chat, mina, 'cancel order CSP-1001 for contoso.com')
    for (let round = 0; round < rounds; round++) {
      const done = words(chat).includes('CSP-1001: cancelling')
      if (done) break
      await killDuring(
        () => press(chat, 'Submit', { order: 'CSP-1001', acknowledged: 'true' }),
        [2, 15, 40, 90][round] ?? 0,
      )
    }
    // Whatever was done before the last kill: pressing the card again shows that it is cancelled, or cancels it now.
    if (!words(chat).includes('CSP-1001: cancelling')) {
      await press(chat, 'Submit', { order: 'CSP-1001', acknowledged: 'true' })
      expect(words(chat)).toMatch(/CSP-1001: (cancelling|being submitted)|Order CSP-1001 is cancelled already/)
    }
    await desk.teams.say(chat, mina, 'cancel order CSP-1001 for contoso.com')
    expect(words(chat)).toContain('Order CSP-1001 is cancelled already')
  }, 300_000)

  it('and after the restart the same card places the order, once', async () => {
    const chat = await open({ first: false })
    const orders = async () => {
      await desk.teams.say(chat, mina, 'orders for litware.gl')
      return words(chat).match(/CSP-\d+/g)?.length ?? 0
    }
    await desk.teams.say(chat, mina, 'buy 2 windows server 2022 datacenter 1 year for litware.gl')
    await press(chat, 'Review order', formOf(chat))
    for (let round = 0; round < rounds; round++) {
      if (!words(chat).includes('Place order')) break
      await killDuring(() => press(chat, 'Place order', { acknowledged: 'true' }), [2, 15, 40, 90][round] ?? 0)
    }
    if (words(chat).includes('Place order')) await press(chat, 'Place order', { acknowledged: 'true' })
    expect(words(chat)).toMatch(/CSP-\d+/)
    expect(new Set(words(chat).match(/CSP-\d+/g)).size).toBe(1)
    expect(await orders()).toBeGreaterThan(0)
    expect(new Set(words(chat).match(/CSP-\d+/g)).size).toBe(1)
  }, 300_000)
})

/** What the form holds, as a client would send it. */
const formOf = (chat: string): object => inputsOf(desk.teams.lastCard(chat, mina)?.card ?? {})
