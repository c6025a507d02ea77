import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Happening, happeningSchema } from './transcript.ts'

/** Where the stand-in keeps what happened. */
export interface PracticeStore {
  read(): Happening[]
  append(happening: Happening): void
}

/**
 * JSON lines in `<dataDirectory>/practice/transcript.jsonl`, readable by the owner alone. Written synchronously, so that
 * what the bot was told is on file before it is acknowledged; a line torn by a kill is skipped.
 */
export function fileStore(dataDirectory: string): PracticeStore {
  const folder = path.join(dataDirectory, 'practice')
  const file = path.join(folder, 'transcript.jsonl')
  let ready = false
  return {
    read: () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').flatMap(parseLine) : []),
    append(happening) {
      if (!ready) prepare(folder, file)
      ready = true
      appendFileSync(file, `${JSON.stringify(happening)}\n`, { mode: 0o600 })
    },
  }
}

/** How far the clock was set ahead when the practice page was last open: give it to the `MovableClock` at the start. */
export function storedClockLead(dataDirectory: string): number {
  const moves = fileStore(dataDirectory).read()
  return moves.findLast((happening) => happening.kind === 'clock moved')?.aheadMilliseconds ?? 0
}

function prepare(folder: string, file: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const torn = existsSync(file) && !/(^|\n)$/.test(readFileSync(file, 'utf8'))
  // Ends a torn line, or the first new one would be lost with it.
  appendFileSync(file, torn ? '\n' : '', { mode: 0o600 })
  chmodSync(file, 0o600)
}

function parseLine(line: string): Happening[] {
  try {
    const happening = happeningSchema.safeParse(JSON.parse(line))
    return happening.success ? [happening.data] : []
  } catch {
    return []
  }
}
