import { refusalText } from '../../chat/error-reply.ts'
import { type Route, routesOf } from '../../chat/routes.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { ActivityLogService } from './activity-log.service.ts'
import { aboutWords, whatWords, whoWords } from './entry-words.ts'
import { orderEntriesAtOnce, orderEntriesRoutes } from './order-entries.routes.ts'

/** What the log has of one order, on the order's page of the tab. */
export const orderEntriesPages = (log: ActivityLogService): Record<string, Route> =>
  routesOf(
    orderEntriesRoutes,
    {
      'activity.of-order': async (turn, { customerId, orderId, of: kind, after }) => {
        const { reader: read } = turn
        const asked = { customerId, orderId, kind, timeZone: read.timeZone, limit: orderEntriesAtOnce }
        const from = after && { at: new Date(after.at), number: BigInt(after.number) }
        const { entries, next, names } = await log.ofOrder(whoOf(turn), asked, from)
        return {
          entries: entries.map((entry) => ({
            number: String(entry.number),
            at: { at: entry.at.toISOString(), words: read.dateTime(entry.at) },
            what: whatWords(entry.what, read),
            who: whoWords(entry, names, read),
            // Which order it is, and whose, stands on the page.
            about: aboutWords({ ...entry, orderId: null, customerId: null }, names, read).join(' · '),
          })),
          next: next && { at: next.at.toISOString(), number: String(next.number) },
        }
      },
    },
    ({ reader }, error) => refusalText(reader, error),
  )
