/** `npm run bench` prints ratios against peers and limits in the same run; `npm run bench -- turns` (or another) one part of it. */
import { benchActivity } from './activity.ts'
import { benchDue } from './due.ts'
import { benchMirror } from './mirror.ts'
import { benchMirrorRest } from './mirror-rest.ts'
import { benchNotices } from './notices.ts'
import { benchStartup } from './startup.ts'
import { benchTurns } from './turns.ts'

const [part = 'all'] = process.argv.slice(2)
const seconds = process.env.BENCH_SECONDS === undefined ? undefined : Number(process.env.BENCH_SECONDS)
const parts: Record<string, () => Promise<void>> = {
  turns: () => benchTurns(seconds ?? 6),
  startup: benchStartup,
  notices: () => benchNotices(seconds ?? 45),
  due: benchDue,
  activity: benchActivity,
  mirror: benchMirror,
  'mirror-rest': benchMirrorRest,
}
if (part !== 'all' && parts[part] === undefined) {
  console.error(
    `npm run bench [-- ${Object.keys(parts).join(' | ')}]
BENCH_SECONDS sets how long each load lasts, BENCH_LINKS how many links there are (10000,1000000,10000000),
BENCH_ROWS how many entries of the activity log (10000,10000000), BENCH_CUSTOMERS how many customers the mirror has
(1000,1000000; as many orders), BENCH_FILL how many customers and orders it is filled with (20000,200000), BENCH_REST how many
customers are read from Microsoft's service as documented, and how many orders of each (100000,2)`,
  )
  process.exit(2)
}
for (const [name, run] of Object.entries(parts)) if (part === 'all' || part === name) await run()
