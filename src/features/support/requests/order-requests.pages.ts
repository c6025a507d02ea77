import { refusalText } from '../../../chat/error-reply.ts'
import { amountWords } from '../../../chat/order-words.text.ts'
import { type Route, routesOf } from '../../../chat/routes.ts'
import { whoOf } from '../../../workflow/customers/customer-step.ts'
import { orderRequestsRoutes } from './order-requests.routes.ts'
import type { RequestsService } from './requests.service.ts'
import { supportText } from './support.text.ts'
import { nameOf } from './support.ts'

/** Support requests about one order, on the order's page of the tab. */
export const orderRequestsPages = (requests: Pick<RequestsService, 'ofOrder'>): Record<string, Route> =>
  routesOf(
    orderRequestsRoutes,
    {
      'support.of-order': async (turn, { orderId }) => {
        const { reader: read } = turn
        const { statuses } = supportText[read.language]
        const found = await requests.ofOrder(whoOf(turn), orderId)
        return {
          requests: found.map((request) => ({
            id: request.id,
            name: nameOf(request),
            title: request.title,
            state: {
              words: statuses[request.status],
              tone: request.status === 'answered' ? ('warning' as const) : ('plain' as const),
            },
            amount: amountWords(request.amount, read),
            sent: { at: request.createdAt.toISOString(), words: read.dateTime(request.createdAt) },
          })),
        }
      },
    },
    ({ reader }, error) => refusalText(reader, error),
  )
