import type {
  CartLine,
  CartState,
  PreparedCart,
  SaidOfLine,
  Submission,
  WantedCart,
  WantedLine,
} from '../../commerce/cart.ts'
import { AgreementNotAccepted, PartnerCenterRefused } from '../../commerce/errors.ts'
import type { Order } from '../../commerce/order.ts'
import type { ProductRef } from '../../commerce/product.ts'
import { type Clock, later, minute } from '../../platform/clock.ts'
import { agreementAddress } from './agreements.ts'
import type { Calls } from './calls.ts'
import { type Customers, requireId } from './customers.ts'
import { isOffered, notOffered, type OfferedNow, type Offers } from './offers.ts'
import { type Orders, priceOf } from './orders.ts'
import { billingOf } from './price-sheet-csv.ts'
import { unlessNotFound } from './refusals.ts'
import { placeIn } from './reservations.ts'
import type { Sold } from './sold.ts'
import { cart, checkout, type WireCart, type WireCartLine, type WireCheckout } from './wire/orders.ts'

interface Parts {
  readonly customers: Customers
  readonly sold: Sold
  readonly orders: Pick<Orders, 'orderFrom'>
  readonly offeredNow: Offers
  readonly clock: Clock
}

/** Microsoft's codes, and its words for them: "Partner Center REST error codes", "Cart resources". */
const cartNotFound = { reason: '800002', text: 'The cart was not found, or has expired.' }
const agreementMissing = '13605'
/** A cart that does not say when it ends lives so long: of the samples, the shortest. */
const livesAtLeast = 15 * minute

export function cartsOf(call: Calls, { customers, sold, orders, offeredNow, clock }: Parts) {
  return { prepare, state, submit }

  /** @throws CustomerUnknown, AgreementNotAccepted, PartnerCenterRefused, PartnerCenterUnavailable */
  async function prepare(partnerId: string, wanted: WantedCart, requestId: string): Promise<PreparedCart> {
    const customerId = requireId(wanted.customerId)
    const { partnerOnRecord = false, agreement = false } = wanted.attestations ?? {}
    if (!partnerOnRecord) throw new PartnerCenterRefused({ reason: '900206', text: 'Partner Attestation is missing' })
    if (!agreement) throw new PartnerCenterRefused({ reason: '900203', text: 'Attestation has not been accepted.' })
    const found = await Promise.all(wanted.lines.map((line) => offeredNow(partnerId, customerId, line)))
    // Nothing is made of what cannot be ordered: a cart without the line would be another order.
    if (!found.every(isOffered)) return notMade(wanted, found, requestId, clock.now())
    const { value } = await call({
      ...{ name: 'cart', partnerId, customerId, method: 'POST', path: `/customers/${customerId}/carts`, requestId },
      body: {
        partnerOnRecordAttestationAccepted: partnerOnRecord,
        lineItems: wanted.lines.map((line, id) => ({
          ...lineItem(line),
          ...participantsOf(wanted),
          ...namedIn(found[id]),
          id,
          attestationAccepted: agreement,
        })),
      },
      answer: cart,
    }).catch(unlessAgreementMissing(partnerId, customerId))
    const { id, expiresAt = later(clock.now(), livesAtLeast), lineItems = [] } = value
    return {
      cartId: id,
      expiresAt,
      lines: wanted.lines.map((line, at) =>
        cartLine(
          { ...line, ...placed(found[at]) },
          lineItems.find((item) => item.id === String(at)),
        ),
      ),
    }
  }

  /** @throws CustomerUnknown, PartnerCenterUnavailable */
  async function state(partnerId: string, customerId: string, cartId: string): Promise<CartState | undefined> {
    const found = await read(partnerId, customerId, cartId)
    if (found === undefined) return undefined
    const { lineItems = [], expiresAt } = found
    const refs = await refsOf(partnerId, customerId, lineItems)
    const lines =
      refs && lineItems.map((line, at) => cartLine({ ref: refs[at] as ProductRef, quantity: line.quantity }, line))
    const isOver = expiresAt !== undefined && expiresAt <= clock.now()
    const status = isOrdered(found) ? 'ordered' : isOver ? 'expired' : 'active'
    return { status, ...(lines !== undefined && { lines }) }
  }

  /** @throws CustomerUnknown, AgreementNotAccepted, PartnerCenterRefused, PartnerCenterUnavailable */
  async function submit(partnerId: string, customerId: string, cartId: string, requestId: string): Promise<Submission> {
    const found = await read(partnerId, customerId, cartId)
    if (found === undefined) throw new PartnerCenterRefused(cartNotFound)
    const { lineItems = [], expiresAt } = found
    const wrong = lineItems.find(({ error }) => error !== undefined)?.error
    if (wrong !== undefined) throw new PartnerCenterRefused(refusalOf(saidOf(wrong)))
    if (!isOrdered(found) && expiresAt !== undefined && expiresAt <= clock.now())
      throw new PartnerCenterRefused(cartNotFound)
    const path = `/customers/${customerId}/carts/${cartId}/checkout`
    const asked = {
      name: 'checkout',
      partnerId,
      customerId,
      method: 'POST',
      path,
      requestId,
      answer: checkout,
    } as const
    const { value } = await call(asked).catch(unlessAgreementMissing(partnerId, customerId))
    return submissionOf(partnerId, customerId, value)
  }

  async function read(partnerId: string, customerId: string, cartId: string): Promise<WireCart | undefined> {
    const path = `/customers/${requireId(customerId)}/carts/${cartId}`
    if (!/^[\w-]{1,100}$/.test(cartId) || cartId.startsWith(notMadePrefix)) {
      await customers.one(partnerId, customerId)
      return undefined
    }
    return (await call({ name: 'cart', partnerId, customerId, path, answer: cart }).catch(unlessNotFound))?.value
  }

  /** Undefined unless each line's is known for sure. */
  async function refsOf(partnerId: string, customerId: string, lines: readonly WireCartLine[]) {
    const market = await customers.marketOf(partnerId, customerId)
    const refs = await Promise.all(
      lines.map(({ catalogItemId, termDuration, billingCycle }) =>
        sold.refOf(partnerId, market, catalogItemId, termDuration, billingCycle && billingOf(billingCycle)),
      ),
    )
    return refs.every((ref) => ref !== undefined) ? refs : undefined
  }

  async function submissionOf(partnerId: string, customerId: string, answer: WireCheckout): Promise<Submission> {
    const read = (answer.orders ?? []).map((each) => orders.orderFrom(partnerId, customerId, each, []))
    const made: Order[] = await Promise.all(read)
    const errors = (answer.orderErrors ?? []).map(({ orderGroupId = '', code = '', description = '' }) => ({
      orderGroup: orderGroupId,
      code,
      text: description,
    }))
    return { state: stateOf(made, errors.length), orders: made, errors }
  }

  function unlessAgreementMissing(partnerId: string, customerId: string) {
    return async (error: unknown): Promise<never> => {
      if (!(error instanceof PartnerCenterRefused) || error.facts.reason !== agreementMissing) throw error
      const { name } = await customers.one(partnerId, customerId).catch(() => ({ name: customerId }))
      throw new AgreementNotAccepted({ customer: name, address: agreementAddress }, { cause: error })
    }
  }
}

