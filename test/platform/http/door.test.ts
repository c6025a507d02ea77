import { once } from 'node:events'
import net from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readForm, readJson } from '../../../src/platform/http/body.ts'
import { Door, end } from '../../../src/platform/http/door.ts'
import type { Log } from '../../../src/platform/log.ts'
import { send } from '../../support/hostile-http.ts'

const largest = 1_000
const logged: string[] = []
const note = (_facts: unknown, message: string) => void logged.push(message)
const log = { debug: note, info: note, warn: note, error: note } as unknown as Log

let door: Door
let address: string
beforeEach(async () => {
  logged.length = 0
  door = new Door(log)
  door.get('/good', (_request, response) => end(response, 200, { good: true }))
  door.post('/json', async (request, response) =>
    end(response, 200, { read: await readJson(request, response, largest) }),
  )
  door.post('/form', async (request, response) => end(response, 200, [...(await readForm(request, response, largest))]))
  address = await door.listen(0, '127.0.0.1')
})
afterEach(async () => {
  vi.useRealTimers()
  door.cutOff()
  await door.stop()
})

const post = (body: string | Buffer, type = 'application/json', path = '/json') =>
  fetch(`${address}${path}`, { method: 'POST', headers: { 'content-type': type }, body })

const raw = (text: string) => send(address, { what: text, bytes: Buffer.from(text, 'latin1') })
const head = (...headers: string[]) =>
  ['POST /json HTTP/1.1', 'Host: a', 'Content-Type: application/json', ...headers, '', ''].join('\r\n')

/** A connection on which that was written, and how it ended. */
async function connected(text: string): Promise<{ socket: net.Socket; heard: () => string }> {
  const socket = net.connect(Number(new URL(address).port), '127.0.0.1')
  let heard = ''
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.toString()
  })
  socket.on('error', () => {})
  await once(socket, 'connect')
  await new Promise((resolve) => socket.write(text, resolve))
  return { socket, heard: () => heard }
}

describe('a handler that fails', () => {
  const secret = 'what Mina wrote'
  it.each([
    [
      'throws',
      () => {
        throw new Error(secret)
      },
    ],
    ['rejects', () => Promise.reject(new Error(secret))],
    ['rejects with no error', () => Promise.reject(secret)],
    ['does not answer', () => {}],
  ])('and %s is answered 500, without a reason', async (_how, handler) => {
    door.get('/failing', handler)
    const answer = await fetch(`${address}/failing`)
    expect([answer.status, await answer.text()]).toEqual([500, ''])
    expect(logged).toEqual(['request failed'])
    expect((await fetch(`${address}/good`)).status).toBe(200)
  })

  it('amid its answer does not let it look whole', async () => {
    door.get('/failing', (_request, response) => {
      response.writeHead(200, { 'Content-Length': '100' })
      response.write('half')
      throw new Error(secret)
    })
    await expect(fetch(`${address}/failing`).then((answer) => answer.text())).rejects.toThrow()
    expect((await fetch(`${address}/good`)).status).toBe(200)
  })

  it('by writing after the end harms nobody else', async () => {
    door.get('/failing', (_request, response) => {
      response.end('whole')
      response.write('more')
    })
    expect(await (await fetch(`${address}/failing`)).text()).toBe('whole')
    expect((await fetch(`${address}/good`)).status).toBe(200)
  })
})

