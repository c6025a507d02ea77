import { DeskDirectory } from '../../src/directory/desk.directory.ts'
import { approvalPolicyRepository } from '../../src/workflow/approvals/approval-policy.repository.ts'
import { approvalPolicyService } from '../../src/workflow/approvals/approval-policy.service.ts'
import { type ApprovalPolicy, firstPolicy } from '../../src/workflow/approvals/approval-policy.ts'
import { activityOf } from './activity.ts'
import { type Person, partnerA, people, type World } from './desk.ts'
import { standingOn } from './ground.ts'

/** What partner A's global admin decides; the rest as it is at first. */
export async function decides(
  { database, clock }: Pick<World, 'database' | 'clock'>,
  policy: Partial<ApprovalPolicy>,
): Promise<void> {
  const policies = approvalPolicyService(
    standingOn({ directory: new DeskDirectory(database), clock }),
    approvalPolicyRepository({ database }),
    activityOf(database),
  )
  await policies.set({ partnerId: partnerA, agentId: people.globalAndAdmin }, { ...firstPolicy, ...policy })
}

/** Four years' worth of Windows Server for Fabrikam in Australia: AUD, tax included. */
export const fabrikamOrder = 'buy 4 windows server 2022 datacenter 1 year for fabrikam.com.au'

/** Fills a purchase in up to its review and asks for an approval. */
export async function asksToBuy(
  person: Person,
  why = 'renewal of the Perth site',
  words = fabrikamOrder,
): Promise<void> {
  await person.says(words)
  await person.presses('Review order')
  person.picks({ acknowledged: 'true', why })
  await person.presses('Ask for approval')
}

/** Fills a cancellation in and asks for an approval. */
export async function asksToCancel(person: Person, order = 'CSP-1001', why = 'ordered by mistake'): Promise<void> {
  await person.says(`cancel order ${order} for contoso.com`)
  person.picks({ acknowledged: 'true', why })
  await person.presses('Submit')
}
