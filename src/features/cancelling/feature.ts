import { z } from 'zod'
import { refusalText } from '../../chat/error-reply.ts'
import type { Beginning, Feature } from '../../chat/feature.ts'
import type { Flows } from '../../chat/flows.ts'
import type { Sentence } from '../../chat/sentence.ts'
import type { Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import { CustomerUnknown, PartnerCenterUnavailable } from '../../commerce/errors.ts'
import { DomainError } from '../../platform/errors.ts'
import { job } from '../../platform/jobs.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { outcomeNotice } from './cancelling.cards.ts'
import { cancellingDialog } from './cancelling.dialog.ts'
import type { CancellingService } from './cancelling.service.ts'
import type { CarryingOutService } from './carrying-out.service.ts'

interface CancellingDoors {
  cancelling: CancellingService
  carryingOut: CarryingOutService
  customers: CustomersService
  /** Edits a card in place, outside of a turn. */
  refresh: Flows['refresh']
}

const one = z.object({ id: z.guid() })
const since = z.iso.datetime().transform((at) => new Date(at))

export const cancellingFeature = ({ cancelling, carryingOut, customers, refresh }: CancellingDoors): Feature => ({
  name: 'cancelling',
  flows: [cancellingDialog(cancelling, customers)],
  commands: [
    {
      name: 'cancel',
      words: { en: ['cancel'], zh: ['取消'], ko: ['취소'] },
      prevails: true,
      offered: ({ agent }) => may(agent, 'cancel'),
      begin: async (turn, sentence) => beginning(cancelling, customers, turn, sentence),
    },
  ],
  jobs: {
    'cancelling.carry-out': job(one.extend({ since: since.optional() }), async ({ id, since }) => {
      if (await carryingOut.carryOutOrAskAgain(id, since)) await editCard(carryingOut, refresh, { id })
    }),
    'cancelling.look': job(one, ({ id }) => carryingOut.look(id)),
    'cancelling.edit-card': job(one.extend({ since: since.optional() }), (card) =>
      editCard(carryingOut, refresh, card),
    ),
  },
  occasions: {
    'cancelling.settled': {
      kind: 'cancellations',
      draw: async ({ subjectId }, { reader }) => {
        const shown = await cancelling.outcome(subjectId)
        if (shown === undefined) return undefined
        return outcomeNotice(reader, shown.customer, shown.cancellation)
      },
    },
  },
})

/** @param card a cancellation, and since when Partner Center has been too silent to draw its card. */
async function editCard(
  carryingOut: CarryingOutService,
  refresh: Flows['refresh'],
  { id, since }: { id: string; since?: Date | undefined },
): Promise<void> {
  const flowId = await carryingOut.cardOf(id)
  if (flowId === undefined) return
  await refresh(flowId).catch(async (error: unknown) => {
    if (error instanceof PartnerCenterUnavailable) return carryingOut.editCardLater(id, since)
    // Who may no longer see the card is not shown it, and nothing is tried again.
    if (!(error instanceof DomainError)) throw error
  })
}

/** `cancel order CSP-1002 for contoso.com` opens the card for that order; what cannot be found is said and asked for. */
async function beginning(
  cancelling: CancellingService,
  customers: CustomersService,
  turn: Turn,
  { customer: asked, orderId }: Sentence,
): Promise<Beginning> {
  await cancelling.requireRole(whoOf(turn))
  const nothingYet = { flow: 'cancelling', step: 'customer', values: {} }
  if (asked === undefined) return nothingYet
  try {
    const customer = await customers.find(whoOf(turn), asked)
    return { flow: 'cancelling', step: 'order', values: { customerId: customer.id, orderId } }
  } catch (error) {
    if (!(error instanceof CustomerUnknown)) throw error
    return { ...nothingYet, entry: { problem: refusalText(turn.reader, error) } }
  }
}
