import type { Reader } from '../platform/language.ts'
import type { Card } from './card.ts'
import { card, plain, text } from './card-parts.ts'
import { chatText } from './chat.text.ts'
import type { Command } from './feature.ts'
import { buttonRow, startButton } from './press.ts'
import type { Turn } from './turn.ts'

/** What the person may do, as buttons; above it what was just said, where it was not a command. */
export function homeCard(turn: Turn, commands: readonly Command[], remark?: string): Card {
  const words = chatText[turn.reader.language]
  const offered = commands.filter((command) => command.offered(turn))
  const examples = words.homeExamples.map((example) => `- ${plain(example)}`).join('\n')
  return card({
    title: words.homeTitle,
    subject: words.homeSubject(turn.agent.name),
    speak: remark ?? words.homeIntro,
    body: [
      ...(remark === undefined ? [] : [text(plain(remark))]),
      ...(offered.length === 0
        ? [text(words.homeNothing)]
        : [text(words.homeIntro), text(examples, { spacing: 'Small' })]),
      ...(offered.length === 0
        ? []
        : [buttonRow(...offered.map((command) => startButton(command.name, { title: buttonTitle(turn, command) })))]),
    ],
  })
}

/** What is left of a card whose owner the desk no longer knows. */
export const goneCard = ({ language }: Reader): Card =>
  card({ title: chatText[language].homeTitle, body: [text(chatText[language].cardGone)] })

const buttonTitle = (turn: Turn, command: Command): string => {
  const [word] = command.words[turn.reader.language]
  return word.charAt(0).toLocaleUpperCase(turn.reader.locale) + word.slice(1)
}
