import type { CardElement, IChoiceSetInput } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import {
  announcements,
  card,
  choiceTitle,
  facts,
  mistake,
  pressRow,
  subtle,
  text,
  typedOr,
} from '../../chat/card-parts.ts'
import { buttonRow, type FlowButtons, rowLook } from '../../chat/press.ts'
import { productLine } from '../../chat/product-line.ts'
import { tabButton } from '../../chat/tab-button.ts'
import { wordsText } from '../../chat/words.text.ts'
import { type Customer, type Order, orderNumber } from '../../commerce/order.ts'
import { orderTyped } from '../../commerce/order-said.ts'
import type { DownloadOption } from '../../commerce/ports/partner-center.ts'
import type { Reader } from '../../platform/language.ts'
import { customerLine } from '../../workflow/customers/customer-step.ts'
import { type DownloadLink, type FileNamed, fileSize, fileWords, remains } from '../../workflow/links/download-link.ts'
import { type KeysText, keysText } from './keys.text.ts'
import { type Field, fields, preferred, valuesOf, type Wanted } from './narrowing.ts'
import type { Software, SoftwareOptions } from './software.ts'

export interface KeysCard {
  readonly read: Reader
  readonly now: Date
  readonly customer: Customer
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/** More make a list of rows or radio buttons that is longer than a phone's screen. */
const mostListed = 10
/** Keeps the card below Teams' 80 KB; older software is reached by naming its order. */
export const mostShown = 150

/** As somebody would type it: the order, and the product where there are several of one order. */
export function softwareSaid({ order, line }: Software, software: readonly Software[], read: Reader): string {
  const ofOrder = software.filter((it) => it.order.id === order.id && it.state === 'standing')
  const number = numberAmong(software, order)
  return ofOrder.length > 1 ? `${number} · ${productLine(line, read)}` : number
}

const numberAmong = (software: readonly Software[], one: Order): string =>
  orderTyped(one, [...new Map(software.map(({ order }) => [order.id, order])).values()])

/** All software of the customer, newest first: what stands is chosen by pressing it, what is cancelled is listed. */
export function softwareCard(
  input: KeysCard & { software: readonly Software[]; shown: number; chosen: Software | undefined; steps: number },
): Card {
  const { read, customer, entry, buttons, software } = input
  const words = keysText[read.language]
  const shown = software.slice(0, input.shown)
  const standing = shown.filter(({ state }) => state === 'standing')
  const listed = standing.length > mostListed
  const ended = shown.filter(({ state }) => state !== 'standing')
  const more = software.length > shown.length
  return card({
    title: words.title,
    subject: customerLine(customer),
    progress: read.step(2, input.steps),
    body: [
      ...announcements(entry),
      ...(software.length === 0 ? [text(words.noSoftware)] : []),
      ...(software.length > 0 && standing.length === 0 && !more ? [text(words.nothingStands)] : []),
      ...mistake(entry, 'software'),
      ...mistake(entry, 'take'),
      ...(listed ? [softwareInput(words, standing, input)] : standing.map((it) => softwareRow(it, read, buttons))),
      ...ended.map((it) =>
        subtle(`${softwareLine(it, read)} · ${words.state[it.state === 'cancelled' ? 'cancelled' : 'cancelling']}`),
      ),
      ...(more ? [subtle(shownWords(words, input, shown.length), { size: 'Small' })] : []),
      buttonRow(
        ...(listed ? [buttons.button('next', { title: wordsText[read.language].next, style: 'positive' })] : []),
        ...(more && shown.length < mostShown ? [buttons.button('more', { title: words.more })] : []),
        buttons.button('back', { title: wordsText[read.language].back, withoutInputs: true }),
      ),
    ],
  })
}

function shownWords(
  words: KeysText,
  { read, customer, software }: KeysCard & { software: readonly Software[] },
  shown: number,
) {
  const line = words.shownOf(read.number(shown), read.number(software.length))
  const oldest = software.at(-1)
  return shown < mostShown
    ? line
    : `${line} ${words.sayTheOrder(oldest === undefined ? '' : orderNumber(oldest.order), customer.domain)}`
}

function softwareInput(
  words: KeysText,
  standing: readonly Software[],
  { read, entry, software, chosen }: KeysCard & { software: readonly Software[]; chosen: Software | undefined },
): IChoiceSetInput {
  const value = typedOr(entry, 'software', chosen && softwareSaid(chosen, software, read))
  return {
    type: 'Input.ChoiceSet',
    id: 'software',
    label: words.software,
    style: 'filtered',
    isRequired: true,
    errorMessage: words.chooseSoftware,
    choices: standing.map((it) => ({
      title: [numberAmong(software, it.order), productLine(it.line, read), read.date(it.order.createdAt)].join(' · '),
      value: softwareSaid(it, software, read),
    })),
    ...(value !== undefined && { value }),
  }
}

function softwareRow(it: Software, read: Reader, buttons: FlowButtons): CardElement {
  const { order, line } = it
  const what = `${productLine(line, read)} × ${read.number(line.quantity)}`
  const more = `${orderNumber(order)} · ${read.date(order.createdAt)}`
  return pressRow(buttons.button('take', rowLook(what, more), { take: `${order.id}/${line.number}` }), what, more)
}

const softwareLine = ({ order, line }: Software, read: Reader): string =>
  `${productLine(line, read)} × ${read.number(line.quantity)} · ${orderNumber(order)} · ${read.date(order.createdAt)}`

/** Version, language, file type: only what exists for the product. @param input with the page of the tab for it */
export function optionsCard(
  input: KeysCard & { found: SoftwareOptions; wanted: Wanted | undefined; tab: string },
): Card {
  const { read, now, customer, entry, buttons, found } = input
  const words = keysText[read.language]
  // One thing alone needs no choosing.
  const only = found.options.length === 1 ? found.options[0] : undefined
  const wanted = input.wanted ?? preferred(found.options, found.links, customer.market) ?? {}
  return card({
    title: words.title,
    subject: productSubject(customer, found, read),
    progress: read.step(3, 4),
    body: [
      ...announcements(entry),
      ...(only === undefined ? [] : [facts([words.file, `${fileLine(only, read)}, ${fileSize(only.fileSize, read)}`])]),
      ...(only === undefined ? fields : []).flatMap((field) => [
        optionInput(words, field, found.options, typedOr(entry, field, wanted[field] ?? 'any'), read),
        ...mistake(entry, field),
      ]),
      ...(found.links.length > 0 ? [text(words.yourLinks, { weight: 'Bolder' })] : []),
      ...found.links.slice(0, 5).map((link) => linkLine(words, link, now, read)),
      buttonRow(
        buttons.button('get', { title: words.get, style: 'positive' }),
        ...(only === undefined ? [buttons.button('submit', { title: words.submit })] : []),
        buttons.button('back', { title: wordsText[read.language].back, withoutInputs: true }),
        tabButton(read, input.tab),
      ),
    ],
  })
}

const optionInput = (
  words: KeysText,
  field: Field,
  options: readonly DownloadOption[],
  value: string | undefined,
  read: Reader,
): IChoiceSetInput => ({
  type: 'Input.ChoiceSet',
  id: field,
  label: words[field],
  style: 'compact',
  value: value ?? 'any',
  choices: [
    ...valuesOf(options, field).map((it) => ({ title: optionWords(field, it, read), value: it })),
    { title: words.any, value: 'any' },
  ],
})

export const optionWords = (field: Field, value: string, read: Reader): string =>
  field === 'language' ? read.languageName(value) : value

const linkLine = (words: KeysText, link: DownloadLink, now: Date, read: Reader): CardElement =>
  subtle(`${fileLine(link, read)}: ${linkShort(words, link, now, read)}`, { spacing: 'Small' })

/** `2019, English, ISO 64-bit`; empty for a pasted link whose file was not named. */
export const fileLine = (it: FileNamed, read: Reader): string => read.series(fileWords(it, read))

export function linkShort(words: KeysText, link: DownloadLink, now: Date, read: Reader): string {
  const left = remains(link, now)
  return left.alive ? words.short(left.days, left.downloads, read) : words.shortEnded
}

const productSaid = (typed: string, options: readonly DownloadOption[], read: Reader): string => {
  const option = options.find(({ key }) => key === typed)
  return option === undefined ? typed : fileLine(option, read)
}

/** The specific products that fit what was chosen; those that the agent has a link for say how it stands. */
export function productsCard(
  input: KeysCard & { found: SoftwareOptions; fitting: readonly DownloadOption[]; shown: number },
): Card {
  const { read, now, customer, entry, buttons, found, fitting } = input
  const words = keysText[read.language]
  const shown = fitting.slice(0, input.shown)
  const titleOf = (option: DownloadOption) => {
    const link = found.links.find(({ optionKey }) => optionKey === option.key)
    const line = `${found.line.product}: ${fileLine(option, read)}, ${fileSize(option.fileSize, read)}`
    return link === undefined ? line : `${line} (${linkShort(words, link, now, read)})`
  }
  return card({
    title: words.title,
    subject: productSubject(customer, found, read),
    progress: read.step(4, 4),
    body: [
      ...announcements(entry),
      {
        type: 'Input.ChoiceSet',
        id: 'product',
        label: words.product,
        style: shown.length > mostListed ? 'filtered' : 'expanded',
        wrap: true,
        value: productSaid(typedOr(entry, 'product', shown[0]?.key) ?? '', shown, read),
        choices: shown.map((option) => ({ title: choiceTitle(titleOf(option)), value: fileLine(option, read) })),
      },
      ...mistake(entry, 'product'),
      ...(fitting.length > shown.length
        ? [subtle(words.shownOf(read.number(shown.length), read.number(fitting.length)), { size: 'Small' })]
        : []),
      buttonRow(
        buttons.button('get', { title: words.get, style: 'positive' }),
        ...(fitting.length > shown.length ? [buttons.button('more', { title: words.more })] : []),
        buttons.button('back', { title: wordsText[read.language].back, withoutInputs: true }),
      ),
    ],
  })
}

/** `Contoso · Windows Server 2019 Standard, 16 core, 3 years · CSP-1001` */
export const productSubject = (customer: Customer, { order, line }: Software, read: Reader): string =>
  `${customer.name} · ${productLine(line, read)} · ${orderNumber(order)}`

/** The card whose subject is gone: what was refused, and the way back. */
export function refusedCard(read: Reader, problem: string, buttons: FlowButtons): Card {
  const words = keysText[read.language]
  return card({
    title: words.title,
    speak: problem,
    body: [
      ...announcements({ typed: {}, mistakes: {}, problem }),
      buttonRow(buttons.button('back', { title: wordsText[read.language].back, withoutInputs: true })),
    ],
  })
}
