import type { IContainer } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import { card, facts, plain, state, text } from '../../chat/card-parts.ts'
import type { DigestRow, NoticeKind } from '../../chat/feature.ts'
import { amountWords } from '../../chat/order-words.text.ts'
import { buttonRow } from '../../chat/press.ts'
import type { Reader } from '../../platform/language.ts'
import { muteButton } from '../notices/mute-button.ts'
import type { ApprovalView, Look, NumberedApproval } from './approval.ts'
import { type ApprovalCard, buttonsOf, type CopyPlace, refreshOf, rejectingInput } from './approval-buttons.cards.ts'
import { approvalListText } from './approval-list.text.ts'
import { approvalFacts, standing, whatOf, worthOf } from './approval-words.ts'
import { type ApprovalsText, approvalsText } from './approvals.text.ts'

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
        facts(...approvalFacts({ read, now }, approval)),
        ...rejectingInput(words, input),
        ...buttonsOf(words, input),
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
export function stateBox(look: Look, view: ApprovalView): IContainer {
  const { tone, head, below } = standing(look, view, plain)
  return state(tone, text(head), ...below.map((line) => text(plain(line), { spacing: 'Small' })))
}
