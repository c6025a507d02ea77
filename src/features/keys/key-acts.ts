import { z } from 'zod'
import { act } from '../../chat/card-flow.ts'
import { audienceOf, onCard } from '../../chat/turn.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { KeysService } from './keys.service.ts'
import { type KeysValues, lineOf } from './keys-values.ts'

const nothing = z.object({})

/** A line's key on a card: it comes with this one answer, and is on no card that is drawn again. */
export const keyActs = (keys: KeysService) => ({
  'show-key': act({
    inputs: nothing,
    run: async (turn, values: KeysValues, _inputs, flowId) => {
      const secret = await keys.showKey(whoOf(turn), lineOf(values), onCard(flowId), audienceOf(turn))
      return { values, entry: { secret } }
    },
  }),
  'hide-key': act({ inputs: nothing, run: async (_turn, values: KeysValues) => ({ values }) }),
})
