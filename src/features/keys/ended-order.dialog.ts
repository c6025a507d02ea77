import { z } from 'zod'
import type { Card } from '../../chat/card.ts'
import { act, type Entry, type Step } from '../../chat/card-flow.ts'
import type { FlowButtons } from '../../chat/press.ts'
import type { Turn } from '../../chat/turn.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { endedOrderCard } from './ended-order.cards.ts'
import { refusedCard } from './keys.cards.ts'
import type { KeysService } from './keys.service.ts'
import { keysText } from './keys.text.ts'
import { firstShown, type KeysValues } from './keys-values.ts'

const nothing = z.object({})

/** An order that is cancelled or being cancelled, by itself. */
export const endedStep = (keys: KeysService, customers: CustomersService): Step<KeysValues> => ({
  id: 'ended',
  show: async (turn, values, entry, buttons) => {
    const card = await endedCard(keys, customers, turn, values, entry, buttons)
    return card ?? refusedCard(turn.reader, keysText[turn.reader.language].changedMeanwhile, buttons)
  },
  acts: {
    back: act({
      inputs: nothing,
      run: async (_turn, { customerId }: KeysValues) => ({ to: 'software', values: { customerId, shown: firstShown } }),
    }),
  },
})

/** The card of an order that has ended; undefined for one that stands. */
export async function endedCard(
  keys: KeysService,
  customers: CustomersService,
  turn: Turn,
  { customerId = '', orderId = '' }: KeysValues,
  entry: Entry,
  buttons: FlowButtons,
): Promise<Card | undefined> {
  const ended = await keys.ended(whoOf(turn), { customerId, orderId })
  if (ended === undefined) return undefined
  const customer = await customers.find(whoOf(turn), customerId)
  return endedOrderCard({ read: turn.reader, customer, ended, entry, buttons })
}
