import { refusalText } from '../../chat/error-reply.ts'
import type { Beginning, Feature } from '../../chat/feature.ts'
import type { Sentence } from '../../chat/sentence.ts'
import type { Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import { CustomerUnknown, OrderUnknown } from '../../commerce/errors.ts'
import { onlyProductWords, productWords, saysProduct } from '../../commerce/product-words.ts'
import { severalOffered, whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { readingText } from '../../workflow/customers/reading.text.ts'
import { askedOrders } from './asked-orders.ts'
import { type OrdersServices, ordersDialog } from './orders.dialog.ts'
import { OrderNowhere } from './orders.errors.ts'
import type { OrdersService } from './orders.service.ts'
import { ordersText } from './orders.text.ts'
import { type OrdersFilters, ordersCardOf } from './orders-list.ts'

export const ordersFeature = ({ orders, list, customers }: OrdersServices): Feature => ({
  name: 'orders',
  flows: [ordersDialog({ orders, list, customers })],
  commands: [
    {
      name: 'orders',
      words: { en: ['orders', 'status'], zh: ['订单', '状态'], ko: ['주문', '상태'] },
      // An order is often only what something else is asked for: `订单 CSP-1001 的密钥`.
      yields: true,
      takesBareFacts: ({ orderId, customer, about }) =>
        about === '' && (orderId !== undefined || customer !== undefined),
      home: {
        place: 4,
        does: { en: 'See software and orders', zh: '查看软件和订单', ko: '소프트웨어와 주문 보기' },
        example: {
          en: 'orders closing this week',
          zh: '本周即将到期的订单',
          ko: '이번 주 마감되는 주문',
        },
      },
      offered: ({ agent }) => may(agent, 'see-orders'),
      begin: (turn, sentence) => beginning(orders, customers, turn, sentence),
    },
  ],
})

/** `orders for Contoso` opens the list, with an order ID that order; `all orders closing this week` lists everyone's. */
async function beginning(
  orders: OrdersService,
  customers: CustomersService,
  turn: Turn,
  sentence: Sentence,
): Promise<Beginning> {
  await orders.requireRole(whoOf(turn))
  const { filters, everyone, about: words } = askedOrders(sentence)
  const { customer: asked, orderId, range } = sentence
  try {
    const named = { ...(asked !== undefined && { customer: asked }), about: words }
    const { customer, about } = await customers.read(whoOf(turn), named)
    if (customer !== undefined) {
      // After a name more may stand: `for Contoso closing this week`.
      const more = askedOrders({ about, ...(range !== undefined && { range }) })
      const both = more.filters.state === undefined ? { about, filters } : more
      return await ofCustomer(orders, turn, customer.id, { orderId, about: both.about, filters: both.filters })
    }
    if (orderId !== undefined) return ofOrder(orders, turn, orderId)
    if (everyone || Object.keys(filters).length > 0) return ofEveryone(turn, filters, about)
    if (about !== '' && !onlyProductWords(about)) throw new CustomerUnknown(about)
    return { flow: 'orders', step: 'customer', values: ordersCardOf({}) }
  } catch (error) {
    if (!(error instanceof CustomerUnknown)) throw error
    const entry = { problem: refusalText(turn.reader, error), ...severalOffered(error) }
    return { flow: 'orders', step: 'customer', values: ordersCardOf({ filters }), entry }
  }
}

function ofEveryone(turn: Turn, filters: Partial<OrdersFilters>, about: string): Beginning {
  const list = { flow: 'orders', step: 'list', values: ordersCardOf({ scope: 'everyone', filters }) }
  return about === '' ? list : { ...list, entry: { problem: ordersText[turn.reader.language].notRead(about) } }
}

/** The customer's list; the order itself, where its ID is said or the words fit one alone. */
async function ofCustomer(
  orders: OrdersService,
  turn: Turn,
  customerId: string,
  { orderId, about, filters }: { orderId: string | undefined; about: string; filters: Partial<OrdersFilters> },
): Promise<Beginning> {
  const values = ordersCardOf({ customerId, filters })
  const list = { flow: 'orders', step: 'list', values }
  const found = await orders.ofCustomer(whoOf(turn), customerId)
  const same = (id: string) => id.toLowerCase() === orderId?.toLowerCase()
  const words = productWords(about).length > 0 && orderId === undefined ? about : undefined
  const [first, second] = found.filter(({ order }) =>
    words === undefined ? same(order.id) : order.lines.some((line) => saysProduct(words, line)),
  )
  if (orderId === undefined && words === undefined) return list
  if (first !== undefined && second === undefined)
    return { ...list, step: 'order', values: { ...values, orderId: first.order.id } }
  const { noneFits, severalFit } = readingText[turn.reader.language]
  if (words !== undefined) return { ...list, entry: { problem: (first ? severalFit : noneFits)(words) } }
  return { ...list, entry: { problem: refusalText(turn.reader, new OrderUnknown(orderId ?? '')) } }
}

/** An order ID alone is enough, whosever order it is. */
async function ofOrder(orders: OrdersService, turn: Turn, orderId: string): Promise<Beginning> {
  try {
    const { order } = await orders.find(whoOf(turn), orderId)
    const values = ordersCardOf({ customerId: order.customerId, orderId: order.id })
    return { flow: 'orders', step: 'order', values }
  } catch (error) {
    if (!(error instanceof OrderNowhere)) throw error
    const problem = refusalText(turn.reader, error, ordersText[turn.reader.language].errors)
    return { flow: 'orders', step: 'customer', values: ordersCardOf({}), entry: { problem } }
  }
}
