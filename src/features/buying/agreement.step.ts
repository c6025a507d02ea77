import { z } from 'zod'
import { act, type Move, type Step } from '../../chat/card-flow.ts'
import type { Turn } from '../../chat/turn.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import { agreementCard } from './agreement.cards.ts'
import { agreementText } from './agreement.text.ts'
import type { AgreementsService } from './agreements.service.ts'
import type { BuyingService } from './buying.service.ts'
import type { BuyingValues } from './buying-values.ts'

const nothing = z.object({})

/** Where a purchase stops whose customer has not accepted the Microsoft Customer Agreement. */
export const agreementStep = (
  buying: BuyingService,
  agreements: AgreementsService,
  goOn: (turn: Turn, values: BuyingValues) => Promise<Move<BuyingValues>>,
): Step<BuyingValues> => ({
  id: 'agreement',
  show: async (turn, { customerId = '' }, entry, buttons) => {
    const who = whoOf(turn)
    const customer = await buying.customer(who, customerId)
    const missing = await buying.missingAgreement(who, customer)
    const waits = await agreements.waits(who, customerId)
    return agreementCard({ read: turn.reader, customer, missing, waits, entry, buttons })
  },
  acts: {
    tell: act({
      inputs: nothing,
      run: async (turn, values: BuyingValues) => {
        await agreements.wait(whoOf(turn), values.customerId ?? '', values)
        return { values }
      },
    }),
    again: act({
      inputs: nothing,
      run: async (turn, values: BuyingValues) => {
        const move = await goOn(turn, values)
        const still = 'to' in move && move.to === 'agreement'
        return still ? { values, entry: { remark: agreementText[turn.reader.language].stillMissing } } : move
      },
    }),
    back: act({ inputs: nothing, run: async (_turn, values: BuyingValues) => ({ to: 'customer', values }) }),
  },
})
