import { randomUUID } from 'node:crypto'
import { Decimal } from 'decimal.js'
import type {
  CartLine,
  CartState,
  GroupError,
  PreparedCart,
  SaidOfLine,
  Submission,
  WantedCart,
  WantedLine,
} from '../../commerce/cart.ts'
import { PartnerCenterRefused, PartnerCenterUnavailable } from '../../commerce/errors.ts'
import { money } from '../../commerce/money.ts'
import { type Family, isSoftware, type ProductRef } from '../../commerce/product.ts'
import { type Clock, day, later } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { OrderAnswer } from '../../platform/embedded-answers.ts'
import { isGuid } from '../../platform/guid.ts'
import type { Vault } from '../../platform/secrets.ts'
import { placeOf } from './azure-plans.ts'
import { type CartRow, CartsRepository, type StoredCartLine } from './carts.repository.ts'
import { catalogueOf, type PricedItem } from './catalogue.ts'
import { currencyOf } from './currency.ts'
import type { CustomerRow, NewOrderRow, OrderRow } from './embedded.repository.ts'
import { silentFor, statusFor } from './order-answers.ts'
import { offeredAs, orderFrom } from './order-from.ts'
import { keyContext, newProductKey } from './product-key.ts'

const livesFor = 7 * day

/** Carts and what becomes of them, without Microsoft. */
export class EmbeddedCarts {
  /** How orders are taken. */
  answer: OrderAnswer
  private readonly repository: CartsRepository
  private readonly clock: Clock
  private readonly vault: Vault

  constructor({
    database,
    clock,
    vault,
    answer,
  }: { database: Database; clock: Clock; vault: Vault; answer: OrderAnswer }) {
    this.repository = new CartsRepository(database)
    this.clock = clock
    this.vault = vault
    this.answer = answer
  }

  async prepare(customer: CustomerRow, wanted: WantedCart, requestId: string): Promise<PreparedCart> {
    const now = this.clock.now()
    const known = await this.repository.ofCall(customer.partnerId, requestId)
    if (known !== undefined) return preparedFrom(known)
    await this.repository.add({
      partnerId: customer.partnerId,
      id: randomUUID(),
      customerId: customer.id,
      requestId,
      lines: wanted.lines.map((line, at) => this.lineFor(customer, line, at, notAttested(wanted) ?? notDirect(wanted))),
      createdAt: now,
      expiresAt: later(now, livesFor),
      submitRequestId: null,
      orderedAt: null,
      errors: [],
    })
    const added = await this.repository.ofCall(customer.partnerId, requestId)
    if (added === undefined) throw new Error('a cart was neither stored nor found')
    return preparedFrom(added)
  }

  async state({ partnerId, id: customerId }: CustomerRow, cartId: string): Promise<CartState | undefined> {
    const cart = isGuid(cartId) ? await this.repository.find(partnerId, customerId, cartId) : undefined
    if (cart === undefined) return undefined
    this.requireAnswer(cart)
    const { lines } = preparedFrom(cart)
    if (cart.orderedAt === null) return { status: cart.expiresAt <= this.clock.now() ? 'expired' : 'active', lines }
    const orders = await this.repository.ordersOf(partnerId, cart.id)
    return { status: 'ordered', lines, orderIds: orders.map(({ id }) => id), errors: cart.errors }
  }

  async submit(customer: CustomerRow, cartId: string, requestId: string): Promise<Submission> {
    const { partnerId } = customer
    const before = await this.repository.ordersOfCall(partnerId, requestId)
    if (before.length > 0 && before.every((order) => order.cartId === null)) return this.submissionOf(before, [])
    const cart = isGuid(cartId) ? await this.repository.find(partnerId, customer.id, cartId) : undefined
    if (cart === undefined) throw refused('800002', 'The cart was not found.')
    if (cart.orderedAt === null) await this.order(cart, requestId)
    const ordered = await this.repository.find(partnerId, customer.id, cartId)
    if (ordered?.submitRequestId !== requestId) throw refused('800065', 'The cart was submitted already.', 409)
    this.requireAnswer(ordered)
    return this.submissionOf(await this.repository.ordersOf(partnerId, cart.id), ordered.errors)
  }

  private async order(cart: CartRow, requestId: string): Promise<void> {
    const now = this.clock.now()
    if (cart.expiresAt <= now) throw refused('800002', 'The cart has expired.')
    const wrong = cart.lines.find(({ error }) => error !== undefined)?.error
    if (wrong !== undefined) throw refused(wrong.code, wrong.text)
    if (this.answer === 'refused') throw refused('990001', 'The order was refused for practice.')
    const groups = [...new Set(cart.lines.map(({ orderGroup }) => orderGroup))]
    const refusedGroup = this.answer === 'partly' ? groups.at(-1) : undefined
    await this.repository.order(cart, {
      requestId,
      at: now,
      errors:
        refusedGroup === undefined
          ? []
          : [{ orderGroup: refusedGroup, code: '990002', text: 'This part of the order was refused for practice.' }],
      orders: groups
        .filter((group) => group !== refusedGroup)
        .map((group) => (id) => this.orderRow(cart, id, requestId, group, now)),
    })
  }

