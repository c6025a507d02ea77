import type { Feature } from '../../chat/feature.ts'
import { type MorningsService, morningOccasion } from '../../workflow/notices/mornings.service.ts'
import { dateIn } from '../../workflow/notices/mornings.ts'
import { summaryNotice } from './summary.cards.ts'
import type { SummaryService } from './summary.service.ts'

interface SummaryDoors {
  summary: SummaryService
  mornings: MorningsService
}

/** What holds each morning, for agents and shared chats that wish to hear it. */
export const summaryFeature = ({ summary, mornings }: SummaryDoors): Feature => ({
  name: 'summary',
  rounds: { 'summary.mornings': () => mornings.look() },
  occasions: {
    [morningOccasion]: {
      kind: 'mornings',
      draw: async (notice, { reader, now }) => {
        // Who could not be reached for days gets no pile of mornings: each belongs to its day.
        if (notice.stage !== dateIn(reader.timeZone, now)) return undefined
        const told = await summary.of(notice, now)
        return told && summaryNotice(reader, now, told, notice.recipient)
      },
    },
  },
})
