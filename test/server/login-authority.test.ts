import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { TeamsAdapter } from '../../src/chat/teams-adapter.ts'
import { bearer, credentials, LoginAuthority, type Mood, seconds, stranger } from '../support/login-authority.ts'
import { openTeamsDesk, searching, type TeamsDesk } from '../support/teams-desk.ts'

const minute = 60_000
const hour = 60 * minute

let authority: LoginAuthority
let adapter: TeamsAdapter
beforeEach(async () => {
  authority = await LoginAuthority.open()
  adapter = new TeamsAdapter(credentials, authority.settings)
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T09:00:00Z') })
})
afterEach(async () => {
  vi.useRealTimers()
  await authority.close()
})

const passes = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds)
const withKey = (kid: string) => bearer({ header: { kid } })
const statusOf = async (header: string) => {
  const sender = await adapter.authenticate(header)
  return typeof sender === 'number' ? sender : 'taken'
}
const fiftyTimes = (header: (number: number) => string) => {
  const headers = Array.from({ length: 50 }, (_, number) => header(number))
  return Promise.all(headers.map(statusOf))
}

describe('the keys that tokens are signed with', () => {
  it('are fetched once for fifty who come at the same moment', async () => {
    expect(new Set(await fiftyTimes(() => withKey('k1')))).toEqual(new Set(['taken']))
    expect(authority.fetches).toBe(1)
  })

  it('are fetched once for fifty with the same unknown key id', async () => {
    await statusOf(withKey('k1'))
    expect(new Set(await fiftyTimes(() => withKey('unknown')))).toEqual(new Set([401]))
    expect(authority.fetches).toBe(2)
  })

  it('are fetched once for fifty with unknown key ids of their own, even when none are known yet', async () => {
    expect(new Set(await fiftyTimes((number) => withKey(`unknown ${number}`)))).toEqual(new Set([401]))
    expect(authority.fetches).toBe(1)
  })

  it('are not asked for again for a while because of one unknown key id after the other', async () => {
    await statusOf(withKey('k1'))
    for (let number = 0; number < 50; number++) expect(await statusOf(withKey(`unknown ${number}`))).toBe(401)
    expect(authority.fetches).toBe(2)
    passes(minute)
    expect(await statusOf(withKey('unknown'))).toBe(401)
    expect(authority.fetches).toBe(3)
  })

  it('are not asked for because of a token that cannot be right anyway', async () => {
    for (const claims of [{ aud: 'x' }, { iss: 'x' }, { exp: 1 }, { serviceurl: 'https://evil.example/' }])
      expect(await statusOf(bearer({ header: { kid: 'unknown' }, claims }))).toBe(401)
    expect(authority.asked).toEqual([])
  })

  it('are taken anew as soon as a token comes with a new one, for all who come with it', async () => {
    await statusOf(withKey('k1'))
    authority.offers('k2')
    expect(new Set(await fiftyTimes(() => withKey('k2')))).toEqual(new Set(['taken']))
    expect(authority.fetches).toBe(2)
  })

  it('are taken anew within a minute while strangers make up key ids', async () => {
    await statusOf(withKey('k1'))
    await statusOf(withKey('made up'))
    authority.offers('k2')
    expect(await statusOf(withKey('k2'))).toBe(401)
    passes(minute)
    expect(await statusOf(withKey('k2'))).toBe('taken')
  })

  it('are forgotten when the authority names them no more', async () => {
    const header = bearer({ claims: { exp: seconds() + 100_000 } })
    expect(await statusOf(header)).toBe('taken')
    authority.keys.clear()
    authority.offers('k2')
    passes(2 * hour)
    // The first one is answered by what is known, and has the keys fetched meanwhile.
    expect(await statusOf(header)).toBe('taken')
    await vi.waitFor(async () => {
      passes(6 * minute)
      expect(await statusOf(header)).toBe(401)
    })
  })

  it('are another one under the same name when it was replaced', async () => {
    await statusOf(withKey('k1'))
    authority.offers('k1', { key: stranger.publicKey })
    passes(25 * hour)
    expect(await statusOf(bearer())).toBe(401)
    expect(await statusOf(bearer({ key: stranger.privateKey }))).toBe('taken')
  })
})

const moods: Mood[] = ['hangs', 'drips', 'fails', 'moved', 'nonsense', 'nothing']

