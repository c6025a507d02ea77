import { standsAgainst } from '../../commerce/agreement.ts'
import type { Ground } from '../../commerce/ground.ts'
import { type Customer, isUsable, orderNumber } from '../../commerce/order.ts'
import { isSoftware } from '../../commerce/product.ts'
import { onceInTurn } from '../../platform/turn-memory.ts'
import type { MirrorService } from '../mirror/mirror.service.ts'
import type { KnownOrder, KnownOrdersService } from './known-orders.service.ts'
import { isEnding } from './order-state.ts'

const looked = 50
const mostCustomers = 5
const usualQuantity = 10

/** What a partner has, for example sentences that can be said as they stand. Who may say them is the caller's to check. */
export function examplesService({ partnerCenter }: Ground, mirror: MirrorService, knownOrders: KnownOrdersService) {
  return { purchase, orderWithKeys, orderToCancel, orderForSupport }

  /** Something that the customer of the newest order, or else a customer, can buy. */
  async function purchase(
    partnerId: string,
  ): Promise<{ customer: Customer; product: string; quantity: number } | undefined> {
    const newestFirst = await newestOrders(partnerId)
    const [newest] = newestFirst
    const customer =
      newest === undefined
        ? await somebodyWhoBuys(partnerId)
        : await partnerCenter.customer(partnerId, newest.order.customerId)
    if (customer === undefined) return undefined
    const sold = await partnerCenter.catalogue(partnerId, customer.id)
    const bought = newestFirst.flatMap(({ order }) =>
      order.customerId === customer.id ? order.lines.map(({ product }) => product) : [],
    )
    const software = sold.filter(({ family }) => isSoftware(family))
    const item = software.find(({ product }) => bought.includes(product)) ?? software[0]
    if (item === undefined) return undefined
    const { minimumQuantity = 1, maximumQuantity = usualQuantity } = item
    const quantity = Math.min(Math.max(usualQuantity, minimumQuantity), maximumQuantity)
    return { customer, product: item.product, quantity }
  }

  function orderWithKeys(partnerId: string): Promise<string | undefined> {
    return newestWith(
      partnerId,
      ({ order, state }) => isUsable(order) && state.lines.some((it) => isSoftware(it.line.family) && !isEnding(it)),
    )
  }

  /** The one whose window closes first. */
  async function orderToCancel(partnerId: string): Promise<string | undefined> {
    const open = (await newestOrders(partnerId)).flatMap(({ order, state }) =>
      state.kind === 'open' ? [{ number: orderNumber(order), closesAt: state.closesAt.getTime() }] : [],
    )
    return open.toSorted((a, b) => a.closesAt - b.closesAt)[0]?.number
  }

  function orderForSupport(partnerId: string): Promise<string | undefined> {
    return newestWith(partnerId, ({ state }) => state.kind === 'support')
  }

  async function newestWith(partnerId: string, fits: (known: KnownOrder) => boolean): Promise<string | undefined> {
    const found = (await newestOrders(partnerId)).find(fits)
    return found && orderNumber(found.order)
  }

  function newestOrders(partnerId: string): Promise<readonly KnownOrder[]> {
    return onceInTurn(`newest-orders/${partnerId}`, async () => {
      const { orders } = await knownOrders.page(partnerId, { limit: looked, cancelled: false })
      return orders
    })
  }

  async function somebodyWhoBuys(partnerId: string): Promise<Customer | undefined> {
    for (const { id } of await mirror.search(partnerId, '', mostCustomers)) {
      if (!standsAgainst(await partnerCenter.agreement(partnerId, id))) return partnerCenter.customer(partnerId, id)
    }
    return undefined
  }
}
