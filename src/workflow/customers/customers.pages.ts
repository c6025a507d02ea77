import { refusalText } from '../../chat/error-reply.ts'
import { type Route, routesOf } from '../../chat/routes.ts'
import type { ListedCustomer } from '../../commerce/order.ts'
import { freshnessLine } from '../mirror/mirror.text.ts'
import { whoOf } from './customer-step.ts'
import { type CustomerRow, customersRoutes } from './customers.routes.ts'
import type { CustomersService } from './customers.service.ts'

const mostFound = 15

export const customersPages = (customers: CustomersService): Record<string, Route> =>
  routesOf(
    customersRoutes,
    {
      'customers.search': async (turn, { text }) => {
        const who = whoOf(turn)
        const [found, freshness] = await Promise.all([
          text.trim() === '' ? customers.likely(who, mostFound) : customers.search(who, text, mostFound),
          customers.freshness(who),
        ])
        const stale = freshnessLine(freshness, turn.reader, turn.now)
        return { customers: found.map(customerRow), ...(stale !== undefined && { stale }) }
      },
    },
    ({ reader }, error) => refusalText(reader, error),
  )

export const customerRow = ({ id, name, domain }: ListedCustomer): CustomerRow => ({ id, name, domain })
