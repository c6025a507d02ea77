import { isSoftware } from '../../commerce/product.ts'
import { type Clock, day, later } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Vault } from '../../platform/secrets.ts'
import { catalogueOf, offerOfRef } from './catalogue.ts'
import { EmbeddedRepository, type NewOrderRow } from './embedded.repository.ts'
import { keyContext, newProductKey } from './product-key.ts'
import { partnerA, type SampleLine, sampleCustomers, sampleOrders, withoutAgreement } from './sample-orders.ts'

const contoso = 'c0000000-0000-4000-8000-000000000001'

/**
 * The sample world of the embedded Partner Center: its customers, and Contoso's orders in every state. Ages count from
 * now, in whole days, so that "1 day remains" holds for a day. Does nothing where the world is already.
 * @returns whether it was added.
 */
export async function seedSampleWorld(to: { database: Database; clock: Clock; vault: Vault }): Promise<boolean> {
  const now = to.clock.now()
  return new EmbeddedRepository(to.database).addWorld(
    sampleCustomers.map(([partnerId, number, name, domain, market]) => ({
      partnerId,
      id: `c0000000-0000-4000-8000-0000000000${number}`,
      name,
      domain,
      market,
      agreementAccepted: name !== withoutAgreement,
    })),
    sampleOrders.map(([id, age, lines]) => ({
      partnerId: partnerA,
      id,
      customerId: contoso,
      currency: 'USD',
      createdAt: later(now, -age * day),
      requestId: null,
      lines: lines.map((sample, number) => lineRow(to.vault, id, number, sample)),
    })),
  )
}

function lineRow(vault: Vault, orderId: string, number: number, sample: SampleLine): NewOrderRow['lines'][number] {
  const { product, sku, term, quantity } = sample
  const item = catalogueOf('US').find(
    (known) => known.product === product && known.sku === sku && known.ref.term === term,
  )
  const offer = item && offerOfRef(item.ref)
  if (item === undefined || offer === undefined) throw new Error(`the catalogue has no ${product}, ${sku}, ${term}`)
  return {
    number,
    catalogItem: offer.catalogItem,
    quantity,
    unitPrice: item.unitPrice.amount.toFixed(),
    keySealed: isSoftware(item.family) ? vault.seal(newProductKey(), keyContext(partnerA, orderId, number)) : null,
  }
}
