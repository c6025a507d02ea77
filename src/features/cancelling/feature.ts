import { z } from 'zod'
import type { Beginning, Feature } from '../../chat/feature.ts'
import type { Sentence } from '../../chat/sentence.ts'
import type { Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import { CustomerUnknown, OrderUnknown } from '../../commerce/errors.ts'
import { job } from '../../platform/jobs.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { notFound } from '../../workflow/customers/reading.text.ts'
import type { Shared } from '../../workflow/shared.ts'
import { approvedCancellationsService } from './approved-cancellations.service.ts'
import { outcomeNotice } from './cancelling.cards.ts'
import { cancellingDialog, toOrder } from './cancelling.dialog.ts'
import { cancellingRepository } from './cancelling.repository.ts'
import { type CancellingService, cancellingService } from './cancelling.service.ts'
import { carryingOutService } from './carrying-out.service.ts'
import { overdueCancellations } from './overdue-cancellations.ts'

const one = z.object({ id: z.guid() })
const once = z.literal(true).optional()
const since = z.iso.datetime().transform((at) => new Date(at))

export function cancellingFeature(desk: Shared): Feature {
  const repository = cancellingRepository(desk)
  const carryingOut = carryingOutService(desk, repository)
  const cancelling = cancellingService(desk, repository, carryingOut)
  const lookAfterOverdue = overdueCancellations(desk, repository)
  const { customers } = desk
  desk.approvalSubjects.register('cancellation', approvedCancellationsService(desk, repository))
  return {
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
        if (await carryingOut.carryOutOrAskAgain(id, since, once)) await carryingOut.editCard(id)
      }),
      'cancelling.look': job(one.extend({ once }), ({ id, once }) => carryingOut.look(id, once)),
      'cancelling.edit-card': job(one, ({ id }) => carryingOut.editCard(id)),
    },
    rounds: { 'cancelling.overdue': lookAfterOverdue },
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
  }
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
    const entry = { problem: notFound(turn.reader, sentence, error) }
    return { flow: 'cancelling', step: 'customer', values: {}, entry }
  }
}
