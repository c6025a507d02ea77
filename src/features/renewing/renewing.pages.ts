import { freshEntry } from '../../chat/card-flow.ts'
import { paperOf } from '../../chat/paper.ts'
import { FlowButtons } from '../../chat/press.ts'
import { type Route, routesOf } from '../../chat/routes.ts'
import type { Turn } from '../../chat/turn.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { renewingCard, turnsOf } from './renewing.cards.ts'
import { problem } from './renewing.dialog.ts'
import { renewingRoutes } from './renewing.routes.ts'
import type { RenewingService } from './renewing.service.ts'

/** What the pages ask of renewal, by the service of its card and in its words. */
export const renewingPages = (renewing: RenewingService, customers: CustomersService): Record<string, Route> =>
  routesOf(
    renewingRoutes,
    {
      'renewing.order': async (turn: Turn, { customerId, orderId }) => {
        const who = whoOf(turn)
        await renewing.requireRole(who)
        const [customer, renewals] = await Promise.all([
          customers.find(who, customerId),
          renewing.ofOrder(who, customerId, orderId),
        ])
        const { reader: read, now } = turn
        const buttons = new FlowButtons(customerId, 'order')
        return {
          paper: paperOf(renewingCard({ read, now, customer, renewals, entry: freshEntry, buttons })),
          turns: turnsOf(renewals, read),
          settled: !renewals.subscriptions.some(
            ({ last }) => last?.status === 'waiting' || last?.status === 'submitted',
          ),
        }
      },
      'renewing.turn': async (turn, { key, ...wish }) => {
        await renewing.submit(whoOf(turn), { ...wish, origin: { kind: 'tab', key } })
        return {}
      },
      'renewing.withdraw': async (turn, { approvalId }) => {
        await renewing.withdraw(whoOf(turn), approvalId)
        return {}
      },
    },
    problem,
  )
