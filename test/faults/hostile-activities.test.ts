import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import { pino } from 'pino'
import { request } from 'undici'
import { beforeAll, describe, expect, it } from 'vitest'
import { chatText } from '../../src/chat/chat.text.ts'
import { goneCard } from '../../src/chat/home.cards.ts'
import { Reader } from '../../src/platform/language.ts'
import { checkCard } from '../support/card-check.ts'
import { databaseKind } from '../support/database.ts'
import { buttonsOf, inputsOf, openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'
import { hostileActivities, marker, type OpenCard, type Scene } from '../support/hostile-activities.ts'
import { deskRoutes, type HostileRequest, hostileRequest, send } from '../support/hostile-http.ts'

// A landing tries the same twenty thousand, half of them on each database, whoever lands (`.ci/run`); a run by hand tries others, and
// fewer.
const given = Number(process.env.HOSTILE_SEED ?? randomInt(2 ** 31 - 1))
/** A seed is a round's; the other database's rounds begin where no run gets to. */
const seed = databaseKind() === 'embedded' ? given : given + 10_000
/** A hundred each. */
const rounds = Number(process.env.HOSTILE_ROUNDS ?? 24)
/** Opening the cards of a scene takes as long as a hundred tries at them: the first half must change nothing, then some do. */
const roundsEachScene = 10
const activitiesEach = 60
const requestsEach = 40
/** With one, the order is the same for the same seed, and what is found in the log is told with what it came of. */
const atOnce = Number(process.env.HOSTILE_AT_ONCE ?? 4)

/** Where an activity is kept as heard, and where cards stand: every message may change these. */
const heard = ['desk.bot_state', 'desk.personal_chat', 'desk.shared_chat']
const chained = ['desk.activity_chain', 'desk.activity_entry']

/** Steps and buttons that lead from one card to the next. Whatever else is pressed may change something, as it should. */
const harmless: Readonly<Record<string, readonly string[]>> = {
  customer: ['next', 'take', 'everyone'],
  order: ['show-order', 'other-order', 'take', 'back'],
  software: ['next', 'take', 'back'],
  form: ['all'],
  product: ['review', 'take', 'more', 'back'],
  review: ['back'],
  list: ['new', 'show-order', 'more', 'filter', 'back'],
  log: ['chart', 'show'],
  wishes: ['approvals', 'people', 'noticeRules', 'chatMornings'],
  approvals: ['back'],
  people: ['show', 'more', 'new', 'back'],
  'notice-rules': ['back'],
}
const mayChange: Scene['mayChange'] = ({ verb, step, act }) =>
  verb !== 'start' && !harmless[String(step)]?.includes(String(act))

const apologies = Object.values(chatText).flatMap(({ failed, notNow, notSure }) => [failed, notNow, notSure])

/** A conversation or message that Teams does not know cannot be answered, and an operator may know. */
const unknownThere = 404

/** What Bot Framework answers an invoke that it does not know, and the desk one of whoever it does not know. */
const invokeOfNobody = 501

interface LogLine {
  readonly level: number
  readonly msg: string
  readonly err?: { readonly statusCode?: number; readonly stack?: string }
}

let world: World
let mina: Person
let oliver: Person
let somebodyElse: Person
let requests: fc.Arbitrary<HostileRequest>
let scene: Scene
const logged: string[] = []

beforeAll(async () => {
  // Reading the schema of cards takes a slow machine seconds, in which connections to the desk would be closed.
  checkCard(goneCard(new Reader('en-US')))
  process.stdout.write(`Hostile: HOSTILE_SEED=${given} HOSTILE_ROUNDS=${rounds} HOSTILE_AT_ONCE=${atOnce}\n`)
  world = await openWorld({ log: pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) }) })
  mina = await world.person(people.admin)
  oliver = await world.person(people.globalAndAdmin)
  somebodyElse = await world.person(people.adminOfB)
  requests = hostileRequest(new URL(world.desk.address).host, deskRoutes)
}, 300_000)

describe.each(Array.from({ length: rounds }, (_, round) => round))('the hostile hundred %i', (round) => {
  const ofScene = round % roundsEachScene
  const changing = ofScene >= roundsEachScene / 2

  it(changing
    ? `end in an answer, also where they change something (seed ${seed})`
    : `end in an answer and change nothing (seed ${seed})`, async () => {
    if (ofScene === 0) scene = await setScene()
    const before = await stored()
    const heardBefore = new Map([mina, oliver].map((person) => [person, person.messages()]))
    logged.length = 0

    const found: string[] = []
    const of = { seed: seed + round, numRuns: requestsEach }
    const tries = [
      ...hostileActivities(scene, seed + round, activitiesEach, changing).map((body) => ({
        what: body.length > 3_000 ? `${body.length} units` : body,
        answer: () => answerTo(body),
      })),
      ...fc.sample(requests, of).map((hostile) => ({
        what: `${hostile.what}: ${hostile.bytes.toString('latin1', 0, 400)}`,
        answer: () => answerToRequest(hostile),
      })),
    ]
    await atATime(atOnce, tries, async ({ what, answer }) => {
      const problems = [...(await answer()), ...(atOnce === 1 ? logProblems() : [])]
      found.push(...problems.map((problem) => `${problem}: ${what}`))
    })
    await world.desk.settled()
    found.push(...logProblems())
    for (const [person, count] of heardBefore) {
      found.push(...said(person, count).filter((text) => apologies.some((apology) => text.includes(apology))))
    }
    expect(found).toEqual([])
    if (!changing) expect(await stored()).toEqual(before)
    await somebodyElseIsServed()
    if (changing) await restore()
  }, 300_000)
})

