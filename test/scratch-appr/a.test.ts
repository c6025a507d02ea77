import { createServer, request } from 'node:http'
import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { PartnerCenterUnavailable } from '../../src/commerce/errors.ts'
import { hour, minute, day } from '../../src/platform/clock.ts'
import { asksToBuy, asksToCancel, decides } from '../support/approvals.ts'
import { openWorld, type Person, Person as P, partnerA, people, type World } from '../support/desk.ts'
import { partnerCenterWith } from '../support/partner-center.ts'

let silentOrders = false
let silentAll = false
const pc = partnerCenterWith({
  orders: (real) => async (...a: any[]) => { if (silentOrders || silentAll) throw new PartnerCenterUnavailable(); return (real.orders as any)(...a) },
  customer: (real) => async (...a: any[]) => { if (silentAll) throw new PartnerCenterUnavailable(); return (real.customer as any)(...a) },
})
let world: World
let mina: Person
let oliver: Person
beforeEach(async () => {
  silentOrders = silentAll = false
  world = await openWorld({ partnerCenter: pc })
  mina = await world.person(people.admin)
  oliver = await world.person(people.globalAndAdmin)
  await decides(world, { purchases: { AUD: '1' }, cancellations: { when: 'always' } })
})
const say = (...x: unknown[]) => process.stderr.write(`>>> ${x.map(String).join(' ')}\n`)

it('A catch-up reminders', async () => {
  await decides(world, { purchases: { AUD: '1' }, waitHours: 72, remindHours: 24 })
  await asksToBuy(mina); await world.passes(0)
  const before = oliver.messages()
  await world.passes(60 * hour)
  say('A 60h in one go, every 24h: new messages', oliver.messages() - before)
  await decides(world, { purchases: { AUD: '1' }, waitHours: 72, remindHours: 4 })
  await asksToBuy(mina); await world.passes(0)
  const b2 = oliver.messages()
  await world.passes(11 * hour)
  say('A 11h away, every 4h: new', oliver.messages() - b2)
  await world.passes(40 * hour)
  say('A 40h away:', oliver.messages() - b2, oliver.sees().replaceAll('\n', ' | ').slice(0, 700))
})

it('B approver met late', async () => {
  await asksToBuy(mina)
  await world.passes(0)
  await world.passes(24 * hour + minute)
  await world.passes(24 * hour)
  const lin = await world.person(people.chineseAdmin)
  const before = lin.messages()
  await world.passes(minute)
  say('B lin messages after first contact', before, '->', lin.messages())
  say('B', world.teams.messages(lin.chat, lin.id).map((m: any) => (m.card ? JSON.stringify(m.card).slice(0,0) + lin.sees(m.id).split('\n').slice(0,2).join('/') : m.text)).join(' || '))
})

it('C already cancelled', async () => {
  await asksToCancel(mina)
  await world.passes(0)
  await world.database.rows.pcOrder.updateMany({ where: { id: 'CSP-1001' }, data: { cancelledAt: world.clock.now() } })
  await world.passes(20 * minute)
  await oliver.presses('Approve')
  await world.passes(0)
  say('C', oliver.sees().replaceAll('\n', ' | '))
})

it('D constructor verb', async () => {
  await asksToBuy(mina); await world.passes(0)
  for (const verb of ['constructor', 'valueOf', '__proto__', 'toString', 'hasOwnProperty', 'nonsense']) {
    const answer = await fetch(`${world.desk.address}/api/messages`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({
      type: 'invoke', name: 'adaptiveCard/action', id: randomUUID(), channelId: 'msteams', serviceUrl: `${world.desk.address}/practice/connector/`,
      from: { id: '29:x', aadObjectId: oliver.id }, recipient: { id: '28:bot' },
      conversation: { id: oliver.chat, conversationType: 'personal', tenantId: partnerA }, replyToId: oliver.card().id,
      locale: 'en-US', localTimezone: 'UTC', value: { action: { type: 'Action.Execute', verb, data: {} }, trigger: 'manual' } }) })
    say('D', verb, answer.status, (await answer.text()).slice(0, 160))
  }
})

it('E many chats', async () => {
  const data = Array.from({ length: 500 }, (_, i) => ({ partnerId: partnerA, conversationId: `19:${randomUUID().replaceAll('-', '')}${i}@thread.v2`, name: `Customer project group chat number ${i}`, locale: 'en-US', timeZone: 'UTC', serviceUrl: 'http://127.0.0.1', channelId: 'msteams', botId: '28:bot', seenAt: world.clock.now() }))
  await world.database.rows.sharedChat.createMany({ data })
  await oliver.says('settings')
  try { await oliver.presses('Approval rules …') } catch (e) { say('E', String(e).slice(0, 300)) }
  say('E card bytes utf8', JSON.stringify(oliver.card().card).length, 'utf16', JSON.stringify(oliver.card().card).length * 2)
})

