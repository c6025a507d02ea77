/** Notices over many tenants, sent by two replicas to a stand-in that enforces Teams' documented limits. */
import { cpus, loadavg } from 'node:os'
import { type PostgresServer, startPostgres } from '../test/support/postgres-server.ts'
import { sendNaively } from './notices-naive.ts'
import { startTeams } from './notices-processes.ts'
import { percent, printBalance, printGroup, recordsOf, share, slowest, sum } from './notices-report.ts'
import { inScene, type Scene } from './notices-scene.ts'
import { type Group, groupsOf, noticeInCard, type Tenant, tenantsOf } from './notices-seed.ts'
import type { TeamsOptions, TeamsReport } from './notices-teams.ts'

const goal = 0.95
/** A replica that dies holds its lanes until its lease has run out. */
const leaseSeconds = 30
const teamsOptions: TeamsOptions = {
  latency: [5, 40],
  failing: 0.002,
  throttled: { tenants: [], share: 0 },
  notice: noticeInCard,
}

/** @param seconds how much work the tenants at the cap have: 45 make 20,000 notices. */
export async function benchNotices(seconds: number): Promise<void> {
  const [minute = 0] = loadavg()
  console.log(
    `${cpus().length} processors, load ${minute.toFixed(1)}: the desk's share of them is in the figures below`,
  )
  const postgres = await startPostgres()
  const short = Math.min(seconds, 20)
  const parts = {
    paced: () => paced(postgres, seconds),
    killed: () => killed(postgres, short),
    throttled: () => throttled(postgres, short),
    naive: () => naive(Math.min(seconds, 6)),
  }
  const only = process.env.BENCH_ONLY
  try {
    for (const [name, run] of Object.entries(parts)) if (only === undefined || only === name) await run()
  } finally {
    await postgres.stop()
  }
}

async function paced(postgres: PostgresServer, seconds: number): Promise<void> {
  const groups = groupsOf(seconds)
  const tenants = tenantsOf(groups)
  console.log(`${noticesOf(groups)} notices over ${tenants.length} tenants, two replicas:`)
  await inScene({ postgres, name: 'paced', tenants, teamsOptions }, async (scene) => {
    await scene.tell()
    await scene.done(seconds * 3)
    const report = await print(scene, groups, tenants)
    const [capped] = groups
    if (capped === undefined) return
    const records = recordsOf(report, tenants, capped)
    const rate = slowest(records)
    const figures = [
      `${rate.toFixed(1)}/s, ${percent(rate / 50)} of 50/s (goal: ${percent(goal)})`,
      `${percent(share(records, capped).worst)} by the shortest time that the limits allow`,
    ]
    console.log(`  the slowest tenant with enough conversations: ${figures.join(', ')}`)
  })
}

async function killed(postgres: PostgresServer, seconds: number): Promise<void> {
  const groups = groupsOf(seconds)
  const tenants = tenantsOf(groups)
  console.log(`${noticesOf(groups)} notices, one of two replicas killed with SIGKILL halfway and started again:`)
  await inScene({ postgres, name: 'killed', tenants, teamsOptions }, async (scene) => {
    await scene.tell()
    await scene.delivered(noticesOf(groups) / 2, seconds * 3)
    await scene.killAndRestartOne()
    await scene.done(seconds * 3 + leaseSeconds)
    await print(scene, groups, tenants)
  })
}

async function throttled(postgres: PostgresServer, seconds: number): Promise<void> {
  const size = { tenants: 4, people: 50 * seconds, notices: 50 * seconds }
  const groups: Group[] = [
    { name: 'left alone', ...size },
    { name: 'answered 429 at random', ...size },
  ]
  const tenants = tenantsOf(groups)
  const hit = tenants.filter(({ group }) => group === groups[1]).map(({ id }) => id)
  const options = { ...teamsOptions, throttled: { tenants: hit, share: 0.005 } }
  console.log(`${noticesOf(groups)} notices, half of the tenants answered 429 for no reason of theirs:`)
  await inScene({ postgres, name: 'throttled', tenants, teamsOptions: options }, async (scene) => {
    await scene.tell()
    await scene.done(seconds * 5)
    await print(scene, groups, tenants)
  })
}

/** The peer, on little: so many sends at once for each tenant, as a bot that does not count would make them. */
async function naive(seconds: number): Promise<void> {
  const group: Group = { name: 'peer', tenants: 4, people: 50 * seconds, notices: 50 * seconds }
  const tenants = tenantsOf([group])
  for (const inFlight of [4, 16]) {
    const teams = await startTeams(teamsOptions)
    const messages = ({ id }: Tenant) =>
      Array.from({ length: group.notices }, (_, index) => ({ conversation: `a:${id}:${index}`, card: peerCard }))
    const sending = tenants.map((tenant) => sendNaively(teams.serviceUrl, messages(tenant), inFlight))
    const failed = await Promise.all(sending)
    const report = await teams.report()
    await teams.stop()
    const refused = report.answers[429] ?? 0
    const sent = noticesOf([group])
    const figures = [
      `${percent(share(report.tenants, group).mean)} of the allowed rate`,
      `${refused} answers 429 for ${sent} messages (${percent(refused / sent)})`,
      `${sum(report.tenants, ({ disobeyed }) => disobeyed)} requests while a Retry-After ran`,
      `${sum(failed, (count) => count)} never delivered`,
    ]
    console.log(
      `the stock client, ${inFlight} sends in flight for each of ${tenants.length} tenants: ${figures.join(', ')}`,
    )
  }
}

const peerCard = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Order cancelled' }] }

const noticesOf = (groups: readonly Group[]): number => sum(groups, ({ tenants, notices }) => tenants * notices)

async function print(scene: Scene, groups: readonly Group[], tenants: readonly Tenant[]): Promise<TeamsReport> {
  const { rows, report } = await scene.outcome()
  for (const group of groups) printGroup(group, recordsOf(report, tenants, group))
  printBalance(rows, report)
  await scene.printReplicas()
  return report
}