/** Cards of every kind on two screens, as they are before anybody forges anything. */
async function setScene(): Promise<Scene> {
  const cards: OpenCard[] = []
  const senderOf = ({ id, chat }: Person) => ({ id, chat, partnerId: partnerA })
  const looks = (person: Person) => {
    const { id: message, card } = person.card()
    cards.push({ person: senderOf(person), message, buttons: buttonsOf(card), inputs: inputsOf(card) })
  }
  const opens = async (person: Person, words: string, button?: string) => {
    await person.says(words)
    if (button !== undefined) await person.presses(button)
    looks(person)
  }
  for (const words of ['help', 'buy', 'cancel order CSP-1002 for contoso.com', 'orders', 'support CSP-1004'])
    await opens(mina, words)
  await opens(mina, 'keys for contoso.com')
  await opens(mina, 'buy 10 windows server 2022 datacenter 1 year for Contoso', 'Review order')
  for (const words of ['orders for contoso.com', 'activity last week', 'approvals', 'support'])
    await opens(oliver, words)
  for (const button of ['Approval rules …', 'People and roles …', 'Notice rules …'])
    await opens(oliver, 'settings', button)
  await opens(oliver, 'settings')
  return {
    serviceUrl: `${world.desk.address}/practice/connector/`,
    people: [mina, oliver].map(senderOf),
    cards,
    datasets: ['customers', 'time-zones'],
    mayChange,
  }
}

async function atATime<T>(lanes: number, all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all].reverse()
  const lane = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await work(next)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

async function answerTo(body: string): Promise<string[]> {
  const headers = { 'content-type': 'application/json' }
  const answer = await request(`${world.desk.address}/api/messages`, { method: 'POST', headers, body })
  const text = await answer.body.text()
  return [
    ...(answer.statusCode >= 500 && answer.statusCode !== invokeOfNobody ? [`status ${answer.statusCode}`] : []),
    ...apologies.filter((apology) => text.includes(JSON.stringify(apology))),
  ]
}

async function answerToRequest(hostile: HostileRequest): Promise<string[]> {
  const { statuses } = await send(world.desk.address, hostile)
  return statuses.filter((status) => status >= 500).map((status) => `status ${status}`)
}

function logProblems(): string[] {
  return logged.splice(0).flatMap((line) => {
    const { level, msg, err } = JSON.parse(line) as LogLine
    const accident = level >= 40 && err?.statusCode !== unknownThere
    return [
      ...(accident ? [`${msg} ${err?.stack ?? ''}`] : []),
      ...(line.includes(marker) ? [`what was said is in the log: ${line}`] : []),
    ]
  })
}

const said = ({ chat, id }: Person, from: number): string[] =>
  world.teams
    .messages(chat, id)
    .slice(from)
    .flatMap(({ text }) => text ?? [])

async function somebodyElseIsServed(): Promise<void> {
  await somebodyElse.says('orders')
  expect(somebodyElse.sees()).toContain('주문')
}

/** Every table that is not only of what was heard, as one number each. */
async function stored(): Promise<Record<string, string>> {
  const { rows } = await world.database.pool.query<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_schema in ('desk', 'partner_center') order by 1`,
  )
  const tables = rows.map(({ name }) => name).filter((name) => ![...heard, ...chained].includes(name))
  const all = [...tables.map((name) => [name, name]), ['activity', shownAside]]
  const sums = await world.database.pool.query<{ name: string; sum: string }>(
    all
      .map(
        ([name, from]) =>
          `select '${name}' as name, count(*) || ' ' || coalesce(md5(string_agg(it::text, '|' order by it::text)), '') as sum from ${from} it`,
      )
      .join(' union all '),
  )
  return Object.fromEntries(sums.rows.map(({ name, sum }) => [name, sum]))
}

/** Who looks at the activity log is in it. */
const shownAside = `(select * from desk.activity_entry where what <> 'activity-seen')`

/** What was rightly saved may have taken roles and languages away, which the next round needs. */
async function restore(): Promise<void> {
  const { agent, personalChat } = world.database.rows
  for (const { id } of [mina, oliver]) {
    const roles = id === oliver.id ? ['global-admin', 'admin-agent'] : ['admin-agent']
    await agent.updateMany({ where: { partnerId: partnerA, id }, data: { roles } })
  }
  await personalChat.updateMany({ data: { chosenLocale: null, chosenTimeZone: null, locale: 'en-US' } })
}
