import type { LookAtToday } from '../../../chat/feature.ts'
import { amountWords } from '../../../chat/order-words.text.ts'
import { may } from '../../../commerce/access.ts'
import { whoOf } from '../../../workflow/customers/customer-step.ts'
import type { RequestsService } from './requests.service.ts'
import { supportText } from './support.text.ts'
import { nameOf } from './support.ts'

/** As many are counted. */
const looked = 100

/** The person's own requests that Microsoft's support has answered. */
export const answersToday =
  (requests: Pick<RequestsService, 'answered'>): LookAtToday =>
  async (turn, { most }) => {
    const { agent, reader: read } = turn
    if (!may(agent, 'request-support')) return { rows: [], count: 0 }
    const answered = await requests.answered(whoOf(turn), looked)
    const { statuses } = supportText[read.language]
    return {
      count: answered.length,
      rows: answered.slice(0, most).map((request) => ({
        title: `${nameOf(request)} · ${statuses.answered}`,
        below: [request.customer, request.about, request.title],
        amount: amountWords(request.amount, read),
        opens: { command: 'support', orderId: nameOf(request) },
      })),
    }
  }
