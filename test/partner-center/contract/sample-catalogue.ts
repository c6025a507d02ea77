import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { PartnerCenterRefused } from '../../../src/commerce/errors.ts'
import { marketsWithoutReservations } from '../../../src/commerce/market.ts'
import { money } from '../../../src/commerce/money.ts'
import { type CatalogItem, refText } from '../../../src/commerce/product.ts'
import { placeOrder } from '../../support/placing.ts'
import { type ContractWorld, handsIn } from './world.ts'

/** What the sample world sells: the article's families, by its markets and at its prices. */
export function sampleCatalogue(world: () => ContractWorld): void {
  const { itemOf, ordersOf } = handsIn(world)
  const soldTo = (customer: string): Promise<CatalogItem[]> =>
    world().partnerCenter.catalogue(world().partner, customer)

  describe('the catalogue of the sample world', () => {
    test('has all families where reservations are sold, with refs that are the same in every market', async () => {
      const us = await soldTo(world().customers.contoso)
      expect(new Set(us.map((item) => item.family)).size).toBe(5)
      const german = await soldTo(await world().customerIn('DE'))
      expect(german.map((item) => refText(item.ref))).toEqual(us.map((item) => refText(item.ref)))
    })

    test.for([
      ['US', 'USD', false, 2],
      ['AU', 'AUD', true, 2],
      ['BR', 'BRL', true, 2],
      ['NZ', 'NZD', false, 2],
      ['JP', 'JPY', false, 0],
      ['KR', 'KRW', false, 0],
      ['KW', 'KWD', false, 3],
      ['DE', 'EUR', false, 2],
      ['GL', 'DKK', false, 2],
      ['CN', 'CNY', false, 2],
    ] as const)(
      'prices in %s are in %s; with tax: %s; at most %i digits',
      async ([market, currency, withTax, digits]) => {
        for (const { unitPrice = money(0, '???'), taxIncluded } of await soldTo(await world().customerIn(market))) {
          expect(unitPrice.currency).toBe(currency)
          expect(taxIncluded).toBe(withTax)
          expect(unitPrice.amount.gt(0)).toBe(true)
          expect(unitPrice.amount.decimalPlaces()).toBeLessThanOrEqual(digits)
        }
      },
    )

    test.for(marketsWithoutReservations.map((market) => [market]))(
      'in %s no reservation is offered, and a forged order of one is refused',
      async ([market = '']) => {
        const customer = await world().customerIn(market)
        const offered = (await soldTo(customer)).map((item) => item.family)
        expect(offered).not.toContain('azure-reservation')
        expect(offered).toContain('server-subscription')
        const { ref } = await itemOf('azure-reservation')
        const forged = { customerId: customer, ref, quantity: 1, requestId: randomUUID() }
        const { partnerCenter, partner } = world()
        const refusal = await placeOrder(partnerCenter, partner, forged).catch((error: unknown) => error)
        expect(refusal).toBeInstanceOf(PartnerCenterRefused)
        expect(refusal).toMatchObject({ means: 'refused' })
        expect(await ordersOf(customer)).toEqual([])
      },
    )
  })
}
