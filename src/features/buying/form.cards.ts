import type { CardElement, IChoiceSetInput, INumberInput, ITextInput } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import { announcements, card, mistake, plain, pressRow, state, subtle, text, typedOr } from '../../chat/card-parts.ts'
import { buttonRow, type FlowButtons, rowLook } from '../../chat/press.ts'
import { productLine } from '../../chat/product-line.ts'
import { wordsText } from '../../chat/words.text.ts'
import type { Customer } from '../../commerce/order.ts'
import { type CatalogItem, refText } from '../../commerce/product.ts'
import type { OfferedPlace } from '../../commerce/reservation-place.ts'
import type { Reader } from '../../platform/language.ts'
import { cut } from '../../platform/text.ts'
import { taxWords } from './buying.cards.ts'
import { type BuyingText, buyingText } from './buying.text.ts'
import { isRefOf } from './catalogue.ts'
import { longestPoNumber, longestReseller, mostLines } from './order-form.ts'
import { placeParts } from './reserving.cards.ts'

interface FormCard {
  readonly read: Reader
  readonly customer: Customer
  readonly catalogue: readonly CatalogItem[]
  readonly offered: Offered
  /** Of a reservation that is in the fields: what it can apply to. */
  readonly places: readonly OfferedPlace[]
  /** Whether there may be promotions that nobody here reads. */
  readonly promotionsUnread: boolean
  readonly kept: {
    readonly lines?: readonly { readonly item: string; readonly quantity: string }[] | undefined
    readonly item?: string | undefined
    readonly quantity?: string | undefined
    readonly place?: string | undefined
    readonly poNumber?: string | undefined
    /** Left out where nobody has to be named. */
    readonly reseller?: string | undefined
  }
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/** How many products are offered to be pressed. A card with more is longer than two screens of a phone: the words have to say more. */
export const fewShown = 5
export const mostShown = 20

/** What the form begins with. */
export const firstQuantity = '1'

/** Products that are chosen by pressing them. */
export interface Offered {
  /** They fit what was said, one is chosen already, or the customer may want them. */
  readonly why: 'fits' | 'chosen' | 'likely'
  readonly items: readonly CatalogItem[]
  /** What was said. */
  readonly about?: string | undefined
  /** How many there are, on the card or not. */
  readonly all: number
}

/**
 * Product, quantity and purchase order number on one form. Clients check that what is required is there. Rows take along what was
 * typed, so the product is required by the client only where no row can be pressed instead: the desk asks for it all the same.
 */
export function formCard({
  read,
  customer,
  catalogue,
  offered,
  places,
  promotionsUnread,
  kept,
  entry,
  buttons,
}: FormCard): Card {
  const words = buyingText[read.language]
  const { lines = [] } = kept
  const priced = catalogue.find(({ unitPrice }) => unitPrice !== undefined)
  return card({
    title: words.title,
    subject: `${customer.name} · ${customer.domain}`,
    progress: read.step(2, 3),
    body: [
      ...announcements(entry),
      ...lineRows(words, lines, { read, catalogue, buttons }),
      productInput(words, {
        ...{ read, customer, catalogue, offered, chosen: typedOr(entry, 'item', kept.item) },
        isFirst: lines.length === 0,
      }),
      ...mistake(entry, 'item'),
      ...offeredRows(words, offered, read, buttons),
      ...(priced === undefined ? [] : [subtle(pricesWords(words, priced, catalogue), small)]),
      ...(promotionsUnread ? [subtle(words.promotionsUnread, small)] : []),
      quantityInput(
        words,
        entry.mistakes.quantity
          ? typedOr(entry, 'quantity', '')
          : typedOr(entry, 'quantity', kept.quantity ?? firstQuantity),
      ),
      ...mistake(entry, 'quantity'),
      ...placeParts(places, { read, entry, chosen: typedOr(entry, 'place', kept.place) }),
      ...(kept.reseller === undefined
        ? []
        : [resellerInput(words, typedOr(entry, 'reseller', kept.reseller)), ...mistake(entry, 'reseller')]),
      poNumberInput(words, typedOr(entry, 'poNumber', kept.poNumber)),
      ...mistake(entry, 'poNumber'),
      buttonRow(
        buttons.button('review', { title: words.review, style: 'positive' }),
        ...(lines.length + 1 < mostLines ? [buttons.button('add', { title: words.addProduct })] : []),
        ...(offered.items.length < offered.all && offered.items.length < mostShown
          ? [buttons.button('more', { title: words.showAll(read.number(offered.all)) })]
          : []),
        buttons.button('back', { title: wordsText[read.language].back, withoutInputs: true }),
      ),
    ],
  })
}

/** The lines that the order has already: each is pressed to be changed, and beside it to be taken out. */
function lineRows(
  words: BuyingText,
  lines: readonly { readonly item: string; readonly quantity: string }[],
  { read, catalogue, buttons }: Pick<FormCard, 'read' | 'catalogue' | 'buttons'>,
): CardElement[] {
  if (lines.length === 0) return []
  return [
    subtle(words.inOrder(read.number(lines.length))),
    ...lines.map(({ item, quantity }, at): CardElement => {
      const known = catalogue.find(({ ref }) => isRefOf(ref, item))
      const what = `${read.number(Number(quantity))} × ${known === undefined ? item : productLine(known, read)}`
      const price = known?.unitPrice === undefined ? '' : words.perUnit(read.money(known.unitPrice))
      const change = buttons.button('change', { title: `${words.change}: ${what}` }, { change: at })
      const remove = buttons.button('remove', { title: `${words.remove}: ${what}` }, { remove: at })
      return {
        type: 'ColumnSet',
        style: 'emphasis',
        spacing: 'Small',
        columns: [
          {
            type: 'Column',
            width: 'stretch',
            selectAction: change,
            items: [
              text(plain(what), { weight: 'Bolder' }),
              ...(price === '' ? [] : [subtle(price, { spacing: 'None' })]),
            ],
          },
          {
            type: 'Column',
            width: 'auto',
            verticalContentAlignment: 'Center',
            selectAction: remove,
            items: [text(words.remove, { color: 'Accent' })],
          },
        ],
      }
    }),
  ]
}

/** What is not billed once for its term is priced by what is billed at a time. */
export function pricesWords(
  words: BuyingText,
  { unitPrice, taxIncluded = false }: CatalogItem,
  catalogue: readonly CatalogItem[],
): string {
  const once = catalogue.every(({ ref }) => ref.billing === 'one_time')
  return (once ? words.prices : words.pricesOfPeriods)(unitPrice?.currency ?? '', taxWords(words, { taxIncluded }))
}

const small = { size: 'Small', spacing: 'Small' } as const

/** Each with its price in a line of its own: a phone cuts the titles of a list. */
function offeredRows(
  words: BuyingText,
  { why, items, all, about = '' }: Offered,
  read: Reader,
  buttons: FlowButtons,
): CardElement[] {
  if (items.length === 0) return []
  const [number, shown] = [read.number(all), read.number(items.length)]
  const heading = {
    chosen: undefined,
    likely: wordsText[read.language].pressOne,
    fits: items.length < all ? words.fitsShown(shown, number, plain(about)) : words.fits(number, plain(about)),
  }[why]
  return [
    ...(heading === undefined ? [] : [subtle(heading, { spacing: 'Small' })]),
    ...items.map((item) => productRow(words, item, { read, buttons, isChosen: why === 'chosen' })),
  ]
}

function productRow(
  words: BuyingText,
  item: CatalogItem,
  { read, buttons, isChosen }: { read: Reader; buttons: FlowButtons; isChosen: boolean },
): CardElement {
  const what = productLine(item, read)
  const price = item.unitPrice === undefined ? '' : words.perUnit(read.money(item.unitPrice))
  if (isChosen)
    return state(
      'neutral',
      text(plain(what), { weight: 'Bolder' }),
      ...(price === '' ? [] : [subtle(price, { spacing: 'None' })]),
    )
  return pressRow(
    buttons.button('take', { ...rowLook(what, price), withoutInputs: false }, { take: refText(item.ref) }),
    what,
    price,
  )
}

/** A market may sell thousands of things: the others are found by typing. */
const mostChoices = 100

const lines = new WeakMap<CatalogItem, Map<string, string>>()

/** `Windows Server 2022 Datacenter, 16 core, 3 years`: what somebody would type. A form shows fifty of them, the same ones every time. */
export function productChoice(item: CatalogItem, read: Reader) {
  const byLanguage = lines.get(item) ?? new Map<string, string>()
  lines.set(item, byLanguage)
  const line = byLanguage.get(read.language) ?? productLine(item, read)
  byLanguage.set(read.language, line)
  return { title: line, value: line }
}

function productInput(
  words: BuyingText,
  {
    read,
    customer,
    catalogue,
    offered,
    chosen,
    isFirst,
  }: Pick<FormCard, 'read' | 'customer' | 'catalogue' | 'offered'> & { chosen: string | undefined; isFirst: boolean },
): IChoiceSetInput {
  const known = catalogue.find(({ ref }) => chosen !== undefined && isRefOf(ref, chosen))
  const value = known === undefined ? chosen && cut(chosen, 200) : productChoice(known, read).value
  const input: IChoiceSetInput = {
    type: 'Input.ChoiceSet',
    id: 'item',
    label: isFirst ? words.product : words.oneMore,
    placeholder: words.productHint,
    style: 'filtered',
    isRequired: isFirst && (offered.why === 'chosen' || offered.items.length === 0),
    errorMessage: words.chooseProduct,
    choices: catalogue.filter((_item, at) => at < mostChoices).map((item) => productChoice(item, read)),
    'choices.data': { type: 'Data.Query', dataset: `products/${customer.id}` },
  }
  return value === undefined ? input : { ...input, value }
}

function quantityInput(words: BuyingText, typed: string | undefined): INumberInput {
  const input: INumberInput = {
    type: 'Input.Number',
    id: 'quantity',
    label: words.quantity,
    min: 1,
    isRequired: true,
    errorMessage: words.quantityWanted,
  }
  // A number input takes numbers only; what else was sent is told as a mistake below it.
  return typed !== undefined && /^-?\d{1,15}$/.test(typed) ? { ...input, value: Number(typed) } : input
}

function poNumberInput(words: BuyingText, typed: string | undefined): ITextInput {
  const input: ITextInput = {
    type: 'Input.Text',
    id: 'poNumber',
    label: words.poNumber,
    placeholder: 'PO-2041',
    maxLength: longestPoNumber,
  }
  return typed === undefined ? input : { ...input, value: cut(typed, 200) }
}

function resellerInput(words: BuyingText, typed: string | undefined): ITextInput {
  const input: ITextInput = {
    type: 'Input.Text',
    id: 'reseller',
    label: words.reseller,
    placeholder: '1234567',
    maxLength: longestReseller,
  }
  return typed === undefined || typed === '' ? input : { ...input, value: cut(typed, 200) }
}
