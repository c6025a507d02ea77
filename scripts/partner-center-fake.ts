import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { day, hour, MovableClock, minute } from '../src/platform/clock.ts'
import type { SampleOrder } from '../test/support/partner-center-server/sample.ts'
import { openPartnerCenterServer, type PartnerCenterServer } from '../test/support/partner-center-server/server.ts'

const usualPort = 4010
const alpine = '11111111-1111-4111-8111-111111111111'
const contoso = 'c0000000-0000-4000-8000-000000000001'

/** Partner Center, its sign-in, price sheets and Microsoft Graph as documented, with the sample world, kept in memory. */
export const fakePartnerCenter = {
  usage: `npm run partner-center -- fake [--port ${usualPort}]   a stand-in for Partner Center on this machine; Ctrl+C ends it`,

  async run(args: readonly string[]): Promise<number> {
    const port = portIn(args)
    const clock = new MovableClock()
    const follow = (now: Date) => clock.move(Math.max(0, now.getTime() - clock.now().getTime()))
    const settings = { choosesAccount: true }
    const fake = await openPartnerCenterServer({ clock, port, follow, settings }).catch((error) => {
      throw error.code === 'EADDRINUSE' ? new Error(`Port ${port} is in use: choose another one with --port.`) : error
    })
    addOrdersToTry(fake)
    console.log(`Partner Center as documented, with the sample world, at ${fake.url}

Start the desk with it, in another terminal:

  ${commandLine({
    ...{ PARTNER_CENTER: 'rest', DIRECTORY: 'graph', PARTNER_CENTER_URL: fake.url },
    DATA_DIR: '.data/rest',
  })}

Contoso has bought three things lately: CSP-1101 can be cancelled, CSP-1102 renews itself in two days, CSP-1103 waits for a
purchase order. Keys and links are on ${fake.url}/portal/customers/${contoso}/software.

A new order shows after 15 minutes, as a cancellation does: move the practice page's clock, which this one follows. To let time
pass here alone, type +15m, +1h or +1d and Enter.
All of it is in memory. Ctrl+C ends it.`)
    const typed = createInterface({ input: process.stdin })
    typed.on('line', (line) => {
      const span = spanIn(line)
      if (span === undefined) return console.log('Type a span such as +15m, +1h or +1d.')
      clock.move(span)
      console.log(`It is ${clock.now().toISOString()} here.`)
    })
    const telling = setInterval(() => void fake.deliverEvents(), 5_000)
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve())
    })
    clearInterval(telling)
    typed.close()
    await fake.close()
    return 0
  },
}

/** What the sample world has no order for under the rules of today. */
function addOrdersToTry(fake: PartnerCenterServer): void {
  const server = { product: 'Windows Server 2022 Standard', sku: '16 core', quantity: 2 }
  const sql = { product: 'SQL Server 2022 Standard', sku: '2 core', term: 'perpetual', quantity: 1 }
  const orders: readonly SampleOrder[] = [
    { number: 'CSP-1101', age: 2, lines: [{ ...server, term: 'P3Y' }, sql] },
    { number: 'CSP-1102', age: 363, lines: [{ ...server, term: 'P1Y' }] },
    { number: 'CSP-1103', age: 1, lines: [sql], status: 'pending_po_upload' },
  ]
  for (const order of orders) fake.addOrder(alpine, contoso, order)
}

function portIn(args: readonly string[]): number {
  const { values } = parseArgs({ args: [...args], options: { port: { type: 'string' } } })
  const port = Number(values.port ?? usualPort)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('--port must be a number from 0 to 65535.')
  return port
}

const spans: Readonly<Record<string, number>> = { m: minute, h: hour, d: day }

/** Milliseconds of `+15m`. */
function spanIn(line: string): number | undefined {
  const [, count = '', unit = ''] = /^\s*\+?(\d{1,5})\s*([mhd])\s*$/i.exec(line) ?? []
  const span = spans[unit.toLowerCase()]
  return span === undefined ? undefined : Number(count) * span
}

/** As the shell of this machine takes it. */
function commandLine(variables: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(variables)
  if (process.platform === 'win32')
    return `${pairs.map(([key, value]) => `$env:${key}='${value}'`).join('; ')}; npm start`
  return `${pairs.map(([key, value]) => `${key}=${value}`).join(' ')} npm start`
}
