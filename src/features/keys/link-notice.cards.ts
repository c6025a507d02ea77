import type { CardElement } from '@microsoft/teams.cards'
import { card, facts, state, subtle, text } from '../../chat/card-parts.ts'
import type { Telling } from '../../chat/feature.ts'
import { amountWords } from '../../chat/order-words.text.ts'
import { button, buttonRow, startButton } from '../../chat/press.ts'
import { tabButton } from '../../chat/tab-button.ts'
import { orderNumber, orderTotal } from '../../commerce/order.ts'
import type { Reader } from '../../platform/language.ts'
import { asTold } from '../../platform/stages.ts'
import { type DownloadLink, linkDays, linkDownloads } from '../../workflow/links/download-link.ts'
import { muteButton } from '../../workflow/notices/mute-button.ts'
import { fileLine } from './keys.cards.ts'
import { type LinkNoticeText, linkNoticeText } from './link-notice.text.ts'
import type { ToldLink } from './link-notices.service.ts'

/** A link that ends, as its agent is told of it; after *Renew*, the same card with what the link has then. */
export function linkNotice(read: Reader, now: Date, told: ToldLink): Telling {
  const words = linkNoticeText[read.language]
  const { link, customer, holds, mayRenew } = told
  const title = titleOf(words, told, read, now)
  const number = orderNumber(told.order)
  const subject = `${customer.name} · ${link.product} · ${number}`
  const lasts = holds === 'lasts'
  const file = fileLine(link, read)
  const { customerId, orderId } = link
  return {
    line: [title, subject, ...(file === '' ? [] : [file])].join(' · '),
    row: {
      title,
      below: [customer.name, [link.product, ...(file === '' ? [] : [file])].join(', '), number],
      amount: amountWords(orderTotal(told.order), read),
      // What has ended is not urgent any more than what ends next.
      until: holds === 'used-up' ? now : link.expiresAt,
      ...(mayRenew && { opens: { command: 'keys', customerId, orderId } }),
    },
    card: card({
      title,
      subject,
      body: [
        state(toneOf[holds], endsWords(words, told, read, now)),
        ...(file === '' ? [] : [facts([words.file, file])]),
        subtle(gotWords(words, link, read)),
        ...(mayRenew && !lasts ? [subtle(renewingWords(words, read), { spacing: 'None' })] : []),
        ...(mayRenew && !lasts && told.takesPaste ? [subtle(words.takesPaste, { spacing: 'None' })] : []),
        buttonRow(
          ...(mayRenew && !lasts ? [renewButton(words, link)] : []),
          ...(mayRenew && lasts ? [startButton('keys', { title: words.open }, { customerId, orderId })] : []),
          ...(mayRenew ? [tabButton(read, told.tab)] : []),
          muteButton(read, 'links'),
        ),
      ],
    }),
  }
}

const toneOf = {
  ends: 'warning',
  few: 'warning',
  'used-up': 'attention',
  expired: 'attention',
  lasts: 'good',
} as const

function titleOf(words: LinkNoticeText, { link, holds }: ToldLink, read: Reader, now: Date): string {
  const left = link.downloadsMax - link.downloads
  switch (holds) {
    case 'ends':
      return words.endsSoon(whenOf(link.expiresAt, read, now))
    case 'few':
      return left === 1 ? words.oneLeft : words.fewLeft(read.number(left))
    case 'used-up':
      return words.usedUp
    case 'expired':
      return words.expired
    case 'lasts':
      return wasRenewed(link) ? words.renewed : words.works
  }
}

function endsWords(words: LinkNoticeText, { link, holds }: ToldLink, read: Reader, now: Date): CardElement {
  if (holds === 'used-up') return text(words.usedUpBody(read.number(link.downloadsMax)))
  const at = read.dateTime(link.expiresAt)
  if (holds === 'expired') return text(words.expiredBody(at))
  const left = link.downloadsMax - link.downloads
  const when = whenOf(link.expiresAt, read, now)
  return text(left === 1 ? words.untilOne(at, when) : words.until(at, when, read.number(left)))
}

const whenOf = (at: Date, read: Reader, now: Date): string => read.relative(asTold(at, now), now)

const wasRenewed = ({ renewedAt, createdAt }: DownloadLink): boolean => renewedAt > createdAt

const gotWords = (words: LinkNoticeText, link: DownloadLink, read: Reader): string =>
  wasRenewed(link) ? words.lastRenewed(read.date(link.renewedAt)) : words.got(read.date(link.createdAt))

const renewingWords = (words: LinkNoticeText, read: Reader): string =>
  words.renewing(read.number(linkDays), read.number(linkDownloads))

/** Once per revision, however often it is pressed or delivered. */
const renewButton = (words: LinkNoticeText, { id, revision }: DownloadLink) =>
  button(
    { verb: 'link', act: 'renew', link: id, revision },
    { title: words.renew, style: 'positive', withoutInputs: true },
  )
