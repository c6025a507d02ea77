import { card, facts, plain, state, subtle, text } from '../../chat/card-parts.ts'
import { failureWords } from '../../chat/connection-words.text.ts'
import type { Telling } from '../../chat/feature.ts'
import { buttonRow } from '../../chat/press.ts'
import { tabButton } from '../../chat/tab-button.ts'
import type { Turn } from '../../chat/turn.ts'
import { connectionFailureOf } from '../../commerce/connection-failures.ts'
import type { Reader } from '../../platform/language.ts'
import { asTold } from '../../platform/stages.ts'
import { connectionText } from './connection.text.ts'
import type { Trouble } from './trouble.ts'

/** What a global admin is told of the partner's connection: what is wrong, or will be, and who has to do what. */
export function connectionNotice(
  trouble: Trouble | 'mended',
  { reader: read, now }: Pick<Turn, 'reader' | 'now'>,
  tab: string,
): Telling {
  const words = connectionText[read.language]
  if (trouble === 'mended') {
    const { mended: title, mendedLine } = words
    return { line: title, card: card({ title, subject: words.subject, body: [state('good', text(mendedLine))] }) }
  }
  const { title, mend, rows, after } = troubleWords(trouble, read, now)
  return {
    line: title,
    card: card({
      title,
      subject: words.subject,
      body: [
        state('warning', text(plain(mend))),
        facts(...rows),
        subtle(after),
        buttonRow(tabButton(read, tab, 'primary')),
      ],
    }),
  }
}

/** What is wrong, who has to do what, and what happens else. */
export const troubleWords = (trouble: Trouble, read: Reader, now: Date) =>
  trouble.kind === 'fails' ? fails(trouble, read) : ends(trouble, read, now)

function fails({ code, since }: Trouble & { kind: 'fails' }, read: Reader) {
  const words = connectionText[read.language]
  const { what: title, mend } = failureWords(read.language, connectionFailureOf(code))
  const rows = [
    [words.code, code],
    [words.since, read.dateTime(since)],
  ] as const
  return { title, mend, rows, after: words.waits }
}

function ends({ what, at }: Trouble & { kind: 'ends' }, read: Reader, now: Date) {
  const words = connectionText[read.language]
  const rows = [[words.endsAt, `${read.date(at)} (${read.relative(asTold(at, now), now)})`]] as const
  return { title: words.ends[what](read.date(at)), mend: words.before[what], rows, after: words.stops }
}
