import { amountWords } from '../../chat/order-words.text.ts'
import { productLine } from '../../chat/product-line.ts'
import { placeBehind } from '../../chat/reservation-place.text.ts'
import { minute } from '../../platform/clock.ts'
import type { Reader } from '../../platform/language.ts'
import type { Approval, ApprovalView, Look, NumberedApproval } from './approval.ts'
import { failureText } from './approval-failures.text.ts'
import { type ApprovalsText, approvalsText } from './approvals.text.ts'
import { ruleWords } from './asking.cards.ts'

/** What holds for an approval now. `head` begins with its bold words (`**…**`), as cards write them. */
export interface Standing {
  readonly tone: 'good' | 'warning' | 'attention' | 'neutral'
  readonly head: string
  readonly below: readonly string[]
}

export const whatOf = ({ lines }: Approval, read: Reader): string[] =>
  lines.map((line) => `${read.number(line.quantity)} × ${productLine(line, read)}${placeBehind(line.place, read)}`)

export const worthOf = (words: ApprovalsText, { kind, worth, taxIncluded }: Approval, read: Reader): string =>
  kind === 'purchase'
    ? read.withComma(amountWords(worth, read), taxIncluded ? words.taxIncluded : words.taxExcluded)
    : amountWords(worth, read)

/** All there is to know about it, as names and values; what it has not is undefined. */
export function approvalFacts(
  { read, now }: Look,
  approval: NumberedApproval,
): (readonly [string, string | undefined])[] {
  const words = approvalsText[read.language]
  const { kind, orderNumber, reason, closesAt, rule } = approval
  return [
    ...whatOf(approval, read).map((what) => [words.what[kind], what] as const),
    [words.order, orderNumber ?? undefined],
    [words.worth[kind], worthOf(words, approval, read)],
    [words.why, reason ?? words.noReason],
    [words.since, sinceWords(approval, read, now)],
    [words.closes[closesAt !== null && now >= closesAt ? 'closed' : 'open'], closesWords(approval, read, now)],
    [words.rule, words.needApproval(ruleWords(read, kind, rule))],
  ]
}

/** What was asked just now has its time alone. */
const sinceWords = ({ askedAt }: Approval, read: Reader, now: Date): string =>
  now.getTime() - askedAt.getTime() < minute ? read.dateTime(askedAt) : read.dateTimeAndRelative(askedAt, now)

/** Until when the order can be cancelled at all. */
const closesWords = ({ closesAt }: Approval, read: Reader, now: Date): string | undefined =>
  closesAt === null ? undefined : read.dateTimeAndRelative(closesAt, now)

/** What holds for it now, with who and when. @param shown how names and times are written where the head is shown. */
export function standing(
  { read, now }: Look,
  view: ApprovalView,
  shown: (words: string) => string = (words) => words,
): Standing {
  const { approval, requester, decider, unreached } = view
  const { status, kind, answer, failure, orderNumber } = approval
  const words = approvalsText[read.language]
  const who = shown(decider ?? words.formerColleague)
  const at = shown(read.dateTime(approval.decidedAt ?? approval.settledAt ?? approval.askedAt))
  const nothingDone = words.nothingDone[kind]
  switch (status) {
    case 'waiting': {
      const until = shown(read.dateTimeAndRelative(approval.expiresAt, now))
      return {
        tone: 'neutral',
        head: words.states.waiting(until),
        below: [
          approversLine(words, view, read),
          ...(unreached.length === 0 ? [] : [words.notReached(some(words, unreached, read))]),
        ],
      }
    }
    case 'approved':
      return { tone: 'good', head: words.states.approved(who, at), below: [] }
    case 'carried-out': {
      const done =
        kind === 'purchase' || kind === 'cancellation'
          ? words[kind === 'purchase' ? 'placed' : 'cancelling'](orderNumber ?? '')
          : words.turned[kind]
      return { tone: 'good', head: words.states.carriedOut(who, at), below: [done] }
    }
    case 'rejected':
      return {
        tone: 'attention',
        head: words.states.rejected(who, at),
        below: [words.reason(answer ?? ''), nothingDone],
      }
    case 'withdrawn': {
      const head = words.states.withdrawn(shown(requester ?? words.formerColleague), at)
      return { tone: 'neutral', head, below: [nothingDone] }
    }
    case 'expired': {
      const head = words.states.expired(shown(read.dateTime(approval.expiresAt)))
      return { tone: 'warning', head, below: [nothingDone] }
    }
    case 'failed':
      return {
        tone: 'attention',
        head: words.states.failed(who, at),
        // An order that somebody else cancelled, or that is gone, does not stand.
        below: [failureText(read, failure ?? ''), ...(orderIsGone(failure) ? [] : [nothingDone])],
      }
  }
}

const orderIsGone = (failure: string | null): boolean =>
  failure === 'commerce.already-cancelled' || failure === 'commerce.order-unknown'

const namesShown = 5

/** `May approve: Mina Park, 林晓雨, and Oliver Hughes.` */
function approversLine(words: ApprovalsText, { approvers }: ApprovalView, read: Reader): string {
  if (approvers.length === 0) return words.nobodyLeft
  return words.mayApprove(some(words, approvers, read))
}

function some(words: ApprovalsText, all: readonly string[], read: Reader): string {
  const more = all.length - namesShown
  const names = [...all.slice(0, namesShown), ...(more > 0 ? [words.andMore(read.number(more))] : [])]
  return read.list(names, 'conjunction')
}
