import type { Card } from '../../chat/card.ts'
import { card, plain, text } from '../../chat/card-parts.ts'
import type { NoticeKind } from '../../chat/feature.ts'
import type { Reader } from '../../platform/language.ts'
import { noticesText } from './notices.text.ts'

export interface DigestLine {
  readonly kind: NoticeKind
  readonly line: string
}

/** Many notices at once, as one message: a line each. */
export const digestCard = (read: Reader, lines: readonly DigestLine[]): Card =>
  card({
    title: noticesText[read.language].digest(read.number(lines.length)),
    body: lines.map(({ line }) => text(plain(line))),
  })
