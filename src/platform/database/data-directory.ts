import { randomUUID } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

interface Holder {
  pid: number
  /** When the holder's process began, in the kernel's ticks: tells a reused pid from the real holder (Linux only). */
  began: string
  token: string
}

/**
 * Takes the data directory for this process alone: made with mode 0700, guarded by a lock file.
 * PGlite itself does not notice a second process and would corrupt the files.
 * @returns a function that gives the lock back.
 * @throws DataDirectoryInUse when another living process holds it.
 */
export function takeDataDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  chmodSync(directory, 0o700)
  const lock = path.join(directory, 'desk.lock')
  const mine: Holder = { pid: process.pid, began: processBegan(process.pid), token: randomUUID() }
  if (!tryLock(lock, mine)) {
    clearLeftover(lock, directory)
    if (!tryLock(lock, mine)) throw new DataDirectoryInUse(directory, readHolder(lock)?.pid)
  }
  return () => {
    if (readHolder(lock)?.token === mine.token) rmSync(lock, { force: true })
  }
}

export class DataDirectoryInUse extends Error {
  constructor(directory: string, pid: number | undefined) {
    const who = pid === undefined ? 'another process' : `the process ${pid}`
    super(
      `${directory} is in use by ${who}. Stop it first, or choose another directory with DATA_DIR. ` +
        'Several processes on one database need PostgreSQL: set DATABASE_URL.',
    )
    this.name = 'DataDirectoryInUse'
  }
}

function tryLock(lock: string, holder: Holder): boolean {
  // Written beside it and linked, so that nobody ever reads a lock that is half written.
  const draft = `${lock}.${holder.token}`
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 })
  try {
    linkSync(draft, lock)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Removes the lock of a process that is gone. Two that start at once: only what was read as dead is removed. */
function clearLeftover(lock: string, directory: string): void {
  const holder = readHolder(lock)
  if (holder === undefined) return
  if (isAlive(holder)) throw new DataDirectoryInUse(directory, holder.pid)
  const aside = `${lock}.${randomUUID()}`
  renameSync(lock, aside)
  const taken = readHolder(aside)
  if (taken?.token !== holder.token) {
    linkSync(aside, lock)
    rmSync(aside, { force: true })
    throw new DataDirectoryInUse(directory, taken?.pid)
  }
  rmSync(aside, { force: true })
}

function readHolder(lock: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(lock, 'utf8')) as Holder
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

const heldHere = (holder: Holder): boolean => holder.pid === process.pid && holder.began === processBegan(process.pid)

function isAlive(holder: Holder): boolean {
  if (heldHere(holder)) return true
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return processBegan(holder.pid) === holder.began
}

function processBegan(pid: number): string {
  try {
    // Field 22 of /proc/<pid>/stat; the name in field 2 may hold spaces, so count from its closing bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
