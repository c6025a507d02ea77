import type { Log } from '../platform/log.ts'
import type { DigestRow, LookAtToday, Today, TodayScope } from './feature.ts'
import type { Turn } from './turn.ts'

/** How long a home card waits for it, in milliseconds. */
const patience = 2_000
/** As many as stand above the buttons on a phone. */
const mostRows = 5

/** Of a feature, by its name. */
export interface TodayDoor {
  readonly name: string
  readonly look: LookAtToday
}

/** How much of a feature the home card asks for. */
const onHome: TodayScope = { most: 4 }

/** What the home card says of today, the most urgent first; of each kind one row at least, and how many more there are. */
export async function todayFor(turn: Turn, doors: readonly TodayDoor[], log: Log): Promise<Today> {
  const found = await todayOf(turn, doors, onHome, log)
  const firsts = found.flatMap(({ rows }) => rows.slice(0, 1))
  const others = found.flatMap(({ rows }) => rows.slice(1)).toSorted(byEnd)
  const rows = [...firsts, ...others].slice(0, mostRows).toSorted(byEnd)
  const count = found.reduce((sum, part) => sum + part.count, 0)
  return { rows, count }
}

/** The same of each feature, by its name; `late` when it did not answer. */
export async function todayOf(
  turn: Turn,
  doors: readonly TodayDoor[],
  scope: TodayScope,
  log: Log,
): Promise<(Today & { readonly name: string; readonly late: boolean })[]> {
  const tooLate = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => tooLate.resolve(undefined), patience)
  const looks = doors.map(async ({ name, look }) => {
    const found = await Promise.race([look(turn, scope), tooLate.promise]).catch((err: unknown) => {
      // Nobody goes without an answer for want of it.
      log.warn({ err }, 'answered without a part of today')
      return undefined
    })
    return { name, late: found === undefined, ...(found ?? nothing) }
  })
  return Promise.all(looks).finally(() => clearTimeout(timer))
}

const nothing: Today = { rows: [], count: 0 }

/** What ends first in front. */
export const byEnd = (a: DigestRow, b: DigestRow): number => endOf(a) - endOf(b)

const endOf = ({ until }: DigestRow): number => until?.getTime() ?? Number.MAX_VALUE
