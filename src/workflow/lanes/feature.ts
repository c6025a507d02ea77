import { z } from 'zod'
import type { Feature } from '../../chat/feature.ts'
import { job } from '../../platform/jobs.ts'
import type { LanesService } from './lanes.service.ts'

export const lanesFeature = ({ lanes }: { lanes: LanesService }): Feature => ({
  name: 'lanes',
  jobs: {
    'notices.wake': job(z.object({ partnerIds: z.array(z.guid()) }), async ({ partnerIds }) => {
      await Promise.all(partnerIds.map((partnerId) => lanes.wake(partnerId)))
    }),
  },
  rounds: { 'notices.sweep': () => lanes.sweep() },
})
