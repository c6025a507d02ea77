import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { hangingOn } from '../support/hanging.ts'
import { send } from '../support/hostile-http.ts'
import { bearer, LoginAuthority, stranger } from '../support/login-authority.ts'
import { openTeamsDesk, type TeamsDesk } from '../support/teams-desk.ts'

let authority: LoginAuthority
let teams: TeamsDesk
let address: string
beforeAll(async () => {
  authority = await LoginAuthority.open()
  teams = await openTeamsDesk(authority)
  address = teams.desk.address
})
afterAll(async () => {
  await teams.close()
  await authority.close()
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
  ['what only looks like a token', ['Authorization: Bearer aaaa.bbbb.cccc', 'Expect: 100-continue']],
  ['a token that somebody else signed', [`Authorization: ${bearer({ key: stranger.privateKey })}`]],
  ['a token that has run out', [`Authorization: ${bearer({ claims: { exp: 1_000 } })}`]],
  ['the token elsewhere', ['X-Authorization: Bearer aaaa.bbbb.cccc']],
])('who brings %s is refused with a bare 401 before a byte of the body is there', async (what, headers) => {
  const { statuses, text } = await send(address, { what, bytes: Buffer.from(head(...headers)) })
  expect(statuses).toEqual([401])
  expect(text).toMatch(/\r\n\r\n(0\r\n\r\n)?$/)
})

it('who brings a token of Teams is asked for the body', async () => {
  const socket = await hangingOn(address, '')
  onTestFinished(() => void socket.destroy())
  const heard = new Promise<string>((resolve) => socket.once('data', (chunk: Buffer) => resolve(chunk.toString())))
  socket.write(head(`Authorization: ${bearer()}`, 'Expect: 100-continue'))
  expect(await heard).toMatch(/^HTTP\/1\.1 100 /)
})

it('has no practice page, and no route of it', async () => {
  for (const path of ['/', '/practice/api/events', '/practice/connector/v3/conversations/x/members'])
    expect((await fetch(`${address}${path}`)).status).toBe(404)
})
