import { z } from 'zod'
import type { Beginning, Feature } from '../../chat/feature.ts'
import type { Sentence } from '../../chat/sentence.ts'
import { orderPageOf } from '../../chat/tab-button.ts'
import type { Turn } from '../../chat/turn.ts'
import { may } from '../../commerce/access.ts'
import { CustomerUnknown, OrderUnknown } from '../../commerce/errors.ts'
import { job } from '../../platform/jobs.ts'
import { restOf, severalOffered, whoOf } from '../../workflow/customers/customer-step.ts'
import type { CustomersService } from '../../workflow/customers/customers.service.ts'
import { notFound } from '../../workflow/customers/reading.text.ts'
import type { Shared } from '../../workflow/shared.ts'
import { approvedCancellationsService } from './approved-cancellations.service.ts'
import { cancellingDialog, toOrder } from './cancelling.dialog.ts'
import { cancellingPages } from './cancelling.pages.ts'
import { cancellingRepository } from './cancelling.repository.ts'
import { type CancellingService, cancellingService } from './cancelling.service.ts'
import { cancellingText } from './cancelling.text.ts'
import { mostOrders } from './cancelling-values.ts'
import { carryingOutService } from './carrying-out.service.ts'
import { outcomeNotice } from './receipt.cards.ts'
import { unseenCancellations } from './unseen-cancellations.ts'

const one = z.object({ id: z.guid() })
const once = z.literal(true).optional()

export function cancellingFeature(desk: Shared): Feature {
  const repository = cancellingRepository(desk)
  const carryingOut = carryingOutService(desk, repository)
  const cancelling = cancellingService(desk, repository, carryingOut)
  const { customers, examples } = desk
  desk.approvalSubjects.register('cancellation', approvedCancellationsService(desk, repository))
  return {
    name: 'cancelling',
    flows: [cancellingDialog(cancelling, customers)],
    commands: [
      {
        name: 'cancel',
        words: { en: ['cancel'], zh: ['取消', '退订'], ko: ['취소'] },
        takes: ['orderId', 'moreOrders', 'customer'],
        prevails: true,
        fromMessage: ['order', 'customer'],
        home: {
          place: 3,
          does: { en: 'Cancel a purchase within its window', zh: '在期限内取消购买', ko: '기간 내에 구매 취소' },
          example: async ({ agent, reader }) => {
            const id = await examples.orderToCancel(agent.partnerId)
            return id && cancellingText[reader.language].example(id)
          },
        },
        offered: ({ agent }) => may(agent, 'cancel'),
        begin: async (turn, sentence) => beginning(cancelling, customers, turn, sentence),
      },
    ],
    routes: cancellingPages(cancelling, customers),
    jobs: {
      'cancelling.carry-out': carryingOut.job,
      'cancelling.look': job(one.extend({ once }), carryingOut.look),
      'cancelling.edit-card': job(one, ({ id }) => carryingOut.editCard(id)),
    },
    rounds: {
      'cancelling.overdue': carryingOut.lookAfterOverdue,
      'cancelling.unseen': unseenCancellations(desk, repository),
    },
    occasions: {
      'cancelling.settled': {
        kind: 'cancellations',
        draw: async ({ subjectId }, { reader }) => {
          const shown = await cancelling.outcome(subjectId)
          if (shown === undefined) return undefined
          const { customerId, orderId } = shown.cancellation
          return outcomeNotice(reader, shown, desk.addresses.tab(orderPageOf(customerId, orderId)))
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
  const { orderId, moreOrders = [] } = sentence
  const next = moreOrders.slice(0, mostOrders)
  const waiting = next.length === 0 ? {} : { next }
  try {
    const { customer, about } = await customers.read(whoOf(turn), sentence)
    if (customer === undefined)
      return { flow: 'cancelling', step: 'customer', values: { ...waiting, ...(about !== '' && { about }) } }
    const { to, values, entry } = await toOrder(cancelling, turn, customer, { orderId, about })
    return {
      flow: 'cancelling',
      step: to,
      values: { ...values, ...waiting },
      entry: { ...entry, remark: oneByOne(turn, orderId, next) },
      // The order was named by its ID: what else was said of it did not choose it.
      unread: [...moreOrders.slice(mostOrders), ...(orderId === undefined ? [] : [about])],
    }
  } catch (error) {
    if (!(error instanceof CustomerUnknown || error instanceof OrderUnknown)) throw error
    const problem = notFound(turn.reader, sentence, error)
    const [following, ...others] = next
    if (following === undefined || error instanceof CustomerUnknown) {
      const entry = { problem, ...severalOffered(error) }
      return { flow: 'cancelling', step: 'customer', values: waiting, entry, unread: restOf(sentence) }
    }
    const { customer: _, ...rest } = sentence
    const begun = await beginning(cancelling, customers, turn, { ...rest, orderId: following, moreOrders: others })
    return { ...begun, entry: { ...begun.entry, problem: [problem, begun.entry?.problem ?? ''].join(' ').trim() } }
  }
}

const oneByOne = ({ reader }: Turn, first: string | undefined, others: readonly string[]): string | undefined =>
  first === undefined || others.length === 0
    ? undefined
    : cancellingText[reader.language].oneByOne(first, reader.list(others))
