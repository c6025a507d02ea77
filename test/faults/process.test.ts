import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { databaseKind, fillDataDirectory, testDatabaseUrl } from '../support/database.ts'
import { people } from '../support/desk.ts'
import { refusingPostgres } from '../support/fake-postgres.ts'
import { freePort } from '../support/free-port.ts'
import { hangingKinds, sayingTo } from '../support/hanging.ts'
import { deskRoutes, encodings, hostileTable, request, send } from '../support/hostile-http.ts'
import { KillableDesk, mainFile } from '../support/process.ts'
import { SilentTeams } from '../support/silent-teams.ts'

let desk: KillableDesk | undefined
let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'csp-desk-process-'))
})
afterEach(async () => {
  await desk?.close()
  desk = undefined
  rmSync(folder, { recursive: true, force: true })
})

async function open(): Promise<KillableDesk> {
  fillDataDirectory(folder)
  const database = databaseKind() === 'embedded' ? {} : { DATABASE_URL: await testDatabaseUrl({ migrated: true }) }
  desk = await KillableDesk.open({ DATA_DIR: folder, ...database })
  return desk
}

/** Mina's words are taken, and answered with a card. */
async function answersMina({ teams }: KillableDesk): Promise<void> {
  const chat = await teams.openPersonalChat(people.admin)
  expect((await teams.say(chat.id, people.admin, 'help')).status).toBe(200)
  expect(JSON.stringify(teams.lastCard(chat.id, people.admin))).toContain('Mina Park')
}

describe('a desk that runs', () => {
  it('is ended by no request of a stranger', async () => {
    const running = await open()
    const { address, pid } = running
    const { host } = new URL(address)
    for (const route of deskRoutes.filter(({ method }) => method !== 'GET')) {
      for (const { coding, body } of encodings) {
        const bytes = request(host, route, { more: [`Content-Encoding: ${coding}`], body })
        expect((await send(address, { what: coding, bytes })).statuses).toEqual([415])
      }
    }
    const [first] = deskRoutes
    if (first !== undefined) for (const hostile of hostileTable(host, first)) await send(address, hostile)
    await answersMina(running)
    expect(running.pid).toBe(pid)
    expect(await running.stop()).toMatchObject({ code: 0 })
  }, 360_000)

  it('stops within ten seconds, whoever holds on to it, and answers after the next start', async () => {
    const running = await open()
    const teams = await SilentTeams.open()
    onTestFinished(() => teams.close())
    await hangingKinds(running.address)
    const said = sayingTo(running.address, teams.serviceUrl).catch(() => undefined)
    await teams.asked()
    const { code, took } = await running.stop()
    await said
    expect(code).toBe(0)
    expect(took).toBeLessThan(10_000)
    await running.start()
    await answersMina(running)
  }, 360_000)
})

it('a desk whose database is away says so in one line, and stops at once when told to', async () => {
  const port = await freePort()
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', mainFile], {
    env: {
      ...process.env,
      ...{ PORT: '0', NODE_ENV: 'test', LOG_LEVEL: 'error', DATA_DIR: folder },
      DATABASE_URL: `postgresql://desk:a-secret-word@127.0.0.1:${port}/desk`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const waiting = new Promise<void>((resolve) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('trying again')) resolve()
    })
  })
  await waiting
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(said.split('\n')).toEqual([
    'Opening the PostgreSQL database …',
    `The PostgreSQL server at 127.0.0.1:${port} does not answer (ECONNREFUSED): trying again every 2 s …`,
    'Stopping …',
    '',
  ])
}, 240_000)

it('a desk that cannot start tells an accident by its code and place, and nothing that the error quotes', async () => {
  const port = await freePort()
  const server = await refusingPostgres(port, '22P02')
  onTestFinished(() => server.close())
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', mainFile], {
    env: {
      ...process.env,
      PORT: '0',
      NODE_ENV: 'test',
      DATA_DIR: folder,
      DATABASE_URL: `postgresql://a@127.0.0.1:${port}/a`,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  expect(await once(child, 'close')).toEqual([1, null])
  expect(said).toContain('"code":"22P02"')
  expect(said).toMatch(/^at .*:\d+:\d+\)?$/m)
  expect(said).not.toContain('refused by the test')
}, 240_000)
