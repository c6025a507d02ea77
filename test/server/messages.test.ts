import { readdirSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { beforeAll, describe, expect, it } from 'vitest'
import { openWorld, partnerA, partnerB, people, type World } from '../support/desk.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})

const activity = (changes: object = {}) => ({
  type: 'message',
  id: 'a1',
  text: 'help',
  channelId: 'msteams',
  serviceUrl: 'http://127.0.0.1:9/',
  from: { id: '29:x', aadObjectId: people.admin },
  recipient: { id: '28:bot' },
  conversation: { id: 'a:1', tenantId: partnerA, conversationType: 'personal' },
  ...changes,
})

/** By hand, since fetch does not let the Host header be set. */
const post = (body: string, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(world.desk.address)
    const sent = request(
      {
        hostname,
        port,
        path: '/api/messages',
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }))
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })

describe('POST /api/messages in practice mode', () => {
  it.each([
    ['another web page', activity(), { origin: 'https://evil.example' }],
    ['a page of the same machine', activity(), { 'sec-fetch-site': 'cross-site' }],
    ['a name that resolves to loopback', activity(), { host: 'evil.example' }],
    ['a service address elsewhere', activity({ serviceUrl: 'https://evil.example/' }), {}],
    ['a service address that only looks like loopback', activity({ serviceUrl: 'http://127.0.0.1.evil.example/' }), {}],
    ['no service address', activity({ serviceUrl: undefined }), {}],
  ])('refuses %s', async (_what, body, headers) => {
    expect((await post(JSON.stringify(body), headers as Record<string, string>)).status).toBe(403)
  })

  it.each([
    ['another channel', activity({ channelId: 'directline' })],
    ['two tenants', activity({ channelData: { tenant: { id: partnerB } } })],
    ['no tenant', activity({ conversation: { id: 'a:1', conversationType: 'personal' } })],
    ['a tenant that is no partner', activity({ conversation: { id: 'a:1', tenantId: people.admin } })],
  ])('refuses %s, as beside Teams', async (_what, body) => {
    expect(await post(JSON.stringify(body))).toEqual({ status: 403, text: '' })
  })

  it.each(['{', '[]', '"x"', 'null', '{"type":1}', '', JSON.stringify({ ...activity(), conversation: undefined })])(
    'answers a body that is no activity (%s) with a bare 4xx',
    async (body) => {
      const { status, text } = await post(body)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
      expect(text).toBe('')
    },
  )

  it.each(['text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded'])(
    'refuses a body of the type %s before it is read, and keeps nothing of it',
    async (type) => {
      const before = readdirSync(tmpdir()).filter((name) => name.startsWith('upload_'))
      const body = `--x\r\ncontent-disposition: form-data; name="f"; filename="f"\r\n\r\n${'a'.repeat(9_000)}\r\n--x--\r\n`
      expect(await post(body, { 'content-type': type })).toEqual({ status: 415, text: '' })
      expect(readdirSync(tmpdir()).filter((name) => name.startsWith('upload_'))).toEqual(before)
    },
  )

  it('refuses a body over half a megabyte', async () => {
    const { status } = await post(JSON.stringify(activity({ text: 'x'.repeat(600_000) })))
    expect(status).toBe(413)
  })

  it('says nothing of itself where there is nothing', async () => {
    const answer = await fetch(`${world.desk.address}/api/nothing`)
    expect(answer.status).toBe(404)
    expect(await answer.text()).toBe('')
  })

  it('is ready when turns are accepted', async () => {
    const answer = await fetch(`${world.desk.address}/health/ready`)
    expect([answer.status, await answer.json()]).toEqual([200, { ready: true }])
  })
})
