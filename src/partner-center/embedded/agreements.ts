import type { Agreement } from '../../commerce/agreement.ts'
import type { CustomerRow } from './embedded.repository.ts'

/** Where a global administrator of a customer finds Microsoft's agreements. */
const address = 'https://admin.microsoft.com/Adminportal/Home#/BillingAccounts'

/**
 * What is said of a customer's agreement.
 * @param otherwise of those who have not accepted it, unless their row says something else
 */
export function agreementOf(
  { agreementAccepted, agreementSaid }: CustomerRow,
  otherwise: Agreement['state'] = 'missing',
): Agreement {
  const state = statesSaid.find((known) => known === agreementSaid) ?? (agreementAccepted ? 'accepted' : otherwise)
  return state === 'missing' || state === 'outdated' ? { state, address } : { state }
}

const statesSaid = ['outdated', 'unknown'] as const
