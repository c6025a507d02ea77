import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** The practice mode's own key, made at the first start and kept beside the database. */
export function practiceKey(dataDirectory: string): Buffer {
  const file = path.join(dataDirectory, 'practice.key')
  try {
    return Buffer.from(readFileSync(file, 'utf8'), 'base64')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 })
  const key = randomBytes(32)
  // Written beside it and renamed: a process that dies in between leaves no half a key.
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, key.toString('base64'), { mode: 0o600 })
  renameSync(draft, file)
  return key
}
