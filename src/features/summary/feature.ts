import type { Feature } from '../../chat/feature.ts'
import { morningOccasion } from '../../workflow/notices/mornings.service.ts'
import { dateIn } from '../../workflow/notices/mornings.ts'
import type { Shared } from '../../workflow/shared.ts'
import { summaryNotice } from './summary.cards.ts'
import { summaryService } from './summary.service.ts'

export function summaryFeature(desk: Shared): Feature {
  const { addresses, mornings } = desk
  const summary = summaryService(desk)
  return {
    name: 'summary',
    rounds: { 'summary.mornings': () => mornings.look() },
    occasions: {
      [morningOccasion]: {
        kind: 'mornings',
        draw: async (notice, { reader, now }) => {
          // Who could not be reached for days gets no pile of mornings: each belongs to its day.
          if (notice.stage !== dateIn(reader.timeZone, now)) return undefined
          const told = await summary.of(notice, now)
          return told && summaryNotice(reader, now, told, { recipient: notice.recipient, tab: addresses.tab('today') })
        },
      },
    },
  }
}
