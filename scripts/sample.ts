/**
 * `npm run sample -- --customers 100000 --orders 1000000`: many more customers and orders for the sample world's partner A;
 * `npm run sample -- --states`: a customer with an order in every state there is.
 */
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { addCustomers, addOrders } from '../src/partner-center/embedded/generated-world.ts'
import { addOrdersInEveryState } from '../src/partner-center/embedded/sample-states.ts'
import { type Database, openDatabase } from '../src/platform/database/database.ts'

const partnerA = '11111111-1111-4111-8111-111111111111'
const usage =
  'Say how many: npm run sample -- --customers 100000 --orders 1000000 (whole numbers, up to 10000000 each), or --states.'

const asked = readArguments()
if (asked === undefined) {
  console.error(usage)
  process.exit(2)
}
try {
  await generate(asked)
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

async function generate({ customers, orders, states }: Asked): Promise<void> {
  const url = process.env.DATABASE_URL
  const database = await openDatabase({
    url: url === '' ? undefined : url,
    dataDirectory: process.env.DATA_DIR || '.data',
  })
  try {
    if (states) {
      const added = await addOrdersInEveryState(database, partnerA, new Date())
      console.log(added ? 'Trey Research has an order in every state.' : 'Trey Research is there already.')
    }
    await inBatches('customers', customers, (count) => addCustomers(database, partnerA, count))
    if (orders > 0 && (await customersOf(database)) === 0)
      throw new Error('There are no customers to order: add --customers.')
    await inBatches('orders', orders, (count) => addOrders(database, partnerA, count, randomInt(1_000_000)))
    await database.pool.query('analyze partner_center.customer, partner_center."order", partner_center.order_line')
  } finally {
    await database.close()
  }
}

async function inBatches(what: string, total: number, add: (count: number) => Promise<void>): Promise<void> {
  const began = performance.now()
  for (let done = 0; done < total; ) {
    const count = Math.min(50_000, total - done)
    await add(count)
    done += count
    console.log(`${done} of ${total} ${what}, ${((performance.now() - began) / 1_000).toFixed(1)} s`)
  }
}

async function customersOf(database: Database): Promise<number> {
  return database.rows.pcCustomer.count({ where: { partnerId: partnerA }, take: 1 })
}

interface Asked {
  readonly customers: number
  readonly orders: number
  readonly states: boolean
}

function readArguments(): Asked | undefined {
  try {
    const options = { customers: { type: 'string' }, orders: { type: 'string' }, states: { type: 'boolean' } } as const
    const { values } = parseArgs({ options })
    const states = values.states === true
    const customers = readCount(values.customers)
    const orders = readCount(values.orders)
    return customers === undefined || orders === undefined || (customers + orders === 0 && !states)
      ? undefined
      : { customers, orders, states }
  } catch {
    return undefined
  }
}

function readCount(text: string | undefined): number | undefined {
  if (text === undefined) return 0
  return /^\d{1,8}$/.test(text) && Number(text) <= 10_000_000 ? Number(text) : undefined
}
