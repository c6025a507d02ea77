import { z } from 'zod'
import { act, type CardFlow, cardFlow, type Move } from '../../chat/card-flow.ts'
import { refusalText } from '../../chat/error-reply.ts'
import type { Turn } from '../../chat/turn.ts'
import { AlreadyCancelled, OrderUnknown } from '../../commerce/errors.ts'
import { DomainError } from '../../platform/errors.ts'
import { customerStep, whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { cancellingCard } from './cancelling.cards.ts'
import type { CancellingService, CustomerCancellations } from './cancelling.service.ts'
import { cancellingText } from './cancelling.text.ts'

const cancellingValues = z.object({
  customerId: z.string().optional(),
  orderId: z.string().optional(),
})
export type CancellingValues = z.infer<typeof cancellingValues>

const orderId = z.string().trim().min(1).max(100)

/** Customer, then the one card: order dropdown, what holds, important text, checkbox, Submit. */
export function cancellingDialog(cancelling: CancellingService, customers: CustomersService): CardFlow {
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
        chosen: async (turn, values, customer) => {
          await cancelling.ofCustomer(whoOf(turn), customer.id)
          return { to: 'order', values: { ...values, customerId: customer.id, orderId: undefined } }
        },
      }),
      {
        id: 'order',
        show: async (turn, values, entry, buttons) => {
          const { customerId = '' } = values
          const [customer, found] = await Promise.all([
            customers.find(whoOf(turn), customerId),
            cancelling.ofCustomer(whoOf(turn), customerId),
          ])
          const { chosen, missed } = choiceAmong(found, values.orderId, buttons.flow)
          const problem = entry.problem ?? (missed === undefined ? undefined : refusalText(turn.reader, missed))
          return cancellingCard({
            read: turn.reader,
            now: turn.now,
            customer,
            found,
            chosen,
            flow: buttons.flow,
            entry: { ...entry, problem },
            buttons,
          })
        },
        acts: {
          'show-order': act({
            inputs: z.object({ order: orderId }),
            mistake: fieldMistake,
            run: async (_turn, values: CancellingValues, { order }) => ({ values: { ...values, orderId: order } }),
          }),
          submit: act({
            inputs: z.object({ order: orderId, acknowledged: z.literal('true') }),
            mistake: fieldMistake,
            run: (turn, values: CancellingValues, { order }, flowId) =>
              submitOrder(cancelling, turn, values, order, flowId),
          }),
          back: act({
            inputs: z.object({}),
            run: async (_turn, values: CancellingValues) => ({ to: 'customer', values }),
          }),
        },
      },
    ],
  })
}

/** The order to look at, in any letter case, or why it is not on the card; the only one there is needs no choosing. */
function choiceAmong({ orders, cancellations }: CustomerCancellations, orderId: string | undefined, flow: string) {
  if (orderId === undefined) return { chosen: orders.length === 1 ? orders[0]?.order.id : undefined }
  const same = (id: string) => id.toLowerCase() === orderId.toLowerCase()
  const chosen = orders.find(({ order }) => same(order.id))?.order.id
  if (chosen !== undefined) return { chosen }
  const taken = cancellations.find((cancellation) => same(cancellation.orderId))
  if (taken === undefined) return { missed: new OrderUnknown(orderId) }
  // What this very card cancelled is told on it as done, not as missed.
  return taken.flowId === flow ? {} : { missed: new AlreadyCancelled(taken.orderId) }
}

/** After each cancellation the card returns with the remaining orders; a refusal shows what holds for the order it was about. */
async function submitOrder(
  cancelling: CancellingService,
  turn: Turn,
  values: CancellingValues,
  order: string,
  flowId: string,
): Promise<Move<CancellingValues>> {
  const { customerId = '', orderId } = values
  // The card described another order than the one that was picked: nobody submits what they were not shown.
  if (orderId !== undefined && orderId.toLowerCase() !== order.toLowerCase()) {
    const { nowShown } = cancellingText[turn.reader.language]
    return { values: { ...values, orderId: order }, entry: { notice: nowShown(order) } }
  }
  try {
    await cancelling.submit(whoOf(turn), { customerId, orderId: order, acknowledged: true, flowId })
    return { values: { ...values, orderId: undefined } }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return {
      values: { ...values, orderId: order },
      entry: { typed: { acknowledged: 'true' }, problem: problem(turn, error) },
    }
  }
}

const problem = (turn: Turn, error: DomainError): string =>
  refusalText(turn.reader, error, cancellingText[turn.reader.language].errors)

function fieldMistake(turn: Turn, field: string): string {
  const words = cancellingText[turn.reader.language]
  return field === 'acknowledged' ? words.acknowledgeFirst : words.chooseOrder
}
