import { z } from 'zod'
import { optional, word } from './shapes.ts'

/** `{ code, description, data, source }`; the limiter's own is `{ statusCode, message }`, and anything may be missing. */
export const errorBody = z.object({
  code: optional(word),
  description: optional(z.string()),
  message: optional(z.string()),
})
