import type { Feature } from '../../chat/feature.ts'
import { isGuid } from '../../platform/guid.ts'
import type { Shared } from '../../workflow/shared.ts'
import { keepPress } from './keep-press.ts'
import { keptOrdersRepository } from './kept-orders.repository.ts'
import { closingToday } from './today.ts'
import { windowNotice } from './windows.cards.ts'
import { windowCloses, windowsService } from './windows.service.ts'

export function windowsFeature(desk: Shared): Feature {
  const kept = keptOrdersRepository(desk)
  const windows = windowsService(desk, kept)
  return {
    name: 'windows',
    today: closingToday(desk, kept),
    presses: { windows: keepPress(windows) },
    rounds: { 'windows.look': () => windows.look() },
    occasions: {
      [windowCloses]: {
        kind: 'windows',
        draw: async ({ partnerId, recipient, subjectId, stage, activityId }, { reader, now }) => {
          const asked = { stage, sent: activityId != null }
          const closing = await windows.atStage({ partnerId, agentId: recipient }, subjectId, asked)
          return closing && windowNotice(reader, now, closing, isGuid(recipient))
        },
      },
    },
  }
}