  private orderRow(cart: CartRow, id: string, requestId: string, group: string, now: Date): NewOrderRow {
    const { partnerId, customerId } = cart
    const lines = cart.lines.filter(({ orderGroup }) => orderGroup === group)
    return {
      ...{ partnerId, id, customerId, requestId, cartId: cart.id, createdAt: now },
      ...statusFor(this.answer, now),
      currency: lines[0]?.currency ?? 'USD',
      lines: lines.map(({ ref, quantity, unitPrice = '0' }, number) => ({
        number,
        catalogItem: offeredAs(ref).catalogItem,
        quantity,
        unitPrice,
        keySealed: isSoftware(offeredAs(ref).family)
          ? this.vault.seal(newProductKey(), keyContext(partnerId, id, number))
          : null,
      })),
    }
  }

  private submissionOf(rows: readonly OrderRow[], errors: readonly GroupError[]): Submission {
    const now = this.clock.now()
    const orders = rows.map((row) => orderFrom(row, { now, cancelledShownTo: now }))
    const state = orders.length === 0 ? 'refused' : errors.length > 0 ? 'partly' : stateOf(orders)
    return { state, orders, errors }
  }

  private lineFor(
    customer: CustomerRow,
    line: WantedLine,
    at: number,
    unattested: SaidOfLine | undefined,
  ): StoredCartLine {
    const { ref, quantity } = line
    const { market } = customer
    const item = catalogueOf(market).find(
      (sold) => sold.ref.productId === ref.productId && sold.ref.skuId === ref.skuId,
    )
    const place = item && placeOf(customer, item.family, line)
    const wrongPlace = place !== undefined && 'code' in place ? place : undefined
    const error = item === undefined ? notSold : (wrongWith(item, line) ?? unattested ?? wrongPlace)
    return {
      ref: storable(ref),
      quantity: Number.isFinite(quantity) ? quantity : 0,
      currency: item?.unitPrice.currency ?? currencyOf(market),
      taxIncluded: item?.taxIncluded ?? false,
      orderGroup: this.answer === 'partly' || item === undefined ? String(at) : groupOf(item.family),
      ...(place !== undefined && !('code' in place) && { place }),
      ...(error === undefined ? { unitPrice: item?.unitPrice.amount.toFixed() } : { error }),
    }
  }

  /** @throws PartnerCenterUnavailable while it is to be silent about what it has ordered. */
  private requireAnswer({ orderedAt }: CartRow): void {
    const silent = this.answer === 'silent' && orderedAt !== null && this.clock.now() < later(orderedAt, silentFor)
    if (silent) throw new PartnerCenterUnavailable()
  }
}

/** The database takes no NUL. */
const storable = (ref: ProductRef): ProductRef => {
  const { productId, skuId, term, billing, segment } = ref
  const clean = (text: string) => text.replaceAll('\0', '')
  return {
    ...{ productId: clean(productId), skuId: clean(skuId), term: clean(term) },
    ...{ billing: clean(billing), segment: clean(segment) },
  }
}

const notSold = { code: '400013', text: 'The product was not found.' }

function notAttested({ attestations }: WantedCart): SaidOfLine | undefined {
  if (attestations?.partnerOnRecord !== true) return { code: '900206', text: 'The partner has to accept the order.' }
  if (!attestations.agreement) return { code: '900203', text: 'The customer’s acceptance has to be attested.' }
  return undefined
}

/** Its partners sell directly: no reseller has a part in what they buy. */
const notDirect = ({ reseller }: WantedCart): SaidOfLine | undefined =>
  reseller === undefined
    ? undefined
    : { code: 'ParticipantsIsNotSupportedForPartner', text: "Setting participants isn't supported for Partner" }

function wrongWith(
  { ref, minimumQuantity, maximumQuantity }: PricedItem,
  wanted: WantedLine,
): typeof notSold | undefined {
  if (ref.term !== wanted.ref.term || ref.billing !== wanted.ref.billing || ref.segment !== wanted.ref.segment)
    return notSold
  const { quantity } = wanted
  if (Number.isInteger(quantity) && quantity >= minimumQuantity && quantity <= maximumQuantity) return undefined
  return { code: '800017', text: `The quantity has to be from ${minimumQuantity} to ${maximumQuantity}.` }
}

/** What is cancelled by the same rules is ordered together. */
const groupOf = (family: Family): string =>
  family === 'linux-plan' ? 'plans' : family === 'azure-reservation' ? 'reservations' : 'software'

const stateOf = (orders: Submission['orders']): Submission['state'] =>
  orders.every(({ state }) => state === 'placed' || state === 'cancelled') ? 'ordered' : 'pending'

const preparedFrom = ({ id, expiresAt, lines }: CartRow): PreparedCart => ({
  cartId: id,
  expiresAt,
  lines: lines.map(
    ({ currency, unitPrice, ...line }): CartLine => ({
      ...line,
      unitPrice: unitPrice === undefined ? undefined : money(new Decimal(unitPrice), currency),
    }),
  ),
})

const refused = (reason: string, text: string, httpStatus = 400): PartnerCenterRefused =>
  new PartnerCenterRefused({ reason, text, httpStatus, correlationId: randomUUID() })
