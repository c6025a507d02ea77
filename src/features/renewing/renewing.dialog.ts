import { z } from 'zod'
import { act, type CardFlow, cardFlow } from '../../chat/card-flow.ts'
import { refusalText } from '../../chat/error-reply.ts'
import { onCard, type Turn } from '../../chat/turn.ts'
import type { DomainError } from '../../platform/errors.ts'
import { askingText } from '../../workflow/approvals/asking.text.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { renewingCard } from './renewing.cards.ts'
import type { RenewingService } from './renewing.service.ts'

const renewingValues = z.object({ customerId: z.string(), orderId: z.string() })
export type RenewingValues = z.infer<typeof renewingValues>

/** One card about one order: what holds, and what may be changed; it shows what came of it in place. */
export function renewingDialog(renewing: RenewingService, customers: CustomersService): CardFlow {
  return cardFlow<RenewingValues>({
    id: 'renewing',
    values: renewingValues,
    problem,
    steps: [
      {
        id: 'order',
        show: async (turn, { customerId, orderId }, entry, buttons) => {
          const [customer, renewals] = await Promise.all([
            customers.find(whoOf(turn), customerId),
            renewing.ofOrder(whoOf(turn), customerId, orderId),
          ])
          return renewingCard({ read: turn.reader, now: turn.now, customer, renewals, entry, buttons })
        },
        acts: {
          turn: act({
            inputs: z.object({ subscription: z.guid(), on: z.boolean(), asks: z.boolean() }),
            run: async (turn, values: RenewingValues, { subscription, on, asks }, flowId) => {
              const wish = { ...values, subscriptionId: subscription.toLowerCase(), on, asks, origin: onCard(flowId) }
              await renewing.submit(whoOf(turn), wish)
              return { values }
            },
          }),
          withdraw: act({
            inputs: z.object({ approval: z.guid() }),
            run: async (turn, values: RenewingValues, { approval }) => {
              await renewing.withdraw(whoOf(turn), approval.toLowerCase())
              return { values }
            },
          }),
        },
      },
    ],
  })
}

export const problem = ({ reader }: Turn, error: DomainError): string =>
  refusalText(reader, error, askingText[reader.language].errors(reader))
