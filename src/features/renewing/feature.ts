import { z } from 'zod'
import { refusalText } from '../../chat/error-reply.ts'
import type { Answer, Feature } from '../../chat/feature.ts'
import type { Sentence } from '../../chat/sentence.ts'
import { orderPageOf } from '../../chat/tab-button.ts'
import type { Turn } from '../../chat/turn.ts'
import { CustomerUnknown, OrderUnknown } from '../../commerce/errors.ts'
import { job } from '../../platform/jobs.ts'
import { whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import type { Shared } from '../../workflow/shared.ts'
import { refusedNotice } from './renewing.cards.ts'
import { renewingDialog } from './renewing.dialog.ts'
import { renewingPages } from './renewing.pages.ts'
import { renewingRepository } from './renewing.repository.ts'
import { type RenewingService, renewingService } from './renewing.service.ts'
import { renewingText } from './renewing.text.ts'
import { turningService } from './turning.service.ts'

const one = z.object({ id: z.guid() })

export function renewingFeature(desk: Shared): Feature {
  const repository = renewingRepository(desk)
  const turning = turningService(desk, repository)
  const renewing = renewingService(desk, repository, turning)
  const { approvalSubjects, cards, customers, orderNumbers, partnerCenter } = desk
  approvalSubjects.register('renewal-off', turning.subject)
  approvalSubjects.register('renewal-on', turning.subject)
  return {
    name: 'renewing',
    flows: [renewingDialog(renewing, customers)],
    commands: [
      {
        name: 'auto-renew',
        words: {
          en: ['auto-renew', 'autorenew', 'auto renew', 'auto-renewal'],
          zh: ['自动续订', '自动续费'],
          ko: ['자동 갱신'],
        },
        takes: ['orderId', 'customer'],
        prevails: true,
        // It is about one order: its card has the button.
        offered: () => false,
        begin: (turn, sentence) => beginning(renewing, customers, turn, sentence),
      },
    ],
    routes: renewingPages(renewing, customers),
    jobs: {
      'renewing.turn': turning.job,
      'renewing.edit-card': job(one, async ({ id }) => {
        const renewal = await turning.find(id)
        if (renewal !== undefined) await cards.edit(renewal.flowId)
      }),
    },
    rounds: { 'renewing.overdue': turning.lookAfterOverdue },
    occasions: {
      'renewing.refused': {
        kind: 'cancellations',
        draw: async ({ subjectId }, { reader }) => {
          const renewal = await turning.find(subjectId)
          if (renewal?.status !== 'refused') return undefined
          const { partnerId, customerId, orderId } = renewal
          const [customer, numbers] = await Promise.all([
            partnerCenter.customer(partnerId, customerId),
            orderNumbers.of(partnerId, [orderId]),
          ])
          const tab = desk.addresses.tab(orderPageOf(customerId, orderId))
          return refusedNotice(reader, customer, renewal, { number: numbers(orderId), tab })
        },
      },
    },
  }
}

/** `auto-renew CSP-1001` opens the card of that order; without one there is nothing to show. */
async function beginning(
  renewing: RenewingService,
  customers: CustomersService,
  turn: Turn,
  sentence: Sentence,
): Promise<Answer> {
  const who = whoOf(turn)
  await renewing.requireRole(who)
  const { orderId } = sentence
  if (orderId === undefined) return renewingText[turn.reader.language].nothing
  try {
    const { customer, about } = await customers.read(who, sentence)
    if (customer === undefined) return renewingText[turn.reader.language].nothing
    const order = await renewing.said(who, customer.id, orderId)
    const values = { customerId: customer.id, orderId: order.id }
    return { flow: 'renewing', step: 'order', values, unread: [about] }
  } catch (error) {
    if (!(error instanceof CustomerUnknown || error instanceof OrderUnknown)) throw error
    return refusalText(turn.reader, error)
  }
}
