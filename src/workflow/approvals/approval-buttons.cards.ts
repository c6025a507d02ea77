import type { CardElement, IActionSet, IShowCardAction, ITextInput } from '@microsoft/teams.cards'
import { plain, subtle, text } from '../../chat/card-parts.ts'
import type { NoticeKind } from '../../chat/feature.ts'
import { button, buttonRow, startButton } from '../../chat/press.ts'
import { tabButton } from '../../chat/tab-button.ts'
import { muteButton } from '../notices/mute-button.ts'
import { type ApprovalView, type Look, longestReason } from './approval.ts'
import type { ApprovalsText } from './approvals.text.ts'

/** Where a copy of the card is: a notice in a personal chat, the message that a whole channel sees, or opened from the list. */
export type CopyPlace =
  | { readonly in: 'notice'; readonly kind: NoticeKind; readonly reminder?: boolean }
  | { readonly in: 'channel'; readonly reminder?: boolean }
  | { readonly in: 'list'; readonly flow: string }

/** What was typed as the reason of a rejection, and what is wrong with it. */
export interface Rejecting {
  readonly typed: string
  readonly mistake: string
}

export interface ApprovalCard extends Look {
  readonly view: ApprovalView
  readonly place: CopyPlace
  readonly rejecting?: Rejecting | undefined
}

const dataOf = ({ approval }: ApprovalView, act: string, place: CopyPlace) => ({
  verb: 'approval',
  act,
  approval: approval.id,
  // A card that was opened from the list leads back to it.
  ...(place.in === 'list' && { flow: place.flow }),
  // A reminder stays one when it is drawn anew for its viewer.
  ...(place.in !== 'list' && place.reminder === true && { reminder: true }),
})

/** Has Teams ask for the viewer's own view: by itself for those named, from the card's menu for everybody. */
export const refreshOf = (view: ApprovalView, place: CopyPlace) => ({
  action: { type: 'Action.Execute' as const, verb: 'approval', data: dataOf(view, 'show', place) },
  userIds: [...view.refreshFor],
})

/** What the viewer may do about it, in this copy of the card. */
export function buttonsOf(words: ApprovalsText, input: ApprovalCard): CardElement[] {
  const { view, place, read, rejecting } = input
  const waiting = view.approval.status === 'waiting'
  if (place.in === 'channel' && view.viewer === 'onlooker')
    return [...(waiting ? [forOldClients(words, view)] : []), buttonRow(tabButton(read, view.tab, 'primary'))]
  const actions: IActionSet['actions'] = [
    ...(waiting && view.viewer === 'approver'
      ? [
          button(dataOf(view, 'approve', place), { title: words.approve, style: 'positive', withoutInputs: true }),
          rejecting === undefined ? rejectAction(words, view, place) : rejectButton(words, view, place),
        ]
      : []),
    ...(waiting && view.viewer === 'requester'
      ? [button(dataOf(view, 'withdraw', place), { title: words.withdraw, style: 'destructive' })]
      : []),
    ...leadingOn(words, input),
    tabButton(read, view.tab),
    ...(place.in === 'notice' ? [muteButton(read, place.kind)] : []),
    ...(place.in === 'list'
      ? [
          button(
            { verb: 'flow', flow: place.flow, step: 'list', act: 'look' },
            { title: words.back, withoutInputs: true },
          ),
        ]
      : []),
  ]
  return [buttonRow(...actions)]
}

/** What was carried out leads to its order, for the person who asked. */
const leadingOn = (words: ApprovalsText, { view: { approval, viewer }, place }: ApprovalCard) =>
  viewer === 'requester' && place.in !== 'channel' && approval.status === 'carried-out' && approval.orderId !== null
    ? [
        startButton(
          'orders',
          { title: words.showOrder },
          { customerId: approval.customerId, orderId: approval.orderId },
        ),
      ]
    : []

const rejectButton = (words: ApprovalsText, view: ApprovalView, place: CopyPlace) =>
  button(dataOf(view, 'reject', place), { title: words.reject, style: 'destructive' })

/** Opens the question for the reason within the card. */
const rejectAction = (words: ApprovalsText, view: ApprovalView, place: CopyPlace): IShowCardAction => ({
  type: 'Action.ShowCard',
  title: words.rejectWhy,
  card: {
    type: 'AdaptiveCard',
    body: [reasonInput(words, ''), buttonRow(rejectButton(words, view, place))],
  },
})

const reasonInput = (words: ApprovalsText, typed: string): ITextInput => ({
  type: 'Input.Text',
  id: 'reason',
  label: words.whyRejected,
  isMultiline: true,
  isRequired: true,
  errorMessage: words.reasonMissing,
  maxLength: longestReason,
  ...(typed !== '' && { value: typed }),
})

/** A reason that was refused stands open in the card, with what is wrong below it. */
export function rejectingInput(words: ApprovalsText, { view, rejecting }: ApprovalCard): CardElement[] {
  if (rejecting === undefined || view.viewer !== 'approver' || view.approval.status !== 'waiting') return []
  return [
    reasonInput(words, rejecting.typed),
    text(plain(rejecting.mistake), { color: 'Attention', weight: 'Bolder', spacing: 'Small' }),
  ]
}

/**
 * In a channel the message shows no buttons to decide by: each viewer's own view has them. A client without Universal Actions knows no
 * views; it gets the buttons for everybody, and the server says who may.
 */
function forOldClients(words: ApprovalsText, view: ApprovalView): CardElement {
  const place = { in: 'channel' } as const
  const submit = (act: string, title: string) => button(dataOf(view, act, place), { title }).fallback
  return {
    ...subtle(words.buttonsForApprovers, { size: 'Small' }),
    requires: { adaptiveCards: '1.4' },
    fallback: buttonRow(submit('approve', words.approve), {
      type: 'Action.ShowCard',
      title: words.rejectWhy,
      card: { type: 'AdaptiveCard', body: [reasonInput(words, ''), buttonRow(submit('reject', words.reject))] },
    }),
  }
}
