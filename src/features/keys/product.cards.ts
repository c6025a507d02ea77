import type { CardElement, IChoiceSetInput, ITextInput } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import { announcements, bar, card, facts, plain, state, subtle, text } from '../../chat/card-parts.ts'
import { buttonRow } from '../../chat/press.ts'
import { productLine } from '../../chat/product-line.ts'
import { wordsText } from '../../chat/words.text.ts'
import type { Agent, Partner } from '../../commerce/agent.ts'
import { day } from '../../platform/clock.ts'
import { type Language, languages, Reader } from '../../platform/language.ts'
import { marketZone } from '../../platform/market-zone.ts'
import { type DownloadLink, fileSize, fileWords, linkDays, remains } from '../../workflow/links/download-link.ts'
import { byHandText } from './by-hand.text.ts'
import { keyWindowButton } from './key-window.ts'
import { fileLine, type KeysCard, productSubject } from './keys.cards.ts'
import { type KeysText, keysText } from './keys.text.ts'
import type { Product } from './software.ts'

type ProductCard = KeysCard & { readonly product: Product }

const hiddenKey = ['•••••', '•••••', '•••••', '•••••', '•••••'].join('-')

/** The key (hidden), the file, the link with what is left of it. The key comes in the entry's secret, or not at all. */
export function productCard({ read, now, customer, entry, buttons, product }: ProductCard): Card {
  const words = keysText[read.language]
  const { link, option } = product
  const left = remains(link, now)
  const works = left.alive && product.hasFile
  const file = read.series([
    ...fileWords(link, read),
    ...(option === undefined ? [] : [fileSize(option.fileSize, read)]),
  ])
  const data = { revision: link.revision }
  const secondary = { mode: 'secondary', withoutInputs: true } as const
  return card({
    title: words.title,
    subject: productSubject(customer, product, read),
    speak: [words.title, customer.name, product.line.product, words.short(left.days, left.downloads, read)].join('. '),
    body: [
      ...announcements(entry),
      ...(product.key === 'none' ? [text(byHandText[read.language].noKey)] : keyBlock(words, entry.secret)),
      ...(file === '' ? [] : [facts([words.file, file])]),
      ...(works ? remainsBlock(words, product, left, read, now) : [endedBox(words, product, read, now)]),
      buttonRow(
        ...(works
          ? [
              {
                type: 'Action.OpenUrl' as const,
                title: words.download,
                url: product.address,
                style: 'positive' as const,
              },
            ]
          : []),
        buttons.button('copy', { title: words.copy, withoutInputs: true }),
        product.key === 'none'
          ? buttons.button('key', { title: byHandText[read.language].addKey, withoutInputs: true })
          : entry.secret === undefined
            ? buttons.button('show-key', { title: words.showKey, withoutInputs: true })
            : buttons.button('hide-key', { title: words.hideKey, withoutInputs: true }),
        buttons.button(
          'renew',
          { title: words.renew, withoutInputs: true, ...(!works && { style: 'positive' as const }) },
          data,
        ),
        ...(product.key === 'none' || entry.secret !== undefined ? [] : [keyWindowButton(link, read)]),
        ...(product.key === 'kept'
          ? [buttons.button('key', { title: byHandText[read.language].replaceKey, ...secondary })]
          : []),
        ...(works ? [buttons.button('forward', { title: words.forward, ...secondary })] : []),
        buttons.button('back', { title: wordsText[read.language].back, ...secondary }),
      ),
    ],
  })
}

/** The key, or what stands for it while it is hidden. */
export function keyBlock(words: KeysText, key: string | undefined): CardElement[] {
  const shown = text(plain(key ?? hiddenKey), { fontType: 'Monospace', spacing: 'None' })
  const title = text(words.key, { weight: 'Bolder' })
  return key === undefined
    ? [title, shown]
    : [state('warning', title, { ...shown, weight: 'Bolder' }, subtle(words.keyHides, { size: 'Small' }))]
}

// Teams gives cards no clipboard. A text input's contents can be selected and copied on every client, a phone too, where a
// TextBlock's cannot; what is typed over it goes nowhere. Of several lines, since a phone's one line shows half an address.
const toCopy = (id: string, label: string, value: string): ITextInput => ({
  type: 'Input.Text',
  id,
  label,
  isMultiline: true,
  value,
})

function remainsBlock(
  words: KeysText,
  { link }: Product,
  left: { days: number; downloads: number },
  read: Reader,
  now: Date,
): CardElement[] {
  const time = link.expiresAt.getTime() - now.getTime()
  const whole = link.expiresAt.getTime() - link.renewedAt.getTime()
  return [
    text(
      read.withComma(`**${words.daysLeft(left.days, linkDays, read)}**`, untilWords(words, link.expiresAt, read, now)),
    ),
    bar(time, whole),
    text(`**${words.downloadsLeft(left.downloads, link.downloadsMax, read)}**`),
    bar(left.downloads, link.downloadsMax),
    subtle(words.bothEnd, { size: 'Small' }),
  ]
}

