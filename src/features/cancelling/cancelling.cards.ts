import type { CardElement, IChoiceSetInput, IToggleInput } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import {
  announcements,
  card,
  facts,
  mistake,
  plain,
  pressMark,
  state,
  subtle,
  text,
  typedOr,
} from '../../chat/card-parts.ts'
import { amountWords } from '../../chat/order-words.text.ts'
import { buttonRow, type FlowButtons, rowLook } from '../../chat/press.ts'
import { productsLine } from '../../chat/product-line.ts'
import { type Order, orderNumber } from '../../commerce/order.ts'
import { orderTyped } from '../../commerce/order-said.ts'
import type { Reader } from '../../platform/language.ts'
import { askingParts } from '../../workflow/approvals/asking.cards.ts'
import { customerLine } from '../../workflow/customers/customer-step.ts'
import type { LineState } from '../../workflow/orders/order-state.ts'
import { stands } from './cancelling.service.ts'
import { type CancellingText, cancellingText } from './cancelling.text.ts'
import { isLeft, isOpen, type JudgedOrder } from './judged-order.ts'
import { linesText } from './lines.text.ts'
import { nextButton, outcomeBoxes, type ReceiptCard } from './receipt.cards.ts'
import { verdictBox, verdictShort } from './verdict.cards.ts'
import { approvalBoxes } from './waiting.cards.ts'

export interface CancellingCard extends ReceiptCard {
  /** The order that the person looks at; without one, what holds for each is listed. */
  readonly chosen: string | undefined
  /** Whether the reader may ask Microsoft's support, and buy. */
  readonly maySupport: boolean
  readonly mayBuy: boolean
}

/**
 * The cancellation card: what was cancelled from it, the order dropdown or the one order that it is about, what holds, the
 * important text, the checkbox, Submit. A card that is about one order has no dropdown: no client redraws a card when another
 * choice is made, and what holds for one order must not stand below the number of another.
 */
export function cancellingCard(input: CancellingCard): Card {
  const { read, customer, found, entry, buttons } = input
  const words = cancellingText[read.language]
  const chosen = found.orders.find(({ order }) => order.id === input.chosen)
  const open = (chosen === undefined ? found.orders : [chosen]).filter(({ verdict }) => verdict.kind === 'open')
  const submittable = open.length > 0
  // Without a chosen order the card says it of all or of none: one that differs is shown before anything is asked.
  const asks = submittable && open.every(({ approval }) => approval !== undefined)
  return card({
    title: words.title,
    subject: customerLine(customer),
    progress: read.step(2, 2),
    speak: [words.title, customer.name].join('. '),
    body: [
      ...outcomeBoxes(words, input),
      ...approvalBoxes(words, input),
      ...announcements(entry),
      ...(chosen === undefined ? choiceParts(words, input) : oneOrder(words, chosen, input)),
      ...(asks ? askingParts(read, 'cancellation', open[0]?.approval, entry) : []),
      ...(submittable
        ? [importantText(words, read, chosen), acknowledgement(words, entry), ...mistake(entry, 'acknowledged')]
        : []),
      buttonRow(
        ...(submittable
          ? [buttons.button('submit', { title: words.submit, style: 'destructive' }, { asks, ...described(chosen) })]
          : []),
        ...(chosen === undefined && found.orders.length > 0
          ? [buttons.button('show-order', { title: words.showOrder })]
          : []),
        ...(chosen !== undefined && found.orders.length > 1
          ? [buttons.button('other-order', { title: words.otherOrder, withoutInputs: true })]
          : []),
        ...nextButton(words, input),
        buttons.button('back', { title: words.another, withoutInputs: true }),
      ),
    ],
  })
}

/** Which lines the card says something of, and whether they could be chosen from: nobody submits what they were not shown. */
const described = (judged: JudgedOrder | undefined) =>
  judged === undefined
    ? {}
    : {
        ...(judged.chosen.length > 0 && { shown: judged.chosen.join(',') }),
        ticks: judged.lines.filter(isOpen).length > 1,
      }

