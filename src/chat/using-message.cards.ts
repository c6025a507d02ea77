import type { CardElement, IChoiceSetInput, ISubmitAction } from '@microsoft/teams.cards'
import type { Card } from './card.ts'
import { card, choiceTitle, facts, plain, state, subtle, text } from './card-parts.ts'
import type { Command, ReadMessage } from './feature.ts'
import { commandTitle } from './home.cards.ts'
import { buttonRow } from './press.ts'
import type { Turn } from './turn.ts'
import { usingMessageText } from './using-message.text.ts'

/** A command and what of the message it would be begun with. */
export interface Offered {
  readonly command: Command
  readonly subjects: readonly { readonly value: string; readonly title: string }[]
  readonly about?: string | undefined
  readonly quantity?: number | undefined
  readonly poNumber?: string | undefined
}

/** As many as Teams shows side by side. */
const mostButtons = 6
const shownFacts = 5
const shownUnknown = 8

/** What was read of a message, each fact as it is known here, and what can be begun with it. Dialogs know Action.Submit alone. */
export function readMessageCard(
  { reader }: Turn,
  read: ReadMessage,
  { offered, author, dialog }: { offered: readonly Offered[]; author: string | undefined; dialog: string },
): Card {
  const words = usingMessageText[reader.language]
  const { orders, customers, product, poNumber, people, unknown, several, more } = read
  const some = (lines: readonly string[]) =>
    lines.length === 0
      ? undefined
      : [
          ...lines.slice(0, shownFacts),
          ...(lines.length > shownFacts ? [words.andMore(reader.number(lines.length - shownFacts))] : []),
        ].join('\n\n')
  const rows = facts(
    [words.order, some(orders.map(({ line }) => line))],
    [words.customer, some(customers.map(({ line }) => line))],
    [
      words.product,
      product &&
        words.productLine(product.words, product.quantity === undefined ? undefined : reader.number(product.quantity)),
    ],
    [words.poNumber, poNumber],
    [words.person, some(people)],
  )
  const isEmpty = rows.facts.length === 0
  return card({
    title: words.readTitle,
    subject: author === undefined ? words.ofSomebody : words.of(author),
    body: [
      ...(isEmpty ? [text(words.nothing)] : [rows]),
      ...notRead(words, { unknown, several, more }),
      ...(!isEmpty && offered.length === 0 ? [text(words.noneFits)] : []),
      ...choosing(words, offered),
      ...(offered.length === 0
        ? []
        : [
            buttonRow(
              ...offered
                .slice(0, mostButtons)
                .map((offer) => button(offer, commandTitle(reader, offer.command), dialog)),
            ),
            subtle(words.opensThere, { size: 'Small', spacing: 'Small' }),
          ]),
    ],
  })
}

type Words = (typeof usingMessageText)['en']

function notRead(words: Words, { unknown, several, more }: Pick<ReadMessage, 'unknown' | 'several' | 'more'>) {
  const lines = [
    ...(unknown.length > 0 ? [words.unknown(unknown.slice(0, shownUnknown))] : []),
    ...(several.length > 0 ? [words.several(several.slice(0, shownUnknown))] : []),
    ...(more ? [words.more] : []),
  ]
  return lines.length === 0 ? [] : [state('warning', ...lines.map((line) => text(plain(line))))]
}

/** Of several orders or customers none is guessed. */
function choosing(words: Words, offered: readonly Offered[]): CardElement[] {
  const several = offered.filter((offer) => offer.subjects.length > 1).flatMap((offer) => offer.subjects)
  const subjects = [...new Map(several.map((one) => [one.value, one])).values()]
  if (subjects.length === 0) return []
  const input: IChoiceSetInput = {
    type: 'Input.ChoiceSet',
    id: 'subject',
    label: words.about,
    style: 'compact',
    isRequired: true,
    errorMessage: words.choose,
    placeholder: words.choose,
    choices: subjects.map(({ value, title }) => ({ title: choiceTitle(title), value })),
  }
  return [input]
}

function button(
  { command, subjects, about, quantity, poNumber }: Offered,
  title: string,
  dialog: string,
): ISubmitAction {
  const [only, another] = subjects
  return {
    type: 'Action.Submit',
    title,
    // What is about one thing, or about nothing to choose, waits for no choice.
    ...(another === undefined && { associatedInputs: 'none' as const }),
    data: {
      verb: 'use',
      command: command.name,
      dialog,
      ...(only !== undefined && another === undefined && { only: only.value }),
      ...(about !== undefined && { about }),
      ...(quantity !== undefined && { quantity }),
      ...(poNumber !== undefined && { poNumber }),
    },
  }
}
