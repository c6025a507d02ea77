import { z } from 'zod'
import { act, type CardFlow, cardFlow } from '../../chat/card-flow.ts'
import { refusalText } from '../../chat/error-reply.ts'
import { whoOf } from '../customers/customer-step.ts'
import type { ApprovalViewsService } from './approval-views.service.ts'
import { approvalsListCard, listedAtOnce } from './approvals-list.cards.ts'

const listValues = z.object({
  /** How many were paged over. */
  from: z.number().int().nonnegative().default(0),
})
export type ApprovalListValues = z.infer<typeof listValues>

const nothing = z.object({})

/** One step: what waits for the person and what they asked for. An approval is opened by its own button, in the same card. */
export function approvalsDialog(views: ApprovalViewsService): CardFlow {
  return cardFlow<ApprovalListValues>({
    id: 'approvals',
    values: listValues,
    problem: (turn, error) => refusalText(turn.reader, error),
    steps: [
      {
        id: 'list',
        show: async ({ reader, now, agent }, { from }, entry, buttons) => {
          const who = { partnerId: agent.partnerId, agentId: agent.id }
          const { from: start, ...found } = await views.list(who, { from, count: listedAtOnce })
          return approvalsListCard({ read: reader, now, found, from: start, entry, buttons })
        },
        acts: {
          more: act({
            inputs: nothing,
            run: async (turn, values: ApprovalListValues) => {
              const total = await views.count(whoOf(turn))
              const next = values.from + listedAtOnce
              return { values: { from: next < total ? next : values.from } }
            },
          }),
          first: act({ inputs: nothing, run: async () => ({ values: { from: 0 } }) }),
        },
      },
    ],
  })
}
