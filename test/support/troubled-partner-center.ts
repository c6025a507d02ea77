import type { CartLine, CartState, GroupError, PreparedCart, Submission, WantedCart } from '../../src/commerce/cart.ts'
import { OrderUnknown } from '../../src/commerce/errors.ts'
import { money } from '../../src/commerce/money.ts'
import { type Order, type OrderStage, stageOf } from '../../src/commerce/order.ts'
import type { PartnerCenter } from '../../src/commerce/ports/partner-center.ts'
import { later, minute } from '../../src/platform/clock.ts'
import type { Chance } from './seeded.ts'

interface Cart {
  readonly id: string
  readonly purchase: string
  readonly lines: readonly CartLine[]
  orders?: KeptOrder[]
  errors?: GroupError[]
  requestId?: string
}

interface KeptOrder {
  readonly id: string
  readonly lines: readonly CartLine[]
  readonly createdAt: Date
  /** It is unknown until then, as Partner Center has it for a quarter of an hour. */
  readonly shownAt: Date
  readonly status: string
  readonly settlesTo: string
  readonly settlesAt: Date
}

interface Surroundings {
  readonly chance: Chance
  now(): Date
  /** What goes wrong with a call; what it was to do may be done all the same. */
  trouble(call: string): { done: boolean; error: Error } | undefined
  met(what: string): void
}

const prices: Readonly<Record<string, string>> = { A: '10', B: '25' }

/** A Partner Center in memory with which everything may go wrong. It orders a cart once, whatever it answers. */
export class TroubledPartnerCenter {
  private readonly around: Surroundings
  private readonly carts = new Map<string, Cart>()
  private readonly orders = new Map<string, KeptOrder>()
  /** Whether the cart names its orders; otherwise they are looked for among the customer's. */
  private readonly namesOrders: boolean

  constructor(around: Surroundings) {
    this.around = around
    this.namesOrders = around.chance.happens(0.5)
  }

  cartFor(purchase: string, lines: readonly Pick<CartLine, 'ref' | 'quantity'>[]): string {
    const id = `cart-${this.carts.size}`
    const priced = lines.map(({ ref, quantity }, at) => ({
      ...{ ref, quantity, taxIncluded: false, orderGroup: String(at) },
      unitPrice: money(prices[ref.productId] ?? '1', 'USD'),
    }))
    this.carts.set(id, { id, purchase, lines: priced })
    return id
  }

  orderIds = (): string[] => [...this.orders.keys()]
  orderedCartsOf = (purchase: string): number =>
    [...this.carts.values()].filter((cart) => cart.purchase === purchase && (cart.orders?.length ?? 0) > 0).length
  isPlaced = (orderId: string): boolean => this.stageNow(orderId) === 'placed'

  stageNow(orderId: string): OrderStage {
    const order = this.orders.get(orderId)
    return order === undefined ? 'other' : stageOf(this.statusOf(order))
  }

  asPort(): PartnerCenter {
    const calls: Partial<PartnerCenter> = {
      capabilities: { keys: true, downloadLinks: true, serviceRequests: true, attestations: true },
      prepare: (_partner, wanted, requestId) => this.answers('prepare', () => this.prepare(wanted, requestId)),
      cart: (_partner, _customer, cartId) => this.answers('cart', () => this.state(cartId)),
      submit: (_partner, _customer, cartId, requestId) => this.answers('submit', () => this.submit(cartId, requestId)),
      order: (_partner, _customer, id) => this.answers('order', () => this.order(id)),
      orders: () => this.answers('orders', () => this.shownOrders()),
    }
    return calls as PartnerCenter
  }

  private async answers<T>(call: string, answer: () => T): Promise<T> {
    const trouble = this.around.trouble(call)
    if (trouble !== undefined && !trouble.done) throw trouble.error
    const result = answer()
    // Another one may come in between.
    await Promise.resolve()
    if (trouble !== undefined) throw trouble.error
    return result
  }

