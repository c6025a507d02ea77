import { PartnerCenterRefused, PartnerCenterUnavailable } from '../../src/commerce/errors.ts'
import { money, times } from '../../src/commerce/money.ts'
import type { BuyingRepository, Settlement } from '../../src/features/buying/buying.repository.ts'
import { cartsService } from '../../src/features/buying/carts.service.ts'
import { pendingOrdersService } from '../../src/features/buying/pending-orders.service.ts'
import { placingService } from '../../src/features/buying/placing.service.ts'
import type { Purchase } from '../../src/features/buying/purchase.ts'
import type { PurchaseLine } from '../../src/features/buying/purchase-lines.ts'
import { settlingService } from '../../src/features/buying/settling.service.ts'
import { later, minute, second } from '../../src/platform/clock.ts'
import type { Rows } from '../../src/platform/database/database.ts'
import { createLog } from '../../src/platform/log.ts'
import { TestClock } from './clock.ts'
import { standingOn } from './ground.ts'
import { type Chance, seeded } from './seeded.ts'
import { TroubledPartnerCenter } from './troubled-partner-center.ts'

/** A process that ends at this moment: nothing after it is done. */
export class Killed extends Error {}

const partnerId = '11111111-1111-4111-8111-111111111111'
const customerId = 'c0000000-0000-4000-8000-000000000007'
const products = ['A', 'B'].map((product) => ({ product, price: product === 'A' ? '10' : '25' }))

const lineOf = (product: string, price: string, quantity: number): PurchaseLine => ({
  ref: { productId: product, skuId: '0001', term: 'P1Y', billing: 'one_time', segment: 'commercial' },
  ...{ product, sku: '', family: 'server-subscription', term: 'P1Y', quantity, unitPrice: money(price, 'USD') },
})

interface DueJob {
  readonly name: string
  readonly data: object
  readonly at: Date
}

/** Some purchases of one customer, and everything that may go wrong with them, by a seed. In memory. */
export class Schedule {
  readonly clock = new TestClock()
  readonly service: TroubledPartnerCenter
  readonly met = new Set<string>()
  /** Purchases that were told or logged as bought while their order was not. */
  readonly calledBought: string[] = []
  private readonly chance: Chance
  private readonly rows = new Map<string, Purchase & { takenAt?: Date; lookAt?: Date | null }>()
  private jobs: DueJob[] = []
  private readonly happened: string[] = []
  private calmNow = false

  constructor(seed: number) {
    this.chance = seeded(seed)
    this.service = new TroubledPartnerCenter({
      chance: this.chance,
      now: () => this.clock.now(),
      trouble: (call) => this.trouble(call),
      met: (what) => this.met.add(what),
    })
    for (let number = 0; number <= this.chance.upTo(2); number++) this.confirm(number)
  }

  get purchases(): readonly Purchase[] {
    return [...this.rows.values()]
  }

  story(): string {
    return this.happened.join(' | ')
  }

  /** Time passes while anything may go wrong. */
  async troubles(time: number): Promise<void> {
    for (const { id } of this.purchases) {
      await this.survives('attempt', async () => {
        const twice = this.chance.happens(0.3)
        if (twice) this.met.add('delivered twice')
        const tries = [this.process().placing.attempt(id), ...(twice ? [this.process().placing.attempt(id)] : [])]
        const came = await Promise.allSettled(tries)
        for (const one of came) if (one.status === 'rejected' && !(one.reason instanceof Killed)) throw one.reason
      })
    }
    await this.passes(time)
  }

  /** Time passes and nothing goes wrong any more. */
  async calm(time: number): Promise<void> {
    this.calmNow = true
    await this.passes(time)
  }

  private confirm(number: number): void {
    const several = this.chance.happens(0.5)
    const lines = products
      .slice(0, several ? 2 : 1)
      .map(({ product, price }) => lineOf(product, price, 1 + this.chance.upTo(1)))
    const id = `aaaaaaaa-0000-4000-8000-00000000000${number}`
    const cart = this.chance.happens(0.7) ? this.service.cartFor(id, lines) : null
    const total = lines.reduce(
      (sum, line) => sum.plus(times(line.unitPrice, line.quantity).amount),
      money(0, 'USD').amount,
    )
    this.rows.set(id, {
      ...{ id, partnerId, agentId: 'agent', customerId, lines, total: money(total, 'USD'), taxIncluded: false },
      ...{
        poNumber: null,
        reseller: null,
        status: 'placing',
        prepareRequestId: `prepare/${id}`,
        requestId: `submit/${id}`,
      },
      ...{ cartId: cart, submittedAt: null, confirmedAt: this.clock.now(), orders: [], unordered: [] },
      ...{ orderId: null, orderedAt: null, refusal: null },
    })
    this.jobs.push({ name: 'buying.place', data: { id }, at: later(this.clock.now(), 10 * second) })
  }

