import type { IContainer } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import { card, facts, plain, state, text } from '../../chat/card-parts.ts'
import type { DigestRow, NoticeKind } from '../../chat/feature.ts'
import { amountWords } from '../../chat/order-words.text.ts'
import { buttonRow } from '../../chat/press.ts'
import { productLine } from '../../chat/product-line.ts'
import { minute } from '../../platform/clock.ts'
import type { Reader } from '../../platform/language.ts'
import { muteButton } from '../notices/mute-button.ts'
import type { Approval, ApprovalView, Look, NumberedApproval } from './approval.ts'
import { type ApprovalCard, buttonsOf, type CopyPlace, refreshOf, rejectingInput } from './approval-buttons.cards.ts'
import { failureText } from './approval-failures.text.ts'
import { approvalListText } from './approval-list.text.ts'
import { type ApprovalsText, approvalsText } from './approvals.text.ts'
import { ruleWords } from './asking.cards.ts'

/** Who asks for what, what became of it, and what its viewer may do about it. */
export function approvalCard(input: ApprovalCard): Card {
  const { read, now, view, place } = input
  const { approval } = view
  const words = approvalsText[read.language]
  const title = titleOf(words, view, place)
  const subject = words.asksTo[approval.kind](view.requester ?? words.formerColleague, approval.customer)
  return {
    ...card({
      title,
      subject,
      speak: read.sentences(title, subject, whatOf(approval, read).join(' + '), worthOf(words, approval, read)),
      body: [
        stateBox({ read, now }, view),
        facts(
          ...whatOf(approval, read).map((what) => [words.what[approval.kind], what] as const),
          [words.order, approval.orderNumber ?? undefined],
          [words.worth[approval.kind], worthOf(words, approval, read)],
          [words.why, approval.reason ?? words.noReason],
          [words.since, sinceWords(approval, read, now)],
          [
            words.closes[approval.closesAt !== null && now >= approval.closesAt ? 'closed' : 'open'],
            closesWords(approval, read, now),
          ],
          [words.rule, words.needApproval(ruleWords(read, approval.kind, approval.rule))],
        ),
        ...rejectingInput(words, input),
        buttonsOf(words, input),
      ],
    }),
    ...(view.refreshFor.length > 0 && { refresh: refreshOf(view, place) }),
  }
}

/** In place of an approval, for whoever may not see it: why, and no fact of it. */
export const hiddenCard = (read: Reader, kind: NoticeKind, why: string): Card =>
  card({
    title: approvalListText[read.language].listTitle,
    speak: why,
    body: [state('neutral', text(plain(why))), buttonRow(muteButton(read, kind))],
  })

/** In place of the notice that it was approved, once its outcome is told in a message of its own. */
export function outcomeBelowCard(read: Reader, { approval, requester }: ApprovalView): Card {
  const words = approvalsText[read.language]
  return card({
    title: approvalListText[read.language].listTitle,
    subject: words.asksTo[approval.kind](requester ?? words.formerColleague, approval.customer),
    body: [state('neutral', text(words.outcomeBelow))],
  })
}

function titleOf(words: ApprovalsText, { approval: { status }, viewer }: ApprovalView, place: CopyPlace): string {
  if (status !== 'waiting') return words.titles[status]
  if (viewer === 'requester') return words.waitsForOthers
  return place.in !== 'list' && place.reminder === true ? words.reminder : words.needed
}

/** The same as one of many. What waits is decided where all that waits is listed; what was decided is an order, or none. */
export function approvalRow({ approval, requester }: ApprovalView, read: Reader): DigestRow {
  const words = approvalsText[read.language]
  const { status, kind, orderId, orderNumber, customerId, customer, worth, expiresAt } = approval
  const isWaiting = status === 'waiting'
  return {
    title: [isWaiting ? words.needed : words.titles[status], words.kinds[kind], orderNumber]
      .filter((part) => part !== null)
      .join(' · '),
    below: [customer, whatOf(approval, read).join(' + '), requester],
    amount: amountWords(worth, read),
    until: isWaiting ? expiresAt : undefined,
    opens: isWaiting || orderId === null ? { command: 'approvals' } : { command: 'orders', customerId, orderId },
  }
}

