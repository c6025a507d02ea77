import type { Log } from '../platform/log.ts'
import type { DigestRow, Feature, Today } from './feature.ts'
import type { Turn } from './turn.ts'

/** How long a home card waits for it, in milliseconds. */
const patience = 2_000
/** As many as stand above the buttons on a phone. */
const mostRows = 5

/** What the home card says of today, the most urgent first; of each kind one row at least, and how many more there are. */
export async function todayFor(turn: Turn, doors: readonly NonNullable<Feature['today']>[], log: Log): Promise<Today> {
  const tooLate = Promise.withResolvers<Today>()
  const timer = setTimeout(() => tooLate.resolve(nothing), patience)
  const looks = doors.map((look) =>
    Promise.race([look(turn), tooLate.promise]).catch((err: unknown) => {
      // Nobody goes without an answer for want of it.
      log.warn({ err }, 'home card without a part of today')
      return nothing
    }),
  )
  const found = await Promise.all(looks).finally(() => clearTimeout(timer))
  const firsts = found.flatMap(({ rows }) => rows.slice(0, 1))
  const others = found.flatMap(({ rows }) => rows.slice(1)).toSorted(byEnd)
  const rows = [...firsts, ...others].slice(0, mostRows).toSorted(byEnd)
  const count = found.reduce((sum, part) => sum + part.count, 0)
  return { rows, count }
}

const nothing: Today = { rows: [], count: 0 }

const byEnd = (a: DigestRow, b: DigestRow): number => endOf(a) - endOf(b)

const endOf = ({ until }: DigestRow): number => until?.getTime() ?? Number.MAX_VALUE
