import { z } from 'zod'
import type { Move } from '../../chat/card-flow.ts'
import { refusalText } from '../../chat/error-reply.ts'
import { wordsField } from '../../chat/fields.ts'
import { onCard, type Turn } from '../../chat/turn.ts'
import { DomainError } from '../../platform/errors.ts'
import { longestReason } from '../../workflow/approvals/approval.ts'
import { ApprovalRuleChanged } from '../../workflow/approvals/approvals.errors.ts'
import { askingText } from '../../workflow/approvals/asking.text.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import { LinesNotShown } from './cancelling.errors.ts'
import type { CancellingService } from './cancelling.service.ts'
import { cancellingText } from './cancelling.text.ts'
import { type CancellingValues, orderId } from './cancelling-values.ts'
import { lineInput } from './lines.cards.ts'
import { linesText } from './lines.text.ts'

/** `0,2` */
const lineNumbers = z
  .string()
  .regex(/^\d{1,4}(,\d{1,4})*$/)
  .transform((shown) => shown.split(',').map(Number))

export const submission = z.looseObject({
  order: orderId,
  acknowledged: z.literal('true'),
  /** What the card said: nobody asks for an approval, or cancels without one, when they were shown otherwise. */
  asks: z.boolean().default(false),
  /** The lines that the card described, and whether they could be chosen from; not there when a list was shown. */
  shown: lineNumbers.optional(),
  ticks: z.boolean().default(false),
  why: wordsField(longestReason).transform((why) => (why === '' ? undefined : why)),
})

/** After a cancellation the card is its receipt; a refusal shows what holds for the order it was about. */
export async function submitOrder(
  cancelling: CancellingService,
  turn: Turn,
  values: CancellingValues,
  { order, asks, shown: described, ticks, why, ...inputs }: z.infer<typeof submission>,
  flowId: string,
): Promise<Move<CancellingValues>> {
  const { customerId = '', orderId } = values
  const { nowShown } = cancellingText[turn.reader.language]
  const { nowChosen, chooseLines } = linesText[turn.reader.language]
  const shown = (number: string) => ({
    values: { ...values, orderId: order, lines: undefined },
    entry: { typed: { why }, notice: nowShown(number) },
  })
  const lines = ticks ? ticked(inputs) : described
  const typed = { why, acknowledged: 'true' }
  if (lines?.length === 0) return { values, entry: { typed, mistakes: { lines: chooseLines } } }
  if (lines !== undefined && lines.join() !== described?.join()) {
    return { values: { ...values, orderId: order, lines }, entry: { typed, notice: nowChosen } }
  }
  try {
    await cancelling.submit(whoOf(turn), {
      ...{ customerId, orderId: order, lines, acknowledged: true, asks, why, origin: onCard(flowId) },
      shown: orderId === undefined ? undefined : { orderId, lines: described },
    })
    return { to: 'receipt', values: { ...values, orderId: order, lines: undefined } }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    // Picked from the list, its rule was not on the card yet; on a card of its own it has changed since.
    if (error instanceof LinesNotShown) return shown(error.facts.order)
    if (error instanceof ApprovalRuleChanged && orderId === undefined) return shown(order)
    const kept = error instanceof ApprovalRuleChanged ? { why } : typed
    return { values: { ...values, orderId: order }, entry: { typed: kept, problem: problem(turn, error) } }
  }
}

export const problem = ({ reader }: Turn, error: DomainError): string =>
  refusalText(reader, error, {
    ...askingText[reader.language].errors(reader),
    ...cancellingText[reader.language].errors,
  })

/** Numbers of the lines whose checkbox is ticked. */
const ticked = (inputs: Readonly<Record<string, unknown>>): number[] =>
  Object.entries(inputs)
    .flatMap(([name, value]) => (value === 'true' ? (isLine.exec(name)?.[1] ?? []) : []))
    .map(Number)
    .sort((a, b) => a - b)

const isLine = new RegExp(`^${lineInput}(\\d{1,4})$`)
