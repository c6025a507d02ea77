import type { z } from 'zod'
import { refusalText } from '../../chat/error-reply.ts'
import { amountWords } from '../../chat/order-words.text.ts'
import { type Route, routesOf } from '../../chat/routes.ts'
import type { Turn } from '../../chat/turn.ts'
import { DomainError } from '../../platform/errors.ts'
import { whoOf } from '../customers/customer-step.ts'
import type { ApprovalStatus, ApprovalView } from './approval.ts'
import { approvalListText } from './approval-list.text.ts'
import { reasonMistake, reasonSchema } from './approval-press.ts'
import type { ApprovalViewsService } from './approval-views.service.ts'
import { approvalFacts, type Standing, standing, whatOf } from './approval-words.ts'
import { type ApprovalRow, approvalsAtOnce, approvalsRoutes } from './approvals.routes.ts'
import type { ApprovalsService } from './approvals.service.ts'
import { approvalsText } from './approvals.text.ts'
import { askingText } from './asking.text.ts'

type Deciding = z.output<(typeof approvalsRoutes)['approvals.decide']['asks']>
type Answer = z.input<(typeof approvalsRoutes)['approvals.decide']['tells']>['answers'][number]

/** What waits, what was asked for and what was decided, as pages of the tab; decided by the same service as a press on the card. */
export const approvalsPages = (approvals: ApprovalsService, views: ApprovalViewsService): Record<string, Route> =>
  routesOf(
    approvalsRoutes,
    {
      'approvals.list': async (turn, { of, from }) => {
        const page = await views.listed(whoOf(turn), of, { from, count: approvalsAtOnce })
        return { rows: page.views.map((view) => rowOf(view, turn)), from: page.from, total: page.total }
      },
      'approvals.one': async (turn, { id }) => rowOf(await views.shownTo(whoOf(turn), id.toLowerCase()), turn),
      'approvals.decide': async (turn, { reason, ...asked }) => {
        const mistake = asked.decision === 'reject' ? reasonMistake(turn.reader, reason ?? '') : undefined
        if (mistake !== undefined) return { mistake, answers: [] }
        const answers: Answer[] = []
        // One after the other: what comes first in the list is decided first.
        for (const id of new Set(asked.ids.map((it) => it.toLowerCase())))
          answers.push(await decide({ approvals, views }, turn, { ...asked, id, reason }))
        return { answers }
      },
    },
    problem,
  )

const problem = ({ reader }: Turn, error: DomainError): string =>
  refusalText(reader, error, askingText[reader.language].errors(reader))

async function decide(
  { approvals, views }: { approvals: ApprovalsService; views: ApprovalViewsService },
  turn: Turn,
  { id, decision, reason }: Pick<Deciding, 'decision' | 'reason'> & { id: string },
): Promise<Answer> {
  const who = whoOf(turn)
  let refused: string | undefined
  try {
    if (decision === 'approve') await approvals.approve(who, id)
    if (decision === 'withdraw') await approvals.withdraw(who, id)
    if (decision === 'reject') await approvals.reject(who, id, reasonSchema.parse(reason))
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    refused = problem(turn, error)
  }
  const view = await views.shownTo(who, id).catch((error: unknown) => {
    if (error instanceof DomainError) return undefined
    throw error
  })
  const title = view === undefined ? '' : titleOf(view, turn)
  if (view === undefined || refused !== undefined)
    return { id, title, said: { words: refused ?? approvalsText[turn.reader.language].notUnderstood, tone: 'bad' } }
  const { head, below } = standing({ read: turn.reader, now: turn.now }, view)
  // What somebody else decided meanwhile, or nobody in time, says who and when, and what they said.
  const { decidedBy, status } = view.approval
  const done = decidedBy === turn.agent.id && results[decision].includes(status)
  return {
    id,
    title,
    said: done
      ? { words: withoutMarks(head), tone: 'good' }
      : { words: [withoutMarks(head), ...below].join(' '), tone: 'warning' },
  }
}

/** What a decision may have become by the time that it is answered. */
const results: Record<Deciding['decision'], readonly ApprovalStatus[]> = {
  approve: ['approved', 'carried-out', 'failed'],
  reject: ['rejected'],
  withdraw: ['withdrawn'],
}

const titleOf = ({ approval: { kind, customer }, requester }: ApprovalView, { reader }: Turn): string => {
  const words = approvalsText[reader.language]
  return words.asksTo[kind](requester ?? words.formerColleague, customer)
}

function rowOf(view: ApprovalView, turn: Turn): ApprovalRow {
  const { reader: read, now } = turn
  const { approval, viewer } = view
  const { id, kind, worth, status, askedAt, expiresAt, orderId, orderNumber, customerId } = approval
  const { tone, head, below } = standing({ read, now }, view)
  const waits = status === 'waiting'
  return {
    id,
    kind: approvalsText[read.language].kinds[kind],
    title: titleOf(view, turn),
    what: [...(orderNumber === null ? [] : [orderNumber]), ...whatOf(approval, read)],
    amount: amountWords(worth, read),
    status: { words: approvalListText[read.language].short[status], tone: tones[tone] },
    standing: [withoutMarks(head), ...below],
    facts: approvalFacts({ read, now }, approval).flatMap(([name, value]) =>
      value === undefined ? [] : [{ name, value }],
    ),
    asked: { at: askedAt.toISOString(), words: read.dateTime(askedAt) },
    ...(waits && {
      until: { at: expiresAt.toISOString(), words: read.dateTimeAndRelative(expiresAt, now) },
    }),
    may: !waits ? [] : viewer === 'approver' ? ['approve', 'reject'] : viewer === 'requester' ? ['withdraw'] : [],
    ...(status === 'carried-out' && orderId !== null && { order: { customerId, orderId } }),
  }
}

const tones = { good: 'good', warning: 'warning', attention: 'bad', neutral: 'plain' } as const satisfies Record<
  Standing['tone'],
  string
>

/** Its own bold words stand in front, before any name. */
const withoutMarks = (head: string): string => head.replace('**', '').replace('**', '')