/** The days that are left are said already; on the last ones the hours are. */
export const untilWords = (words: KeysText, at: Date, read: Reader, now: Date): string =>
  at.getTime() - now.getTime() < 2 * day
    ? words.until(read.dateTime(at), read.relative(at, now))
    : words.untilDay(read.dateTime(at))

function endedBox(words: KeysText, product: Product, read: Reader, now: Date): CardElement {
  const byHand = byHandText[read.language]
  const renewIt = product.takesPaste ? byHand.renewIt : words.renewIt
  if (remains(product.link, now).alive) return state('attention', text(byHand.lost))
  return state('attention', text(whyEnded(words, product.link, read, now)), text(renewIt, { spacing: 'Small' }))
}

export const whyEnded = (words: KeysText, link: DownloadLink, read: Reader, now: Date): string =>
  link.expiresAt <= now
    ? words.expired(read.dateTime(link.expiresAt), read.relative(link.expiresAt, now))
    : words.usedUp(read.number(link.downloadsMax))

/** The address to hand on, and to replace: Teams takes six buttons on a card. */
export function copyCard({ read, customer, entry, buttons, product }: ProductCard): Card {
  const words = keysText[read.language]
  const secondary = { mode: 'secondary', withoutInputs: true } as const
  return card({
    title: words.copy,
    subject: productSubject(customer, product, read),
    body: [
      ...announcements(entry),
      toCopy('link', words.linkToCopy, product.address),
      subtle(words.copyHint, { size: 'Small' }),
      buttonRow(
        buttons.button('back', { title: wordsText[read.language].back, withoutInputs: true }),
        buttons.button('replace', { title: words.replace, ...secondary }),
      ),
    ],
  })
}

/** Asks before an address that people may have stops working. */
export function replaceCard({ read, customer, entry, buttons, product }: ProductCard): Card {
  const words = keysText[read.language]
  return card({
    title: words.replaceTitle,
    subject: productSubject(customer, product, read),
    body: [
      ...announcements(entry),
      state('attention', text(words.replaceWarning)),
      buttonRow(
        buttons.button('confirm', { title: words.replace, style: 'destructive' }, { revision: product.link.revision }),
        buttons.button('back', { title: wordsText[read.language].back }),
      ),
    ],
  })
}

/** A message to the customer in the language of its market: the whole of it to read, and as a field to copy it from. */
export function forwardCard({
  read,
  customer,
  entry,
  buttons,
  product,
  language,
  sender,
}: ProductCard & { language: Language; sender: Sender }): Card {
  const words = keysText[read.language]
  const message = draft(product, language, customer.market, sender)
  return card({
    title: words.forwardTitle,
    subject: productSubject(customer, product, read),
    body: [
      ...announcements(entry),
      state('neutral', ...message.split(/\n+/).map((line) => text(plain(line)))),
      toCopy('message', words.messageToCopy, message),
      subtle([words.noKeyInMessage, zoneWords(words, customer.market, product.link.expiresAt, read)].join(' '), {
        size: 'Small',
      }),
      languageInput(words, language),
      buttonRow(
        buttons.button('language', { title: words.changeLanguage }),
        buttons.button('back', { title: wordsText[read.language].back, withoutInputs: true }),
      ),
    ],
  })
}

interface Sender {
  readonly agent: Agent
  readonly partner: Partner | undefined
}

/** Whose time the message gives: of several zones in the customer's country, one had to be taken. */
export function zoneWords(words: KeysText, market: string, at: Date, read: Reader): string {
  const { zone, certainty } = marketZone(market, at)
  const named = new Reader(read.locale, zone).zone(at)
  return words.zoneOf[certainty](read.market(market), named)
}

const languageInput = (words: KeysText, language: Language): IChoiceSetInput => ({
  type: 'Input.ChoiceSet',
  id: 'language',
  label: words.messageLanguage,
  style: 'compact',
  value: language,
  choices: languages.map((it) => ({ title: words.languageNames[it], value: it })),
})

/** Its deadline is in the time of the customer's country, which it names. */
export function draft(
  { link, line, address }: Product,
  language: Language,
  market: string,
  { agent, partner }: Sender,
): string {
  const read = new Reader(`${language}-${market}`, marketZone(market, link.expiresAt).zone)
  return keysText[language].draft({
    product: productLine(line, read),
    file: fileLine(link, read),
    address,
    until: read.dateTime(link.expiresAt) + read.inBrackets(read.zone(link.expiresAt)),
    downloads: link.downloadsMax - link.downloads,
    read,
    sender: partner === undefined ? agent.name : `${agent.name}\n${partner.name}`,
  })
}
