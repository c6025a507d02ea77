import { z } from 'zod'

const customer = z.object({ id: z.string(), name: z.string(), domain: z.string() })
export type CustomerRow = z.infer<typeof customer>

/** The typeahead over customers that forms begin with: by name, domain or tenant GUID; those dealt with last for no text. */
export const customersRoutes = {
  'customers.search': {
    asks: z.object({ text: z.string().max(300) }),
    tells: z.object({
      customers: z.array(customer),
      /** Of when what is searched is, where that is not now. */
      stale: z.string().optional(),
    }),
  },
}
