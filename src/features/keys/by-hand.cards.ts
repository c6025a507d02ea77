import type { CardElement, IOpenUrlAction, ITextInput } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import { announcements, card, mistake, pressRow, subtle, text, typedOr } from '../../chat/card-parts.ts'
import { buttonRow, type FlowButtons, rowLook } from '../../chat/press.ts'
import { wordsText } from '../../chat/words.text.ts'
import { softwarePage } from '../../commerce/microsoft-pages.ts'
import type { Customer } from '../../commerce/order.ts'
import type { DownloadLink } from '../../workflow/links/download-link.ts'
import type { LineKept } from './by-hand.service.ts'
import { type ByHandText, byHandText } from './by-hand.text.ts'
import { keyWindowButton } from './key-window.ts'
import { fileLine, type KeysCard, linkShort, productSubject } from './keys.cards.ts'
import { keysText } from './keys.text.ts'
import { keyBlock } from './product.cards.ts'
import type { Product, Software } from './software.ts'

/** What a card asks to be pasted. */
export type Asked = keyof ByHandText['whyPaste']

/** More make the card longer than two screens of a phone. */
const mostLinks = 6

/** A line of which something is kept: its key, hidden, and the agent's links, each opened by pressing it. */
export function keptCard(
  input: KeysCard & { kept: LineKept; pastes: { readonly links: boolean; readonly keys: boolean } },
): Card {
  const { read, customer, entry, buttons, kept, pastes } = input
  const words = byHandText[read.language]
  const keys = keysText[read.language]
  const { links } = kept
  const line = { customerId: customer.id, orderId: kept.order.id, lineItem: kept.line.number }
  const key = pastes.keys ? kept.key : undefined
  const plainly = { withoutInputs: true } as const
  return card({
    title: keys.title,
    subject: productSubject(customer, kept, read),
    progress: read.step(3, 3),
    body: [
      ...announcements(entry),
      ...(key === undefined && pastes.keys ? [text(words.noKey)] : keyBlock(keys, entry.secret)),
      ...(key === undefined
        ? []
        : [subtle(words.keptBy(key.by, read.date(key.at)), { size: 'Small', spacing: 'Small' })]),
      text(links.length === 0 ? words.noLink : words.yourLinks, links.length === 0 ? {} : { weight: 'Bolder' }),
      ...links.slice(0, mostLinks).map((link) => linkRow(link, input, buttons)),
      buttonRow(
        buttons.button('add', { title: words.addLink, style: 'positive', ...plainly }),
        ...(key === undefined && pastes.keys
          ? [buttons.button('key', { title: words.addKey, ...plainly })]
          : [
              ...(entry.secret === undefined
                ? [buttons.button('show-key', { title: keys.showKey, ...plainly }), keyWindowButton(line, read)]
                : [buttons.button('hide-key', { title: keys.hideKey, ...plainly })]),
            ]),
        ...(key === undefined
          ? []
          : [buttons.button('key', { title: words.replaceKey, mode: 'secondary', ...plainly })]),
        buttons.button('back', { title: wordsText[read.language].back, ...plainly }),
      ),
    ],
  })
}

function linkRow(link: DownloadLink, { read, now }: KeysCard, buttons: FlowButtons): CardElement {
  const what = fileLine(link, read) || byHandText[read.language].unnamed
  const more = linkShort(keysText[read.language], link, now, read)
  return pressRow(buttons.button('open', rowLook(what, more), { link: link.id }), what, more)
}

/** Takes a link, a key, or both, as they were copied in Partner Center. Nothing that was pasted is ever on a card again. */
export function pasteCard(input: KeysCard & { software: Software; asked: Exclude<Asked, 'key'> }): Card {
  const { read, customer, entry, buttons, software, asked } = input
  const words = byHandText[read.language]
  const both = asked === 'both'
  return card({
    title: keysText[read.language].title,
    subject: productSubject(customer, software, read),
    progress: read.step(3, 3),
    body: [
      ...announcements(entry),
      ...wayThere(words, asked, customer),
      pasted('link', words.link),
      ...mistake(entry, 'link'),
      ...(both ? [pasted('productKey', words.optional(words.key)), ...mistake(entry, 'productKey')] : []),
      {
        type: 'Input.Text',
        id: 'file',
        label: words.optional(words.file),
        placeholder: words.fileHint,
        ...shownAgain(entry.mistakes.file === undefined ? typedOr(entry, 'file', undefined) : undefined),
      },
      ...mistake(entry, 'file'),
      buttonRow(
        buttons.button('keep', { title: words.keep[asked], style: 'positive' }),
        buttons.button('back', { title: wordsText[read.language].back, withoutInputs: true }),
      ),
    ],
  })
}

/** Takes the line's key. */
export function keyCard(input: KeysCard & { software: Software; replaces: boolean }): Card {
  const { read, customer, entry, buttons, software, replaces } = input
  const words = byHandText[read.language]
  return card({
    title: replaces ? words.replaceKey : words.addKey,
    subject: productSubject(customer, software, read),
    body: [
      ...announcements(entry),
      ...wayThere(words, 'key', customer),
      pasted('productKey', words.key),
      ...mistake(entry, 'productKey'),
      ...(replaces ? [subtle(words.keyWillGo, { size: 'Small' })] : []),
      buttonRow(
        buttons.button('keep', { title: words.keep.key, style: 'positive' }),
        buttons.button('back', { title: wordsText[read.language].back, withoutInputs: true }),
      ),
    ],
  })
}

/** Takes a fresh link, for the address that people have. */
export function renewCard(input: KeysCard & { product: Product }): Card {
  const { read, customer, entry, buttons, product } = input
  const words = byHandText[read.language]
  const file = fileLine(product.link, read)
  return card({
    title: keysText[read.language].renew,
    subject: [productSubject(customer, product, read), ...(file === '' ? [] : [file])].join(' · '),
    body: [
      ...announcements(entry),
      text(words.renewWhy),
      buttonRow(openPage(words, customer)),
      subtle(words.where(customer.name), { size: 'Small' }),
      pasted('link', words.link),
      ...mistake(entry, 'link'),
      buttonRow(
        buttons.button(
          'renew',
          { title: keysText[read.language].renew, style: 'positive' },
          { revision: product.link.revision },
        ),
        buttons.button('back', { title: wordsText[read.language].back, withoutInputs: true }),
      ),
    ],
  })
}

/** Why, where to, and the customer's own way. */
const wayThere = (words: ByHandText, asked: Asked, customer: Customer): CardElement[] => [
  text(words.whyPaste[asked]),
  buttonRow(openPage(words, customer)),
  subtle(words.where(customer.name), { size: 'Small' }),
]

const openPage = (words: ByHandText, customer: Customer): IOpenUrlAction => ({
  type: 'Action.OpenUrl',
  title: words.openPage,
  url: softwarePage(customer.id),
})

// It never has a value: what was pasted is a secret. Without a longest length, for a client would cut what is pasted to it.
const pasted = (id: 'link' | 'productKey', label: string): ITextInput => ({ type: 'Input.Text', id, label })

const shownAgain = (value: string | undefined) => (value === undefined ? {} : { value })
