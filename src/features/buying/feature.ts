import { z } from 'zod'
import { refusalText } from '../../chat/error-reply.ts'
import type { Beginning, Feature } from '../../chat/feature.ts'
import type { Flows } from '../../chat/flows.ts'
import type { Sentence } from '../../chat/sentence.ts'
import type { Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import { AgreementNotAccepted, CustomerUnknown, PartnerCenterUnavailable } from '../../commerce/errors.ts'
import { DomainError } from '../../platform/errors.ts'
import { job } from '../../platform/jobs.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { type BuyingValues, buyingDialog, toForm } from './buying.dialog.ts'
import type { BuyingService } from './buying.service.ts'
import { receiptCard } from './receipt.cards.ts'
import type { ReceiptsService } from './receipts.service.ts'
import { windowNotice } from './windows.cards.ts'
import type { WindowsService } from './windows.service.ts'

interface BuyingDoors {
  buying: BuyingService
  receipts: ReceiptsService
  windows: WindowsService
  customers: CustomersService
  /** Edits a card in place, outside of a turn. */
  refresh: Flows['refresh']
}

export const buyingFeature = ({ buying, receipts, windows, customers, refresh }: BuyingDoors): Feature => ({
  name: 'buying',
  flows: [buyingDialog(buying, receipts, customers)],
  commands: [
    {
      name: 'buy',
      words: { en: ['buy'], zh: ['购买', '买'], ko: ['구매', '구입'] },
      offered: ({ agent }) => may(agent, 'buy'),
      begin: (turn, sentence) => beginning(buying, customers, turn, sentence),
    },
  ],
  views: {
    'buying.receipt': async (turn, id) => receiptCard(turn, await receipts.receipt(whoOf(turn), id)),
  },
  jobs: {
    'buying.place': job(z.object({ id: z.guid(), since: z.iso.datetime().optional() }), async ({ id, since }) => {
      if (await buying.placeOrAskAgain(id, since === undefined ? undefined : new Date(since)))
        await editCard(refresh, id)
    }),
    'buying.edit-card': job(z.object({ id: z.guid() }), ({ id }) => editCard(refresh, id)),
  },
  rounds: { 'buying.windows': () => windows.look() },
  occasions: {
    'buying.window-closes': {
      kind: 'windows',
      draw: async ({ partnerId, recipient, subjectId, stage }, { reader, now }) => {
        const closing = await windows.atStage({ partnerId, agentId: recipient }, subjectId, stage, now)
        return closing && windowNotice(reader, now, closing)
      },
    },
  },
})

/**
 * A purchase's card is the flow of the same id. Who may no longer see it is not shown it, and nothing is tried again; what
 * cannot be drawn while Partner Center is silent is.
 */
async function editCard(refresh: Flows['refresh'], id: string): Promise<void> {
  await refresh(id).catch((error: unknown) => {
    if (error instanceof PartnerCenterUnavailable || !(error instanceof DomainError)) throw error
  })
}

/** `buy 10 windows server datacenter for Contoso` fills the form; what cannot be found is said and asked for. */
async function beginning(
  buying: BuyingService,
  customers: CustomersService,
  turn: Turn,
  { customer: asked, quantity, about }: Sentence,
): Promise<Beginning> {
  await buying.requireRole(whoOf(turn))
  const values: BuyingValues = {
    ...(quantity !== undefined && { quantity: String(quantity) }),
    ...(about !== '' && { about: about.slice(0, 100) }),
  }
  if (asked === undefined) return { flow: 'buying', step: 'customer', values }
  try {
    const form = await toForm(buying, turn, values, await customers.find(whoOf(turn), asked))
    return { flow: 'buying', step: form.to, values: form.values, entry: form.entry ?? {} }
  } catch (error) {
    if (!(error instanceof CustomerUnknown || error instanceof AgreementNotAccepted)) throw error
    return { flow: 'buying', step: 'customer', values, entry: { problem: refusalText(turn.reader, error) } }
  }
}
