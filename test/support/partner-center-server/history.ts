import { day, later } from '../../../src/platform/clock.ts'
import { availabilityId, cartPrice, defaultCurrency, skuOf } from './goods.ts'
import { digestOf } from './stamps.ts'
import type { CustomerRecord, OrderRecord, Partner } from './world.ts'

/** What a customer has bought before, made when it is read: 100,000 customers' orders need no memory. */
export function historyOf(partner: Partner, now: Date, orders: number): NonNullable<CustomerRecord['history']> {
  const sku = skuOf('DG7GMGF0DVSV', '0001')
  if (sku === undefined) throw new Error('nobody sells Windows Server CAL')
  return ({ id: customerId, country }) =>
    Array.from({ length: orders }, (_, number): OrderRecord => {
      const digest = digestOf(`history/${customerId}/${number}`)
      const at = later(now, -(1 + (digest.readUInt16BE(0) % 700)) * day)
      const currency = defaultCurrency(country)
      return {
        id: `${digest.subarray(0, 24).toString('base64url')}1`,
        alternateId: digest.subarray(24, 30).toString('hex'),
        ...{ customerId, currency, createdAt: at, showsFrom: at, billingCycle: 'one_time' },
        lines: [
          {
            number: 0,
            offerId: `${sku.productId}:${sku.id}:${availabilityId(sku, country, 'commercial', at)}`,
            ...{ kind: sku.kind, friendlyName: sku.title, quantity: 1 + number, cycles: 1 },
            price: cartPrice(partner, sku, { country, currency, billing: 'one_time', at }).toNumber(),
          },
        ],
        progress: [{ status: 'completed', from: at }],
      }
    })
}

/** To be read only. */
export const ordersOf = ({ orders }: Partner, customer: CustomerRecord): readonly OrderRecord[] =>
  orders.get(customer.id) ?? customer.history?.(customer) ?? []

/** To be changed or added to: what was made to be read is kept from now on. */
export function keptOrders({ orders }: Partner, customer: CustomerRecord): OrderRecord[] {
  const kept = orders.get(customer.id) ?? customer.history?.(customer) ?? []
  orders.set(customer.id, kept)
  return kept
}
