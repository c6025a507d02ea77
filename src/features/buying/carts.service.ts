import type { CartLine } from '../../commerce/cart.ts'
import { moneyFacts, rounded, sameMoney, sum, times } from '../../commerce/money.ts'
import { partsOf, sameRef } from '../../commerce/product.ts'
import { samePlace } from '../../commerce/reservation-place.ts'
import { onceInTurn } from '../../platform/turn-memory.ts'
import type { Shared } from '../../workflow/shared.ts'
import { CartChanged, type LineFacts, LinesRefused, PriceUnknown, SeveralCurrencies } from './buying.errors.ts'
import type { PurchaseLine } from './purchase-lines.ts'
import type { Reviewed } from './wish.ts'

/** What a cart is made of: names are the price list's. */
export type Wanted = Omit<PurchaseLine, 'unitPrice' | 'term' | 'promotion'>

interface Asked {
  readonly partnerId: string
  readonly customerId: string
  readonly reseller?: string | null | undefined
}

/** Carts of Partner Center: what is bought is what they hold, at their price. */
export function cartsService({ partnerCenter }: Pick<Shared, 'partnerCenter'>) {
  return { catalogue, prepare, stillHolds }

  /** What is sold to the customer, asked for once in a turn. @throws CustomerUnknown */
  function catalogue({ partnerId, customerId }: Asked) {
    return onceInTurn(`catalogue/${partnerId}/${customerId}`, () => partnerCenter.catalogue(partnerId, customerId))
  }

  /**
   * Makes a cart.
   * @throws CustomerUnknown, AgreementNotAccepted, LinesRefused, PriceUnknown, SeveralCurrencies, PartnerCenterRefused, PartnerCenterUnavailable
   */
  async function prepare(asked: Asked, wanted: readonly Wanted[], requestId: string): Promise<Reviewed> {
    const { customerId } = asked
    const lines = wanted.map(({ ref, quantity, place }) => ({ ref, quantity, place }))
    // A cart buys nothing: it is submitted when somebody has said both on the card that shows it.
    const attestations = partnerCenter.capabilities.attestations
      ? { attestations: { partnerOnRecord: true, agreement: true } }
      : {}
    const reseller = asked.reseller ?? undefined
    const cart = await partnerCenter.prepare(
      asked.partnerId,
      { customerId, lines, reseller, ...attestations },
      requestId,
    )
    const refused = cart.lines.flatMap(({ error }, at) => {
      const line = wanted[at]
      if (error === undefined || line === undefined) return []
      return [{ product: line.product, sku: line.sku, term: line.ref.term, ...error }]
    })
    if (refused.length > 0) throw new LinesRefused({ lines: refused })
    const priced = await Promise.all(cart.lines.map((line, at) => withPrice(asked, line, wanted[at] ?? wanted[0])))
    const [first] = priced
    if (first === undefined) throw new LinesRefused({ lines: [] })
    const currencies = [...new Set(priced.map(({ unitPrice }) => unitPrice.currency))]
    if (currencies.length > 1) throw new SeveralCurrencies({ currencies })
    return {
      cartId: cart.cartId,
      lines: priced,
      total: totalOf(priced),
      taxIncluded: cart.lines.every(({ taxIncluded }) => taxIncluded),
    }
  }

  /** Whether a cart can still be ordered, and holds what was shown. @throws CustomerUnknown, PartnerCenterUnavailable */
  async function stillHolds({ partnerId, customerId }: Asked, { cartId, lines }: Reviewed): Promise<boolean> {
    const cart = await partnerCenter.cart(partnerId, customerId, cartId)
    if (cart?.status !== 'active') return false
    return (
      cart.lines === undefined ||
      (cart.lines.length === lines.length && cart.lines.every((line, at) => isSame(line, lines[at])))
    )
  }

  /** The cart's price, or where it has none, the price list's. */
  async function withPrice(asked: Asked, line: CartLine, wanted: Wanted | undefined): Promise<PurchaseLine> {
    if (wanted === undefined) throw new LinesRefused({ lines: [] })
    const listed = async () => (await catalogue(asked)).find(({ ref }) => sameRef(ref, line.ref))?.unitPrice
    const unitPrice = line.unitPrice ?? (await listed())
    const { product, sku, family } = wanted
    if (unitPrice === undefined) throw new PriceUnknown({ product })
    const place = line.place ?? wanted.place
    const { ref, quantity, promotion } = line
    return {
      ...{ ref, product, sku, family, term: ref.term, quantity, unitPrice },
      ...(promotion !== undefined && { promotion }),
      ...(place !== undefined && { place }),
    }
  }
}

export type CartsService = ReturnType<typeof cartsService>

const isSame = (line: CartLine, shown: PurchaseLine | undefined): boolean =>
  shown !== undefined &&
  line.error === undefined &&
  sameRef(line.ref, shown.ref) &&
  line.quantity === shown.quantity &&
  samePlace(line.place, shown.place) &&
  (line.unitPrice === undefined || sameMoney(line.unitPrice, shown.unitPrice))

export const lineTotalOf = ({ unitPrice, quantity }: PurchaseLine) => rounded(times(unitPrice, quantity))

/** What is paid over the whole of the terms, where they are billed in parts: what a purchase commits to, and approvals go by. */
export const committedOf = (lines: readonly PurchaseLine[], currency: string) =>
  sum(
    lines.map((line) => times(lineTotalOf(line), partsOf(line.ref))),
    currency,
  )

const totalOf = (lines: readonly PurchaseLine[]) => sum(lines.map(lineTotalOf), lines[0]?.unitPrice.currency ?? '')

/** What somebody saw, and what a cart holds. */
type Held = Pick<Reviewed, 'lines' | 'total' | 'taxIncluded'>

/** @throws CartChanged for any difference of price, currency, tax, product, term, quantity or what a reservation applies to. */
export function requireSame(was: Held, is: Held): void {
  const lines = Array.from({ length: Math.max(was.lines.length, is.lines.length) }, (_, at) => ({
    was: was.lines[at],
    is: is.lines[at],
  }))
  const changed = lines.filter(
    ({ was, is }) =>
      was === undefined || is === undefined || !isSame({ ...is, taxIncluded: false, orderGroup: '' }, was),
  )
  if (changed.length === 0 && was.taxIncluded === is.taxIncluded && sameMoney(was.total, is.total)) return
  throw new CartChanged({
    was: moneyFacts(was.total),
    is: moneyFacts(is.total),
    lines: changed.flatMap((line) =>
      line.was === undefined ? [] : [{ was: factsOf(line.was), is: line.is === undefined ? null : factsOf(line.is) }],
    ),
  })
}

const factsOf = ({ product, sku, term, quantity, unitPrice, place }: PurchaseLine): LineFacts => ({
  ...{ product, sku, term, quantity },
  ...(place !== undefined && { place: { scope: place.scope, name: place.name || (place.subscriptionId ?? '') } }),
  unitPrice: moneyFacts(unitPrice),
})
