import { z } from 'zod'
import { CustomerUnknown, PartnerCenterRefused } from '../../commerce/errors.ts'
import type { Customer, ListedCustomer } from '../../commerce/order.ts'
import type { CustomersPage } from '../../commerce/ports/partner-center.ts'
import { isGuid } from '../../platform/guid.ts'
import type { Calls } from './calls.ts'
import { nextOf } from './pages.ts'
import { unlessCustomerUnknown } from './refusals.ts'
import { billingProfile, customer, customers, type WireCustomer } from './wire/customers.ts'

/** What is asked for next, as it stands in the cursor of a page. */
const cursorSchema = z.object({ path: z.string().startsWith('/customers'), token: z.string() })

/** Markets that are remembered: they do not change while a customer is one's own. */
const mostMarkets = 20_000

export function customersOf(call: Calls) {
  const markets = new Map<string, string>()
  return { page, one, marketOf }

  async function page(
    partnerId: string,
    { after, limit }: { after?: string | undefined; limit: number },
  ): Promise<CustomersPage> {
    const from = after === undefined ? undefined : cursorSchema.parse(JSON.parse(after))
    const first = { name: 'customers', partnerId, path: `/customers?size=${limit}`, answer: customers }
    const { value } =
      from === undefined
        ? await call(first)
        : await call({ ...first, path: from.path, headers: { 'MS-ContinuationToken': from.token } }).catch((error) => {
            // A token may age while a reading waits: then it begins again, and reads some twice.
            if (!(error instanceof PartnerCenterRefused && error.facts.httpStatus === 400)) throw error
            return call(first)
          })
    const next = nextOf(value.links)
    const token = Object.values(next?.headers ?? {})[0]
    return {
      customers: value.items.filter(isOwn).map(listed),
      next: next === undefined || token === undefined ? undefined : JSON.stringify({ path: seeking(next.path), token }),
    }
  }

  /** @throws CustomerUnknown */
  async function one(partnerId: string, customerId: string): Promise<Customer> {
    const { value } = await call({
      name: 'customer',
      partnerId,
      customerId: requireId(customerId),
      path: `/customers/${customerId}`,
      answer: customer,
    }).catch(unlessCustomerUnknown(customerId, true))
    if (!isOwn(value)) throw new CustomerUnknown({ asked: customerId })
    const market = (value.billingProfile ?? (await billingOf(partnerId, customerId))).defaultAddress.country
    remember(`${partnerId}/${value.id}`.toLowerCase(), market)
    return { ...listed(value), market }
  }

  /** Where the customer is billed. @throws CustomerUnknown */
  async function marketOf(partnerId: string, customerId: string): Promise<string> {
    return markets.get(`${partnerId}/${customerId}`.toLowerCase()) ?? (await one(partnerId, customerId)).market
  }

  async function billingOf(partnerId: string, customerId: string) {
    const path = `/customers/${customerId}/profiles/billing`
    return (await call({ name: 'billing profile', partnerId, customerId, path, answer: billingProfile })).value
  }

  function remember(key: string, market: string): void {
    if (markets.size >= mostMarkets) markets.clear()
    markets.set(key, market)
  }
}

export type Customers = ReturnType<typeof customersOf>

/** @throws CustomerUnknown for what is no GUID: it never becomes part of an address */
export function requireId(customerId: string): string {
  if (!isGuid(customerId)) throw new CustomerUnknown({ asked: customerId })
  return customerId
}

/** Those that are sold to: others are in the list, too. */
const isOwn = ({ relationshipToPartner = 'reseller' }: Pick<WireCustomer, 'relationshipToPartner'>): boolean =>
  relationshipToPartner.toLowerCase() === 'reseller'

function listed({
  id,
  companyProfile: { companyName, domain = '' },
}: Pick<WireCustomer, 'id' | 'companyProfile'>): ListedCustomer {
  const name = companyName?.trim() || domain || id
  return { id, name, domain: domain.toLowerCase() }
}

/** The next page is asked for with `seekOperation=Next` beside the token. */
const seeking = (path: string): string =>
  /[?&]seekOperation=/i.test(path) ? path : `${path}${path.includes('?') ? '&' : '?'}seekOperation=Next`
