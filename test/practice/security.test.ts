import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { MovableClock } from '../../src/platform/clock.ts'
import { Door } from '../../src/platform/http/door.ts'
import { createLog } from '../../src/platform/log.ts'
import { createGuard } from '../../src/practice/guard.ts'
import { openPractice } from '../../src/practice/practice.ts'
import { type EchoDesk, mina, openEchoDesk } from './echo-bot.ts'

let desk: EchoDesk
let port: string
beforeAll(async () => {
  desk = await openEchoDesk()
  port = new URL(desk.address).port
})
afterAll(() => desk.close())

interface Answer {
  status: number
  headers: Record<string, unknown>
  text: string
}

/** Asks with any headers, the Host among them, which `fetch` would not let through. */
function ask(method: string, path: string, headers: Record<string, string> = {}, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, async (res) => {
      let text = ''
      for await (const chunk of res) text += chunk
      resolve({ status: res.statusCode ?? 0, headers: res.headers, text })
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

const fromThePage = { 'content-type': 'application/json', 'x-practice': '1' }
const state = (headers: Record<string, string>) => ask('POST', '/practice/api/state', headers, '{}')
const routes = ['/', '/practice/page/main.ts', '/practice/adaptivecards.js', '/practice/api/events']

describe('who is let in', () => {
  it.each(['localhost', '127.0.0.1', '[::1]'])('the page under the name %s', async (name) => {
    expect((await ask('GET', '/', { host: `${name}:${port}` })).status).toBe(200)
    const origin = `http://${name}:${port}`
    expect(
      (await state({ ...fromThePage, host: `${name}:${port}`, origin, 'sec-fetch-site': 'same-origin' })).status,
    ).toBe(200)
  })

  it.each(routes)('nobody on %s under a name that merely resolves to this machine', async (route) => {
    for (const host of [`evil.example:${port}`, 'localhost', '127.0.0.1:1', `localhost.evil.example:${port}`]) {
      expect((await ask('GET', route, { host })).status, host).toBe(403)
    }
  })

  it.each(routes)('no other web page on %s', async (route) => {
    for (const header of [
      { 'sec-fetch-site': 'cross-site' },
      // Another port of localhost is the same site, but not the same page.
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:1' },
    ]) {
      expect((await ask('GET', route, { host: `localhost:${port}`, ...header })).status).toBe(403)
    }
  })

  it('no form and no simple request of another page on the API', async () => {
    for (const headers of [
      {},
      { 'content-type': 'text/plain', 'x-practice': '1' },
      { 'content-type': 'application/json' },
      { ...fromThePage, origin: 'https://evil.example' },
    ]) {
      expect((await state(headers as Record<string, string>)).status).toBe(403)
    }
    expect((await state(fromThePage)).status).toBe(200)
  })

  it('no browser and no foreign name on the connector', async () => {
    const chat = await desk.practice.standIn.openPersonalChat(mina.id)
    const members = `/practice/connector/v3/conversations/${chat.id}/members`
    expect((await ask('GET', members)).status).toBe(200)
    for (const headers of [
      { host: `evil.example:${port}` },
      { origin: desk.address },
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      expect((await ask('GET', members, headers as Record<string, string>)).status).toBe(403)
    }
  })

  it.each([
    ['127.0.0.1', 200],
    ['127.8.8.8', 200],
    ['::1', 200],
    ['::ffff:127.0.0.1', 200],
    ['192.168.1.20', 403],
    ['::ffff:10.0.0.3', 403],
    ['fe80::1', 403],
    [undefined, 403],
  ])('a peer at %s gets %i', async (remoteAddress, status) => {
    const guard = createGuard(() => 'http://127.0.0.1:3978')
    const res = { setHeader: () => {}, sendRaw: vi.fn(), status: 200 }
    const req = { socket: { remoteAddress }, headers: { host: 'localhost:3978' } }
    for (const kind of ['page', 'connector'] as const) {
      res.sendRaw.mockClear()
      await guard[kind](() => {})(req as never, res as never)
      expect(res.sendRaw.mock.calls[0]?.[0] ?? 200).toBe(status)
    }
  })
})

describe('what every answer says to the browser', () => {
  it.each([...routes.slice(0, 3), '/practice/page/host-config/dark.json'])('%s', async (route) => {
    const { headers } = await ask('GET', route)
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toMatch(/unsafe|script-src[^;]*(\*|https?:|data:)/)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers['x-frame-options']).toBe('DENY')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
  })

  it('nothing to a preflight', async () => {
    const preflight = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
    const { status, headers } = await ask('OPTIONS', '/practice/api/state', preflight)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
  })
})

describe('what the API and the assets give away', () => {
  it('a mistake is told without the inside of the server', async () => {
    const asked = JSON.stringify({ conversationId: 'a:nobody', personId: mina.id })
    const { status, text } = await ask('POST', '/practice/api/messages', fromThePage, asked)
    expect(status).toBe(400)
    expect(JSON.parse(text)).toEqual({ message: 'The practice page knows no conversation "a:nobody".' })
    expect((await ask('POST', '/practice/api/say', fromThePage, '{')).status).toBe(400)
    expect((await ask('POST', '/practice/api/say', fromThePage, `{"text":"${'x'.repeat(300_000)}"}`)).status).toBe(413)
  })

  it.each([
    '/practice/page/../guard.ts',
    '/practice/page/..%2fguard.ts',
    '/practice/page/tsconfig.json',
    '/practice/guard.ts',
  ])('no other file: %s', async (path) => {
    expect((await ask('GET', path)).status).toBe(404)
  })
})

it('refuses to open in production', () => {
  vi.stubEnv('NODE_ENV', 'production')
  try {
    const open = () =>
      openPractice({
        door: new Door(createLog('silent')),
        address: () => desk.address,
        people: [mina],
        clock: new MovableClock(),
        tries: async () => [],
        clockMoved: async () => {},
        log: createLog('silent'),
      })
    expect(open).toThrow('must not run in production')
  } finally {
    vi.unstubAllEnvs()
  }
})
