import type { TeamsBot } from './chat/teams-bot.ts'
import type { TeamsConnector } from './chat/teams-connector.ts'
import { second } from './platform/clock.ts'
import type { Database } from './platform/database/database.ts'
import type { Door } from './platform/http/door.ts'
import type { Jobs } from './platform/jobs.ts'
import type { Log } from './platform/log.ts'
import type { Practice } from './practice/practice.ts'
import type { LanesService } from './workflow/lanes/lanes.service.ts'
import type { MirrorService } from './workflow/mirror/mirror.service.ts'

export interface Stoppable {
  door: Door
  practice: Practice | undefined
  bot: TeamsBot
  lanes: LanesService
  mirror: Pick<MirrorService, 'stop'>
  jobs: Jobs
  connector: TeamsConnector
  database: Database
  log: Log
}

/** Together less than what a supervisor waits before it kills: ten seconds with Docker, which `main.ts` holds as the last word. */
const grace = 5 * second
const afterCut = 1.5 * second
const handingBack = 1.5 * second
const closing = second

/**
 * Takes nothing new, lets what was begun come to its end, cuts off what does not, hands back the jobs that are not done, and closes.
 * Nobody is waited for without a limit: neither who asks, nor Teams, nor the database.
 */
export async function stop({
  door,
  practice,
  bot,
  lanes,
  mirror,
  jobs,
  connector,
  database,
  log,
}: Stoppable): Promise<void> {
  practice?.close()
  const quiet = Promise.allSettled([jobs.rest(), lanes.close(), mirror.stop(), bot.settled()])
  // Practising, Teams is behind the same door: what is on its way to it must still get in.
  const answered = practice === undefined ? door.stop() : quiet.then(() => door.stop())
  const begun = Promise.allSettled([quiet, answered]).then(() => bot.settled())
  if (!(await within(grace, begun))) {
    log.warn('stopping: what does not come to its end is cut off')
    door.cutOff()
    connector.cutOff()
    await within(afterCut, begun)
  }
  if (!(await within(handingBack, jobs.close()))) log.warn('stopping: jobs were not handed back in time')
  connector.cutOff()
  if (!(await within(closing, database.close()))) log.warn('stopping: the database did not close in time')
}

/** Whether the work ended in that time, well or not. */
async function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<false>()
  const timer = setTimeout(() => resolve(false), milliseconds)
  const done = work.then(
    () => true,
    () => true,
  )
  const ended = await Promise.race([done, late])
  clearTimeout(timer)
  return ended
}