  private prepare({ lines }: WantedCart, requestId: string): PreparedCart {
    const purchase = requestId.replace('prepare/', '')
    const known = [...this.carts.values()].find((cart) => cart.requestId === requestId)
    const id = known?.id ?? this.cartFor(purchase, lines)
    const cart = this.carts.get(id)
    if (cart === undefined) throw new Error('a cart is lost')
    cart.requestId = requestId
    return { cartId: id, expiresAt: later(this.around.now(), 7 * 24 * 60 * minute), lines: cart.lines }
  }

  private state(cartId: string): CartState | undefined {
    const cart = this.carts.get(cartId)
    if (cart === undefined) return undefined
    if (cart.orders === undefined) return { status: 'active' }
    const named = { orderIds: cart.orders.map(({ id }) => id), errors: cart.errors ?? [] }
    return { status: 'ordered', ...(this.namesOrders && named) }
  }

  private submit(cartId: string, _requestId: string): Submission {
    const cart = this.carts.get(cartId)
    if (cart === undefined) throw new Error('a cart is lost')
    if (cart.orders === undefined) this.takes(cart)
    const orders = (cart.orders ?? []).map((order) => this.shown(order))
    const errors = cart.errors ?? []
    const placed = orders.every(({ state }) => state === 'placed')
    const state = orders.length === 0 ? 'refused' : errors.length > 0 ? 'partly' : placed ? 'ordered' : 'pending'
    return { state, orders, errors }
  }

  private takes(cart: Cart): void {
    const { chance, now } = this.around
    const answer = chance.of(['completed', 'completed', 'pending', 'failing', 'partly', 'refused'] as const)
    const last = cart.lines.at(-1)
    // One whose cart names nothing tells a part that failed in its answer alone.
    const loses = answer === 'refused' || (answer === 'partly' && cart.lines.length > 1)
    const errors =
      loses && this.namesOrders ? [{ orderGroup: last?.orderGroup ?? '', code: '990002', text: 'Not ordered.' }] : []
    const kept = errors.length === 0 ? cart.lines : answer === 'refused' ? [] : cart.lines.slice(0, -1)
    const groups = chance.happens(0.3) ? kept.map((line) => [line]) : [kept].filter((lines) => lines.length > 0)
    cart.errors = errors
    cart.orders = groups.map((lines) => {
      const late = chance.happens(0.3)
      if (late) this.around.met('shown late')
      const undecided = answer === 'pending' || answer === 'failing'
      const order: KeptOrder = {
        id: `order-${this.orders.size}`,
        lines,
        createdAt: now(),
        shownAt: later(now(), late ? 15 * minute : 0),
        status: undecided ? 'pending' : 'completed',
        settlesTo: answer === 'failing' ? 'error' : 'completed',
        settlesAt: later(now(), chance.upTo(300) * minute),
      }
      this.orders.set(order.id, order)
      return order
    })
  }

  private order(id: string): Order {
    const order = this.orders.get(id)
    if (order === undefined || order.shownAt > this.around.now()) throw new OrderUnknown({ orderId: id })
    return this.shown(order)
  }

  /** Newest first. */
  private shownOrders(): Order[] {
    const shown = [...this.orders.values()].filter(({ shownAt }) => shownAt <= this.around.now())
    return shown.toReversed().map((order) => this.shown(order))
  }

  private statusOf({ status, settlesTo, settlesAt }: KeptOrder): string {
    return status === 'pending' && settlesAt <= this.around.now() ? settlesTo : status
  }

  private shown(order: KeptOrder): Order {
    const status = this.statusOf(order)
    return {
      ...{ id: order.id, customerId: 'c0000000-0000-4000-8000-000000000007', createdAt: order.createdAt },
      ...{ status, state: stageOf(status), currency: 'USD' },
      lines: order.lines.map(({ ref, quantity, unitPrice }, number) => ({
        ...{ number, ref, product: ref.productId, sku: '', family: 'server-subscription', term: ref.term },
        ...{ billing: ref.billing, quantity, unitPrice, cancelled: false },
      })),
    }
  }
}
