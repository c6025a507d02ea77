import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { auditRecords } from '../../src/partner-center/rest/wire/audit.ts'
import { agreements, billingProfile, customer, customers } from '../../src/partner-center/rest/wire/customers.ts'
import { errorBody } from '../../src/partner-center/rest/wire/errors.ts'
import { cart, checkout, order, orders } from '../../src/partner-center/rest/wire/orders.ts'
import {
  availabilities,
  availability,
  inventory,
  product,
  products,
  registration,
  sku,
  skus,
} from '../../src/partner-center/rest/wire/products.ts'
import { serviceRequest } from '../../src/partner-center/rest/wire/service-requests.ts'
import { camelKeys } from '../../src/partner-center/rest/wire/shapes.ts'
import { subscription, subscriptions } from '../../src/partner-center/rest/wire/subscriptions.ts'

/** By the beginning of a sample's name; a sample whose name is in none is of an endpoint that is not in use. */
const schemas: readonly (readonly [RegExp, z.ZodType, collection?: z.ZodType])[] = [
  [/^10-customer--get-a-customer-by-id/, customer],
  [/^10-customer--get-a-(list-of-customers|customer-by-name)/, customers],
  [/^10-customer--get-all-of-a-customer-s-billing-profiles/, billingProfile],
  [/^10-customer--get-confirmation-of-customer-agreement/, agreements],
  [/^20-catalog--check-inventory/, inventory],
  [/^20-catalog--get-a-list-of-products--/, product, products],
  [/^20-catalog--get-a-product-by-id/, product],
  [/^20-catalog--get-a-list-of-skus-for-a-product--/, sku, skus],
  [/^20-catalog--get-a-sku-by-id/, sku],
  // The page shows a SKU as the answer for an Azure plan: it is no availability.
  [/^20-catalog--get-a-list-of-availabilities-for-a-sku--/, availability, availabilities],
  [/^20-catalog--get-an-availability-by-id/, availability],
  [/^30-cart--create-a-cart/, cart],
  [/^30-cart--checkout-a-cart/, checkout],
  [/^35-order--(create-an-order|get-an-order-by-id)/, order],
  [/^35-order--get-all-of-a-customer-s-orders/, orders],
  [/^38-cancel--cancel-software-purchases/, order],
  [/^50-subscription--get-a-subscription-by-id/, subscription],
  [/^50-subscription--get-(a-list-of-subscriptions-by-order|all-of-a-customer-s-subscriptions)/, subscriptions],
  [/^50-subscription--get-subscription-registration-status/, registration],
  [/^70-audit--/, auditRecords],
  [/^80-service-request--(create|get-service-request-details|update)/, serviceRequest],
  [/^95-error--/, errorBody],
]

interface Sample {
  readonly response?: { readonly body?: unknown } | null
}

const folder = ['../shared', '../../shared']
  .map((shared) => path.resolve(shared, 'partner-center/samples'))
  .find(existsSync)
const samples = (folder === undefined ? [] : readdirSync(folder)).flatMap((file) => {
  const { response } = JSON.parse(readFileSync(path.join(folder ?? '', file), 'utf8')) as Sample
  const known = schemas.find(([name]) => name.test(file))
  const body = response?.body
  return known === undefined || body === undefined || body === null ? [] : [{ file, body, known }]
})

if (folder === undefined) process.stderr.write('Microsoft’s samples are left out: there is no shared folder here.\n')

describe.skipIf(folder === undefined)('Microsoft’s own sample', () => {
  it.for(samples)('$file is read', ({ body, known: [, one, many = one] }) => {
    const schema = typeof body === 'object' && 'items' in body ? many : one
    const read = schema.safeParse(camelKeys(body))
    expect(read.error?.issues ?? []).toEqual([])
  })

  it('is there for every kind of answer that is read', () => {
    const unread = schemas.filter((known) => !samples.some((sample) => sample.known === known))
    expect(unread.map(([name]) => name.source)).toEqual([])
  })
})