it('H I credit', async () => {
  await asksToCancel(mina)
  const card = mina.card().id
  await world.passes(0)
  await world.passes(60 * hour)
  const copy = oliver.button('Approve').message
  await oliver.presses('Approve')
  await world.passes(0)
  await world.passes(30 * minute)
  say('H approval copy:', oliver.sees(copy).replaceAll('\n', ' | '))
  say('H mina card:', mina.sees(card).split('\n').slice(0, 8).join(' | '))
  say('H notice:', mina.hears().replaceAll('\n', ' | '))
  await world.passes(20 * day)
  await oliver.refreshes('manual', copy)
  say('I after 20 days:', oliver.sees(copy).split('\n').slice(0, 5).join(' | '))
})

it('J reject by submit without reason in a channel', async () => {
  const { id: channel } = await world.teams.openGroupChat([people.globalAndAdmin, people.admin], 'Approvals')
  await decides(world, { purchases: { AUD: '1' }, cards: { to: 'chat', conversationId: channel } })
  await asksToBuy(mina); await world.passes(0)
  const inCh = new P(world.desk, world.teams, people.globalAndAdmin, channel)
  const before = inCh.messages(); const seen = inCh.sees()
  const { id } = await world.database.rows.approval.findFirstOrThrow()
  await inCh.pressesOld({ message: inCh.card().id, action: { type: 'Action.Submit', title: 'x', data: { verb: 'approval', act: 'reject', approval: id } } as never }, {})
  await world.passes(0)
  say('J', inCh.messages() - before, inCh.sees() === seen, JSON.stringify(inCh.hears()).slice(0, 120))
})

it('L orders silent while the card is to be edited', async () => {
  await asksToCancel(mina)
  const card = mina.card().id
  await world.passes(0)
  silentOrders = true
  oliver.picks({ reason: 'no' })
  await oliver.presses('Reject')
  await world.passes(minute)
  silentOrders = false
  await world.passes(3 * hour)
  say('L', mina.sees(card).split('\n').slice(0, 6).join(' | '))
})

it('L2 all silent two hours', async () => {
  await asksToCancel(mina)
  const card = mina.card().id
  await world.passes(0)
  silentAll = true
  oliver.picks({ reason: 'no' })
  await oliver.presses('Reject')
  for (let i = 0; i < 40; i++) await world.passes(6 * minute)
  silentAll = false
  for (let i = 0; i < 5; i++) await world.passes(hour)
  say('L2', mina.sees(card).split('\n').slice(0, 6).join(' | '))
})

it('N requester gone', async () => {
  await asksToBuy(mina); await world.passes(0)
  const before = mina.messages()
  await world.database.rows.agent.deleteMany({ where: { id: people.admin } })
  oliver.picks({ reason: 'she has left' })
  await oliver.presses('Reject')
  await world.passes(minute)
  say('N mina new messages', mina.messages() - before, mina.hears().replaceAll('\n', ' | ').slice(0, 400))
})

it('F submit race', async () => {
  await asksToBuy(mina); await world.passes(0)
  const target = new URL(world.desk.address)
  let first = true
  let release: () => void = () => {}
  const held = new Promise<void>((r) => { release = r })
  const proxy = createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (c) => chunks.push(c)).on('end', async () => {
      if (req.method === 'PUT' && first) { first = false; await held }
      const out = request({ host: target.hostname, port: target.port, path: req.url, method: req.method, headers: { ...req.headers, host: target.host } }, (r) => { res.writeHead(r.statusCode ?? 0, r.headers); r.pipe(res) })
      out.end(Buffer.concat(chunks))
    })
  })
  await new Promise<void>((r) => proxy.listen(0, '127.0.0.1', r))
  const port = (proxy.address() as any).port
  const { id } = await world.database.rows.approval.findFirstOrThrow()
  const post = fetch(`${world.desk.address}/api/messages`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({
    type: 'message', id: randomUUID(), channelId: 'msteams', serviceUrl: `http://127.0.0.1:${port}/practice/connector/`,
    from: { id: '29:x', aadObjectId: oliver.id }, recipient: { id: '28:bot' },
    conversation: { id: oliver.chat, conversationType: 'personal', tenantId: partnerA }, replyToId: oliver.card().id,
    locale: 'en-US', localTimezone: 'UTC', value: { verb: 'approval', act: 'approve', approval: id } }) })
  await new Promise((r) => setTimeout(r, 1500))
  await world.passes(0)
  await world.passes(minute)
  say('F before release', oliver.sees().split('\n')[0])
  release()
  say('F status', (await post).status)
  await world.passes(hour)
  say('F after', oliver.sees().split('\n').slice(0, 4).join(' | '), (await world.database.rows.approval.findFirstOrThrow()).status)
  proxy.close()
})
