import { z } from 'zod'

export const connectionRoutes = {
  /** What is wrong with the partner's connection, or will be, and who has to do what. */
  'connection.troubles': {
    asks: z.strictObject({}),
    tells: z.object({ troubles: z.array(z.object({ title: z.string(), mend: z.string() })) }),
  },
}
