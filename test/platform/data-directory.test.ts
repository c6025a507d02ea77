import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { DataDirectoryInUse, takeDataDirectory } from '../../src/platform/database/data-directory.ts'

const source = pathToFileURL(path.resolve('src/platform/database/data-directory.ts')).href

function freshPath(): string {
  const parent = mkdtempSync(path.join(tmpdir(), 'csp-desk-lock-'))
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }))
  return path.join(parent, 'a', 'data')
}

/** Another process that takes the directory and is killed holding it, or says why it could not. */
function takenElsewhere(directory: string) {
  const script = `import { takeDataDirectory } from ${JSON.stringify(source)}
    try { takeDataDirectory(${JSON.stringify(directory)}) } catch (error) { console.log(error.message); process.exit(3) }
    process.kill(process.pid, 'SIGKILL')`
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
}

test('is made for its owner alone', () => {
  const directory = freshPath()
  takeDataDirectory(directory)
  expect(statSync(directory).mode & 0o777).toBe(0o700)
  expect(statSync(path.join(directory, 'desk.lock')).mode & 0o777).toBe(0o600)
})

test('a second process is refused, and hears who has it and what to do', () => {
  const directory = freshPath()
  takeDataDirectory(directory)
  const other = takenElsewhere(directory)
  expect(other.status).toBe(3)
  expect(other.stdout).toContain(directory)
  expect(other.stdout).toContain(`process ${process.pid}`)
  expect(other.stdout).toContain('DATA_DIR')
})

test('a second taker in the same process is refused too', () => {
  const directory = freshPath()
  takeDataDirectory(directory)
  expect(() => takeDataDirectory(directory)).toThrow(DataDirectoryInUse)
})

test('can be taken again when it was given back', () => {
  const directory = freshPath()
  takeDataDirectory(directory)()
  expect(readdirSync(directory)).toEqual([])
  takeDataDirectory(directory)
})

test('the leftover of a process that was killed is taken over', () => {
  const directory = freshPath()
  expect(takenElsewhere(directory).signal).toBe('SIGKILL')
  expect(readdirSync(directory)).toEqual(['desk.lock'])
  takeDataDirectory(directory)
  expect(JSON.parse(readFileSync(path.join(directory, 'desk.lock'), 'utf8')).pid).toBe(process.pid)
  expect(readdirSync(directory)).toEqual(['desk.lock'])
})

test.skipIf(process.platform !== 'linux')('a process that got the number of a dead one does not hold its lock', () => {
  const directory = freshPath()
  takeDataDirectory(directory)()
  const leftover = { pid: process.ppid, began: 'long ago', token: 'another' }
  writeFileSync(path.join(directory, 'desk.lock'), JSON.stringify(leftover))
  takeDataDirectory(directory)
})

test('giving back what another holds by now leaves it alone', () => {
  const directory = freshPath()
  const giveBack = takeDataDirectory(directory)
  const lock = path.join(directory, 'desk.lock')
  writeFileSync(lock, JSON.stringify({ pid: process.pid, began: '', token: 'another' }))
  giveBack()
  expect(JSON.parse(readFileSync(lock, 'utf8')).token).toBe('another')
})