  /** What may happen around a call: @returns what the caller sees instead of an answer, and whether it was done. */
  private trouble(call: string): { done: boolean; error: Error } | undefined {
    if (this.calmNow || !this.chance.happens(0.35)) return undefined
    const done = this.chance.happens(0.5)
    const [what, error] = this.chance.of<readonly [string, Error]>([
      [done ? 'silent after' : 'silent before', new PartnerCenterUnavailable()],
      ['under way', new PartnerCenterRefused({ reason: '800060', text: 'Your order is in progress.' })],
      ['killed', new Killed(call)],
    ])
    this.met.add(what)
    this.happened.push(`${what} at ${call}`)
    return { done, error }
  }

  private async survives(what: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      if (!(error instanceof Killed)) throw error
      this.happened.push(`${what} killed`)
      return false
    }
  }

  /** Does what is due, in the order of time; a job whose process ends is given out again after two minutes. */
  private async passes(time: number): Promise<void> {
    const until = later(this.clock.now(), time)
    for (let turns = 0; turns < 2_000; turns++) {
      const next = this.jobs.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0]
      if (next === undefined || next.at > until) break
      this.jobs = this.jobs.filter((job) => job !== next)
      this.clock.advance(Math.max(0, next.at.getTime() - this.clock.now().getTime()))
      const { placing, pending } = this.process()
      const job = next.name === 'buying.place' ? placing.job : pending.job
      const ran = await this.survives(next.name, () => job.run(job.data.parse(next.data)))
      if (!ran) this.jobs.push({ ...next, at: later(this.clock.now(), 2 * minute) })
    }
    this.clock.advance(Math.max(0, until.getTime() - this.clock.now().getTime()))
  }

  /** The services as a process has them; all processes share what is stored. */
  private process() {
    const desk = standingOn({
      clock: this.clock,
      log: createLog('silent'),
      partnerCenter: this.service.asPort(),
      jobs: {
        enqueue: async (_rows: Rows, name: string, data: object, at = this.clock.now()) =>
          void this.jobs.push({ name, data, at }),
      } as never,
      approved: { carriedOut: async () => {}, failed: async () => {} } as never,
      activity: {
        remember: async (_rows: Rows, _who: object, { what, orderId = '' }: { what: string; orderId?: string }) => {
          if (what === 'order-placed' && !this.service.isPlaced(orderId)) this.calledBought.push(orderId)
        },
      } as never,
      mirror: { took: async () => {} } as never,
      notices: { tell: async () => {} } as never,
      approvalViews: { ofSubject: async () => undefined } as never,
      cards: { edit: async () => {} } as never,
      directory: {} as never,
      addresses: {} as never,
    })
    const repository = this.repository()
    const carts = cartsService(desk)
    const settling = settlingService(desk, repository)
    return {
      placing: placingService(desk, { repository, carts, settling }),
      pending: pendingOrdersService(desk, { repository, settling }),
    }
  }

  /** What the database does for `buyingRepository`, in memory; a process may end before or after each write. */
  private repository(): BuyingRepository {
    const find = async (id: string) => this.rows.get(id)
    const writes = <T>(call: string, write: () => T): T => {
      const trouble = this.trouble(call)
      const killed = trouble?.error instanceof Killed ? trouble : undefined
      if (killed !== undefined && !killed.done) throw killed.error
      const result = write()
      if (killed !== undefined) throw killed.error
      return result
    }
    return {
      find,
      confirm: async () => undefined,
      lastReseller: async () => undefined,
      placing: async () => [],
      overdue: async () => [],
      overdueLooks: async () => [],
      end: async () => false,
      take: async ({ id }, cartId, now, leftAloneSince) =>
        writes('take', () => {
          const row = this.rows.get(id)
          if (row?.status !== 'placing' || (row.takenAt !== undefined && row.takenAt > leftAloneSince)) return false
          this.rows.set(id, { ...row, cartId, submittedAt: row.submittedAt ?? now, takenAt: now })
          return true
        }),
      moveOn: async ({ id }, from, to: Settlement, alongside = async () => {}) => {
        const row = this.rows.get(id)
        if (row === undefined || !from.includes(row.status)) return false
        // One transaction: what follows from it is there with it, or nothing is.
        const trouble = this.trouble('moveOn')
        const killed = trouble?.error instanceof Killed ? trouble : undefined
        if (killed !== undefined && !killed.done) throw killed.error
        const { orders = [], refusal, ...rest } = to
        const merged = [...row.orders.filter(({ orderId }) => !orders.some((it) => it.orderId === orderId)), ...orders]
        const [first] = orders
        this.rows.set(id, {
          ...row,
          ...(rest as object),
          ...(refusal !== undefined && { refusal }),
          orders: merged,
          ...(first !== undefined && { orderId: first.orderId, orderedAt: first.orderedAt }),
        })
        await alongside({} as Rows)
        if (killed !== undefined) throw killed.error
        return true
      },
      ofOthers: async ({ id }, orderIds) =>
        new Set(
          this.purchases
            .filter((other) => other.id !== id)
            .flatMap(({ orders }) => orders.map(({ orderId }) => orderId))
            .filter((orderId) => orderIds.includes(orderId)),
        ),
    }
  }
}
