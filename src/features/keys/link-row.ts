import type { Turn } from '../../chat/turn.ts'
import type { DownloadLink } from '../../workflow/links/download-link.ts'
import { linkDays, remains } from '../../workflow/links/download-link.ts'
import { byHandText } from './by-hand.text.ts'
import { fileLine } from './keys.cards.ts'
import type { LinkRow } from './keys.routes.ts'
import { keysText } from './keys.text.ts'
import { untilWords, whyEnded } from './product.cards.ts'

/** A link as pages of the tab list it, without its address. */
export function linkRow(
  { reader: read, now }: Turn,
  link: DownloadLink,
  about: Pick<LinkRow, 'customer' | 'number' | 'takesPaste'>,
): LinkRow {
  const words = keysText[read.language]
  const { id, customerId, orderId, lineItem, product, revision, expiresAt, renewedAt, downloadsMax, revokedAt } = link
  const left = remains(link, now)
  const [time, whole] = [expiresAt.getTime() - now.getTime(), expiresAt.getTime() - renewedAt.getTime()]
  return {
    ...{ id, customerId, orderId, lineItem, product, revision, ...about },
    file: fileLine(link, read) || byHandText[read.language].unnamed,
    alive: left.alive,
    revoked: revokedAt !== null,
    time: {
      left: hundredths(time, whole),
      words: words.daysLeft(left.days, linkDays, read),
      until: untilWords(words, expiresAt, read, now),
    },
    downloads: {
      left: hundredths(left.downloads, downloadsMax),
      words: words.downloadsLeft(left.downloads, downloadsMax, read),
    },
    ends: { at: expiresAt.toISOString(), words: read.dateTime(expiresAt) },
    ...(!left.alive && {
      ended: revokedAt === null ? whyEnded(words, link, read, now).replaceAll('**', '') : words.ended.cancelled,
    }),
  }
}

const hundredths = (left: number, whole: number): number =>
  whole <= 0 ? 0 : Math.round(100 * Math.min(1, Math.max(0, left / whole)))
