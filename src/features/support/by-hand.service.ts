import type { Who } from '../../commerce/access.ts'
import type { Clock } from '../../platform/clock.ts'
import type { CommentsRepository } from './comments.repository.ts'
import type { MovingService } from './moving.service.ts'
import { SupportClosed, SupportMovedOn } from './support.errors.ts'
import { isByHand } from './support.ts'

interface ByHandOptions {
  moving: MovingService
  comments: CommentsRepository
  clock: Clock
}

/** Where Partner Center takes no requests by call: people carry them there, and tell here what became of them. */
export class ByHandService {
  private readonly options: ByHandOptions

  constructor(options: ByHandOptions) {
    this.options = options
  }

  /**
   * Takes the number that Partner Center gave: the request is in progress then.
   * @throws RoleMissing, SupportUnknown, SupportMovedOn when it has another one, or is closed
   */
  takeTicket(who: Who, id: string, ticket: string): Promise<void> {
    const { moving } = this.options
    return moving.change(who, id, async (rows, request) => {
      if (request.ticket === ticket) return
      if (request.ticket !== null || request.status !== 'sent' || !isByHand(request)) throw new SupportMovedOn()
      await moving.move(rows, request, { status: 'in-progress', ticket }, who)
    })
  }

  /**
   * Keeps what Microsoft has answered, as a comment of theirs.
   * @param key the comment's id, made when the card was drawn
   * @returns false when that key has brought another comment already.
   * @throws RoleMissing, SupportUnknown, SupportClosed, SupportMovedOn before it has a ticket
   */
  answer(who: Who, id: string, { key, text }: { key: string; text: string }): Promise<boolean> {
    const { moving, comments, clock } = this.options
    return moving.change(who, id, async (rows, request) => {
      const known = await comments.find(key, rows)
      if (known !== undefined) return known.supportId === id && known.agentId === null && known.text === text
      if (request.status === 'closed') throw new SupportClosed()
      if (request.status === 'sent' || !isByHand(request)) throw new SupportMovedOn()
      await comments.add(rows, [{ id: key, supportId: id, agentId: null, text, at: clock.now(), noteId: null }])
      await moving.remember(rows, request, who.agentId, 'support-commented', { by: 'Microsoft' })
      if (request.status === 'answered') await moving.tell(rows, request, who.agentId, `note/${key}`)
      else await moving.move(rows, request, { status: 'answered' }, who)
      return true
    })
  }
}
