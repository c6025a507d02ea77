import { refusalText } from '../../chat/error-reply.ts'
import type { Beginning, Feature } from '../../chat/feature.ts'
import type { Days } from '../../chat/range-presets.ts'
import type { Sentence } from '../../chat/sentence.ts'
import type { Turn } from '../../chat/turn.ts'
import { calendarOf } from '../../chat/written-day.ts'
import { may } from '../../commerce/access.ts'
import { CustomerUnknown, OrderUnknown } from '../../commerce/errors.ts'
import type { Order } from '../../commerce/order.ts'
import { orderSaid } from '../../commerce/order-said.ts'
import { onlyProductWords, productWords, saysProduct } from '../../commerce/product-words.ts'
import { Reader } from '../../platform/language.ts'
import { restOf, severalOffered, whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { readingText } from '../../workflow/customers/reading.text.ts'
import type { Shared } from '../../workflow/shared.ts'
import { askedOrders } from './asked-orders.ts'
import { ordersDialog } from './orders.dialog.ts'
import { OrderNowhere } from './orders.errors.ts'
import { ordersPages } from './orders.pages.ts'
import { type OrdersService, ordersService } from './orders.service.ts'
import { ordersText } from './orders.text.ts'
import { ordersListService } from './orders-list.service.ts'
import { ordersListText } from './orders-list.text.ts'
import { type OrdersFilters, ordersCardOf, ordersValues } from './orders-list.ts'
import { pendingToday } from './orders-today.ts'

export function ordersFeature(desk: Shared): Feature {
  const { addresses, customers } = desk
  const orders = ordersService(desk)
  const list = ordersListService(desk, orders)
  return {
    name: 'orders',
    today: pendingToday(desk),
    flows: [ordersDialog({ orders, list, customers, addresses })],
    routes: ordersPages({ orders, list, customers }),
    commands: [
      {
        name: 'orders',
        // Partner Center's own words for what it shows lead here too.
        words: {
          en: ['orders', 'status', 'order history', 'software', 'days left'],
          zh: [
            '订单',
            '状态',
            '订单历史记录',
            '订单历史',
            '订单历程记录',
            '订单记录',
            '软件',
            '软体',
            '剩余天数',
            '剩余时间',
          ],
          ko: ['주문', '상태', '주문 기록', '주문 내역', '주문 이력', '소프트웨어', '남은 일수', '남은 기간'],
        },
        takes: ['orderId', 'customer', 'range'],
        // An order is often only what something else is asked for: `订单 CSP-1001 的密钥`.
        yields: true,
        takesBareFacts: ({ orderId, customer, about }) =>
          about === '' && (orderId !== undefined || customer !== undefined),
        fromMessage: ['order', 'customer'],
        home: {
          place: 4,
          does: { en: 'See software and orders', zh: '查看软件和订单', ko: '소프트웨어와 주문 보기' },
          example: ({ reader }) => ordersText[reader.language].example,
        },
        offered: ({ agent }) => may(agent, 'see-orders'),
        begin: (turn, sentence) => beginning(orders, customers, turn, sentence),
      },
    ],
  }
}

/** `orders for Contoso` opens the list, with an order ID that order; `all orders closing this week` lists everyone's. */
async function beginning(
  orders: OrdersService,
  customers: CustomersService,
  turn: Turn,
  sentence: Sentence,
): Promise<Beginning> {
  await orders.requireRole(whoOf(turn))
  const { today } = calendarOf(turn.now, turn.reader)
  const { filters, everyone, about: words, otherDays } = askedOrders(sentence, today)
  const { customer: asked, orderId, range } = sentence
  const saying = (begun: Beginning): Beginning => sayingDays(turn, begun, otherDays)
  try {
    const named = { ...(asked !== undefined && { customer: asked }), about: words }
    const { customer, about } = await customers.read(whoOf(turn), named)
    if (customer !== undefined) {
      // After a name more may stand: `for Contoso closing this week`.
      const more = askedOrders({ about, ...(range !== undefined && { range }) }, today)
      const both = more.filters.state === undefined ? { about, filters } : more
      return saying(await ofCustomer(orders, turn, customer.id, { orderId, about: both.about, filters: both.filters }))
    }
    if (orderId !== undefined) return saying({ ...(await ofOrder(orders, turn, orderId)), unread: [about] })
    if (everyone || Object.keys(filters).length > 0) return saying(ofEveryone(turn, filters, about))
    if (about !== '' && !onlyProductWords(about)) throw new CustomerUnknown({ asked: about })
    return saying({ flow: 'orders', step: 'customer', values: ordersCardOf({}), unread: [about] })
  } catch (error) {
    if (!(error instanceof CustomerUnknown)) throw error
    const entry = { problem: refusalText(turn.reader, error), ...severalOffered(error) }
    const unread = restOf({ ...sentence, about: words })
    return saying({ flow: 'orders', step: 'customer', values: ordersCardOf({ filters }), entry, unread })
  }
}

/** The list knows some spans only: days that it cannot show are said with what it shows instead. */
function sayingDays({ reader }: Turn, begun: Beginning, days: Days | undefined): Beginning {
  if (days === undefined) return begun
  const { state, bought } = ordersValues.parse(begun.values).filters
  const words = ordersListText[reader.language]
  const shown = state === 'all' ? words.boughtWithin[bought] : words.states[state]
  const inUtc = new Reader(reader.locale)
  const [first, last] = [inUtc.date(new Date(days.first)), inUtc.date(new Date(days.last))]
  const asked = first === last ? first : `${first} – ${last}`
  return { ...begun, entry: { ...begun.entry, remark: words.otherDays(asked, shown) } }
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
  const shown = found.map(({ order }) => order)
  const one = (order: Order): Beginning => ({ ...list, step: 'order', values: { ...values, orderId: order.id } })
  if (orderId !== undefined) {
    try {
      return one(orderSaid(shown, orderId))
    } catch (error) {
      if (!(error instanceof OrderUnknown)) throw error
      return { ...list, entry: { problem: refusalText(turn.reader, error) } }
    }
  }
  if (productWords(about).length === 0) return list
  const [first, second] = shown.filter(({ lines }) => lines.some((line) => saysProduct(about, line)))
  if (first !== undefined && second === undefined) return one(first)
  const { noneFits, severalFit } = readingText[turn.reader.language]
  return { ...list, entry: { problem: (first ? severalFit : noneFits)(about) } }
}

/** An order ID alone is enough, whosever order it is. */
async function ofOrder(orders: OrdersService, turn: Turn, orderId: string): Promise<Beginning> {
  try {
    const { order } = await orders.find(whoOf(turn), orderId)
    const values = ordersCardOf({ customerId: order.customerId, orderId: order.id })
    return { flow: 'orders', step: 'order', values }
  } catch (error) {
    if (!(error instanceof OrderNowhere || error instanceof OrderUnknown)) throw error
    const problem = refusalText(turn.reader, error, ordersText[turn.reader.language].errors)
    return { flow: 'orders', step: 'customer', values: ordersCardOf({}), entry: { problem } }
  }
}
