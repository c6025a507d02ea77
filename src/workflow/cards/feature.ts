import { z } from 'zod'
import type { Feature } from '../../chat/feature.ts'
import { job } from '../../platform/jobs.ts'
import type { CardEditsService } from './card-edits.service.ts'

const editing = z.object({ flowId: z.guid(), since: z.iso.datetime().pipe(z.coerce.date()).optional() })

/** What edits cards of any feature. */
export const cardsFeature = ({ cards }: { cards: CardEditsService }): Feature => ({
  name: 'cards',
  occasions: {
    // No notice is told by it: cards that people opened are edited by the lanes, and their stage is their flow.
    'cards.opened': {
      draw: async ({ stage }) => {
        const card = await cards.asItStands(stage)
        return card && { card, line: card.speak }
      },
    },
  },
  jobs: { 'cards.edit': job(editing, ({ flowId, since }) => cards.edit(flowId, since)) },
})
