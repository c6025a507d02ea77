import { freshEntry } from '../../chat/card-flow.ts'
import { refusalText } from '../../chat/error-reply.ts'
import type { Paper } from '../../chat/paper.routes.ts'
import { boxesOf, paperOf } from '../../chat/paper.ts'
import { FlowButtons } from '../../chat/press.ts'
import { type Route, routesOf } from '../../chat/routes.ts'
import type { Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import { CustomerUnknown } from '../../commerce/errors.ts'
import type { Customer } from '../../commerce/order.ts'
import { asWords } from '../../platform/plain-text.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import { customerRow } from '../../workflow/customers/customers.pages.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { type CancellingCard, cancellingCard, orderWords } from './cancelling.cards.ts'
import { choiceAmong } from './cancelling.dialog.ts'
import { cancellingRoutes } from './cancelling.routes.ts'
import { type CancellingService, type CustomerCancellations, stands } from './cancelling.service.ts'
import { type CancellingText, cancellingText } from './cancelling.text.ts'
import { isOpen, type JudgedOrder } from './judged-order.ts'
import { cancellingReceipt } from './receipt.cards.ts'
import { problem } from './submitting.ts'
import { approvalBoxes } from './waiting.cards.ts'

/** What the pages ask of cancelling, by the services of its card and in its words. */
export function cancellingPages(cancelling: CancellingService, customers: CustomersService): Record<string, Route> {
  return routesOf(
    cancellingRoutes,
    {
      'cancelling.form': async (turn, asked) => {
        const who = whoOf(turn)
        const { key: flowId, order, lines } = asked
        await cancelling.requireRole(who)
        const customer = await customerOf(turn, asked)
        const known = { flowId, chosen: order === undefined || !lines ? undefined : { orderId: order, lines } }
        const found = await cancelling.ofCustomer(who, customer.id, known)
        const choice = choiceAmong(found, order, flowId)
        const judged = found.orders.find(({ order: { id } }) => id === choice.chosen)
        const words = cancellingText[turn.reader.language]
        const none = found.cancellations.some(stands) ? words.nothingLeft : words.noOrders
        return {
          customer: customerRow(customer),
          orders: found.orders.map((one) => ({ id: one.order.id, words: orderWords(words, one, found, turn.reader) })),
          ...(found.orders.length === 0 && { none }),
          ...(choice.missed !== undefined && { missed: refusalText(turn.reader, choice.missed) }),
          ...(judged && { chosen: judged.order.id }),
          paper: paperIn(words, look(turn, customer, found, flowId), judged),
          ...(judged && submitsOf(judged)),
        }
      },
      'cancelling.submit': async (turn, { key, why, lines, ...wish }) => {
        const said = asWords(why)
        const { orderId } = await cancelling.submit(whoOf(turn), {
          ...wish,
          lines,
          why: said === '' ? undefined : said,
          origin: { kind: 'tab', key },
          shown: { orderId: wish.orderId, lines },
        })
        return { orderId }
      },
      'cancelling.receipt': async (turn, { key, customerId, orderId }) => {
        const who = whoOf(turn)
        await cancelling.requireRole(who)
        const customer = await customers.find(who, customerId)
        const found = await cancelling.ofCustomer(who, customerId, { flowId: key })
        return {
          paper: paperOf(cancellingReceipt({ ...look(turn, customer, found, key), orderId })),
          settled: !found.cancellations.some((it) => it.flowId === key && moves.includes(it.status)),
          left: found.orders.length,
        }
      },
      'cancelling.withdraw': async (turn, { key, approvalId }) => {
        await cancelling.withdraw(whoOf(turn), approvalId, key)
        return {}
      },
    },
    problem,
  )

  async function customerOf(
    turn: Turn,
    { customer, order }: { customer?: string | undefined; order?: string | undefined },
  ) {
    const who = whoOf(turn)
    if (customer !== undefined) return customers.find(who, customer)
    if (order !== undefined) return customers.ofOrder(who, order)
    throw new CustomerUnknown({ asked: '' })
  }
}

/** While no order is chosen, what waits for an approval; then what holds for the one that is. */
const paperIn = (words: CancellingText, look: Look, judged: JudgedOrder | undefined): Paper =>
  judged === undefined
    ? { title: words.title, ...boxesOf(approvalBoxes(words, look)) }
    : paperOf(cancellingCard({ ...look, chosen: judged.order.id }))

type Look = Omit<CancellingCard, 'chosen'>

const moves: readonly string[] = ['waiting', 'submitted', 'cancelling']

const look = (turn: Turn, customer: Customer, found: CustomerCancellations, flow: string): Look => ({
  ...{ read: turn.reader, now: turn.now, customer, found, flow, next: undefined, entry: freshEntry },
  maySupport: may(turn.agent, 'request-support'),
  mayBuy: may(turn.agent, 'buy'),
  buttons: new FlowButtons(flow, 'order'),
})

/** Nobody submits what they were not shown. */
const submitsOf = ({ verdict, approval, chosen, lines }: JudgedOrder) =>
  verdict.kind !== 'open'
    ? {}
    : {
        submits: {
          asks: approval !== undefined,
          lines: [...chosen],
          ticks: lines.filter(isOpen).length > 1,
        },
      }
