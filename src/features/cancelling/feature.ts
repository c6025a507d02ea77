import { z } from 'zod'
import type { Beginning, Feature } from '../../chat/feature.ts'
import type { Flows } from '../../chat/flows.ts'
import type { Sentence } from '../../chat/sentence.ts'
import type { Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import { CustomerUnknown, OrderUnknown, PartnerCenterUnavailable } from '../../commerce/errors.ts'
import { DomainError } from '../../platform/errors.ts'
import { job } from '../../platform/jobs.ts'
import { severalOffered, whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { notFound } from '../../workflow/customers/reading.text.ts'
import { outcomeNotice } from './cancelling.cards.ts'
import { cancellingDialog, toOrder } from './cancelling.dialog.ts'
import type { CancellingService } from './cancelling.service.ts'
import type { CarryingOutService } from './carrying-out.service.ts'

interface CancellingDoors {
  cancelling: CancellingService
  carryingOut: CarryingOutService
  overdue: { look(): Promise<void> }
  customers: CustomersService
  /** Edits a card in place, outside of a turn. */
  refresh: Flows['refresh']
}

const one = z.object({ id: z.guid() })
const once = z.literal(true).optional()
const since = z.iso.datetime().transform((at) => new Date(at))

export const cancellingFeature = ({
  cancelling,
  carryingOut,
  overdue,
  customers,
  refresh,
}: CancellingDoors): Feature => ({
  name: 'cancelling',
  flows: [cancellingDialog(cancelling, customers)],
  commands: [
    {
      name: 'cancel',
      words: { en: ['cancel'], zh: ['取消', '退订'], ko: ['취소'] },
      prevails: true,
      home: {
        place: 3,
        does: { en: 'Cancel a purchase within its window', zh: '在期限内取消购买', ko: '기간 내에 구매 취소' },
        example: { en: 'cancel CSP-1002', zh: '取消订单 CSP-1002', ko: '주문 CSP-1002 취소' },
      },
      offered: ({ agent }) => may(agent, 'cancel'),
      begin: async (turn, sentence) => beginning(cancelling, customers, turn, sentence),
    },
  ],
  jobs: {
    'cancelling.carry-out': job(one.extend({ since: since.optional(), once }), async ({ id, since, once }) => {
      if (await carryingOut.carryOutOrAskAgain(id, since, once)) await editCard(carryingOut, refresh, { id })
    }),
    'cancelling.look': job(one.extend({ once }), ({ id, once }) => carryingOut.look(id, once)),
    'cancelling.edit-card': job(one.extend({ since: since.optional() }), (card) =>
      editCard(carryingOut, refresh, card),
    ),
  },
  rounds: { 'cancelling.overdue': () => overdue.look() },
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

/** `cancel CSP-1002`, `cancel order CSP-1002 for contoso.com` and `cancel sql server for contoso.com` open the card for that order; what cannot be found is said and asked for. */
async function beginning(
  cancelling: CancellingService,
  customers: CustomersService,
  turn: Turn,
  sentence: Sentence,
): Promise<Beginning> {
  await cancelling.requireRole(whoOf(turn))
  try {
    const { customer, about } = await customers.read(whoOf(turn), sentence)
    if (customer === undefined) return { flow: 'cancelling', step: 'customer', values: about === '' ? {} : { about } }
    const { to, ...move } = await toOrder(cancelling, turn, customer, { orderId: sentence.orderId, about })
    return { flow: 'cancelling', step: to, ...move }
  } catch (error) {
    if (!(error instanceof CustomerUnknown || error instanceof OrderUnknown)) throw error
    const entry = { problem: notFound(turn.reader, sentence, error), ...severalOffered(error) }
    return { flow: 'cancelling', step: 'customer', values: {}, entry }
  }
}
