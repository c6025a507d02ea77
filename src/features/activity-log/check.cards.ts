import type { CardElement } from '@microsoft/teams.cards'
import type { Card } from '../../chat/card.ts'
import type { Entry } from '../../chat/card-flow.ts'
import { announcements, bar, card, facts, plain, state, subtle, text } from '../../chat/card-parts.ts'
import { buttonRow, type FlowButtons } from '../../chat/press.ts'
import type { Reader } from '../../platform/language.ts'
import type { ActivityCheck, CheckOutcome } from '../../workflow/activity/activity-verifying.service.ts'
import { activityLogText } from './activity-log.text.ts'
import { type CheckText, checkText } from './check.text.ts'
import { checkLine, timeWords } from './check-words.ts'

interface CheckCard {
  readonly read: Reader
  readonly check: ActivityCheck | undefined
  /** Of the check that *Check again* begins. */
  readonly nextCheckId: string
  readonly entry: Entry
  readonly buttons: FlowButtons
}

/** How far a check of the chain is, or what came of it. */
export function checkCard({ read, check, nextCheckId, entry, buttons }: CheckCard): Card {
  const words = checkText[read.language]
  const ended = check === undefined || check.outcome !== undefined
  return card({
    title: words.checkTitle,
    subject: words.checkIntro,
    speak: [words.checkTitle, check && checkLine(words, check, read)].filter((it) => it !== undefined).join('. '),
    body: [
      ...announcements(entry),
      ...(check === undefined ? [text(words.checkGone)] : checkParts(words, check, read)),
      buttonRow(
        ...(ended ? [buttons.button('again', { title: words.again }, { check: nextCheckId })] : []),
        buttons.button('back', { title: activityLogText[read.language].back }),
      ),
    ],
  })
}

function checkParts(words: CheckText, check: ActivityCheck, read: Reader): CardElement[] {
  const line = checkLine(words, check, read)
  const { outcome, checked, upTo } = check
  if (outcome === undefined) {
    return [text(`**${plain(line)}**`), bar(Number(checked), Math.max(1, Number(upTo))), subtle(words.checkGoesOn)]
  }
  return outcome.holds ? holdingParts(words, line, outcome, read) : breakParts(words, line, outcome, read)
}

const holdingParts = (
  words: CheckText,
  line: string,
  { entries, hash, endedAt }: Extract<CheckOutcome, { holds: true }>,
  read: Reader,
): CardElement[] => [
  state('good', text(`**${plain(line)}**`)),
  facts([words.end, hash === '' ? undefined : `${entries}:${hash}`], [words.when, read.dateTime(endedAt)]),
]

const breakParts = (
  words: CheckText,
  line: string,
  { broken, endedAt }: Extract<CheckOutcome, { holds: false }>,
  read: Reader,
): CardElement[] => [
  state('attention', text(`**${plain(line)}**`), text(words.hows[broken.how], { spacing: 'Small' })),
  facts([words.entryTime, timeWords(broken.at, read)], [words.when, read.dateTime(endedAt)]),
  text(plain(words.next)),
]
