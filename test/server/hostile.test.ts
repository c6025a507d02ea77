import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type Person, people, type World } from '../support/desk.ts'
import { deskRoutes, encodings, hostileRequest, hostileTable, request, send } from '../support/hostile-http.ts'

let world: World
let mina: Person
let host: string

beforeAll(async () => {
  world = await openWorld()
  mina = await world.person(people.admin)
  host = new URL(world.desk.address).host
})

describe.each(deskRoutes)('$method $path', (route) => {
  it.each(encodings.map(({ coding }) => coding))('refuses a body in %s before a byte of it is sent', async (coding) => {
    const bytes = request(host, route, { more: [`Content-Encoding: ${coding}`, 'Content-Length: 100'] })
    const { statuses, text } = await send(world.desk.address, { what: coding, bytes })
    expect(statuses).toEqual([415])
    expect(text).toMatch(/\r\n\r\n$/)
  })

  it('takes a body that is said to be no other than it is', async () => {
    const bytes = request(host, route, { more: ['Content-Encoding: identity'] })
    expect((await send(world.desk.address, { what: 'identity', bytes })).statuses).not.toContain(415)
  })

  it('answers nobody who asks badly with a fault of its own, and goes on answering others', async () => {
    const faults: string[] = []
    for (const hostile of hostileTable(host, route)) {
      const { statuses } = await send(world.desk.address, hostile)
      if (statuses.some((status) => status >= 500)) faults.push(`${hostile.what}: ${statuses.join()}`)
      const alive = await fetch(`${world.desk.address}/health/live`)
      if (!alive.ok) faults.push(`after ${hostile.what}: ${alive.status}`)
    }
    expect(faults).toEqual([])
    await mina.says('help')
  }, 120_000)
})

it.each([
  ['an address with a broken escape', 'GET /d/%E0%A4%A HTTP/1.1', 404],
  ['an address with a NUL', 'GET /d/a%00b HTTP/1.1', 404],
  ['an address of another server', 'GET http://evil.example/d/x HTTP/1.1', 400],
  ['a host that is none', 'GET /d/x HTTP/1.1\r\nHost: [', 400],
  ['a port beyond all ports', 'GET /d/x HTTP/1.1\r\nHost: a:99999', 400],
  ['a host with a path, which would be another route', 'GET /x HTTP/1.1\r\nHost: a/d', 400],
])('%s is the fault of who asks', async (what, line, status) => {
  const head = line.includes('Host:') ? line : `${line}\r\nHost: ${host}`
  expect((await send(world.desk.address, { what, bytes: Buffer.from(`${head}\r\n\r\n`) })).statuses).toEqual([status])
})

it('no mixture of all that is a fault of the desk', async () => {
  const seed = Number(process.env.TEST_SEED ?? 20_261_127)
  const faults: string[] = []
  for (const hostile of fc.sample(hostileRequest(host, deskRoutes), { seed, numRuns: 400 })) {
    const { statuses } = await send(world.desk.address, hostile)
    if (statuses.some((status) => status >= 500))
      faults.push(`${hostile.what}: ${hostile.bytes.toString('latin1', 0, 400)}`)
  }
  expect(faults, `seed ${seed}`).toEqual([])
  await mina.says('help')
}, 120_000)
