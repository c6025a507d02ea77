import { z } from 'zod'
import { collection, moment, optional, word } from './shapes.ts'

export const serviceRequest = z.object({
  id: word,
  status: word,
  primaryContact: optional(z.object({ firstName: optional(z.string()), lastName: optional(z.string()) })),
  notes: optional(
    z.array(
      z.object({ createdByName: optional(z.string()), createdDate: optional(moment), text: optional(z.string()) }),
    ),
  ),
})
export type WireServiceRequest = z.output<typeof serviceRequest>

export const supportTopics = collection(z.object({ id: word, name: optional(z.string()) }))
