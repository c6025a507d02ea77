import { z } from 'zod'
import { act, type CardFlow, cardFlow, type Entry, type Move } from '../../chat/card-flow.ts'
import { refusalText } from '../../chat/error-reply.ts'
import type { FlowButtons } from '../../chat/press.ts'
import type { Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import { AlreadyCancelled, OrderUnknown } from '../../commerce/errors.ts'
import { type Customer, orderNumber } from '../../commerce/order.ts'
import { ordersSaid, orderTyped } from '../../commerce/order-said.ts'
import { productWords, saysProduct } from '../../commerce/product-words.ts'
import { approvalLine } from '../../workflow/approvals/approvals.cards.ts'
import { whyTooLong } from '../../workflow/approvals/asking.cards.ts'
import { customerStep, whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { notFound, readingText } from '../../workflow/customers/reading.text.ts'
import { cancellingCard } from './cancelling.cards.ts'
import { type CancellingService, type CustomerCancellations, stands } from './cancelling.service.ts'
import { cancellingText } from './cancelling.text.ts'
import { type CancellingValues, cancellingValues, orderId } from './cancelling-values.ts'
import { cancellingReceipt } from './receipt.cards.ts'
import { problem, submission, submitOrder } from './submitting.ts'

/** Customer, then the one card: order, what holds, important text, checkbox, Submit; then its receipt. */
export function cancellingDialog(cancelling: CancellingService, customers: CustomersService): CardFlow {
  const nextOrder = act({
    inputs: z.object({}),
    run: (turn, values: CancellingValues) => toNextOrder(customers, turn, values),
  })
  const withdraw = act({
    inputs: z.object({ approval: z.guid() }),
    run: async (turn, values: CancellingValues, { approval }, flowId) => {
      const ended = await cancelling.withdraw(whoOf(turn), approval.toLowerCase(), flowId)
      return { values, entry: { notice: ended && approvalLine({ approval: ended }, turn.reader) } }
    },
  })
  return cardFlow<CancellingValues>({
    id: 'cancelling',
    values: cancellingValues,
    problem,
    steps: [
      customerStep<CancellingValues>({
        customers,
        title: (turn) => cancellingText[turn.reader.language].title,
        progress: (turn) => turn.reader.step(1, 2),
        kept: ({ customerId }) => customerId,
        chosen: (turn, { about }, customer) => toOrder(cancelling, turn, customer, { about }),
      }),
      {
        id: 'order',
        show: async (turn, values, entry, buttons) => {
          const { customer, found } = await shownFor(turn, values, buttons)
          const { chosen, missed } = choiceAmong(found, values.orderId, buttons.flow)
          const said = entry.problem ?? (missed === undefined ? undefined : refusalText(turn.reader, missed))
          return cancellingCard({
            read: turn.reader,
            now: turn.now,
            customer,
            found,
            chosen,
            next: values.next?.[0],
            flow: buttons.flow,
            maySupport: may(turn.agent, 'request-support'),
            mayBuy: may(turn.agent, 'buy'),
            entry: { ...entry, problem: said },
            buttons,
          })
        },
        acts: {
          'next-order': nextOrder,
          'other-order': act({
            inputs: z.object({}),
            run: async (_turn, values: CancellingValues) => ({
              values: { ...values, orderId: undefined, lines: undefined },
            }),
          }),
          'show-order': act({
            inputs: z.object({ order: orderId }),
            mistake: fieldMistake,
            run: async (_turn, values: CancellingValues, { order }) => ({
              values: { ...values, orderId: order, lines: undefined },
            }),
          }),
          take: act({
            inputs: z.object({ take: orderId }),
            mistake: fieldMistake,
            run: async (_turn, values: CancellingValues, { take }) => ({
              values: { ...values, orderId: take, lines: undefined },
            }),
          }),
          submit: act({
            inputs: submission,
            mistake: fieldMistake,
            run: (turn, values: CancellingValues, inputs, flowId) =>
              submitOrder(cancelling, turn, values, inputs, flowId),
          }),
          withdraw,
          back: act({
            inputs: z.object({}),
            run: async (_turn, values: CancellingValues) => ({ to: 'customer', values }),
          }),
        },
      },
      {
        id: 'receipt',
        show: async (turn, values, entry, buttons) =>
          cancellingReceipt({
            read: turn.reader,
            now: turn.now,
            ...(await shownFor(turn, values, buttons)),
            next: values.next?.[0],
            orderId: values.orderId,
            flow: buttons.flow,
            entry,
            buttons,
          }),
        acts: {
          'next-order': nextOrder,
          withdraw,
          another: act({
            inputs: z.object({}),
            run: async (turn, { customerId = '', next }: CancellingValues) => {
              const { orders } = await cancelling.ofCustomer(whoOf(turn), customerId)
              return { to: orders.length === 0 ? 'customer' : 'order', values: { customerId, next } }
            },
          }),
        },
      },
    ],
  })

  async function shownFor(turn: Turn, { customerId = '', orderId, lines }: CancellingValues, { flow }: FlowButtons) {
    const chosen = orderId === undefined || lines === undefined ? undefined : { orderId, lines }
    const [customer, found] = await Promise.all([
      customers.find(whoOf(turn), customerId),
      cancelling.ofCustomer(whoOf(turn), customerId, { flowId: flow, chosen }),
    ])
    return { customer, found }
  }
}

/** The card for a customer, with the order of the sentence: named by its ID, or the only one that its words fit. */
export async function toOrder(
  cancelling: CancellingService,
  turn: Turn,
  customer: Customer,
  { orderId, about = '' }: { orderId?: string | undefined; about?: string | undefined },
): Promise<{ to: string; values: CancellingValues; entry?: Partial<Entry> }> {
  const { orders } = await cancelling.ofCustomer(whoOf(turn), customer.id)
  const values = { customerId: customer.id, orderId }
  if (orderId !== undefined || productWords(about).length === 0) return { to: 'order', values }
  const words = readingText[turn.reader.language]
  const [first, second] = orders.filter(({ order }) => order.lines.some((line) => saysProduct(about, line)))
  if (first === undefined) return { to: 'order', values, entry: { problem: words.noneFits(about) } }
  if (second !== undefined) return { to: 'order', values, entry: { mistakes: { order: words.severalFit(about) } } }
  return { to: 'order', values: { ...values, orderId: first.order.id } }
}

async function toNextOrder(
  customers: CustomersService,
  turn: Turn,
  { next: [orderId, ...next] = [], ...values }: CancellingValues,
): Promise<Move<CancellingValues>> {
  if (orderId === undefined) return { values }
  try {
    const customer = await customers.ofOrder(whoOf(turn), orderId)
    return { to: 'order', values: { customerId: customer.id, orderId, next } }
  } catch (error) {
    if (!(error instanceof OrderUnknown)) throw error
    return { values: { ...values, next }, entry: { problem: notFound(turn.reader, {}, error) } }
  }
}

/** The order to look at, in any letter case, or why it is not on the card; the only one there is needs no choosing. */
function choiceAmong(
  { orders, cancellations, known }: CustomerCancellations,
  orderId: string | undefined,
  flow: string,
) {
  if (orderId === undefined) return { chosen: orders.length === 1 ? orders[0]?.order.id : undefined }
  const said = ordersSaid(
    orders.map(({ order }) => order),
    orderId,
  )
  if (said.length === 1) return { chosen: said[0]?.id }
  if (said.length > 1) {
    const several = said.map((order) =>
      orderTyped(
        order,
        orders.map((judged) => judged.order),
      ),
    )
    return { missed: new OrderUnknown({ orderId, several }) }
  }
  const cancelled = ordersSaid(
    cancellations.map((it) => ({ ...it, id: it.orderId, alternateId: known.get(it.orderId)?.alternateId })),
    orderId,
  )
  const taken = cancelled.find(stands) ?? cancelled.at(-1)
  if (taken === undefined) return { missed: new OrderUnknown({ orderId }) }
  // What this very card cancelled, and what waits for an approval, is told on it as such, not as missed.
  return taken.flowId === flow || taken.status === 'waiting'
    ? {}
    : { missed: new AlreadyCancelled({ orderId: orderNumber(taken) }) }
}

function fieldMistake(turn: Turn, field: string): string {
  const words = cancellingText[turn.reader.language]
  if (field === 'why') return whyTooLong(turn.reader)
  return field === 'acknowledged' ? words.acknowledgeFirst : words.chooseOrder
}
