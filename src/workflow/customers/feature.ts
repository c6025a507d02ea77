import type { Feature } from '../../chat/feature.ts'
import { customerChoice, whoOf } from './customer-step.ts'
import { customersPages } from './customers.pages.ts'
import type { CustomersService } from './customers.service.ts'

/** The typeahead over customers that every form begins with. */
export const customersFeature = ({ customers }: { customers: CustomersService }): Feature => ({
  name: 'customers',
  searches: {
    customers: {
      find: async (turn, text) => (await customers.search(whoOf(turn), text, 15)).map(customerChoice),
    },
  },
  routes: customersPages(customers),
})
