import { z } from 'zod'
import { refusalText } from '../../chat/error-reply.ts'
import type { PressDoor } from '../../chat/feature.ts'
import { DomainError } from '../../platform/errors.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import { windowCard } from './windows.cards.ts'
import { type WindowsService, windowCloses } from './windows.service.ts'
import { windowsText } from './windows.text.ts'

const pressed = z.object({ act: z.literal('keep'), order: z.guid().transform((id) => id.toLowerCase()) })

/** *Keep* on any copy of the notice, by whoever may: every copy shows it then. */
export const keepPress =
  (windows: WindowsService): PressDoor =>
  async (turn, press) => {
    const words = windowsText[turn.reader.language]
    const wish = pressed.safeParse({ ...press.data, act: press.act }).data
    if (wish === undefined) return { words: words.gone }
    try {
      const order = await windows.keep(whoOf(turn), wish.order)
      const shown = await windows.asItStands(whoOf(turn), wish.order)
      if (shown === undefined) return { words: words.kept(order.id) }
      const { partnerId } = turn.agent
      return {
        card: windowCard(turn.reader, turn.now, shown, turn.chat === 'personal'),
        copyOf: { partnerId, occasions: [windowCloses], subjectId: wish.order },
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return { words: refusalText(turn.reader, error) }
    }
  }
