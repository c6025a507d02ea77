/** Turns per second and their times, against stock bots that are driven by the same program in the same run. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startPostgres } from '../test/support/postgres-server.ts'
import { message, press } from './activities.ts'
import { type RunningBot, startDesk, startPeer } from './bots.ts'
import { type BenchConnector, openConnector } from './connector.ts'
import { type Load, load, post } from './load.ts'

interface Measured {
  readonly name: string
  readonly begin: () => Promise<RunningBot>
  /** Makes the turns; told the bot's address, so that cards can be opened first. */
  readonly turns: (url: string, connector: BenchConnector) => Promise<() => object>
}

const echoTurns = async (_url: string, connector: BenchConnector) => {
  return () => message(connector.serviceUrl, 'c1', 'hello there')
}

// Each conversation goes through the sample's six questions again and again.
const multiTurns = async (_url: string, connector: BenchConnector) => {
  const answers = ['hi', 'Car', 'Mina', 'yes', '33', 'yes']
  let turn = 0
  const lanes = 512
  return () => {
    const at = turn++
    return message(connector.serviceUrl, `c${at % lanes}`, answers[Math.floor(at / lanes) % answers.length] ?? '')
  }
}

const helpTurns = async (_url: string, connector: BenchConnector) => () => message(connector.serviceUrl, 'c1', 'help')

const formTurns = async (_url: string, connector: BenchConnector) => () =>
  message(connector.serviceUrl, 'c1', 'cancel order CSP-1001 for contoso.com')

/** Presses *Show order* on cards of their own: role looked up, orders read, judged, state compared and set, card answered and edited. */
const pressTurns = async (url: string, connector: BenchConnector) => {
  const cards: { id: string; data: object; verb: string }[] = []
  // One person has one personal chat; the cards are many.
  const conversation = 'keep-c1'
  for (let lane = 0; lane < 256; lane++) {
    await post(undefined, url, message(connector.serviceUrl, conversation, 'cancel order CSP-1001 for contoso.com'))
    const sent = connector.lastCard(conversation)
    const action = JSON.stringify(sent?.card).match(
      /\{"type":"Action\.Execute","verb":"flow","data":(\{[^}]*"act":"show-order"[^}]*\})/,
    )
    if (sent === undefined || action?.[1] === undefined) throw new Error('the desk sent no card to press')
    cards.push({
      id: sent.id,
      verb: 'flow',
      data: { ...JSON.parse(action[1]), acknowledged: 'false' },
    })
  }
  let turn = 0
  return () => {
    const at = turn++
    const { id, verb, data } = cards[at % cards.length] as (typeof cards)[number]
    // Another order than last time, so that each press changes what is saved.
    const order = Math.floor(at / cards.length) % 2 === 0 ? 'CSP-1002' : 'CSP-1001'
    return press(connector.serviceUrl, conversation, id, verb, { ...data, order })
  }
}

export async function benchTurns(seconds: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'csp-desk-bench-'))
  const postgres = await startPostgres()
  const onPostgres = () => startDesk({ DATABASE_URL: postgres.url, DATA_DIR: path.join(folder, 'pg') })
  const embedded = () => startDesk({ DATA_DIR: path.join(folder, 'embedded') })
  const measured: Measured[] = [
    { name: 'EchoBot (stock, no state)', begin: () => startPeer('echo-bot'), turns: echoTurns },
    { name: 'multi-turn sample (MemoryStorage)', begin: () => startPeer('multi-turn-bot'), turns: multiTurns },
    { name: 'desk, PostgreSQL: message (help)', begin: onPostgres, turns: helpTurns },
    { name: 'desk, PostgreSQL: message (form, state saved)', begin: onPostgres, turns: formTurns },
    { name: 'desk, PostgreSQL: press', begin: onPostgres, turns: pressTurns },
    { name: 'desk, embedded: message (help)', begin: embedded, turns: helpTurns },
    { name: 'desk, embedded: message (form, state saved)', begin: embedded, turns: formTurns },
    { name: 'desk, embedded: press', begin: embedded, turns: pressTurns },
  ]
  const only = process.env.BENCH_ONLY
  const inFlights = (process.env.BENCH_IN_FLIGHT ?? '1,16,64').split(',').map(Number)
  try {
    const results = new Map<string, Map<number, Load>>()
    for (const it of measured) {
      if (only !== undefined && !it.name.startsWith('EchoBot') && !new RegExp(only).test(it.name)) continue
      const connector = await openConnector()
      const bot = await it.begin()
      const byFlight = new Map<number, Load>()
      const next = await it.turns(bot.url, connector)
      for (const inFlight of inFlights) byFlight.set(inFlight, await load(bot.url, next, inFlight, seconds))
      results.set(it.name, byFlight)
      await bot.stop()
      connector.close()
      print(it.name, byFlight, results.get('EchoBot (stock, no state)'))
    }
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function print(name: string, loads: Map<number, Load>, yardstick: Map<number, Load> | undefined): void {
  for (const [inFlight, { turnsPerSecond, p50, p99 }] of loads) {
    const peer = yardstick?.get(inFlight)?.turnsPerSecond ?? Number.NaN
    const figures = [
      `${turnsPerSecond.toFixed(0)} turns/s`.padStart(13),
      `${(turnsPerSecond / peer).toFixed(2)} × EchoBot`.padStart(15),
      `p50 ${p50.toFixed(1)} ms`.padStart(13),
      `p99 ${p99.toFixed(1)} ms`.padStart(13),
    ]
    console.log(`${name.padEnd(48)} ${String(inFlight).padStart(3)} in flight ${figures.join(' ')}`)
  }
}
