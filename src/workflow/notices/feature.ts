import { z } from 'zod'
import type { Feature } from '../../chat/feature.ts'
import { job } from '../../platform/jobs.ts'
import type { LanesService } from './lanes.service.ts'

export const noticesFeature = ({ lanes }: { lanes: LanesService }): Feature => ({
  name: 'notices',
  jobs: {
    'notices.wake': job(z.object({ partnerId: z.guid() }), ({ partnerId }) => lanes.drain(partnerId)),
  },
})
