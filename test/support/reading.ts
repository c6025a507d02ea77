import { route } from '../../src/chat/router.ts'
import type { Sentence } from '../../src/chat/sentence.ts'
import type { Calendar } from '../../src/chat/written-day.ts'
import { commandsLikeTheDesks } from './commands.ts'

/** A Sunday, for a reader in the United States. */
export const sunday: Calendar = { today: '2026-11-22', dayFirst: false }

/** The command that a line asks for, and what it says. */
export function read(line: string, calendar = sunday): { command: string; sentence?: Sentence } {
  const request = route(line, commandsLikeTheDesks, calendar)
  return request.kind === 'command'
    ? { command: request.command.name, sentence: request.sentence }
    : { command: request.kind }
}
