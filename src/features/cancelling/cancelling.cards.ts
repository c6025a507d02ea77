import type { CardElement, IChoiceSetInput, IToggleInput } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import { announcements, card, mistake, plain, pressMark, state, subtle, text, typedOr } from '../../chat/card-parts.ts'
import type { Telling } from '../../chat/feature.ts'
import { buttonRow, type FlowButtons, rowLook } from '../../chat/press.ts'
import { productsLine } from '../../chat/product-line.ts'
import type { Customer } from '../../commerce/order.ts'
import type { Reader } from '../../platform/language.ts'
import type { Look } from '../../workflow/approvals/approval.ts'
import { askingParts } from '../../workflow/approvals/asking.cards.ts'
import { muteButton } from '../../workflow/notices/mute-button.ts'
import type { Cancellation } from './cancelling.repository.ts'
import { type CustomerCancellations, type JudgedOrder, stands } from './cancelling.service.ts'
import { type CancellingText, cancellingText } from './cancelling.text.ts'
import { verdictBox, verdictShort } from './verdict.cards.ts'
import { approvalBoxes } from './waiting.cards.ts'

export interface CancellingCard extends Look {
  readonly customer: Customer
  readonly found: CustomerCancellations
  /** The order that the person looks at; without one, what holds for each is listed. */
  readonly chosen: string | undefined
  /** The one to be looked at next, of several that a sentence named. */
  readonly next: string | undefined
  /** The card itself: cancellations that were submitted from it stay on it. */
  readonly flow: string
  /** Whether the reader may ask Microsoft's support. */
  readonly maySupport: boolean
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/** The cancellation card: what was cancelled from it, the order dropdown, what holds, the important text, the checkbox, Submit. */
export function cancellingCard(input: CancellingCard): Card {
  const { read, customer, found, entry, buttons } = input
  const words = cancellingText[read.language]
  const done = doneHere(input).filter(({ id }) => !found.approvals.has(id))
  const chosen = found.orders.find(({ order }) => order.id === input.chosen)
  const open = (chosen === undefined ? found.orders : [chosen]).filter(({ verdict }) => verdict.kind === 'open')
  const submittable = open.length > 0
  // Without a chosen order the card says it of all or of none: one that differs is shown before anything is asked.
  const asks = submittable && open.every(({ approval }) => approval !== undefined)
  const outcome = done.map((cancellation) =>
    outcomeWords(words, cancellation, read, cancellation.orderId).replaceAll('**', ''),
  )
  return card({
    title: words.title,
    subject: `${customer.name} · ${customer.domain}`,
    progress: read.step(2, 2),
    speak: [outcome.at(-1) ?? words.title, customer.name].join('. '),
    body: [
      ...done.map((cancellation) => outcomeBox(words, cancellation, read)),
      ...approvalBoxes(words, input),
      ...announcements(entry),
      ...(found.orders.length === 0
        ? [subtle(found.cancellations.some(stands) ? words.nothingLeft : words.noOrders)]
        : [orderInput(words, input), ...mistake(entry, 'order')]),
      ...(chosen === undefined ? orderRows(words, found.orders, read, buttons) : [verdictBox(words, chosen, input)]),
      ...(asks ? askingParts(read, 'cancellation', open[0]?.approval, entry) : []),
      ...(submittable ? [importantText(words), acknowledgement(words, entry), ...mistake(entry, 'acknowledged')] : []),
      buttonRow(
        ...(submittable ? [buttons.button('submit', { title: words.submit, style: 'destructive' }, { asks })] : []),
        ...(found.orders.length > 0 ? [buttons.button('show-order', { title: words.showOrder })] : []),
        ...(input.next === undefined
          ? []
          : [buttons.button('next-order', { title: words.nextOrder(input.next), withoutInputs: true })]),
        buttons.button('back', { title: words.another, withoutInputs: true }),
      ),
    ],
  })
}

/** What was cancelled from this card. A refusal is told until the order is cancelled, or asked for, after all. */
function doneHere({ found: { cancellations }, flow }: CancellingCard): Cancellation[] {
  const standing = cancellations.filter(stands).map(({ orderId }) => orderId)
  return cancellations.filter(
    (cancellation) =>
      cancellation.flowId === flow && (stands(cancellation) || !standing.includes(cancellation.orderId)),
  )
}

/** @param orderId as it stands in the text. */
function outcomeWords(
  words: CancellingText,
  cancellation: Cancellation,
  read: Reader,
  orderId = plain(cancellation.orderId),
): string {
  switch (cancellation.status) {
    case 'cancelled':
      return words.cancelled(orderId, read.dateTime(cancellation.shownAt ?? cancellation.submittedAt))
    case 'cancelling':
      return words.cancelling(orderId)
    case 'refused':
      return words.refused(orderId)
    default:
      return words.submitted(orderId)
  }
}

const outcomeBox = (words: CancellingText, cancellation: Cancellation, read: Reader): CardElement =>
  cancellation.status === 'refused'
    ? state('attention', text(outcomeWords(words, cancellation, read)))
    : state(
        'good',
        text(outcomeWords(words, cancellation, read)),
        text(words.credit(read.money(cancellation.credit)), { spacing: 'Small' }),
        ...(cancellation.status === 'submitted' ? [] : [text(words.revoked, { spacing: 'Small' })]),
      )

function orderInput(words: CancellingText, { found, chosen, entry, read }: CancellingCard): IChoiceSetInput {
  const value = typedOr(entry, 'order', chosen)
  const input: IChoiceSetInput = {
    type: 'Input.ChoiceSet',
    id: 'order',
    label: words.orderNumber,
    style: found.orders.length > 15 ? 'filtered' : 'compact',
    placeholder: words.chooseOrder,
    isRequired: true,
    errorMessage: words.chooseOrder,
    choices: listed(found.orders, chosen).map(({ order, verdict }) => ({
      title: [order.id, productsLine(order, read), verdictShort(words, verdict, read)].join(' · '),
      value: order.id,
    })),
  }
  return value === undefined ? input : { ...input, value }
}

const rowsShown = 5

/** A card stays under Teams' size: the newest orders are listed, and the chosen one whatever its age; a sentence opens any other. */
const choicesShown = 150

const listed = (orders: readonly JudgedOrder[], chosen: string | undefined): readonly JudgedOrder[] =>
  orders.filter(({ order }, index) => index < choicesShown || order.id === chosen)

/** What closes soonest comes first; what does not fit is told by the dropdown's own lines. */
function orderRows(
  words: CancellingText,
  orders: readonly JudgedOrder[],
  read: Reader,
  buttons: FlowButtons,
): CardElement[] {
  const urgency = ({ verdict }: JudgedOrder) =>
    verdict.kind === 'open' ? verdict.closesAt.getTime() : Number.MAX_VALUE
  const rows = orders.toSorted((a, b) => urgency(a) - urgency(b)).slice(0, rowsShown)
  const more = orders.length - rows.length
  return [
    ...rows.map((row) => orderRow(words, row, read, buttons)),
    ...(more > 0 ? [subtle(words.more(read.number(more)), { size: 'Small', spacing: 'Small' })] : []),
  ]
}

/** One line for each order, while none is chosen: what holds stands right below the dropdown. Pressed, it is the one. */
function orderRow(
  words: CancellingText,
  { order, verdict }: JudgedOrder,
  read: Reader,
  buttons: FlowButtons,
): CardElement {
  return {
    type: 'ColumnSet',
    spacing: 'Small',
    style: 'emphasis',
    selectAction: buttons.button('take', rowLook(order.id, productsLine(order, read)), { take: order.id }),
    columns: [
      {
        type: 'Column',
        width: 'stretch',
        items: [text(`**${plain(order.id)}** ${plain(productsLine(order, read))}`)],
      },
      {
        type: 'Column',
        width: 'auto',
        items: [
          text(plain(verdictShort(words, verdict, read)), { horizontalAlignment: 'Right' }),
          ...(verdict.kind === 'open'
            ? [
                subtle(read.money(verdict.credit.total), {
                  horizontalAlignment: 'Right',
                  spacing: 'None',
                  size: 'Small',
                }),
              ]
            : []),
        ],
      },
      pressMark(),
    ],
  }
}

const importantText = (words: CancellingText): CardElement =>
  state(
    'warning',
    text(words.important, { weight: 'Bolder' }),
    text(words.consequences.map((line) => `- ${line}`).join('\n'), { spacing: 'Small' }),
  )

function acknowledgement(words: CancellingText, entry: Entry): IToggleInput {
  return {
    type: 'Input.Toggle',
    id: 'acknowledged',
    title: words.acknowledge,
    label: words.acknowledgement,
    wrap: true,
    valueOn: 'true',
    valueOff: 'false',
    value: entry.typed.acknowledged === 'true' ? 'true' : 'false',
  }
}

/** The message that tells the person who asked: Partner Center shows the cancellation, or has refused it. */
export function outcomeNotice(read: Reader, customer: Customer, cancellation: Cancellation): Telling {
  const words = cancellingText[read.language]
  const refused = cancellation.status === 'refused'
  const title = refused ? words.toldRefused(cancellation.orderId) : words.told(cancellation.orderId)
  return {
    line: `${title} · ${customer.name}`,
    card: card({
      title,
      subject: `${customer.name} · ${customer.domain}`,
      body: [
        text(refused ? words.refusedBody : words.toldBody(read.money(cancellation.credit))),
        buttonRow(muteButton(read, 'cancellations')),
      ],
    }),
  }
}
