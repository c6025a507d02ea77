import type { Money } from '../../commerce/money.ts'
import type { Rows } from '../../platform/database/database.ts'
import type { ApprovalKind } from './approval-policy.ts'

/** What waits for an approval: the features that own purchases and cancellations are reached through this door. */
export interface ApprovalSubject {
  /**
   * Checks again, as the person who asked, all that was checked when it was asked for, and has it carried out, once: what is
   * not waiting any more is left alone. The feature tells the outcome to ApprovedService.
   * @param comesTo is told, in its transaction, what it comes to now, where that may be another amount than was asked for.
   * @throws PartnerCenterUnavailable, or the DomainError that stands against it
   */
  carryOut(id: string, comesTo: (rows: Rows, worth: Money | undefined) => Promise<void>): Promise<void>
  /** Ends what waited: nobody said yes to it. In the decision's transaction. */
  end(rows: Rows, id: string): Promise<void>
  /** Ends what waited and cannot be carried out any more. @returns false when it does not wait any more. */
  refuse(rows: Rows, id: string, code: string): Promise<boolean>
  /** Has the card that it was asked for on edited. */
  editCard(rows: Rows, id: string): Promise<void>
}

/** Where features register what waits for approvals: they are made of the services that ask for it. */
export interface ApprovalSubjects {
  register(kind: ApprovalKind, subject: ApprovalSubject): void
  of(kind: ApprovalKind): ApprovalSubject
}

export function approvalSubjects(): ApprovalSubjects {
  const known = new Map<ApprovalKind, ApprovalSubject>()
  return {
    register: (kind, subject) => {
      if (known.has(kind)) throw new Error(`approvals of a ${kind} are registered twice`)
      known.set(kind, subject)
    },
    of: (kind) => {
      const subject = known.get(kind)
      if (subject === undefined) throw new Error(`no feature has registered approvals of a ${kind}`)
      return subject
    },
  }
}
