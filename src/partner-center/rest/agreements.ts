import type { Agreement } from '../../commerce/agreement.ts'
import { PartnerCenterRefused } from '../../commerce/errors.ts'
import type { Cloud } from './addresses.ts'
import type { Calls } from './calls.ts'
import { type Customers, requireId } from './customers.ts'
import { agreements, directAgreement } from './wire/customers.ts'

/** Where a global administrator of a customer finds Microsoft's agreements, and accepts them. */
export const agreementAddress = 'https://admin.microsoft.com/Adminportal/Home#/BillingAccounts'

/** What a partner attested before that has to be accepted again: "Integrate sandbox: confirm customer acceptance", 2023. */
const attestedAnewSince = new Date('2023-04-01T00:00:00Z')

/** Whether customers accepted the Microsoft Customer Agreement, themselves or by their partner's word. */
export function agreementsOf(call: Calls, { one }: Pick<Customers, 'one'>, cloud: Cloud) {
  /** @throws CustomerUnknown */
  return async function agreement(partnerId: string, customerId: string): Promise<Agreement> {
    const path = `/customers/${requireId(customerId)}`
    const asked = { partnerId, customerId }
    if (cloud !== 'global') {
      // Sovereign clouds have no such resources: only whether there is such a customer is told.
      await one(partnerId, customerId)
      return { state: 'unknown' }
    }
    const [direct, attested] = await Promise.all([
      call({
        ...asked,
        name: 'direct agreement',
        path: `${path}/directSignedMicrosoftCustomerAgreementStatus`,
        answer: directAgreement,
      }).catch(unlessRefused),
      call({
        ...asked,
        name: 'attested agreement',
        path: `${path}/agreements?agreementType=MicrosoftCustomerAgreement`,
        answer: agreements,
      }).catch(unlessRefused),
    ])
    if (direct?.value.isSigned) return { state: 'accepted' }
    if (attested === undefined) return { state: 'unknown' }
    const dates = (attested.value.items ?? [])
      .filter(isCustomerAgreement)
      .map(({ dateAgreed }) => dateAgreed?.getTime())
    const newest = Math.max(...dates.map((at) => at ?? Number.NEGATIVE_INFINITY))
    if (dates.length > 0 && newest >= attestedAnewSince.getTime()) return { state: 'accepted' }
    // Whether the customer has signed itself was not told: then neither is it missing.
    if (direct === undefined) return { state: 'unknown' }
    return { state: dates.length > 0 ? 'outdated' : 'missing', address: agreementAddress }
  }
}

const isCustomerAgreement = ({ type = '' }: { readonly type?: string | undefined }): boolean =>
  type === '' || type.toLowerCase() === 'microsoftcustomeragreement'

/** A service that does not tell forbids nothing: an order is refused if the agreement is missing. */
function unlessRefused(error: unknown): undefined {
  if (!(error instanceof PartnerCenterRefused) || error.means === 'connection') throw error
  return undefined
}
