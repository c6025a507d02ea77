import type { Drawn, StandingCard } from '../../chat/flows.ts'
import { PartnerCenterUnavailable } from '../../commerce/errors.ts'
import type { Ground } from '../../commerce/ground.ts'
import { askAgainAt } from '../../platform/ask-again.ts'
import { later as after, minute } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import { DomainError } from '../../platform/errors.ts'
import type { OpenedCardsRepository } from './opened-cards.repository.ts'

/** Who draws cards. */
interface Draws {
  refresh(flowId: string): Promise<void>
  drawn(flowId: string): Promise<Drawn | undefined>
}

/** A stored thing that cards stand for, and the card on which it was changed: that one shows it already. */
export interface Changed {
  readonly partnerId: string
  readonly subjectId: string
  readonly on?: string | undefined
}

/** How long a secret stays on a card before an edit may take it away. */
const secretStays = 2 * minute

/** Cards that stand for something that has changed since: edited in place, outside of a turn. */
export function cardEditsService(
  { database, jobs, clock }: Ground,
  opened: OpenedCardsRepository,
  { refresh, drawn }: Draws,
) {
  return { edit, later, stands, changed, asItStands }

  /**
   * A silent Partner Center is asked again for as long as it takes, ever more slowly. Who may no longer see the card is not
   * shown it, and nothing is tried again.
   * @param since when Partner Center was found silent first; left out, now.
   */
  async function edit(flowId: string, since?: Date): Promise<void> {
    try {
      await refresh(flowId)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      if (!(error instanceof PartnerCenterUnavailable)) return
      const now = clock.now()
      const silent = since ?? now
      const job = { flowId, since: silent.toISOString() }
      await database.transaction((rows) => jobs.enqueue(rows, 'cards.edit', job, askAgainAt(silent, now)))
    }
  }

  /** By a job, in the transaction of what has changed. */
  function later(rows: Rows, flowId: string): Promise<void> {
    return jobs.enqueue(rows, 'cards.edit', { flowId })
  }

  /** A card stands for something from now on. */
  function stands(card: StandingCard): Promise<void> {
    return opened.add(card, clock.now())
  }

  /** Has every card edited that stands for it, by the lanes, in the transaction of what has changed. */
  async function changed(rows: Rows, { partnerId, subjectId, on }: Changed): Promise<void> {
    const cards = await opened.mark(rows, subjectId, on, clock.now())
    if (cards > 0) await jobs.enqueue(rows, 'notices.wake', { partnerIds: [partnerId] })
  }

  /**
   * What the lanes edit a card to. A secret that its owner reads is left there; the card is edited when its time is over.
   * @returns undefined when it stays as it is. @throws PartnerCenterUnavailable
   */
  async function asItStands(flowId: string): Promise<Drawn['card'] | undefined> {
    try {
      const now = await drawn(flowId)
      if (now === undefined) return undefined
      const until = now.secretAt && after(now.secretAt, secretStays)
      if (until === undefined || until <= clock.now()) return now.card
      await database.transaction((rows) => jobs.enqueue(rows, 'cards.edit', { flowId }, until))
      return undefined
    } catch (error) {
      if (error instanceof PartnerCenterUnavailable || !(error instanceof DomainError)) throw error
      return undefined
    }
  }
}

export type CardEditsService = ReturnType<typeof cardEditsService>
