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

interface OpenCard {
  readonly id: string
  readonly flow: string
}

/** One person has one personal chat; the cards in it are many. */
const conversation = 'keep-c1'

async function openCards(url: string, connector: BenchConnector, words: string): Promise<OpenCard[]> {
  const cards: OpenCard[] = []
  for (let lane = 0; lane < 256; lane++) {
    await post(undefined, url, message(connector.serviceUrl, conversation, words))
    const sent = connector.lastCard(conversation)
    const flow = /"flow":"([^"]+)"/.exec(JSON.stringify(sent?.card))?.[1]
    if (sent === undefined || flow === undefined) throw new Error('the desk sent no card to press')
    cards.push({ id: sent.id, flow })
  }
  return cards
}

/** Presses every card in turn, with other data in each round, so that each press changes what is saved. */
function pressing(connector: BenchConnector, cards: readonly OpenCard[], rounds: readonly object[]): () => object {
  let turn = 0
  return () => {
    const at = turn++
    const { id, flow } = cards[at % cards.length] as OpenCard
    const data = { verb: 'flow', flow, ...rounds[Math.floor(at / cards.length) % rounds.length] }
    return press(connector.serviceUrl, conversation, id, 'flow', data)
  }
}

/** *Review order* and *Back*: role looked up, customer read, price made, state compared and set, card answered and edited. */
const reviewTurns = async (url: string, connector: BenchConnector) => {
  const cards = await openCards(url, connector, 'buy 2 windows server 2022 datacenter 1 year for contoso.com')
  const item = /"id":"item".*?"value":"([^"]+)"/.exec(JSON.stringify(connector.lastCard(conversation)?.card))?.[1]
  return pressing(connector, cards, [
    { step: 'product', act: 'review', item, quantity: '2', poNumber: '' },
    { step: 'review', act: 'back' },
  ])
}

/** *Show order* on the cancellation card: besides, all orders of the customer with their lines, and what was cancelled. */
const orderTurns = async (url: string, connector: BenchConnector) => {
  const cards = await openCards(url, connector, 'cancel order CSP-1001 for contoso.com')
  const show = { step: 'order', act: 'show-order', acknowledged: 'false' }
  return pressing(connector, cards, [
    { ...show, order: 'CSP-1002' },
    { ...show, order: 'CSP-1001' },
  ])
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
    { name: 'desk, PostgreSQL: press (review)', begin: onPostgres, turns: reviewTurns },
    { name: 'desk, PostgreSQL: press (all orders)', begin: onPostgres, turns: orderTurns },
    { name: 'desk, embedded: message (help)', begin: embedded, turns: helpTurns },
    { name: 'desk, embedded: message (form, state saved)', begin: embedded, turns: formTurns },
    { name: 'desk, embedded: press (review)', begin: embedded, turns: reviewTurns },
    { name: 'desk, embedded: press (all orders)', begin: embedded, turns: orderTurns },
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
