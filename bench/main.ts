/** `npm run bench` prints ratios against peers and limits in the same run; `npm run bench -- turns|startup` one part of it. */
import { benchStartup } from './startup.ts'
import { benchTurns } from './turns.ts'

const [part = 'all'] = process.argv.slice(2)
const seconds = Number(process.env.BENCH_SECONDS ?? 6)
if (!['all', 'turns', 'startup'].includes(part)) {
  console.error('npm run bench [-- turns | startup]; BENCH_SECONDS sets how long each load lasts')
  process.exit(2)
}
if (part !== 'startup') await benchTurns(seconds)
if (part !== 'turns') await benchStartup()
