import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Vault } from '../platform/secrets.ts'
import { type Happening, happeningSchema } from './transcript.ts'

/** Where the stand-in keeps what happened. */
export interface PracticeStore {
  read(): Happening[]
  append(happening: Happening): void
}

/**
 * JSON lines in `<dataDirectory>/practice/transcript.jsonl`, readable by the owner alone. Written synchronously, so that
 * what the bot was told is on file before it is acknowledged; a line torn by a kill is skipped.
 * @param vault seals each line: product keys that were shown in a chat are in it.
 */
export function fileStore(dataDirectory: string, vault?: Vault): PracticeStore {
  const folder = path.join(dataDirectory, 'practice')
  const file = path.join(folder, 'transcript.jsonl')
  let ready = false
  const read = (line: string) => parseLine(vault === undefined ? line : vault.unseal(line, sealedFor))
  return {
    read: () =>
      existsSync(file)
        ? readFileSync(file, 'utf8')
            .split('\n')
            .flatMap((line) => readable(line, read))
        : [],
    append(happening) {
      if (!ready) prepare(folder, file)
      ready = true
      const line = JSON.stringify(happening)
      appendFileSync(file, `${vault?.seal(line, sealedFor) ?? line}\n`, { mode: 0o600 })
    },
  }
}

const sealedFor = 'practice-transcript'

/** How far the clock was set ahead when the practice page was last open. */
export function storedClockLead(store: PracticeStore): number {
  return store.read().findLast((happening) => happening.kind === 'clock moved')?.aheadMilliseconds ?? 0
}

function prepare(folder: string, file: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const torn = existsSync(file) && !/(^|\n)$/.test(readFileSync(file, 'utf8'))
  // Ends a torn line, or the first new one would be lost with it.
  appendFileSync(file, torn ? '\n' : '', { mode: 0o600 })
  chmodSync(file, 0o600)
}

const parseLine = (line: string): Happening => happeningSchema.parse(JSON.parse(line))

/** A line that is torn, of another version or sealed with another key is as if it were not there. */
function readable(line: string, read: (line: string) => Happening): Happening[] {
  try {
    return [read(line)]
  } catch {
    return []
  }
}
