import type { Turn } from '../../chat/turn.ts'
import type { Customer } from '../../commerce/order.ts'
import { type CatalogItem, refText } from '../../commerce/product.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import { agreementText } from './agreement.text.ts'
import type { AgreementsService } from './agreements.service.ts'
import { wishOf } from './buying-values.ts'
import { isRefOf, matchWords } from './catalogue.ts'
import { itemRow } from './products-found.ts'

interface ForCustomer {
  readonly customer: Customer
  readonly catalogue: readonly CatalogItem[]
}

/**
 * A form that waited for the customer's agreement, as the page draws it; `without` says what of it is not sold any more.
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
  const { about } = kept
  const match = about === undefined ? undefined : matchWords(catalogue, about)
  const filled = match?.kind === 'one' ? { ...kept, item: refText(match.item.ref) } : kept
  const { lines: waited, poNumber = '', reseller } = wishOf(filled)
  const lines = waited.flatMap(({ item: said, quantity, place }) => {
    const item = catalogue.find(({ ref }) => isRefOf(ref, said))
    return item === undefined ? [] : [{ ...itemRow(item, turn.reader), quantity: String(quantity ?? ''), place }]
  })
  const gone = waited.length - lines.length
  return {
    ...{ lines, poNumber, reseller },
    ...(about !== undefined && match?.kind !== 'one' && { about, quantity: kept.quantity ?? '' }),
    ...(gone > 0 && { without: agreementText[turn.reader.language].without(gone) }),
  }
}
