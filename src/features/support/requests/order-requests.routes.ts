import { z } from 'zod'
import { moment, toned } from '../../../chat/common.routes.ts'

export const orderRequestsRoutes = {
  /** Support requests about one order, newest first. */
  'support.of-order': {
    asks: z.strictObject({ orderId: z.string().min(1).max(100) }),
    tells: z.object({
      requests: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          title: z.string(),
          state: toned,
          amount: z.string(),
          sent: moment,
        }),
      ),
    }),
  },
}