describe('a login authority that gives no keys', () => {
  beforeEach(() => {
    adapter = new TeamsAdapter(credentials, authority.settings, { patience: 600 })
  })

  it.each(moods)('(%s) is a 503 after the deadline, and is asked once for fifty', async (mood) => {
    authority.mood = mood
    const began = performance.now()
    expect(new Set(await fiftyTimes(() => bearer()))).toEqual(new Set([503]))
    expect(performance.now() - began).toBeLessThan(3_000)
    expect(authority.asked.length).toBeLessThanOrEqual(2)
  })

  it.each(moods)('(%s) does not matter to whose keys are known, and does to others', async (mood) => {
    await statusOf(withKey('k1'))
    authority.mood = mood
    expect(await statusOf(withKey('k2'))).toBe(503)
    for (const age of [0, 2 * hour, 20 * hour]) {
      passes(age)
      expect(await statusOf(bearer({ claims: { jti: age } }))).toBe('taken')
    }
    passes(5 * hour)
    expect(await statusOf(bearer())).toBe(503)
  })

  it.each(moods)('(%s) is asked again by the next one, and then all is well', async (mood) => {
    authority.mood = mood
    expect(await statusOf(bearer())).toBe(503)
    authority.mood = 'well'
    expect(await statusOf(bearer())).toBe('taken')
  })

  it('is not waited for by tokens that cannot be right', async () => {
    authority.mood = 'hangs'
    for (const header of ['', 'Bearer x', bearer({ claims: { aud: 'x' } }), bearer({ header: { alg: 'HS256' } })])
      expect(await statusOf(header)).toBe(401)
    expect(authority.asked).toEqual([])
  })

  it('is a 503 when it is not there, until it is', async () => {
    await authority.close()
    expect(await statusOf(bearer())).toBe(503)
    await authority.listen()
    expect(await statusOf(bearer())).toBe('taken')
  })

  it('is told to the log once, without the token, however often it is tried', async () => {
    const told: string[] = []
    const note = (...line: unknown[]) => void told.push(JSON.stringify(line))
    adapter = new TeamsAdapter(credentials, authority.settings, { log: { info: note, warn: note } })
    authority.mood = 'fails'
    for (let number = 0; number < 5; number++) await statusOf(bearer())
    expect(told).toHaveLength(1)
    expect(told[0]).toContain('keys of the login authority not fetched')
    expect(told[0]).not.toContain('eyJ')
    authority.mood = 'well'
    await statusOf(bearer())
    expect(told).toHaveLength(2)
  })
})

describe('a token that was taken', () => {
  const answerTo = async (header: string, changes: object = {}) => {
    let ran = false
    const { status } = await adapter.answer(header, searching(changes), async () => {
      ran = true
    })
    return ran ? 'run' : status
  }

  it('is taken again until it expires, and not after', async () => {
    const header = bearer({ claims: { exp: seconds() + 120 } })
    expect(await answerTo(header)).not.toBe(401)
    passes(2 * minute + 1)
    // Within the skew of five minutes.
    expect(await answerTo(header)).not.toBe(401)
    passes(5 * minute)
    expect(await answerTo(header)).toBe(401)
  })

  it('speaks for no other channel and no other service address', async () => {
    const header = bearer()
    expect(await answerTo(header)).not.toBe(401)
    expect(await answerTo(header, { channelId: 'directline' })).toBe(403)
    expect(await answerTo(header, { serviceUrl: 'https://smba.trafficmanager.net/amer/' })).toBe(401)
  })

  it('does not make the next one be taken that only looks like it', async () => {
    const header = bearer()
    expect(await statusOf(header)).toBe('taken')
    const [head = '', payload = '', signature = ''] = header.split('.')
    for (const forged of [`${head}.${payload}.${signature}A`, `${head}.${payload}.`, `${head}.${payload}`])
      expect(await statusOf(forged)).toBe(401)
  })
})

describe('the desk', () => {
  let ofTheDesk: LoginAuthority
  let teams: TeamsDesk
  beforeAll(async () => {
    ofTheDesk = await LoginAuthority.open()
    teams = await openTeamsDesk(ofTheDesk, { patience: 600 })
  })
  afterAll(async () => {
    await teams.close()
    await ofTheDesk.close()
  })
  beforeEach(() => void vi.useRealTimers())

  it('answers a bare 503 while the keys cannot be fetched, looks nothing up, and answers when they can', async () => {
    ofTheDesk.mood = 'hangs'
    teams.lookedUp.length = 0
    expect(await teams.post(bearer(), searching())).toEqual({ status: 503, text: '' })
    expect(teams.lookedUp).toEqual([])
    ofTheDesk.mood = 'well'
    expect((await teams.post(bearer(), searching())).status).toBe(200)
  })

  it('refuses who brings no token before the body has come', async () => {
    const { port } = new URL(teams.desk.address)
    const status = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        const head = [
          'POST /api/messages HTTP/1.1',
          'Host: desk',
          'Content-Type: application/json',
          'Content-Length: 99',
        ]
        // Nothing of the body follows.
        socket.write(`${head.join('\r\n')}\r\n\r\n`)
      })
      socket.once('data', (chunk) => {
        resolve(String(chunk).split('\r\n')[0] ?? '')
        socket.destroy()
      })
    })
    expect(status).toBe('HTTP/1.1 401 Unauthorized')
  })
})
