import type { CardElement, IActionSet, IChoiceSetInput } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import { announcements, card, listRow, mistake, plain, state, subtle, text, typedOr } from '../../chat/card-parts.ts'
import { buttonRow, type FlowButtons } from '../../chat/press.ts'
import { productLine } from '../../chat/product-line.ts'
import type { Turn } from '../../chat/turn.ts'
import { wordsText } from '../../chat/words.text.ts'
import { type Customer, type ListedCustomer, orderNumber } from '../../commerce/order.ts'
import { families } from '../../commerce/product.ts'
import type { Reader } from '../../platform/language.ts'
import { freshnessLine } from '../../workflow/mirror/mirror.text.ts'
import type { KnownOrder } from '../../workflow/orders/known-orders.service.ts'
import { orderStateText, stateWord, totalWords } from '../../workflow/orders/order-state.text.ts'
import { bought, lineAndState } from './orders.cards.ts'
import { boughtFilters, stateFilters } from './orders.routes.ts'
import { ordersText } from './orders.text.ts'
import type { OrdersListed } from './orders-list.service.ts'
import { type OrdersListText, ordersListText } from './orders-list.text.ts'
import { isFiltered, type OrdersFilters } from './orders-list.ts'

interface ListCard {
  readonly turn: Turn
  /** Whose orders they are; undefined for everyone's. */
  readonly customer: Customer | undefined
  /** By customer id, for everyone's. */
  readonly customers: ReadonlyMap<string, ListedCustomer>
  readonly listed: OrdersListed
  readonly filters: OrdersFilters
  /** Whether it is the first page. */
  readonly newest: boolean
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/** A page of orders, newest first, which of them there are to look at, and which of them to look for. */
export function ordersCard(input: ListCard): Card {
  const { turn, customer, customers, listed, filters, entry } = input
  const { reader: read, now } = turn
  const words = ordersListText[read.language]
  const { orders } = listed
  return card({
    title: ordersText[read.language].title,
    subject: customer === undefined ? words.everyone : `${customer.name} · ${customer.domain}`,
    progress: read.step(2, 2),
    body: [
      ...announcements(entry),
      ...ofWhen(turn, listed),
      ...(isFiltered(filters) ? [text(`**${plain(filtersLine(filters, read))}**`)] : []),
      ...(orders.length === 0 ? [text(noneWords(words, input))] : [rangeLine(words, listed, read)]),
      ...orders.map((known) => orderRow(words, known, customers.get(known.order.customerId)?.name, read, now)),
      ...remarks(words, listed, read),
      ...(orders.length === 0 ? [] : [orderInput(words, orders, typedOr(entry, 'order', orders[0]?.order.id), read)]),
      ...mistake(entry, 'order'),
      buttonRow(...listButtons(words, input)),
    ],
  })
}

/** `Can still be cancelled · Perpetual software · Bought within 30 days`: what is looked for. */
function filtersLine({ state, family, bought }: OrdersFilters, read: Reader): string {
  const words = ordersListText[read.language]
  return [
    ...(state === 'all' ? [] : [words.states[state]]),
    ...(family === 'all' ? [] : [wordsText[read.language].families[family]]),
    ...(bought === 'any' ? [] : [words.boughtLine(words.boughtWithin[bought])]),
  ].join(' · ')
}

function noneWords(words: OrdersListText, { filters, customer, newest }: ListCard): string {
  if (isFiltered(filters) || !newest) return words.noneFits
  return customer === undefined ? words.noneOfAll : words.none
}

function rangeLine(words: OrdersListText, { orders, range }: OrdersListed, read: Reader): CardElement {
  const shown = (before: number, of: number) =>
    words.range(read.number(before + 1), read.number(before + orders.length), read.number(of))
  return subtle(range === undefined ? words.newestFirst : shown(range.before, range.of), { size: 'Small' })
}

function ofWhen({ reader, now }: Turn, { freshness = {} }: OrdersListed): CardElement[] {
  const line = freshnessLine(freshness, reader, now)
  return line === undefined ? [] : [state('warning', text(plain(line)))]
}

const remarks = (words: OrdersListText, { onlyLast }: OrdersListed, read: Reader): CardElement[] => [
  ...(onlyLast === undefined ? [] : [subtle(words.onlyLast(read.number(onlyLast)), { separator: true })]),
]

function orderRow(
  words: OrdersListText,
  { order, state: holds }: KnownOrder,
  customer: string | undefined,
  read: Reader,
  now: Date,
): CardElement {
  const small = { size: 'Small', spacing: 'None' } as const
  return listRow(
    [
      text([`**${plain(orderNumber(order))}**`, ...(customer === undefined ? [] : [plain(customer)])].join(' · ')),
      ...holds.lines.map((line) => text(plain(lineAndState(holds, line, read)), { spacing: 'None' })),
      subtle(bought(order.createdAt, read, now), small),
      ...(holds.kind === 'waiting' ? [subtle(words.waits, small)] : []),
    ],
    stateWord(holds, read),
    [
      subtle(totalWords(order, holds, read)),
      ...(holds.kind === 'open'
        ? [subtle(words.daysToCancel(orderStateText[read.language].daysLeft(holds.daysLeft, read)), small)]
        : []),
    ],
  )
}

const orderInput = (
  words: OrdersListText,
  page: readonly KnownOrder[],
  chosen: string | undefined,
  read: Reader,
): IChoiceSetInput => ({
  type: 'Input.ChoiceSet',
  id: 'order',
  label: words.order,
  style: 'compact',
  isRequired: true,
  errorMessage: words.chooseOrder,
  choices: page.map(({ order }) => ({
    title: `${orderNumber(order)} · ${order.lines.map((line) => productLine(line, read)).join(' + ')}`,
    value: order.id,
  })),
  ...(chosen !== undefined && { value: chosen }),
})

function listButtons(words: OrdersListText, input: ListCard): IActionSet['actions'] {
  const { listed, filters, newest, customer, buttons } = input
  const plainly = (act: string, title: string, data = {}) =>
    buttons.button(act, { title, withoutInputs: true }, { ...data })
  const none = listed.orders.length === 0
  return [
    ...(none ? [] : [buttons.button('show-order', { title: words.showOrder, style: 'positive' })]),
    ...(listed.next === undefined ? [] : [plainly('more', words.more, { cursor: listed.next })]),
    ...(newest ? [] : [plainly('newest', words.newest)]),
    ...(none && isFiltered(filters) ? [plainly('clear', words.clear)] : []),
    ...(none && !isFiltered(filters) ? [] : [plainly('filter', words.filter)]),
    plainly('back', customer === undefined ? words.oneCustomer : words.another),
  ]
}

/** What to look for, in place of the list. */
export function filtersCard({
  turn,
  filters,
  entry,
  buttons,
}: Pick<ListCard, 'turn' | 'filters' | 'entry' | 'buttons'>): Card {
  const { language } = turn.reader
  const words = ordersListText[language]
  const familyName = (family: OrdersFilters['family']) =>
    family === 'all' ? words.anyFamily : wordsText[language].families[family]
  return card({
    title: words.filterTitle,
    body: [
      ...announcements(entry),
      ...filterInput(words.state, 'state', filters.state, stateFilters, (it) => words.states[it], entry),
      ...filterInput(words.family, 'family', filters.family, ['all', ...families], familyName, entry),
      ...filterInput(words.bought, 'bought', filters.bought, boughtFilters, (it) => words.boughtWithin[it], entry),
      buttonRow(
        buttons.button('apply', { title: words.apply, style: 'positive' }),
        ...(isFiltered(filters) ? [buttons.button('clear', { title: words.clear, withoutInputs: true })] : []),
        buttons.button('back', { title: wordsText[language].back, withoutInputs: true }),
      ),
    ],
  })
}

function filterInput<T extends string>(
  label: string,
  id: string,
  value: T,
  values: readonly T[],
  title: (it: T) => string,
  entry: Entry,
): CardElement[] {
  const choices = values.map((it) => ({ title: title(it), value: it }))
  const chosen = typedOr(entry, id, value) ?? value
  return [{ type: 'Input.ChoiceSet', id, label, style: 'compact', value: chosen, choices }, ...mistake(entry, id)]
}
