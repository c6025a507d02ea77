import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest'
import { freePort } from '../support/free-port.ts'

let copy: string
beforeEach(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'csp-desk-dev-'))
  for (const name of ['src', 'scripts', 'prisma', 'package.json', 'package-lock.json'])
    cpSync(name, path.join(copy, name), { recursive: true })
  symlinkSync(path.resolve('node_modules'), path.join(copy, 'node_modules'))
})
afterEach(() => rmSync(copy, { recursive: true, force: true }))

it('npm run dev starts the desk anew when a file of src changes, waits when it does not start, and stops when told to', async () => {
  const port = String(await freePort())
  const { NODE_ENV: _, DATABASE_URL: __, ...environment } = process.env
  const dev = spawn(process.execPath, [path.join(copy, 'scripts/run.mjs'), 'dev'], {
    env: { ...environment, DATA_DIR: path.join(copy, '.data'), PORT: port, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  onTestFinished(() => void dev.kill('SIGKILL'))
  let said = ''
  const waiting = new Set<() => void>()
  dev.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    for (const look of waiting) look()
  })
  const says = (words: string, times = 1) =>
    new Promise<void>((resolve) => {
      const look = () => said.split(words).length > times && resolve()
      waiting.add(look)
      look()
    })

  await says('CSP Desk is ready')
  appendFileSync(path.join(copy, 'src/main.ts'), '\nthis is no TypeScript\n')
  await says('It starts again when a file of src has changed')
  cpSync('src/main.ts', path.join(copy, 'src/main.ts'))
  await says('CSP Desk is ready', 2)
  dev.kill('SIGINT')
  expect(await once(dev, 'exit')).toEqual([0, null])
  await expect(fetch(`http://127.0.0.1:${port}/health/live`)).rejects.toThrow('fetch failed')
}, 240_000)
