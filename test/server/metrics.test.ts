import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { expect, it } from 'vitest'
import { openWorld, partnerA, people } from '../support/desk.ts'
import { states, tell } from '../support/notices.ts'

interface Asked {
  headers?: Record<string, string>
}

/** Asks with any header, `Host` too, which `fetch` does not let one choose. */
const ask = (address: string, { headers = {} }: Asked = {}): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const asking = request(`${address}/metrics`, { headers }, async (response) => {
      let text = ''
      for await (const chunk of response) text += chunk
      resolve({ status: response.statusCode ?? 0, text })
    })
    asking.on('error', reject)
    asking.end()
  })

it('counts notices by partner and state, in the text format of Prometheus', async () => {
  const world = await openWorld()
  await world.database.rows.downloadLink.updateMany({ data: { watchAt: null } })
  await world.person(people.admin)
  await tell(world.database, people.admin, 2)
  world.teams.connector.refuseNext(500, 'ServiceError')
  await world.passes(0)
  await tell(world.database, people.chineseAdmin)
  const { status, text } = await ask(world.desk.address)
  expect(status).toBe(200)
  expect(await states(world.database)).toEqual({ unknown: 1, sent: 1, waiting: 1 })
  for (const line of [
    '# TYPE csp_desk_notices_due gauge',
    `csp_desk_notices_due{partner="${partnerA}"} 1`,
    `csp_desk_notices_waiting{partner="${partnerA}"} 1`,
    `csp_desk_notices_sending{partner="${partnerA}"} 0`,
    `csp_desk_notices_refused{partner="${partnerA}"} 0`,
    `csp_desk_notices_unknown{partner="${partnerA}"} 1`,
    '# TYPE csp_desk_messages_sent_total counter',
    `csp_desk_messages_sent_total{partner="${partnerA}"} 1`,
  ])
    expect(text.split('\n')).toContain(line)
})

it('are for programs on this machine alone, unless the token is given', async () => {
  const token = randomUUID()
  const open = await openWorld()
  const elsewhere = { 'x-forwarded-for': '203.0.113.7' }
  const host = { host: 'desk.example.com' }
  expect((await ask(open.desk.address, { headers: elsewhere })).status).toBe(404)
  expect((await ask(open.desk.address, { headers: host })).status).toBe(404)
  const guarded = await openWorld({ environment: { METRICS_TOKEN: token } })
  const withToken = (given: string) => ({ ...elsewhere, authorization: `Bearer ${given}` })
  expect((await ask(guarded.desk.address, { headers: elsewhere })).status).toBe(401)
  expect((await ask(guarded.desk.address, { headers: withToken(`${token}x`) })).status).toBe(401)
  expect((await ask(guarded.desk.address, { headers: withToken(token) })).status).toBe(200)
  expect((await ask(guarded.desk.address)).status).toBe(200)
})
