import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { reachedFrom } from './import-graph.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const maker = fileURLToPath(new URL('make-template.ts', import.meta.url))
const cache = path.join(root, '.cache/test-templates')
const day = 24 * 60 * 60 * 1000

/** Runs `make-template.ts` in a process of its own. */
export const makeTemplate = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', maker, ...args])

/**
 * The folder of an embedded template, made when there is none of what it is made from: `template.tar` to load, `database` to
 * copy as a data directory, `contents.json`. Two runs at once may both make it; the first to finish wins.
 */
export async function embeddedTemplate(): Promise<string> {
  const folder = path.join(cache, digest())
  if (!existsSync(folder)) {
    forgetOld()
    const draft = path.join(cache, `draft-${randomUUID()}`)
    mkdirSync(draft, { recursive: true })
    try {
      await makeTemplate('embedded', draft)
      renameSync(draft, folder)
    } catch (error) {
      rmSync(draft, { recursive: true, force: true })
      if (!existsSync(folder)) throw error
    }
  }
  const now = new Date()
  utimesSync(folder, now, now)
  return folder
}

/** Of everything that a template is made from: whatever changes there makes another one. */
function digest(): string {
  const hash = createHash('sha256').update(process.version)
  for (const file of [
    ...filesIn(path.join(root, 'prisma')),
    path.join(root, 'package-lock.json'),
    ...reachedFrom(maker),
  ].sort())
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex').slice(0, 20)
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))

/** Those that no run has used for a day; one in use was touched when the run began. */
function forgetOld(): void {
  if (!existsSync(cache)) return
  for (const name of readdirSync(cache)) {
    const folder = path.join(cache, name)
    const used = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0
    if (used < Date.now() - day) rmSync(folder, { recursive: true, force: true })
  }
}
