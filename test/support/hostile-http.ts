import net from 'node:net'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { marker } from './hostile-activities.ts'

/** A route of the desk, and what a good request to it has. */
export interface Route {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What is written to a socket, as it is. */
export interface HostileRequest {
  readonly what: string
  readonly bytes: Buffer
  /** The end never comes: there is no answer to wait for, and the sender hangs up. */
  readonly unfinished?: 'hangs up' | 'resets'
}

export interface Answered {
  /** Of every final answer that came up to the first one's end of head; none when the server hung up or was left. */
  readonly statuses: readonly number[]
  readonly text: string
}

const json = { 'Content-Type': 'application/json' }
const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
const fromThePage = { ...json, 'X-Practice': '1' }

/** Every kind of route that the desk has in practice mode. */
export const deskRoutes: readonly Route[] = [
  { method: 'POST', path: '/api/messages', headers: json },
  { method: 'POST', path: '/d/x', headers: form },
  { method: 'POST', path: '/activity/x', headers: form },
  { method: 'POST', path: '/support-files/x', headers: form },
  { method: 'GET', path: '/d/x' },
  { method: 'GET', path: '/activity/x' },
  { method: 'GET', path: '/support-files/x' },
  { method: 'GET', path: '/embedded-files/x' },
  { method: 'GET', path: '/metrics' },
  { method: 'GET', path: '/health/ready' },
  { method: 'GET', path: '/' },
  { method: 'GET', path: '/practice/api/events' },
  { method: 'GET', path: '/practice/files/x' },
  { method: 'POST', path: '/practice/api/state', headers: fromThePage },
  { method: 'POST', path: '/practice/api/say', headers: fromThePage },
  { method: 'POST', path: '/practice/connector/v3/conversations', headers: json },
  { method: 'PUT', path: '/practice/connector/v3/conversations/x/activities/y', headers: json },
  { method: 'DELETE', path: '/practice/connector/v3/conversations/x/activities/y' },
  { method: 'GET', path: '/practice/connector/v3/conversations/x/members' },
  { method: 'POST', path: '/nothing/of/the/kind', headers: json },
]

/** Content encodings with bodies that are not what they say, or far more than they look. */
export const encodings: readonly { readonly coding: string; readonly body: Buffer }[] = [
  { coding: 'gzip', body: Buffer.from('this is not gzip') },
  { coding: 'x-gzip', body: Buffer.from([0x1f, 0x8b]) },
  { coding: 'GZIP', body: gzipSync(Buffer.alloc(20 * 1024 * 1024)) },
  { coding: 'gzip', body: gzipSync('{}').subarray(0, 12) },
  { coding: 'deflate', body: Buffer.from('{}') },
  { coding: 'br', body: Buffer.from('{}') },
  { coding: 'zstd', body: Buffer.from('{}') },
  { coding: 'identity, gzip', body: Buffer.from('{}') },
  { coding: 'no such coding', body: Buffer.from('{}') },
]

const deep = 50_000
/** Bodies that are no JSON, or that a careless reader of JSON stumbles over. */
export const jsonBodies: Readonly<Record<string, Buffer>> = {
  nothing: Buffer.alloc(0),
  'half of it': Buffer.from('{"type":"message","text":'),
  'a number': Buffer.from('1e999'),
  null: Buffer.from('null'),
  'arrays in arrays': Buffer.from('['.repeat(deep) + ']'.repeat(deep)),
  'objects in objects': Buffer.from(`${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`),
  'a prototype': Buffer.from('{"__proto__":{"isAdmin":true},"type":"message"}'),
  'a prototype deep inside': Buffer.from('{"type":"message","value":{"a":[{"\\u005f_proto__":{"x":1}}]}}'),
  'a constructor': Buffer.from(
    '{"constructor":{"prototype":{"x":1}},"type":"message","toString":1,"hasOwnProperty":2}',
  ),
  'no UTF-8': Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22, 0x3a, 0x31, 0x7d]),
  'half an emoji': Buffer.from('{"type":"message","text":"\\ud83d","id":"\\udc00"}'),
  'a NUL': Buffer.from('{"type":"mess\\u0000age","text":"a\\u0000b"}'),
  'a byte order mark and UTF-16': Buffer.from('\ufeff{"type":"message"}', 'utf16le'),
}

