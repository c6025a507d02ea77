import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { startDesk } from '../../src/app.ts'
import { readConfig } from '../../src/platform/config.ts'
import { createLog } from '../../src/platform/log.ts'
import { testDatabase } from '../support/database.ts'
import { hangingOn } from '../support/hanging.ts'
import { send } from '../support/hostile-http.ts'
import { testKey } from '../support/vault.ts'

let address: string
beforeAll(async () => {
  const config = readConfig({
    ...{ PORT: '0', HOST: '127.0.0.1', PUBLIC_URL: 'https://desk.example.com' },
    DESK_ENCRYPTION_KEY: testKey.toString('base64'),
    MicrosoftAppId: '00000000-0000-4000-8000-00000000000a',
    MicrosoftAppPassword: 'a client secret',
    MicrosoftAppTenantId: '00000000-0000-4000-8000-00000000000b',
  })
  const desk = await startDesk(config, { log: createLog('silent'), database: await testDatabase(), background: false })
  address = desk.address
  return () => desk.close()
})

/** The head of an activity whose body never comes. */
const head = (...headers: string[]): string =>
  ['POST /api/messages HTTP/1.1', 'Host: desk.example.com', 'Content-Type: application/json', 'Content-Length: 400']
    .concat(headers, '', '')
    .join('\r\n')

it.each([
  ['no token', []],
  ['another scheme', ['Authorization: Basic YTpi']],
  ['a scheme alone', ['Authorization: Bearer']],
  ['two parts of a token', ['Authorization: Bearer aaaa.bbbb']],
  ['four parts of a token', ['Authorization: Bearer aaaa.bbbb.cccc.dddd']],
  ['no signature', ['Authorization: Bearer aaaa.bbbb.']],
  ['what is no base64url', ['Authorization: Bearer aa==.bb+/.cc']],
  ['two tokens', ['Authorization: Bearer aaaa.bbbb.cccc, Bearer aaaa.bbbb.cccc']],
  ['the token elsewhere', ['X-Authorization: Bearer aaaa.bbbb.cccc']],
])('who brings %s is refused with a bare 401 before a byte of the body is there', async (what, headers) => {
  const { statuses, text } = await send(address, { what, bytes: Buffer.from(head(...headers)) })
  expect(statuses).toEqual([401])
  expect(text).toMatch(/\r\n\r\n(0\r\n\r\n)?$/)
})

it('who brings what looks like a token is asked for the body', async () => {
  const socket = await hangingOn(address, '')
  onTestFinished(() => void socket.destroy())
  const heard = new Promise<string>((resolve) => socket.once('data', (chunk: Buffer) => resolve(chunk.toString())))
  socket.write(head('Authorization: Bearer aaaa.bbbb.cccc', 'Expect: 100-continue'))
  expect(await heard).toMatch(/^HTTP\/1\.1 100 /)
})

it('has no practice page, and no route of it', async () => {
  for (const path of ['/', '/practice/api/events', '/practice/connector/v3/conversations/x/members'])
    expect((await fetch(`${address}${path}`)).status).toBe(404)
})
