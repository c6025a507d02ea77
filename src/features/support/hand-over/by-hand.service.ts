import type { Shared } from '../../../workflow/shared.ts'
import type { CommentsRepository } from '../requests/comments.repository.ts'
import { SupportClosed, SupportMovedOn } from '../requests/support.errors.ts'
import type { SupportRepository } from '../requests/support.repository.ts'
import { isByHand } from '../requests/support.ts'
import type { MovingService, Presser } from './moving.service.ts'

/** Where Partner Center takes no requests by call: people carry them there, and tell here what became of them. */
export function byHandService(
  { clock }: Shared,
  moving: MovingService,
  repository: SupportRepository,
  comments: CommentsRepository,
) {
  return { takeTicket, answer }

  /**
   * Takes the number that Partner Center gave, and the request is in progress then; or another one instead of a mistyped one.
   * @param was the number that was seen before: anything else is not overwritten.
   * @throws RoleMissing, SupportUnknown, SupportMovedOn when it has another one, or is closed
   */
  function takeTicket(
    who: Presser,
    id: string,
    { ticket, was }: { ticket: string; was: string | null },
  ): Promise<void> {
    return moving.change(who, id, async (rows, request) => {
      if (request.ticket === ticket) return
      if (request.ticket !== was || !isByHand(request)) throw new SupportMovedOn()
      if (was === null) return moving.move(rows, request, { status: 'in-progress', ticket }, who)
      await repository.update(rows, request, { ticket })
      await moving.remember(rows, request, who.agentId, 'support-moved', { status: request.status, ticket })
    })
  }

  /**
   * Keeps what Microsoft has answered, as a comment of theirs.
   * @param key the comment's id, made when the card was drawn
   * @returns false when that key has brought another comment already.
   * @throws RoleMissing, SupportUnknown, SupportClosed, SupportMovedOn before it has a ticket
   */
  function answer(who: Presser, id: string, { key, text }: { key: string; text: string }): Promise<boolean> {
    return moving.change(who, id, async (rows, request) => {
      const known = await comments.find(key, rows)
      if (known !== undefined) return known.supportId === id && known.agentId === null && known.text === text
      if (request.status === 'closed') throw new SupportClosed()
      if (request.status === 'sent' || !isByHand(request)) throw new SupportMovedOn()
      await comments.add(rows, [{ id: key, supportId: id, agentId: null, text, at: clock.now(), noteId: null }])
      await moving.remember(rows, request, who.agentId, 'support-commented', { by: 'Microsoft' })
      if (request.status === 'answered') await moving.tell(rows, request, who.agentId, `comment/${key}`)
      else await moving.move(rows, request, { status: 'answered' }, who)
      return true
    })
  }
}

export type ByHandService = ReturnType<typeof byHandService>
