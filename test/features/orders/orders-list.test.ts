import { expect, test } from 'vitest'
import { CustomerUnknown, PartnerCenterUnavailable } from '../../../src/commerce/errors.ts'
import type { Customer } from '../../../src/commerce/order.ts'
import { ordersListService } from '../../../src/features/orders/orders-list.service.ts'
import type { KnownOrder } from '../../../src/workflow/orders/known-orders.service.ts'

const contoso: Customer = { id: 'a', name: 'Contoso', domain: 'contoso.com', market: 'US' } as Customer
const orderOf = (customerId: string) => ({ order: { customerId } }) as KnownOrder

const customersOf = (failure: Error) =>
  ordersListService(
    {
      partnerCenter: {
        customer: async (_partner: string, id: string) => {
          if (id === contoso.id) return contoso
          throw failure
        },
      },
    } as never,
    undefined as never,
  ).customersOf({ partnerId: 'p', agentId: 'q' }, ['a', 'gone', 'a'].map(orderOf))

test('a customer that Partner Center does not know any more keeps nobody from the orders of all', async () => {
  expect(await customersOf(new CustomerUnknown({ asked: 'gone' }))).toEqual(new Map([['a', contoso]]))
})

test('a Partner Center that does not answer is no customer that is gone', async () => {
  await expect(customersOf(new PartnerCenterUnavailable())).rejects.toThrow(PartnerCenterUnavailable)
})