const choiceParts = (words: CancellingText, input: CancellingCard): CardElement[] => {
  const { found, entry, read, buttons } = input
  if (found.orders.length === 0) return [subtle(found.cancellations.some(stands) ? words.nothingLeft : words.noOrders)]
  return [orderInput(words, input), ...mistake(entry, 'order'), ...orderRows(words, found, read, buttons)]
}

const oneOrder = (words: CancellingText, chosen: JudgedOrder, input: CancellingCard): CardElement[] => [
  facts([words.orderNumber, orderNumber(chosen.order)]),
  // Submitted as the choice in the dropdown is.
  { type: 'Input.Text', id: 'order', label: words.orderNumber, value: chosen.order.id, isVisible: false },
  verdictBox(words, chosen, input),
]

function orderInput(words: CancellingText, { found, entry, read }: CancellingCard): IChoiceSetInput {
  const value = typedOr(entry, 'order', undefined)
  const input: IChoiceSetInput = {
    type: 'Input.ChoiceSet',
    id: 'order',
    label: words.orderNumber,
    style: found.orders.length > 15 ? 'filtered' : 'compact',
    placeholder: words.chooseOrder,
    isRequired: true,
    errorMessage: words.chooseOrder,
    choices: found.orders.slice(0, choicesShown).map(({ order, lines, verdict }) => ({
      title: [typedAmong(found, order), leftOf(order, lines, read), verdictShort(words, verdict, read)].join(' · '),
      value: typedAmong(found, order),
    })),
  }
  return value === undefined ? input : { ...input, value }
}

const typedAmong = ({ orders }: CancellingCard['found'], one: Order): string =>
  orderTyped(
    one,
    orders.map(({ order }) => order),
  )

const rowsShown = 5

/** A card stays under Teams' size: the newest orders are listed; a sentence opens any other. */
const choicesShown = 150

/** What closes soonest comes first; what does not fit is told by the dropdown's own lines. */
function orderRows(
  words: CancellingText,
  found: CancellingCard['found'],
  read: Reader,
  buttons: FlowButtons,
): CardElement[] {
  const urgency = ({ verdict }: JudgedOrder) =>
    verdict.kind === 'open' ? verdict.closesAt.getTime() : Number.MAX_VALUE
  const rows = found.orders.toSorted((a, b) => urgency(a) - urgency(b)).slice(0, rowsShown)
  const more = found.orders.length - rows.length
  return [
    ...rows.map((row) => orderRow(words, found, row, read, buttons)),
    ...(more > 0 ? [subtle(words.more(read.number(more)), { size: 'Small', spacing: 'Small' })] : []),
  ]
}

/** One line for each order, while none is chosen: what holds stands right below the dropdown. Pressed, it is the one. */
function orderRow(
  words: CancellingText,
  found: CancellingCard['found'],
  { order, lines, verdict }: JudgedOrder,
  read: Reader,
  buttons: FlowButtons,
): CardElement {
  const products = leftOf(order, lines, read)
  return {
    type: 'ColumnSet',
    spacing: 'Small',
    style: 'emphasis',
    selectAction: buttons.button('take', rowLook(orderNumber(order), products), { take: typedAmong(found, order) }),
    columns: [
      {
        type: 'Column',
        width: 'stretch',
        items: [text(`**${plain(orderNumber(order))}** ${plain(products)}`)],
      },
      {
        type: 'Column',
        width: 'auto',
        items: [
          text(plain(verdictShort(words, verdict, read)), { horizontalAlignment: 'Right' }),
          ...(verdict.kind === 'open'
            ? [
                subtle(amountWords(verdict.credit.total, read), {
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

/** What is left of an order, in one line. */
const leftOf = (order: Order, lines: readonly LineState[], read: Reader): string =>
  productsLine({ ...order, lines: lines.filter(isLeft).map(({ line }) => line) }, read)

/** Of an order of which something may stay, what stays goes on working. */
function importantText(words: CancellingText, read: Reader, judged: JudgedOrder | undefined): CardElement {
  const [revoked = '', ...others] = words.consequences
  const first = judged !== undefined && judged.order.lines.length > 1 ? linesText[read.language].revoked : revoked
  return state(
    'warning',
    text(words.important, { weight: 'Bolder' }),
    text([first, ...others].map((line) => `- ${line}`).join('\n'), { spacing: 'Small' }),
  )
}

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
