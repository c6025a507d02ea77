import { z } from 'zod'
import type { Feature } from '../../chat/feature.ts'
import { job } from '../../platform/jobs.ts'
import type { LanesService } from './lanes.service.ts'
import { mutePress } from './mute-press.ts'
import type { NoticeWishesService } from './notice-wishes.service.ts'

interface NoticesDoors {
  lanes: LanesService
  wishes: NoticeWishesService
}

export const noticesFeature = ({ lanes, wishes }: NoticesDoors): Feature => ({
  name: 'notices',
  presses: { notices: mutePress(wishes) },
  jobs: {
    'notices.wake': job(z.object({ partnerIds: z.array(z.guid()) }), async ({ partnerIds }) => {
      await Promise.all(partnerIds.map((partnerId) => lanes.wake(partnerId)))
    }),
  },
  rounds: { 'notices.sweep': () => lanes.sweep() },
})
