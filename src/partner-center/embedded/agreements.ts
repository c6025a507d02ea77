import type { Agreement } from '../../commerce/agreement.ts'
import type { CustomerRow } from './embedded.repository.ts'

/** Where a global administrator of a customer finds Microsoft's agreements. */
const address = 'https://admin.microsoft.com/Adminportal/Home#/BillingAccounts'

/** What is said of a customer's agreement. */
export function agreementOf({ agreementAccepted, agreementSaid }: CustomerRow): Agreement {
  if (agreementSaid === 'unknown') return { state: 'unknown' }
  if (agreementSaid === 'outdated') return { state: 'outdated', address }
  return agreementAccepted ? { state: 'accepted' } : { state: 'missing', address }
}
