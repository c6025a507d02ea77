import type { Move } from '../../chat/card-flow.ts'
import type { Turn } from '../../chat/turn.ts'
import type { Customer } from '../../commerce/order.ts'
import { productWords, saysProduct } from '../../commerce/product-words.ts'
import { cut } from '../../platform/text.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import { readingText } from '../../workflow/customers/reading.text.ts'
import type { ByHandService } from './by-hand.service.ts'
import type { KeysService } from './keys.service.ts'
import { firstShown, type KeysValues } from './keys-values.ts'
import type { Software } from './software.ts'
import { toLine } from './to-line.ts'

type Step = Extract<Move<KeysValues>, { values: KeysValues }> & { readonly to: string }

/** The customer's software; where a sentence's words fit exactly one, what can be had of that. */
export async function toSoftware(
  keys: KeysService,
  byHand: ByHandService,
  turn: Turn,
  customer: Customer,
  about = '',
): Promise<Step> {
  const software = await keys.software(whoOf(turn), customer.id)
  const values = { customerId: customer.id, shown: firstShown }
  const [one, another] = software
  // One thing alone needs no choosing.
  const alone = one !== undefined && another === undefined && one.state === 'standing' ? one : undefined
  const to = ({ order, line }: Software) =>
    toLine(keys, byHand, whoOf(turn), { ...values, orderId: order.id, lineItem: line.number })
  if (productWords(about).length === 0) return alone === undefined ? { to: 'software', values } : to(alone)
  const words = readingText[turn.reader.language]
  const [first, second] = software.filter(({ state, line }) => state === 'standing' && saysProduct(about, line))
  if (first === undefined) return { to: 'software', values, entry: { problem: words.noneFits(about) } }
  if (second === undefined) return to(first)
  const asked = { ...values, about: cut(about, 100) }
  return { to: 'software', values: asked, entry: { mistakes: { software: words.severalFit(about) } } }
}
