import type { CardElement } from '@microsoft/teams.cards'
import { plain, text } from '../../chat/card-parts.ts'
import { buttonRow, type FlowButtons } from '../../chat/press.ts'
import type { Look } from '../../workflow/approvals/approval.ts'
import { stateBox } from '../../workflow/approvals/approvals.cards.ts'
import type { Cancellation } from './cancelling.repository.ts'
import { boxesShown, type CustomerCancellations, ofSameLines, stands } from './cancelling.service.ts'
import type { CancellingText } from './cancelling.text.ts'
import { nameOf, numberIn } from './part-name.ts'

interface ApprovalBoxes extends Look {
  readonly found: CustomerCancellations
  readonly buttons: FlowButtons
  /** Left out: all that wait. */
  readonly only?: (cancellation: Cancellation) => boolean
}

/** A card has six buttons at most, and three of its own. */
const withdrawable = 3

/** The orders whose cancellation waits for an approval, whoever asked; and what became of those that this card asked for. */
export function approvalBoxes(
  words: CancellingText,
  { read, now, found, buttons, only }: ApprovalBoxes,
): CardElement[] {
  const boxes = told(found)
    .filter(({ cancellation }) => only === undefined || only(cancellation))
    .slice(0, boxesShown)
  const own = boxes.filter(({ view: { approval, viewer } }) => viewer === 'requester' && approval.status === 'waiting')
  const withdrawn = own.slice(0, withdrawable)
  return boxes.flatMap((box) => {
    const { cancellation, view } = box
    const shown = stateBox({ read, now }, view)
    const who =
      view.viewer === 'requester' || view.requester === undefined ? '' : ` · ${plain(words.askedBy(view.requester))}`
    return [
      { ...shown, items: [text(`**${plain(nameOf(cancellation, found, read))}**${who}`), ...shown.items] },
      ...(withdrawn.includes(box)
        ? [
            buttonRow(
              buttons.button(
                'withdraw',
                { title: words.withdraw(numberIn(found, cancellation.orderId)), withoutInputs: true },
                { approval: view.approval.id },
              ),
            ),
          ]
        : []),
    ]
  })
}

/** One for each order, or some of its lines: what waits, newest first, then the last word on those that nobody has cancelled or asked to cancel since. */
function told({ cancellations, approvals }: CustomerCancellations) {
  const newest = cancellations.toReversed()
  const known = [...newest.filter(stands), ...newest.filter((cancellation) => !stands(cancellation))]
  const last = known.filter((it, at) => known.findIndex((other) => ofSameLines(other, it)) === at)
  return last.flatMap((cancellation) => {
    const view = approvals.get(cancellation.id)
    return view === undefined ? [] : [{ cancellation, view }]
  })
}
