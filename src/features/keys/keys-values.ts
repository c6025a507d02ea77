import { z } from 'zod'
import { refusalText } from '../../chat/error-reply.ts'
import type { Turn } from '../../chat/turn.ts'
import type { LineRef } from '../../commerce/ports/partner-center.ts'
import type { DomainError } from '../../platform/errors.ts'
import { languages } from '../../platform/language.ts'
import { keysText } from './keys.text.ts'

/** Of a list, before *Show more*. */
export const firstShown = 5

/** What a card of the flow is about: ids and what was chosen, never a key or an address. */
export const keysValues = z.object({
  customerId: z.string().optional(),
  orderId: z.string().optional(),
  lineItem: z.number().optional(),
  /** How many of a list are on the card. */
  shown: z.number().default(firstShown),
  /** Left out: any. Not there before something was submitted. */
  wanted: z
    .object({ version: z.string().optional(), language: z.string().optional(), fileType: z.string().optional() })
    .optional(),
  /** Words of a sentence that name a product, until the customer is known. */
  about: z.string().optional(),
  linkId: z.string().optional(),
  /** Of the line's kept key: its id, not the key. */
  keyId: z.string().optional(),
  /** The form that takes something pasted: pressed twice, it is kept once. What was pasted is never here. */
  requestKey: z.guid().optional(),
  /** Of the message to the customer. */
  language: z.enum(languages).optional(),
})
export type KeysValues = z.infer<typeof keysValues>

export const lineOf = ({ customerId = '', orderId = '', lineItem = -1 }: KeysValues): LineRef => ({
  customerId,
  orderId,
  lineItem,
})

export const problem = (turn: Turn, error: DomainError): string =>
  refusalText(turn.reader, error, keysText[turn.reader.language].errors)
