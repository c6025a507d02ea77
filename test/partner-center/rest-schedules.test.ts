import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { PartnerCenterRefused, PartnerCenterUnavailable } from '../../src/commerce/errors.ts'
import { isBought, isCancelled, type Order } from '../../src/commerce/order.ts'
import { minute } from '../../src/platform/clock.ts'
import { databaseKind } from '../support/database.ts'
import type { Fault } from '../support/partner-center-server/faults.ts'
import { openRestPartnerCenter } from '../support/rest-partner-center.ts'
import { partnerA } from '../support/sample-world.ts'
import { type Chance, seeded } from '../support/seeded.ts'
import { attested } from './contract/world.ts'

/** So many schedules; more of them with FAULT_SCHEDULES, one of them with FAULT_SEED. */
const schedules = Number(process.env.FAULT_SCHEDULES ?? 100)
const seeds = process.env.FAULT_SEED
  ? [Number(process.env.FAULT_SEED)]
  : Array.from({ length: schedules }, (_, at) => at + 1)

const faults: readonly Fault[] = [
  ...(['drop', 'lose-answer', 'truncate', 'cut-body', 'duplicate', 'expired-token'] as const).map((kind) => ({ kind })),
  { kind: 'status', status: 429, retryAfter: 3 },
  { kind: 'status', status: 429, retryAfter: 90 },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 503 },
]

const software = [
  { productId: 'DG7GMGF0D5RK', skuId: '0001', term: 'P1Y', billing: 'annual', segment: 'commercial' },
  { productId: 'DG7GMGF0DVT7', skuId: '0001', term: 'perpetual', billing: 'one_time', segment: 'commercial' },
]

let opened: Awaited<ReturnType<typeof openRestPartnerCenter>>
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  opened = await openRestPartnerCenter({ budget: { atOnce: 10_000, aMinute: 10_000 } })
})
afterAll(async () => {
  vi.useRealTimers()
  await opened.server.close()
})

function passes(milliseconds: number): void {
  opened.clock.advance(milliseconds)
  // What is left alone for a while counts by the machine's clock.
  vi.setSystemTime(opened.clock.now())
}

/** Does it until it is done: what was left open is tried again later, a refusal ends it. */
async function until<T>(chance: Chance, work: () => Promise<T | undefined>): Promise<T> {
  for (let round = 0; round < 60; round++) {
    if (round === 12) opened.server.failAsChosen(undefined)
    const done = await work().catch((error: unknown) => {
      const isOpen = error instanceof PartnerCenterRefused && error.means !== 'refused'
      if (!isOpen && !(error instanceof PartnerCenterUnavailable)) throw error
      return undefined
    })
    if (done !== undefined) return done
    passes((1 + chance.upTo(4)) * minute)
  }
  throw new Error('it never came to an end')
}

async function runs(seed: number): Promise<void> {
  const { server, partnerCenter, clock } = opened
  const chance = seeded(seed)
  const customer = server.addCustomer(partnerA)
  const wanted = {
    customerId: customer,
    lines: [{ ref: chance.of(software), quantity: 1 + chance.upTo(2) }],
    attestations: attested,
  }
  const troubled = () => server.failAsChosen(() => (chance.happens(0.35) ? chance.of(faults) : undefined))
  const [prepareId, submitId, cancelId, renewId] = Array.from({ length: 4 }, () => randomUUID()) as [
    string,
    ...string[],
  ]

  troubled()
  const { cartId } = await until(chance, () => partnerCenter.prepare(partnerA, wanted, prepareId))
  let submitted = false
  const shown = async (): Promise<Order | undefined> => (await partnerCenter.orders(partnerA, customer))[0]
  const bought = await until(chance, async () => {
    const before = submitted ? await partnerCenter.cart(partnerA, customer, cartId) : undefined
    if (before?.status === 'ordered') return shown()
    submitted = true
    return (await partnerCenter.submit(partnerA, customer, cartId, submitId ?? '')).orders[0]
  })
  if (isBought(bought)) expect(clock.now().getTime() - bought.createdAt.getTime()).toBeGreaterThanOrEqual(5 * minute)

  const placed = await until(chance, async () => {
    const order = await shown()
    return order?.state === 'placed' ? order : undefined
  })
  expect(placed).toMatchObject({ id: bought.id, lines: [{ quantity: wanted.lines[0]?.quantity, cancelled: false }] })

  const { subscriptionId } = placed.lines[0] ?? {}
  if (subscriptionId !== undefined) {
    passes(15 * minute)
    troubled()
    const change = { customerId: customer, subscriptionId, on: false, requestId: renewId ?? '' }
    await until(chance, async () => partnerCenter.setAutoRenew(partnerA, change).then(() => true))
    server.failAsChosen(undefined)
    const [subscription] = await until(chance, () => partnerCenter.subscriptions(partnerA, customer))
    expect(subscription).toMatchObject({ id: subscriptionId, status: 'active', autoRenew: false })
  }

  troubled()
  const cancellation = { customerId: customer, orderId: placed.id, requestId: cancelId ?? '' }
  await until(chance, () => partnerCenter.cancel(partnerA, cancellation))
  server.failAsChosen(undefined)
  passes(16 * minute)
  const orders = await until(chance, () => partnerCenter.orders(partnerA, customer))
  expect(orders.map(({ id }) => id)).toEqual([bought.id])
  expect(orders.every(isCancelled)).toBe(true)
}

// What it proves is of the way to Partner Center, not of a database.
it.runIf(databaseKind() === 'embedded')(
  `of ${seeds.length} purchases through a bad line none is lost, doubled, or called bought before it is`,
  { timeout: 600_000 },
  async () => {
    for (const seed of seeds) {
      await runs(seed).catch((cause: unknown) => {
        throw new Error(`FAULT_SEED=${seed}`, { cause })
      })
    }
  },
)
