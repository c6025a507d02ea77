import type { LookAtToday } from '../../chat/feature.ts'
import { amountWords } from '../../chat/order-words.text.ts'
import { whoOf } from '../customers/customer-step.ts'
import type { ApprovalViewsService } from './approval-views.service.ts'
import { approvalsText } from './approvals.text.ts'

/** As many are counted. */
const looked = 100

/** What waits for the person's decision. */
export const approvalsToday =
  (views: ApprovalViewsService): LookAtToday =>
  async (turn, { most }) => {
    const { reader: read } = turn
    const words = approvalsText[read.language]
    const waiting = await views.toDecide(whoOf(turn), looked)
    return {
      count: waiting.length,
      rows: waiting.slice(0, most).map(({ kind, customer, lines, orderNumber, worth, expiresAt }) => ({
        title: `${words.toDecide} · ${words.kinds[kind]}`,
        below: [
          customer,
          ...(orderNumber === null ? [] : [orderNumber]),
          lines.map(({ product, quantity }) => `${read.number(quantity)} × ${product}`).join(' + '),
        ],
        amount: amountWords(worth, read),
        until: expiresAt,
        opens: { command: 'approvals' },
      })),
    }
  }