describe('a body', () => {
  it.each([
    ['JSON', '{"a":["é",{"b":1}]}', 'application/json', '/json', { read: { a: ['é', { b: 1 }] } }],
    ['JSON that says its alphabet', '{}', 'Application/JSON; charset="UTF-8"', '/json', { read: {} }],
    ['nothing', '', 'application/json', '/json', {}],
    [
      'a form',
      'key=a%20b&key=c',
      'application/x-www-form-urlencoded',
      '/form',
      [
        ['key', 'a b'],
        ['key', 'c'],
      ],
    ],
    [
      'a form that is not well-formed',
      '%E0%A4%A=%&__proto__[x]=1',
      'application/x-www-form-urlencoded',
      '/form',
      expect.any(Array),
    ],
  ])('of %s is read', async (_what, body, type, path, read) => {
    const answer = await post(body, type, path)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual(read)
  })

  it.each([
    ['of another type', '{}', 'text/plain', 415],
    ['of no type', '{}', '', 415],
    ['in another alphabet', '{}', 'application/json; charset=utf-16', 415],
    ['that is no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'application/json', 400],
    ['that is no JSON', '{', 'application/json', 400],
    ['too deep', `${'['.repeat(101)}${']'.repeat(101)}`, 'application/json', 400],
    ['with the key of a prototype', '{"a":{"\\u005f_proto__":1}}', 'application/json', 400],
    ['too long by one', `"${'x'.repeat(largest - 1)}"`, 'application/json', 413],
  ])('%s is refused with its status alone, and not logged', async (_what, body, type, status) => {
    const answer = await post(body, type)
    expect([answer.status, await answer.text()]).toEqual([status, ''])
    expect(logged).toEqual([])
  })

  it('just as long as it may be is read, and so is one with a hundred levels', async () => {
    expect((await post(`"${'x'.repeat(largest - 2)}"`)).status).toBe(200)
    expect((await post(`${'['.repeat(100)}${']'.repeat(100)}`)).status).toBe(200)
  })

  it('is counted as it comes, and refused by its head where that says enough', async () => {
    const chunk = `${largest.toString(16)}\r\n${' '.repeat(largest)}\r\n`
    expect((await raw(`${head('Transfer-Encoding: chunked')}${chunk}1\r\n `)).statuses).toEqual([413])
    expect((await raw(head(`Content-Length: ${largest + 1}`))).statuses).toEqual([413])
    expect((await raw(head('Content-Length: 99999999999999'))).statuses).toEqual([413])
  })

  it('is asked for only when nothing of its head speaks against it', async () => {
    const asking = ['Expect: 100-continue', 'Content-Length: 2']
    const { socket, heard } = await connected(head(...asking))
    await once(socket, 'data')
    expect(heard()).toMatch(/^HTTP\/1\.1 100 /)
    socket.write('{}')
    await once(socket, 'close')
    expect(heard()).toContain('HTTP/1.1 200 ')
    for (const wrong of ['Content-Encoding: br', 'Content-Length: 2000']) {
      const { text, statuses } = await raw(head('Expect: 100-continue', wrong))
      expect(text).not.toContain(' 100 ')
      expect([413, 415]).toContain(statuses[0])
    }
  })

  it('is refused when those that are not read to their end hold too much together', async () => {
    const megabytes = 1024 * 1024
    door.post('/large', async (request, response) =>
      end(response, 200, await readJson(request, response, 48 * megabytes)),
    )
    const begun = (more: string) =>
      `${head(...more.split('\n')).replace('/json', '/large')}${' '.repeat(40 * megabytes)}`
    const { socket } = await connected(begun(`Content-Length: ${41 * megabytes}`))
    expect((await raw(begun(`Content-Length: ${41 * megabytes}`))).statuses).toEqual([503])
    socket.destroy()
    await once(socket, 'close')
    await vi.waitFor(async () => expect((await post('{}', 'application/json', '/large')).status).toBe(200))
  })

  it('that stops has ten seconds, then 408 and no connection any more', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const { promise: reading, resolve: readsNow } = Promise.withResolvers<void>()
    door.post('/slow', (request, response) => {
      const read = readJson(request, response, largest)
      readsNow()
      return read.then(() => end(response, 200))
    })
    const { socket, heard } = await connected(`${head('Content-Length: 20').replace('/json', '/slow')}{"a`)
    await reading
    vi.advanceTimersByTime(9_900)
    expect(heard()).toBe('')
    vi.advanceTimersByTime(200)
    await once(socket, 'data')
    expect(heard()).toMatch(/^HTTP\/1\.1 408 /)
    // Nothing tells from when on the door throws away what still comes.
    await vi.waitUntil(() => {
      vi.advanceTimersByTime(100)
      return socket.closed
    })
  })
})

it('a connection is kept for longer than its other side keeps it', async () => {
  expect((await fetch(`${address}/good`)).headers.get('keep-alive')).toBe('timeout=75')
})

describe('stopping', () => {
  it('hangs up at once on who has not asked to the end, and answers who has', async () => {
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
    const { promise: asked, resolve: askedNow } = Promise.withResolvers<void>()
    door.get('/slow', async (_request, response) => {
      askedNow()
      await answered
      end(response, 200, { slow: true })
    })
    const idle = await connected('')
    const halfHead = await connected('GET /good HTTP/1.1\r\nHo')
    const halfBody = await connected(`${head('Content-Length: 20')}{"a`)
    const kept = await connected('GET /good HTTP/1.1\r\nHost: a\r\n\r\n')
    await once(kept.socket, 'data')
    const slow = fetch(`${address}/slow`)
    await asked
    const stopped = door.stop()
    await Promise.all([idle, halfHead, halfBody, kept].map(({ socket }) => once(socket, 'close')))
    await expect(fetch(`${address}/good`)).rejects.toThrow()
    answer()
    expect(await (await slow).json()).toEqual({ slow: true })
    await stopped
  })

  it('waits for an answer that never comes until it is cut off', async () => {
    const { promise: asked, resolve: askedNow } = Promise.withResolvers<void>()
    door.get('/never', () => {
      askedNow()
      return new Promise(() => {})
    })
    const never = fetch(`${address}/never`)
    await asked
    const stopped = door.stop()
    door.cutOff()
    await stopped
    await expect(never).rejects.toThrow()
  })
})

it('an upgrade is a request as any other, and one that is reset harms nobody', async () => {
  const upgrade = 'GET /good HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
  expect((await raw(upgrade)).statuses).toEqual([200])
  await send(address, { what: 'reset', bytes: Buffer.from(upgrade), unfinished: 'resets' })
  expect((await fetch(`${address}/good`)).status).toBe(200)
})

it('a connection that the system cannot accept is logged, and others are', async () => {
  const { server } = door as unknown as { server: net.Server }
  server.emit('error', new Error('EMFILE'))
  expect(logged).toEqual(['HTTP server failed'])
  expect((await fetch(`${address}/good`)).status).toBe(200)
})
