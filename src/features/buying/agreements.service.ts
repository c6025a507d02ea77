import { buyPageOf } from '../../chat/tab-button.ts'
import { may, requireRole, type Who } from '../../commerce/access.ts'
import type { Customer } from '../../commerce/order.ts'
import { later, minute } from '../../platform/clock.ts'
import { DomainError } from '../../platform/errors.ts'
import type { Shared } from '../../workflow/shared.ts'
import type { AgreementsRepository, AgreementWait } from './agreements.repository.ts'
import { type BuyingValues, buyingValues } from './buying-values.ts'

/** How often an agreement that somebody waits for is looked at. */
const looksEvery = 5 * minute
const batch = 50

export const acceptedOccasion = 'buying.agreement-accepted'

/** Tells buyers who wait for it that a customer has accepted the Microsoft Customer Agreement, once. */
export function agreementsService(
  { partnerCenter, directory, notices, addresses, clock }: Shared,
  repository: AgreementsRepository,
) {
  return { wait, waits, look, keptForm, toldOf }

  /** Keeps what is filled in, and tells the person when it can be ordered. @throws RoleMissing */
  async function wait(who: Who, customerId: string, form: BuyingValues): Promise<void> {
    await requireRole(directory, who, 'buy')
    const at = clock.now()
    await repository.add(who, { customerId, form, at, lookAt: later(at, looksEvery) })
  }

  async function waits(who: Who, customerId: string): Promise<boolean> {
    const known = await repository.ofCustomer(who, customerId)
    return known !== undefined && known.lookAt !== null
  }

  /** What a round does. */
  async function look(): Promise<void> {
    const now = clock.now()
    const due = await repository.takeDue(now, later(now, looksEvery), batch)
    const byCustomer = Map.groupBy(due, ({ partnerId, customerId }) => `${partnerId}/${customerId}`)
    for (const waiting of byCustomer.values())
      if (await isAccepted(waiting[0])) for (const it of waiting) await tell(it)
  }

  /** The form as it was filled in, for who did. */
  async function keptForm({ partnerId, agentId }: Who, id: string): Promise<BuyingValues | undefined> {
    const wait = await repository.find(id)
    if (wait?.partnerId !== partnerId || wait.agentId !== agentId) return undefined
    return { ...buyingValues.parse(wait.form), customerId: wait.customerId }
  }

  /** @returns undefined for who may not buy any more. @throws PartnerCenterUnavailable */
  async function toldOf(
    { partnerId, agentId }: Who,
    id: string,
  ): Promise<{ customer: Customer; tab: string } | undefined> {
    const wait = await repository.find(id)
    if (wait?.partnerId !== partnerId || wait.agentId !== agentId) return undefined
    const agent = await directory.agent(partnerId, agentId)
    if (agent === undefined || !may(agent, 'buy')) return undefined
    const tab = addresses.tab(buyPageOf(wait.customerId, id))
    return { customer: await partnerCenter.customer(partnerId, wait.customerId), tab }
  }

  /** What Partner Center does not say now is looked at again. */
  async function isAccepted(wait: AgreementWait | undefined): Promise<boolean> {
    if (wait === undefined) return false
    try {
      return (await partnerCenter.agreement(wait.partnerId, wait.customerId)).state === 'accepted'
    } catch (error) {
      if (error instanceof DomainError) return false
      throw error
    }
  }

  async function tell({ id: subjectId, partnerId, agentId: recipient }: AgreementWait): Promise<void> {
    await repository.told(subjectId, (rows) =>
      notices.tell(rows, [{ partnerId, recipient, occasion: acceptedOccasion, subjectId }]),
    )
  }
}

export type AgreementsService = ReturnType<typeof agreementsService>