const head = (line: string, headers: readonly string[]) => `${[line, ...headers].join('\r\n')}\r\n\r\n`
const lines = (headers: Readonly<Record<string, string>> = {}) =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`)

/** A request as it should be, but for what is given. */
export function request(
  host: string,
  { method, path, headers }: Route,
  { more = [], body = Buffer.alloc(0) }: { more?: readonly string[]; body?: Buffer } = {},
): Buffer {
  const length = body.length === 0 ? [] : [`Content-Length: ${body.length}`]
  const written = head(`${method} ${path} HTTP/1.1`, [`Host: ${host}`, ...lines(headers), ...length, ...more])
  return Buffer.concat([Buffer.from(written, 'latin1'), body])
}

const inChunks = (body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')])

/** Every known way to ask badly, for one route. */
export function hostileTable(host: string, route: Route): HostileRequest[] {
  const { method, path } = route
  const { headers = {} } = route
  const raw = (what: string, text: string, unfinished?: HostileRequest['unfinished']): HostileRequest => ({
    what,
    bytes: Buffer.from(text, 'latin1'),
    ...(unfinished !== undefined && { unfinished }),
  })
  const line = `${method} ${path} HTTP/1.1`
  const own = lines(headers)
  const withHead = (what: string, ...more: string[]) => raw(what, head(line, [`Host: ${host}`, ...own, ...more]))
  const withLine = (what: string, first: string) => raw(what, head(first, [`Host: ${host}`, ...own]))
  const chunked = 'Transfer-Encoding: chunked'
  const chunks = (what: string, rest: string | Buffer, unfinished?: HostileRequest['unfinished']): HostileRequest => ({
    what,
    bytes: Buffer.concat([request(host, route, { more: [chunked] }), Buffer.from(rest)]),
    ...(unfinished !== undefined && { unfinished }),
  })
  return [
    ...encodings.map(({ coding, body }) => ({
      what: `a body in ${coding}, ${body.length} bytes`,
      bytes: request(host, route, { more: [`Content-Encoding: ${coding}`], body }),
    })),
    ...Object.entries(jsonBodies).map(([what, body]) => ({ what, bytes: request(host, route, { body }) })),
    chunks('a body in chunks of no size', 'zz\r\n{}\r\n0\r\n\r\n'),
    chunks('a chunk that is longer than it says', '1\r\n{"a":1}\r\n0\r\n\r\n'),
    chunks('chunks without an end', '5\r\n{"a":', 'hangs up'),
    chunks('700 KB in chunks', inChunks(Buffer.alloc(700 * 1024, 0x20))),
    withHead('a length of minus one', 'Content-Length: -1'),
    withHead('a length that is no number', 'Content-Length: 1e3'),
    withHead('two lengths', 'Content-Length: 1', 'Content-Length: 2'),
    raw('a length of a terabyte', head(line, [`Host: ${host}`, ...own, 'Content-Length: 1099511627776']), 'hangs up'),
    raw('a body that stops', `${head(line, [`Host: ${host}`, ...own, 'Content-Length: 20'])}{"a`, 'hangs up'),
    raw('a body that breaks off', `${head(line, [`Host: ${host}`, ...own, 'Content-Length: 20'])}{"a`, 'resets'),
    withHead('a length and chunks', 'Content-Length: 5', chunked),
    withHead('chunks that are packed', 'Transfer-Encoding: gzip, chunked'),
    withHead('chunks twice', 'Transfer-Encoding: chunked, chunked'),
    withHead('an unknown transfer', 'Transfer-Encoding: cow'),
    withHead('asking before sending', 'Expect: 100-continue', 'Content-Encoding: gzip', 'Content-Length: 5'),
    withHead('expecting something else', 'Expect: the-unexpected'),
    raw('an upgrade that is cut', head(line, [`Host: ${host}`, 'Connection: Upgrade', 'Upgrade: websocket']), 'resets'),
    withHead('an upgrade to HTTP/2', 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABk'),
    ...['[', '[::1', 'a:99999', 'a:b', 'a/b?c#d', 'user@a', 'a b', '%', '..', '::', '\xff', 'x'.repeat(9_000)].map(
      (name) => raw(`the host ${name.slice(0, 20)}`, head(line, [`Host: ${name}`, ...own])),
    ),
    raw('no host', head(line, own)),
    raw('two hosts', head(line, [`Host: ${host}`, 'Host: evil.example', ...own])),
    ...[
      '%E0%A4%A',
      '%00',
      '%ff',
      '%',
      '%zz',
      '%25%30%30',
      '..%2f..%2fetc',
      '%0d%0aX:1',
      '__proto__',
      'constructor',
    ].map((part) => withLine(`an address with ${part}`, `${method} ${path.replace(/[^/]*$/, '')}${part} HTTP/1.1`)),
    withLine('an address of 8,000 characters', `${method} ${path}${'x'.repeat(8_000)} HTTP/1.1`),
    withLine('an address of 80,000 characters', `${method} ${path}?${'x'.repeat(80_000)} HTTP/1.1`),
    withLine('an address that is not ASCII', `${method} ${path}\xff\xfe HTTP/1.1`),
    withLine('an address with a NUL', `${method} ${path}\0 HTTP/1.1`),
    withLine('an address of another server', `${method} http://evil.example${path} HTTP/1.1`),
    withLine('an address without a slash', `${method} ${path.slice(1)} HTTP/1.1`),
    withLine('an address of two slashes', `${method} /${path} HTTP/1.1`),
    withLine('an asterisk', 'OPTIONS * HTTP/1.1'),
    ...['TRACE', 'OPTIONS', 'PATCH', 'QUERY', 'PROPFIND', 'HEAD', 'PURGE', 'get', 'FOO', 'constructor'].map((odd) =>
      withLine(`the method ${odd}`, `${odd} ${path} HTTP/1.1`),
    ),
    raw('a tunnel', head('CONNECT evil.example:443 HTTP/1.1', [`Host: ${host}`]), 'hangs up'),
    withLine('no version', `${method} ${path}`),
    withLine('a version that is none', `${method} ${path} HTTP/9.9`),
    withHead('three thousand headers', ...Array.from({ length: 3_000 }, (_, n) => `A${n}: b`)),
    withHead('a header with a control character', 'X-A: a\x01b'),
    withHead('a header on two lines', 'X-A: a\r\n  b'),
    withHead('a header without a name', ': a'),
    withHead('prototypes as headers', '__proto__: a', 'constructor: b', 'hasOwnProperty: c'),
    withHead('two types', 'Content-Type: application/json', 'Content-Type: text/plain'),
    withHead('a type in another alphabet', 'Content-Type: application/json; charset=utf-16', 'Content-Length: 0'),
    withHead('languages without end', `Accept-Language: ${'zh;q=0.1,'.repeat(1_000)}`),
    withHead('languages that are none', 'Accept-Language: ;q=,,*;q=9e9,x-__proto__,-'),
    { what: 'thirty at once', bytes: Buffer.concat(Array.from({ length: 30 }, () => request(host, route))) },
    {
      what: 'a request and noise',
      bytes: Buffer.concat([request(host, route), Buffer.from('\x16\x03\x01\0\0\r\n\r\n')]),
    },
    raw('TLS', '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03'),
    raw('HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    raw('half a head', `${line}\r\nHos`, 'hangs up'),
    raw('nothing', '', 'resets'),
  ]
}

/**
 * Hostile requests made by chance: the table's, and mixtures of routes, heads and bodies.
 * `fc.sample(hostileRequest(host, deskRoutes), { seed, numRuns: 5_000 })` gives the same ones for the same seed.
 */
export function hostileRequest(host: string, routes: readonly Route[]): fc.Arbitrary<HostileRequest> {
  const route = fc.constantFrom(...routes)
  const known = fc.constantFrom(...routes.flatMap((it) => hostileTable(host, it)))
  const oneLine = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => `${text.replace(/[\r\n]/g, ' ')}${marker}`)
  const header = fc.oneof(
    fc.tuple(
      fc.constantFrom(
        'Content-Encoding',
        'Transfer-Encoding',
        'Expect',
        'Connection',
        'Upgrade',
        'Host',
        'Content-Type',
      ),
      fc.oneof(fc.constantFrom('gzip', 'chunked', 'identity', 'close', 'h2c', '100-continue', '[', ''), oneLine),
    ),
    fc.tuple(
      fc.constantFrom('Authorization', 'Accept-Language', 'Origin', 'Cookie', 'Range', 'X-Forwarded-For'),
      oneLine,
    ),
    fc.tuple(fc.string({ minLength: 1, maxLength: 12 }), oneLine),
  )
  const body = fc.oneof(
    fc.json({ maxDepth: 6 }).map((text) => Buffer.from(`{"said":"${marker}","more":${text}}`)),
    fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom(...Object.values(jsonBodies)),
    fc.constantFrom(...encodings.map(({ body }) => body)),
  )
  const tail = fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.webPath() },
    { weight: 1, arbitrary: oneLine },
  )
  const mixed = fc
    .record({ route, tail, headers: fc.array(header, { maxLength: 4 }), body, cut: fc.boolean() })
    .map(({ route, tail, headers, body, cut }): HostileRequest => {
      const more = headers.map(([name, value]) => `${name}: ${value}`)
      const whole = request(host, { ...route, path: `${route.path}${tail}` }, { more, body })
      // A mixture may leave the server waiting for more, rightly: nobody waits for its answer.
      return cut
        ? { what: 'a mixture, cut', bytes: whole.subarray(0, whole.length - 1), unfinished: 'hangs up' }
        : { what: 'a mixture', bytes: whole, unfinished: 'hangs up' }
    })
  return fc.oneof(known, mixed)
}

/** Writes the bytes and waits for the head of the first final answer, or for the other side to hang up. @throws when neither comes. */
export function send(address: string, { what, bytes, unfinished }: HostileRequest, within = 15_000): Promise<Answered> {
  const { hostname, port } = new URL(address)
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(port), hostname)
    let text = ''
    const end = () => {
      clearTimeout(late)
      resolve({ statuses: statusesOf(text), text })
    }
    const late = setTimeout(() => {
      socket.destroy()
      reject(new Error(`no answer to ${what}`))
    }, within)
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      if (statusesOf(text).length > 0) socket.destroy()
    })
    // A server that has heard enough may hang up while the rest is being written.
    socket.on('error', () => {})
    socket.on('close', end)
    socket.on('connect', () =>
      socket.write(bytes, () => {
        if (unfinished === 'resets') socket.resetAndDestroy()
        if (unfinished === 'hangs up') socket.end()
      }),
    )
  })
}

const statusesOf = (text: string): number[] =>
  [...text.matchAll(/HTTP\/1\.1 ([2-5]\d\d)[^\r]*\r\n(?:[^\r]+\r\n)*\r\n/g)].map(([, status]) => Number(status))
