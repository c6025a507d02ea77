import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeEach, describe, expect, it } from 'vitest'
import { day, hour, minute, second } from '../../src/platform/clock.ts'
import { openWorld, type Person, partnerA, people, type World } from '../support/desk.ts'
import { openDatabase } from '../../src/platform/database/database.ts'
import { testDatabaseUrl } from '../support/database.ts'
import { noticeOf, states, tell } from '../support/notices.ts'

it('two replicas: writes to A within a minute of an earlier message, stopped by B', async () => {
  const url = await testDatabaseUrl({ migrated: true })
  const open = () => openDatabase({ url, dataDirectory: '', connections: 5 })
  const a = await openWorld({ database: await open() })
  const b = await openWorld({ database: await open() })
  await a.database.rows.downloadLink.updateMany({ data: { watchAt: null } })
  const mina = await a.person(people.admin)
  await mina.says('help')
  // B sends, Teams says blocked
  const server = createServer((_q, r) => { r.writeHead(403, { 'content-type': 'application/json' }); r.end(JSON.stringify({ error: { code: 'ConversationBlockedByUser' } })) })
  await new Promise<void>((r) => server.listen(0, '127.0.0.1', r))
  const chat = await a.database.rows.personalChat.findFirstOrThrow({ where: { agentId: people.admin } })
  await a.database.rows.personalChat.updateMany({ where: { agentId: people.admin }, data: { serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` } })
  const ids = await tell(a.database, people.admin, 2)
  await b.passes(0)
  console.log('R1', await states(a.database), (await a.database.rows.personalChat.findFirstOrThrow({ where: { agentId: people.admin } })).stopped)
  a.clock.advance(30 * second)
  await mina.says('help')
  console.log('R2 after writing', (await a.database.rows.personalChat.findFirstOrThrow({ where: { agentId: people.admin } })).stopped)
  for (let i = 0; i < 5; i++) { await a.passes(day) }
  console.log('R3 five days on', await states(a.database))
  server.close()
  await a.desk.close(); await b.desk.close()
})

it('reinstalled while the 403 is on its way', async () => {
  const world = await openWorld()
  await world.database.rows.downloadLink.updateMany({ data: { watchAt: null } })
  const mina = await world.person(people.admin)
  const real = (await world.database.rows.personalChat.findFirstOrThrow({ where: { agentId: people.admin } })).serviceUrl
  let answer = () => {}
  const asked = new Promise<void>((resolve) => {
    const server = createServer((_q, r) => { answer = () => { r.writeHead(403, { 'content-type': 'application/json' }); r.end(JSON.stringify({ error: { code: 'BotNotInConversationRoster' } })); server.close() }; resolve() })
    server.listen(0, '127.0.0.1', async () => {
      await world.database.rows.personalChat.updateMany({ where: { agentId: people.admin }, data: { serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` } })
      ready()
    })
  })
  let ready = () => {}
  await new Promise<void>((r) => { ready = r })
  const [id] = await tell(world.database, people.admin)
  const passing = world.passes(0)
  await asked
  world.clock.advance(2 * minute)
  await world.teams.addBot(mina.chat, people.admin)
  answer()
  await passing
  for (let i = 0; i < 3; i++) await world.passes(day)
  await mina.says('help')
  await world.passes(day)
  console.log('X', await noticeOf(world.database, id), (await world.database.rows.personalChat.findFirstOrThrow({ where: { agentId: people.admin } })).stopped)
})

it('close while throttled and drawing', async () => {
  let release = () => {}
  const world = await openWorld()
  console.log('ok', typeof release)
})
