/** `npm run notices -- status`: how many notices are in which state, by partner. `-- retry …`: sends again. */
import { z } from 'zod'
import { systemClock } from '../src/platform/clock.ts'
import { openDatabase } from '../src/platform/database/database.ts'
import { type NoticeCounts, noticesRepository } from '../src/workflow/notices/notices.repository.ts'

const usage = `npm run notices -- status             how many are due, waiting, sending, refused, unknown and sent, by partner
                                      and which were refused or are unknown lately
npm run notices -- retry <notice id>  sets a refused or unknown one back to waiting
npm run notices -- retry-all <code>   sets all that were refused with that code back to waiting: after a wrong
                                      client secret, for one`

const mostListed = 20

const refuse = (line: string): never => {
  console.error(`${line}\n\n${usage}`)
  process.exit(2)
}

const commands = z.union([
  z.tuple([z.literal('status')]),
  z.tuple([z.literal('retry'), z.guid().transform((id) => id.toLowerCase())]),
  z.tuple([z.literal('retry-all'), z.string().trim().min(1).max(100)]),
])
const parsed = commands.safeParse(process.argv.slice(2))
if (!parsed.success) refuse(process.argv[2] === 'retry' ? 'Say which notice, by its id.' : 'Say what to do.')
const [command, what = ''] = commands.parse(process.argv.slice(2))

const database = await openDatabase({
  url: process.env.DATABASE_URL || undefined,
  dataDirectory: process.env.DATA_DIR || '.data',
}).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
})
const notices = noticesRepository({ database })
const failure = await { status, retry, 'retry-all': retryAll }[command](what)
await database.close()
if (failure !== undefined) console.error(failure)
process.exit(failure === undefined ? 0 : 1)

async function status(): Promise<undefined> {
  const columns = ['due', 'waiting', 'sending', 'refused', 'unknown', 'sent'] as const
  const row = (first: string, cells: readonly string[]) =>
    console.log(`${first.padEnd(36)}${cells.map((cell) => cell.padStart(10)).join('')}`)
  const counts: NoticeCounts[] = await notices.counts(systemClock.now())
  row('partner', columns)
  for (const count of counts)
    row(
      count.partnerId,
      columns.map((column) => String(count[column])),
    )
  if (counts.length === 0) console.log('No notices yet.')
  const troubled = await notices.inTrouble(mostListed)
  if (troubled.length > 0) console.log(`\nRefused or unknown, the newest ${mostListed} at most:`)
  for (const { id, partnerId, recipient, occasion, status, code, settledAt } of troubled) {
    const since = settledAt?.toISOString() ?? ''
    console.log(`${id}  ${since}  ${status} (${code ?? 'no code'})  ${occasion} to ${recipient} of ${partnerId}`)
  }
  return undefined
}

async function retryAll(code: string): Promise<string | undefined> {
  const count = await notices.retryRefused(code, systemClock.now())
  if (count === 0) return `No notice was refused with ${code}.`
  console.log(`${count} notices that were refused (${code}) wait now.`)
  return undefined
}

async function retry(noticeId: string): Promise<string | undefined> {
  const notice = await notices.find(noticeId)
  if (notice === null) return `There is no notice ${noticeId}.`
  if (!(await notices.retry(noticeId, systemClock.now())))
    return `The notice ${noticeId} is ${notice.status}: only refused and unknown ones are sent again.`
  console.log(`The notice ${noticeId} was ${notice.status} (${notice.code ?? 'no code'}) and waits now.`)
  if (notice.status === 'unknown') console.log('It may have been delivered before: then the person sees it twice.')
  return undefined
}