const isOrdered = ({ status = '' }: WireCart): boolean => status.toLowerCase() === 'ordered'

const lineItem = ({ ref: { term, billing }, quantity }: WantedLine) => ({
  quantity,
  billingCycle: billing,
  ...(term !== 'perpetual' && { termDuration: term }),
})

const namedIn = (found: OfferedNow | SaidOfLine | undefined) => {
  if (found === undefined || !isOffered(found)) return {}
  const { place: _, ...named } = found
  return named
}

const placed = (found: OfferedNow | SaidOfLine | undefined) =>
  found !== undefined && isOffered(found) && found.place !== undefined ? { place: found.place } : {}

/** "Create a cart": who else has a part in the purchase, the reseller as its partner on record. */
const participantsOf = ({ reseller }: WantedCart) =>
  reseller === undefined ? {} : { participants: [{ key: 'transaction_reseller', value: reseller }] }

function cartLine(wanted: WantedLine, item: WireCartLine | undefined): CartLine {
  const unitPrice = item && priceOf(item, item.currencyCode)
  const place = item && placeIn(item, wanted.place)
  const wrongPlace = place !== undefined && 'code' in place ? place : undefined
  const error = item === undefined ? notOffered : item.error === undefined ? wrongPlace : saidOf(item.error)
  return {
    ...wanted,
    ...(unitPrice !== undefined && { unitPrice }),
    // Amounts of a cart are before taxation.
    taxIncluded: false,
    orderGroup: item?.orderGroup ?? '0',
    ...(item?.promotionId && { promotion: item.promotionId }),
    ...(place !== undefined && !('code' in place) && { place }),
    ...(error !== undefined && { error }),
  }
}

const saidOf = ({ errorCode, errorDescription }: NonNullable<WireCartLine['error']>): SaidOfLine => {
  const code = errorCode ?? 'unknown'
  return { code, text: errorDescription?.trim() || code }
}

const refusalOf = ({ code, text }: SaidOfLine) => ({ reason: code, text })

const notMadePrefix = 'not-made-'

/** What is wrong with a line, where no cart could be made of it: there is nothing that could be submitted. */
function notMade(
  { lines }: WantedCart,
  found: readonly (OfferedNow | SaidOfLine)[],
  requestId: string,
  now: Date,
): PreparedCart {
  return {
    cartId: `${notMadePrefix}${requestId}`,
    expiresAt: later(now, livesAtLeast),
    lines: lines.map((line, at) => {
      const said = found[at]
      return {
        ...line,
        taxIncluded: false,
        orderGroup: '0',
        ...(said !== undefined && !isOffered(said) && { error: said }),
      }
    }),
  }
}

function stateOf(orders: readonly Order[], errors: number): Submission['state'] {
  if (orders.length === 0) return errors > 0 ? 'refused' : 'pending'
  if (errors > 0) return 'partly'
  return orders.every(({ state }) => state === 'placed') ? 'ordered' : 'pending'
}
