import { requireRoleNow, type Who } from '../../../commerce/access.ts'
import type { Rows } from '../../../platform/database/database.ts'
import type { Activity } from '../../../workflow/activity/activity.ts'
import type { Shared } from '../../../workflow/shared.ts'
import { SupportUnknown } from '../requests/support.errors.ts'
import type { SupportChange, SupportRepository } from '../requests/support.repository.ts'
import { nameOf, type SupportRequest } from '../requests/support.ts'
import { isSubscriptionId } from '../requests/support-form.ts'

/** Who presses, and on which card: that one shows by itself what the press has changed. */
export interface Presser extends Who {
  readonly on?: string | undefined
}

/** Where a move comes from: a person, or (without one) Microsoft. */
export interface Mover {
  readonly agentId?: string | undefined
  /** Something else tells the requester of it. */
  readonly silently?: true
}

/** The stage of the notice that tells of a move; of a later move it is another one. */
export const stageOf = ({ status, movedAt }: Pick<SupportRequest, 'status' | 'movedAt'>): string =>
  `${status}/${movedAt.toISOString()}`

/** Moves support requests on: each move is remembered, and told to the requester unless it is their own. */
export function movingService({ directory, activity, cards, notices, clock }: Shared, repository: SupportRepository) {
  return { change, move, remember, tell, redraw }

  /**
   * Locks a request of the person's partner and decides by what holds then. Every other card that shows it is edited.
   * @throws RoleMissing, SupportUnknown
   */
  async function change<T>(
    who: Presser,
    id: string,
    work: (rows: Rows, request: SupportRequest) => Promise<T>,
  ): Promise<T> {
    await requireRoleNow(directory, who, 'request-support')
    const done = await repository.change(id, async (rows, request) => {
      if (request.partnerId !== who.partnerId) throw new SupportUnknown()
      const result = await work(rows, request)
      await redraw(rows, request, who.on)
      return { result }
    })
    if (done === undefined) throw new SupportUnknown()
    return done.result
  }

  /** Has every card edited that shows the request. @param on the card that shows it already */
  function redraw(rows: Rows, { id: subjectId, partnerId }: SupportRequest, on?: string): Promise<void> {
    return cards.changed(rows, { partnerId, subjectId, on })
  }

  async function move(
    rows: Rows,
    request: SupportRequest,
    to: Required<Pick<SupportChange, 'status'>> & SupportChange,
    { agentId, silently }: Mover,
  ): Promise<void> {
    const moved = { ...request, ...to, movedAt: clock.now() }
    await repository.update(rows, request, { ...to, movedAt: moved.movedAt })
    const ticket = moved.ticket === null ? {} : { ticket: moved.ticket }
    await remember(rows, moved, agentId, 'support-moved', { status: moved.status, ...ticket })
    if (silently !== true) await tell(rows, moved, agentId, stageOf(moved))
  }

  function remember(
    rows: Rows,
    request: SupportRequest,
    agentId: string | undefined,
    what: Activity,
    facts: Record<string, string> = {},
  ): Promise<void> {
    const { partnerId, customerId, about } = request
    return activity.remember(
      rows,
      { partnerId, ...(agentId !== undefined && { agentId }) },
      {
        what,
        ...(customerId !== null && { customerId }),
        ...(!isSubscriptionId(about) && { orderId: about }),
        at: clock.now(),
        facts: { support: nameOf(request), ...facts },
      },
    )
  }

  /** The requester is told; not of what they did themselves. */
  async function tell(rows: Rows, request: SupportRequest, agentId: string | undefined, stage: string): Promise<void> {
    const { id, partnerId, requesterId } = request
    if (agentId === requesterId) return
    const about = { partnerId, recipient: requesterId, occasion: 'support.moved', subjectId: id, stage }
    await notices.tell(rows, [about])
  }
}

export type MovingService = ReturnType<typeof movingService>
