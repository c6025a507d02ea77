import type { Log } from '../platform/log.ts'
import type { Command } from './feature.ts'
import type { Turn } from './turn.ts'

/** How long a home card waits for them, in milliseconds. */
const patience = 2_000

/** Sentences for the home card, each from a command. Nobody goes without an answer for want of them. */
export async function examplesFor(turn: Turn, commands: readonly Command[], log: Log): Promise<string[]> {
  const tooLate = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => tooLate.resolve(undefined), patience)
  const made = Promise.all(commands.map(({ home }) => home?.example?.(turn)))
  try {
    const sentences = await Promise.race([made, tooLate.promise])
    // Whatever it was that took long says so by itself.
    if (sentences === undefined) log.info({ patience }, 'home card without examples, which took too long')
    return (sentences ?? []).filter((sentence) => sentence !== undefined)
  } catch (err) {
    log.warn({ err }, 'home card without examples')
    return []
  } finally {
    clearTimeout(timer)
  }
}
