import { pino } from 'pino'
import { MovableClock } from '../../src/platform/clock.ts'
import { readJson } from '../../src/platform/http/body.ts'
import { Door } from '../../src/platform/http/door.ts'
import type { Vault } from '../../src/platform/secrets.ts'
import type { PracticePerson } from '../../src/practice/person.ts'
import { openPractice, type Practice } from '../../src/practice/practice.ts'
import { tallCard } from './look-cards.ts'
import { sampleCard, viewCard } from './sample-card.ts'

/** An activity as the bot gets it; tests look at whatever field they are about. */
// biome-ignore lint/suspicious/noExplicitAny: the wire is what is under test
export type Heard = any

export const mina = person('aaaaaaaa-0000-4000-8000-000000000001', 'Mina Park', 'ko-KR', 'Asia/Seoul')
export const jonas = person('aaaaaaaa-0000-4000-8000-000000000002', 'Jonas Weber', 'en-GB', 'Europe/Berlin')
export const lin: PracticePerson = {
  ...person('bbbbbbbb-0000-4000-8000-000000000001', 'Lin Wei', 'zh-CN', 'Asia/Shanghai'),
  partnerId: '22222222-2222-4222-8222-222222222222',
  partnerName: 'Harbor Software',
}

export const opened = new Date('2026-11-22T00:14:00Z')

export interface EchoDesk {
  practice: Practice
  clock: MovableClock
  address: string
  heard: Heard[]
  close(): Promise<void>
}

/** A tiny bot that speaks the protocol without any SDK, with the practice page on the same server, as the desk has it. */
export async function openEchoDesk(options: { dataDirectory?: string; vault?: Vault; moved?: () => void } = {}) {
  const log = pino({ level: 'silent' })
  const door = new Door(log)
  const clock = new MovableClock({ now: () => opened })
  const heard: Heard[] = []
  let address = ''
  const { dataDirectory, vault } = options
  const practice = openPractice({
    door,
    address: () => address,
    people: [mina, jonas, lin],
    clock,
    dataDirectory,
    vault,
    tries: async ({ locale }) => (locale.startsWith('zh') ? ['帮助'] : ['help']),
    clockMoved: async () => options.moved?.(),
    log,
  })
  door.post('/api/messages', async (req, res) => {
    const activity: Heard = await readJson(req, res, 1024 * 1024)
    heard.push(activity)
    res.send(...(await answer(activity)))
  })
  address = await door.listen(0, '127.0.0.1')
  const close = async () => {
    practice.close()
    door.cutOff()
    await door.stop()
  }
  return { practice, clock, address, heard, close } satisfies EchoDesk
}

/** Calls the connector as a bot does. */
export async function callConnector(serviceUrl: string, method: string, path: string, body?: unknown) {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${serviceUrl}v3/conversations${path}`, { method, headers, ...sent })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) }
}

async function answer(activity: Heard): Promise<[number, unknown?]> {
  if (activity.type === 'invoke') {
    return activity.name === 'application/search' ? [200, choices(activity)] : pressed(activity)
  }
  if (activity.type !== 'message') return [202]
  if (activity.value) await reply(activity, { text: `submitted ${JSON.stringify(activity.value)}` })
  else if (/card$/.test(activity.text ?? '')) await reply(activity, cardMessage(sampleCard('What shall we order')))
  else if (activity.text === 'fail') return [500, 'secret reason']
  else if (activity.text === 'think') await reply(activity, { type: 'typing' })
  else await reply(activity, { text: `**You said** ${activity.text ?? 'nothing'}` })
  return [202]
}

async function pressed(activity: Heard): Promise<[number, unknown?]> {
  const { verb, data } = activity.value.action
  const message = (statusCode: number, type: string, value: unknown): [number, unknown] => [
    200,
    { statusCode, type, value },
  ]
  if (verb === 'fail') return [500]
  if (verb === 'refuse') return message(400, 'application/vnd.microsoft.error', { code: 'BadRequest', message: 'no' })
  if (verb === 'note')
    return message(200, 'application/vnd.microsoft.activity.message', `Noted for ${activity.from.name}`)
  const card = (content: unknown) => message(200, 'application/vnd.microsoft.card.adaptive', content)
  if (verb === 'view') return card(viewCard(`${activity.value.trigger} view of ${activity.from.name}`, data.userIds))
  if (verb === 'no view') return message(200, 'application/vnd.microsoft.activity.message', 'Nothing to see')
  if (verb === 'mistake') return card(tallCard('Write a number of months.'))
  const next = sampleCard(`Ordered ${data.quantity} for ${data.customer}`)
  if (verb === 'everybody') {
    const path = `/${encodeURIComponent(activity.conversation.id)}/activities/${activity.replyToId}`
    await callConnector(activity.serviceUrl, 'PUT', path, cardMessage(next))
  }
  return card(next)
}

function choices(activity: Heard) {
  const customers = ['Contoso', 'Contoso Pharma', 'Fabrikam', ...Array.from({ length: 40 }, (_, n) => `Customer ${n}`)]
  const results = customers
    .filter((name) => name.toLowerCase().includes(activity.value.queryText.toLowerCase()))
    .map((title) => ({ title, value: title.toLowerCase().replace(' ', '-') }))
  return { statusCode: 200, type: 'application/vnd.microsoft.search.searchResponse', value: { results } }
}

const cardMessage = (content: unknown) => ({
  type: 'message',
  summary: 'An order form arrived',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
})

const reply = (activity: Heard, said: object) =>
  callConnector(
    activity.serviceUrl,
    'POST',
    `/${encodeURIComponent(activity.conversation.id)}/activities/${activity.id}`,
    {
      type: 'message',
      ...said,
    },
  )

function person(id: string, name: string, locale: string, timeZone: string): PracticePerson {
  const partner = { partnerId: '11111111-1111-4111-8111-111111111111', partnerName: 'Alpine Cloud' }
  return { id, ...partner, name, roles: ['admin-agent'], locale, timeZone }
}
