import { z } from 'zod'
import { noticeKinds, type PressDoor } from '../../chat/feature.ts'
import type { NoticeWishesService } from './notice-wishes.service.ts'
import { noticesText } from './notices.text.ts'

const muting = z.object({ kind: z.enum(noticeKinds) })

/** *Mute this* on any notice: for the presser, at once. The card stays as it is; the words below it say what was done. */
export const mutePress =
  (wishes: NoticeWishesService): PressDoor =>
  async ({ agent, reader }, { act, data }) => {
    const words = noticesText[reader.language]
    const muted = muting.safeParse(data).data
    if (act !== 'mute' || muted === undefined) return { words: words.notMuted }
    await wishes.mute({ partnerId: agent.partnerId, agentId: agent.id }, muted.kind)
    return { words: words.muted(words.kinds[muted.kind]) }
  }
