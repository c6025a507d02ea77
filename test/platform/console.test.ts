import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { freePort } from '../support/free-port.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const printing = new URL('../support/printing-library.mjs', import.meta.url).href
const said = 'Zaubernuss'

it('what libraries print in a running desk reaches neither its output nor its errors, but that they did is logged', async () => {
  const data = mkdtempSync(path.join(tmpdir(), 'csp-desk-console-'))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  const port = await freePort()
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', printing, main], {
    env: { ...process.env, PORT: String(port), DATA_DIR: data, NODE_ENV: 'test', LOG_LEVEL: 'debug', SAID: said },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let written = ''
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        written += chunk.toString()
        if (written.includes('is ready after')) resolve()
      })
  })
  const closed = once(child, 'close')
  await Promise.race([ready, closed])
  child.kill('SIGUSR2')
  await closed
  expect(written).toContain('is ready after')
  expect(written).not.toContain(said)
  const lines = written
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
  expect(lines.filter(({ msg }) => msg === 'a library wrote to the console').map(({ method }) => method)).toEqual([
    ...['error', 'error', 'warn', 'log', 'info', 'debug', 'dir', 'trace'],
  ])
  expect(lines).toContainEqual(
    expect.objectContaining({ msg: 'the runtime warns', err: expect.objectContaining({ code: 'DEP0000' }) }),
  )
}, 120_000)
