import { tabRoutes } from '../../chat/common.routes.ts'
import { refusalText } from '../../chat/error-reply.ts'
import type { DigestRow } from '../../chat/feature.ts'
import { type Route, routesOf } from '../../chat/routes.ts'
import { type TodayDoor, todayOf } from '../../chat/today.ts'
import type { Turn } from '../../chat/turn.ts'
import { actions, may } from '../../commerce/access.ts'
import type { Directory } from '../../commerce/ports/directory.ts'
import type { Log } from '../../platform/log.ts'

export interface OwnRoutesOptions {
  readonly directory: Pick<Directory, 'partner'>
  /** What of each feature matters today. */
  readonly today: readonly TodayDoor[]
  readonly log: Log
}

/** A page has room for more than the home card, and for what ends within the month. */
const onPage = { most: 50, days: 30 }

/** What a page asks of the desk as a whole: who opens it, and what matters today. */
export const ownRoutes = ({ directory, today, log }: OwnRoutesOptions): Record<string, Route> =>
  routesOf(
    tabRoutes,
    {
      me: async ({ agent, reader }) => ({
        name: agent.name,
        agentId: agent.id,
        partner: (await directory.partner(agent.partnerId))?.name ?? '',
        language: reader.language,
        locale: reader.locale,
        timeZone: reader.timeZone,
        may: actions.filter((action) => may(agent, action)),
      }),
      today: async (turn) => {
        const parts = await todayOf(turn, today, onPage, log)
        return { parts: parts.map(({ rows, ...part }) => ({ ...part, rows: rows.map((row) => rowOf(row, turn)) })) }
      },
    },
    ({ reader }, error) => refusalText(reader, error),
  )

const rowOf = ({ title, below, amount, until, opens }: DigestRow, { reader, now }: Turn) => ({
  title,
  below: below.filter((line) => line !== undefined),
  amount,
  until: until && { at: until.toISOString(), words: reader.dateTime(until), relative: reader.relative(until, now) },
  opens,
})
