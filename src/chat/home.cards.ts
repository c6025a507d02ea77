import type { CardElement, ITextBlock } from '@microsoft/teams.cards'
import type { Reader } from '../platform/language.ts'
import { characters } from '../platform/text.ts'
import type { Card } from './card.ts'
import { card, plain, subtle, text } from './card-parts.ts'
import { chatText } from './chat.text.ts'
import type { Command, Today } from './feature.ts'
import { openedRow } from './opened-row.ts'
import { buttonRow, startButton } from './press.ts'
import { tabButton } from './tab-button.ts'
import type { Turn } from './turn.ts'

/** Besides the overflow, as many as stand side by side on a phone without hiding what was said. */
const mostButtons = 5
const mostExamples = 3
const last = 100

/** What the person may do, as buttons; above it what was just said, where it was not a command. */
export function homeCard(
  turn: Turn,
  shown: {
    offered: readonly Command[]
    examples: readonly string[]
    today: Today
    remark?: string | undefined
    /** What could have been meant. */
    first?: readonly Command[] | undefined
    /** The tab's first page. */
    tab: string
  },
): Card {
  const { offered, examples, today, remark, first = [], tab } = shown
  const words = chatText[turn.reader.language]
  return card({
    title: words.homeTitle,
    subject: words.homeSubject(turn.agent.name),
    speak: remark ?? words.homeIntro,
    body: [
      ...(remark === undefined ? [] : [text(plain(remark))]),
      ...(offered.length === 0
        ? [text(words.homeNothing)]
        : [
            ...todayOf(turn, today),
            ...introOf(turn, examples.slice(0, mostExamples)),
            buttonRow(
              ...buttonsFor(turn, [...new Set([...first.filter((guess) => offered.includes(guess)), ...offered])]),
              tabButton(turn.reader, tab),
            ),
          ]),
    ],
  })
}

/** What matters today, a row each; without anything the card is as short as it can be. */
function todayOf({ reader }: Turn, { rows, count }: Today): CardElement[] {
  if (rows.length === 0) return []
  const { homeToday, homeMore } = chatText[reader.language]
  return [
    text(homeToday, { weight: 'Bolder' }),
    ...rows.map(openedRow),
    ...(count > rows.length ? [subtle(homeMore(reader.number(count - rows.length)), { size: 'Small' })] : []),
  ]
}

/** What the home card offers to this person, in its order. */
export const offeredTo = (turn: Turn, commands: readonly Command[]): Command[] =>
  commands.filter((command) => command.offered(turn)).toSorted((a, b) => placeOf(a) - placeOf(b))

const placeOf = ({ home }: Command): number => home?.place ?? last

function introOf({ reader }: Turn, examples: readonly string[]): ITextBlock[] {
  const { homeIntro, homeExamples } = chatText[reader.language]
  const lines = examples.map((example) => `- ${plain(example)}`).join('\n')
  if (examples.length === 0) return [text(homeIntro)]
  return [text(homeIntro + (reader.language === 'zh' ? '' : ' ') + homeExamples), text(lines, { spacing: 'Small' })]
}

function buttonsFor(turn: Turn, offered: readonly Command[]) {
  return offered.map((command, at) =>
    startButton(command.name, {
      title: commandTitle(turn.reader, command),
      ...(command.home !== undefined && { tooltip: command.home.does[turn.reader.language] }),
      ...(at >= mostButtons && { mode: 'secondary' }),
    }),
  )
}

/** What is left of a card whose owner the desk no longer knows. */
export const goneCard = ({ language }: Reader): Card =>
  card({ title: chatText[language].homeTitle, body: [text(chatText[language].cardGone)] })

export const commandTitle = ({ language, locale }: Reader, command: Command): string => {
  const [first = '', ...rest] = characters(command.words[language][0])
  return [first.toLocaleUpperCase(locale), ...rest].join('')
}
