import type { CardElement, IActionSet } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import { announcements, card, facts, plain, state, subtle, text } from '../../chat/card-parts.ts'
import type { Telling } from '../../chat/feature.ts'
import { amountWords } from '../../chat/order-words.text.ts'
import { buttonRow, type FlowButtons, startButton } from '../../chat/press.ts'
import { productLine } from '../../chat/product-line.ts'
import { tabButton } from '../../chat/tab-button.ts'
import { type Customer, lineTotal, orderNumber } from '../../commerce/order.ts'
import { isBilledInParts } from '../../commerce/product.ts'
import type { Reader } from '../../platform/language.ts'
import type { Look } from '../../workflow/approvals/approval.ts'
import { stateBox } from '../../workflow/approvals/approvals.cards.ts'
import { ruleWords } from '../../workflow/approvals/asking.cards.ts'
import { askingText } from '../../workflow/approvals/asking.text.ts'
import { customerLine } from '../../workflow/customers/customer-step.ts'
import { muteButton } from '../../workflow/notices/mute-button.ts'
import { heldBox, refusalLine } from '../../workflow/wishes/held.cards.ts'
import type { Renewal } from './renewing.repository.ts'
import type { Turns } from './renewing.routes.ts'
import { type KnownSubscription, kindOf, type OrderRenewals } from './renewing.service.ts'
import { type RenewingText, renewingText } from './renewing.text.ts'

interface RenewingCard extends Look {
  readonly customer: Customer
  readonly renewals: OrderRenewals
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/** What of an order renews itself: until when it runs, what happens then, and the one button that changes it. */
export function renewingCard(input: RenewingCard): Card {
  const { read, customer, renewals, entry, buttons } = input
  const words = renewingText[read.language]
  const { order, subscriptions } = renewals
  return card({
    title: words.title,
    subject: `${customerLine(customer)} · ${orderNumber(order)}`,
    speak: [words.title, orderNumber(order), customer.name].join('. '),
    body: [
      ...announcements(entry),
      ...(subscriptions.length === 0 ? [subtle(words.none)] : []),
      ...subscriptions.flatMap((known) => subscriptionParts(words, known, input)),
      buttonRow(
        ...subscriptions.flatMap((known) => changeButtons(words, known, buttons, subscriptions.length > 1)),
        startButton('orders', { title: words.showOrder }, { customerId: customer.id, orderId: order.id }),
      ),
    ],
  })
}

function subscriptionParts(words: RenewingText, known: KnownSubscription, { read, now }: RenewingCard): CardElement[] {
  const { subscription, line, last, approval, rule } = known
  const { termEndsAt, nextWindow, autoRenew } = subscription
  // What is billed in parts has a price for a part.
  const price = line === undefined || (line.ref && isBilledInParts(line.ref)) ? undefined : lineTotal(line)
  return [
    text(plain(line === undefined ? subscription.name : productLine(line, read)), {
      weight: 'Bolder',
      spacing: 'Medium',
    }),
    state('neutral', text(stateWords(words, known, read)), ...lastWords(words, last, read)),
    ...(approval === undefined || last?.status === 'done' || last?.status === 'submitted'
      ? []
      : [stateBox({ read, now }, approval)]),
    ...(last?.status === 'submitted' ? heldBox(read, last.refusal) : []),
    facts(
      [words.termEnds, read.dateTimeAndRelative(termEndsAt, now)],
      [words.price, price && amountWords(price, read)],
      [words.next, nextWindow && words.span(read.date(nextWindow.opensAt), read.date(nextWindow.closesAt))],
    ),
    ...(mayChange(known) && rule !== undefined
      ? [text(askingText[read.language].asksAs(plain(ruleWords(read, kindOf(!autoRenew), rule))), { isSubtle: true })]
      : []),
  ]
}

function stateWords(words: RenewingText, { subscription }: KnownSubscription, read: Reader): string {
  const at = plain(read.date(subscription.termEndsAt))
  if (subscription.status === 'cancelled') return words.cancelled
  if (subscription.status === 'ended') return words.ended(at)
  return subscription.autoRenew ? words.on(at) : words.off(at)
}

function lastWords(words: RenewingText, last: Renewal | undefined, read: Reader): CardElement[] {
  const small = { spacing: 'Small' } as const
  switch (last?.status) {
    case 'submitted':
      return last.refusal === null ? [text(words.underWay, small)] : []
    case 'done':
      return last.settledAt === null ? [] : [text(words.changed(plain(read.dateTime(last.settledAt))), small)]
    case 'refused':
      return [text([words.refused, refusalLine(read, last.refusal) ?? ''].join(' ').trim(), small)]
    default:
      return []
  }
}

const mayChange = ({ subscription, last }: KnownSubscription): boolean =>
  subscription.status === 'active' && last?.status !== 'waiting' && last?.status !== 'submitted'

/** What may be changed of a subscription, and what the button is called. */
function changeOf(words: RenewingText, { subscription: { id, autoRenew }, rule }: KnownSubscription) {
  const asks = rule !== undefined
  const what = autoRenew ? words[asks ? 'askOff' : 'turnOff'] : words[asks ? 'askOn' : 'turnOn']
  return { what, subscription: id, on: !autoRenew, asks }
}

/** The same for a page that has buttons of its own. */
export function turnsOf({ subscriptions }: OrderRenewals, read: Reader): Turns[] {
  const words = renewingText[read.language]
  return subscriptions.filter(mayChange).map((known) => {
    const { what, subscription: subscriptionId, on, asks } = changeOf(words, known)
    const title = subscriptions.length > 1 ? `${what}: ${known.subscription.name}` : what
    return { title, subscriptionId, on, asks }
  })
}

/** @param named with several, each button says which one it is of */
function changeButtons(
  words: RenewingText,
  known: KnownSubscription,
  buttons: FlowButtons,
  named: boolean,
): IActionSet['actions'] {
  const { subscription, approval, last } = known
  const title = (what: string) => (named ? `${what}: ${subscription.name}` : what)
  if (last?.status === 'waiting' && approval?.viewer === 'requester') {
    const withdrawn = { approval: approval.approval.id }
    return [buttons.button('withdraw', { title: title(words.withdraw), withoutInputs: true }, withdrawn)]
  }
  if (!mayChange(known)) return []
  const { what, ...data } = changeOf(words, known)
  return [
    buttons.button(
      'turn',
      { title: title(what), style: data.on ? 'positive' : 'destructive', withoutInputs: true },
      data,
    ),
  ]
}

/** The message to who asked: Partner Center has refused it. @param number the order's */
export function refusedNotice(
  read: Reader,
  customer: Customer,
  renewal: Renewal,
  { number, tab }: { number: string; tab: string },
): Telling {
  const words = renewingText[read.language]
  const { name, orderId, customerId, refusal } = renewal
  const title = words.told(name, number)
  return {
    line: `${title} · ${customer.name}`,
    row: { title, below: [customer.name], opens: { command: 'orders', customerId, orderId } },
    card: card({
      title,
      subject: `${customer.name} · ${customer.domain}`,
      body: [
        text([words.refused, refusalLine(read, refusal) ?? ''].join(' ').trim()),
        buttonRow(tabButton(read, tab, 'primary'), muteButton(read, 'cancellations')),
      ],
    }),
  }
}
