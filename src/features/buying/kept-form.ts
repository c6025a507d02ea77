import type { Turn } from '../../chat/turn.ts'
import type { Customer } from '../../commerce/order.ts'
import { type CatalogItem, refText } from '../../commerce/product.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { AgreementsService } from './agreements.service.ts'
import { wishOf } from './buying-values.ts'
import { isRefOf, matchWords } from './catalogue.ts'
import { itemRow } from './products-found.ts'

interface ForCustomer {
  readonly customer: Customer
  readonly catalogue: readonly CatalogItem[]
}

/**
 * A form that waited for the customer's agreement, as the page draws it; what is not sold any more is left out.
 * @returns undefined for a form of somebody else, or for another customer
 */
export async function keptForm(
  agreements: Pick<AgreementsService, 'keptForm'>,
  turn: Turn,
  id: string,
  { customer, catalogue }: ForCustomer,
) {
  const kept = await agreements.keptForm(whoOf(turn), id)
  if (kept?.customerId !== customer.id) return undefined
  // Words of a sentence wait as they were said.
  const match = kept.about === undefined ? undefined : matchWords(catalogue, kept.about)
  const filled = match?.kind === 'one' ? { ...kept, item: refText(match.item.ref) } : kept
  const { lines, poNumber = '', reseller } = wishOf(filled)
  return {
    ...(match?.kind === 'several' && { about: kept.about }),
    lines: lines.flatMap(({ item: said, quantity, place }) => {
      const item = catalogue.find(({ ref }) => isRefOf(ref, said))
      return item === undefined ? [] : [{ ...itemRow(item, turn.reader), quantity: String(quantity ?? ''), place }]
    }),
    ...{ poNumber, reseller },
  }
}
