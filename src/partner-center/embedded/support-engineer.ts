import type { ServiceRequest, ServiceRequestNote } from '../../commerce/ports/partner-center.ts'
import { day, hour, later } from '../../platform/clock.ts'

/** A service request and what the partner wrote about it, oldest first. */
export interface AskedOf {
  readonly id: string
  readonly createdAt: Date
  readonly closedAt: Date | null
  readonly notes: readonly { readonly id: string; readonly text: string; readonly at: Date }[]
}

const never = new Date(8.64e15)
const assignedAfter = hour
const answeredAfter = day
const closedAfter = 7 * day

const engineer = 'Microsoft Support'
const assigned = 'Your request is assigned to an engineer. You hear from us within a day.'
const answer =
  'We have looked into your request. Please read this answer, and reply here if anything is missing; otherwise the request is closed in 7 days.'

/**
 * What Microsoft's support would have made of a request by now, in the words of Partner Center's API. It follows from the clock
 * alone: assigned after an hour, answered a day after the last thing that was asked, closed when nobody replies in 7 days.
 */
export function seenNow(request: AskedOf, now: Date): ServiceRequest {
  const { answers, closesAt } = courseOf(request)
  const given = answers.filter((at) => at <= now)
  const asked = request.notes.filter(({ at }) => at < closesAt)
  const assignedAt = later(request.createdAt, assignedAfter)
  const isAssigned = assignedAt <= now && assignedAt < closesAt
  const notes: ServiceRequestNote[] = [
    ...(isAssigned ? [fromSupport(`${request.id}/assigned`, assigned, assignedAt)] : []),
    ...given.map((at, index) => fromSupport(`${request.id}/answer-${index + 1}`, answer, at)),
    ...request.notes.map((note) => ({ ...note, by: 'Partner', byMicrosoft: false })),
  ]
  const answered = given.some((at) => asked.every((note) => note.at <= at))
  return {
    id: request.id,
    status: statusOf({ closed: closesAt <= now, answered, open: isAssigned || asked.length > 0 }),
    notes: notes.sort((a, b) => a.at.getTime() - b.at.getTime()),
  }
}

function statusOf({ closed, answered, open }: { closed: boolean; answered: boolean; open: boolean }): string {
  if (closed) return 'closed'
  if (answered) return 'attention_needed'
  return open ? 'open' : 'none'
}

/** Every answer there ever will be, and when the request is closed. What is asked while an answer is due is answered with it. */
function courseOf({ createdAt, closedAt, notes }: AskedOf): { answers: Date[]; closesAt: Date } {
  const answers: Date[] = []
  const byHand = closedAt ?? never
  const asks = [createdAt, ...notes.map(({ at }) => at)]
  for (const [index, ask] of asks.entries()) {
    const answerAt = later(ask, answeredAfter)
    const next = asks[index + 1]
    if (answerAt >= byHand) break
    if (next !== undefined && next < answerAt) continue
    answers.push(answerAt)
    const expires = later(answerAt, closedAfter)
    if (expires >= byHand) continue
    if (next === undefined || next >= expires) return { answers, closesAt: expires }
  }
  return { answers, closesAt: byHand }
}

const fromSupport = (id: string, text: string, at: Date): ServiceRequestNote => ({
  id,
  by: engineer,
  byMicrosoft: true,
  text,
  at,
})