const whatOf = ({ lines }: Approval, read: Reader): string[] =>
  lines.map((line) => `${read.number(line.quantity)} × ${productLine(line, read)}`)

const worthOf = (words: ApprovalsText, { kind, worth, taxIncluded }: Approval, read: Reader): string =>
  kind === 'purchase'
    ? read.withComma(amountWords(worth, read), taxIncluded ? words.taxIncluded : words.taxExcluded)
    : amountWords(worth, read)

/** What was asked just now has its time alone. */
const sinceWords = ({ askedAt }: Approval, read: Reader, now: Date): string =>
  now.getTime() - askedAt.getTime() < minute ? read.dateTime(askedAt) : read.dateTimeAndRelative(askedAt, now)

/** Until when the order can be cancelled at all. */
const closesWords = ({ closesAt }: Approval, read: Reader, now: Date): string | undefined =>
  closesAt === null ? undefined : read.dateTimeAndRelative(closesAt, now)

/** One line of plain text, for a digest or about another card. */
export function approvalLine(
  { approval, requester }: { approval: NumberedApproval; requester?: string | undefined },
  read: Reader,
): string {
  const words = approvalsText[read.language]
  const { status, kind, orderNumber, customer, worth } = approval
  const title = status === 'waiting' ? words.needed : words.titles[status]
  return [title, words.kinds[kind], orderNumber ?? undefined, customer, amountWords(worth, read), requester]
    .filter((part) => part !== undefined)
    .join(' · ')
}

/** What holds for it now, in words, with who and when. */
export function stateBox({ read, now }: Look, view: ApprovalView): IContainer {
  const { approval, requester, decider } = view
  const { status, kind, answer, failure, orderNumber } = approval
  const words = approvalsText[read.language]
  const who = plain(decider ?? words.formerColleague)
  const at = plain(read.dateTime(approval.decidedAt ?? approval.settledAt ?? approval.askedAt))
  const below = (line: string) => text(plain(line), { spacing: 'Small' })
  switch (status) {
    case 'waiting': {
      const until = read.dateTimeAndRelative(approval.expiresAt, now)
      return state('neutral', text(words.states.waiting(plain(until))), below(approversLine(words, view, read)))
    }
    case 'approved':
      return state('good', text(words.states.approved(who, at)))
    case 'carried-out': {
      const done =
        kind === 'purchase' || kind === 'cancellation'
          ? words[kind === 'purchase' ? 'placed' : 'cancelling'](orderNumber ?? '')
          : words.turned[kind]
      return state('good', text(words.states.carriedOut(who, at)), below(done))
    }
    case 'rejected':
      return state(
        'attention',
        text(words.states.rejected(who, at)),
        below(words.reason(answer ?? '')),
        below(words.nothingDone[kind]),
      )
    case 'withdrawn':
      return state(
        'neutral',
        text(words.states.withdrawn(plain(requester ?? words.formerColleague), at)),
        below(words.nothingDone[kind]),
      )
    case 'expired':
      return state(
        'warning',
        text(words.states.expired(plain(read.dateTime(approval.expiresAt)))),
        below(words.nothingDone[kind]),
      )
    case 'failed':
      return state(
        'attention',
        text(words.states.failed(who, at)),
        below(failureText(read, failure ?? '')),
        // An order that somebody else cancelled, or that is gone, does not stand.
        orderIsGone(failure) ? undefined : below(words.nothingDone[kind]),
      )
  }
}

const orderIsGone = (failure: string | null): boolean =>
  failure === 'commerce.already-cancelled' || failure === 'commerce.order-unknown'

const namesShown = 5

/** `May approve: Mina Park, 林晓雨, and Oliver Hughes.` */
function approversLine(words: ApprovalsText, { approvers }: ApprovalView, read: Reader): string {
  if (approvers.length === 0) return words.nobodyLeft
  const more = approvers.length - namesShown
  const names = [...approvers.slice(0, namesShown), ...(more > 0 ? [words.andMore(read.number(more))] : [])]
  return words.mayApprove(read.list(names, 'conjunction'))
}
