import { day } from '../platform/clock.ts'
import type { Reader } from '../platform/language.ts'
import { type DownloadLink, fileSize, fileWords, remains } from '../workflow/links/download-link.ts'
import { type DownloadsText, downloadsText } from './downloads.text.ts'
import { type Html, html } from './html.ts'
import { page } from './page.ts'

/** Who got the link and can renew it. */
export interface Sender {
  readonly agent: string
  readonly partner: string
}

/** What is downloaded, what remains, and the button that counts. */
export function downloadPage(
  read: Reader,
  now: Date,
  {
    link,
    size,
    sender,
    requestKey,
    stale,
  }: { link: DownloadLink; size: number | undefined; sender: Sender; requestKey: string; stale: boolean },
): string {
  const words = downloadsText[read.language]
  const left = remains(link, now)
  const facts = link.pasted ? [[words.file, link.version]] : fileFacts(words, link, size, read)
  const time = link.expiresAt.getTime() - now.getTime()
  const whole = link.expiresAt.getTime() - link.renewedAt.getTime()
  const at = read.dateTime(link.expiresAt)
  // The days that are left are said already; on the last ones the hours are.
  const until = time < 2 * day ? words.until(at, read.relative(link.expiresAt, now)) : words.untilDay(at)
  return page(
    read,
    words.title(link.product),
    html`${stale ? html`<p class="notice" role="status">${words.stale}</p>` : undefined}
<dl>${facts.filter(([, value]) => value !== '').map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
${leftBlock(words.time, `${words.daysLeft(left.days, read)}, ${until}`, time, whole)}
${leftBlock(words.downloads, words.downloadsLeft(left.downloads, link.downloadsMax, read), left.downloads, link.downloadsMax)}
<form method="post">
<input type="hidden" name="key" value="${requestKey}">
<button type="submit">${words.download}</button>
</form>
<p class="faint small">${words.countedOnPress}</p>
<footer><p>${words.askWhom(sender.agent, sender.partner)}</p></footer>`,
  )
}

const fileFacts = (words: DownloadsText, link: DownloadLink, size: number | undefined, read: Reader) => [
  [words.version, link.version],
  [words.language, read.languageName(link.language)],
  [words.fileType, link.fileType],
  [words.size, size === undefined ? '' : fileSize(size, read)],
]

const leftBlock = (name: string, words: string, value: number, max: number): Html =>
  html`<div class="left"><p class="faint">${name}</p><meter min="0" max="${max}" value="${value}" aria-label="${name}">${words}</meter><p>${words}</p></div>`

/** `ended`: by time or downloads; `no-file`: it leads nowhere any more, until it is renewed; `revoked`: for good, with its order. */
export type WhyOver = 'ended' | 'no-file' | 'revoked'

/** 410: why the link is over, and who can renew it. */
export function overPage(
  read: Reader,
  now: Date,
  { link, sender, why }: { link: DownloadLink; sender: Sender; why: WhyOver },
): string {
  const words = downloadsText[read.language]
  const help = why === 'revoked' ? words.askInstead : words.renewable
  const file = fileWords(link, read)
  return page(
    read,
    words.overTitle,
    html`<p><strong>${link.product}</strong>${file.length === 0 ? '' : `, ${read.series(file)}`}</p>
<p>${whyOver(words, link, why, read, now)}</p>
<p>${help(sender.agent, sender.partner)}</p>`,
  )
}

function whyOver(words: DownloadsText, link: DownloadLink, why: WhyOver, read: Reader, now: Date): string {
  if (why === 'revoked') return words.revoked
  if (why === 'no-file') return words.noFile
  if (link.expiresAt > now) return words.usedUp(read.number(link.downloadsMax))
  return words.expired(read.dateTime(link.expiresAt), read.relative(link.expiresAt, now))
}

/** 404: nothing is told but that there is nothing. */
export function unknownPage(read: Reader): string {
  const words = downloadsText[read.language]
  return page(read, words.unknownTitle, html`<p>${words.unknown}</p>`)
}

/** 503: Partner Center or the database does not answer. */
export function laterPage(read: Reader): string {
  const words = downloadsText[read.language]
  return page(read, words.laterTitle, html`<p>${words.later}</p>`)
}
