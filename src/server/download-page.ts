import { createHash } from 'node:crypto'
import { day } from '../platform/clock.ts'
import type { Reader } from '../platform/language.ts'
import { type DownloadLink, fileSize, remains } from '../workflow/links/download-link.ts'
import { type DownloadsText, downloadsText } from './downloads.text.ts'
import { Html, html } from './html.ts'

/** Who got the link and can renew it. */
export interface Sender {
  readonly agent: string
  readonly partner: string
}

const style = `
:root { color-scheme: light dark; --page: #f5f5f5; --sheet: #fff; --ink: #242424; --faint: #5c5c5c; --line: #d6d6d6; --accent: #5b5fc7; --on-accent: #fff; --press: #444791 }
@media (prefers-color-scheme: dark) { :root { --page: #141414; --sheet: #242424; --ink: #f5f5f5; --faint: #b8b8b8; --line: #4a4a4a; --accent: #9ea2ff; --on-accent: #16174a; --press: #b8bbff } }
* { box-sizing: border-box }
body { margin: 0; padding: 24px 16px; background: var(--page); color: var(--ink); font: 16px/1.5 "Segoe UI", system-ui, "Noto Sans CJK SC", "Noto Sans CJK KR", sans-serif; overflow-wrap: anywhere }
main { max-width: 34rem; margin: 0 auto; padding: 24px; background: var(--sheet); border: 1px solid var(--line); border-radius: 8px }
h1 { margin: 0 0 16px; font-size: 1.375rem; line-height: 1.3; text-wrap: balance }
p { margin: 0 0 12px }
dl { margin: 0 0 20px; display: grid; grid-template-columns: max-content 1fr; gap: 6px 20px }
dt, .faint { color: var(--faint) }
dd { margin: 0 }
.left { margin: 0 0 16px }
.left p { margin: 0 }
meter { display: block; width: 100%; height: 8px; margin: 6px 0; appearance: none; background: none; border: 0; border-radius: 4px; overflow: hidden }
meter::-webkit-meter-inner-element { display: block }
meter::-webkit-meter-bar { height: 8px; background: var(--line); border: 0; border-radius: 4px }
meter::-webkit-meter-optimum-value { background: var(--accent); border-radius: 4px }
meter:-moz-meter-optimum::-moz-meter-bar { background: var(--accent) }
button { width: 100%; min-height: 44px; margin: 8px 0 8px; padding: 10px 16px; border: 0; border-radius: 4px; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; cursor: pointer }
button:hover { background: var(--press) }
button:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px }
.notice { padding: 10px 14px; border-left: 4px solid var(--accent); background: var(--page) }
footer { margin-top: 20px; padding-top: 16px; border-top: 1px solid var(--line) }
footer p { margin: 0 }
.small { font-size: .875rem }
@media (max-width: 420px) { body { padding: 0 } main { min-height: 100vh; border: 0; border-radius: 0; padding: 20px 16px } }
@media (forced-colors: active) { button { border: 1px solid } }
`

/** For the content security policy: this style and nothing else. */
export const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

const page = (read: Reader, title: string, body: Html): string =>
  html`<!doctype html>
<html lang="${read.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`.markup

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
  }: { link: DownloadLink; size: number; sender: Sender; requestKey: string; stale: boolean },
): string {
  const words = downloadsText[read.language]
  const left = remains(link, now)
  const facts = [
    [words.version, link.version],
    [words.language, read.languageName(link.language)],
    [words.fileType, link.fileType],
    [words.size, fileSize(size, read)],
  ]
  const time = link.expiresAt.getTime() - now.getTime()
  const whole = link.expiresAt.getTime() - link.renewedAt.getTime()
  const at = read.dateTime(link.expiresAt)
  // The days that are left are said already; on the last ones the hours are.
  const until = time < 2 * day ? words.until(at, read.relative(link.expiresAt, now)) : words.untilDay(at)
  return page(
    read,
    words.title(link.product),
    html`${stale ? html`<p class="notice" role="status">${words.stale}</p>` : undefined}
<dl>${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
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

const leftBlock = (name: string, words: string, value: number, max: number): Html =>
  html`<div class="left"><p class="faint">${name}</p><meter min="0" max="${max}" value="${value}" aria-label="${name}">${words}</meter><p>${words}</p></div>`

/** 410: why the link is over, and who can renew it. */
export function overPage(
  read: Reader,
  now: Date,
  { link, sender, revoked }: { link: DownloadLink; sender: Sender; revoked: boolean },
): string {
  const words = downloadsText[read.language]
  const help = revoked ? words.askInstead : words.renewable
  return page(
    read,
    words.overTitle,
    html`<p><strong>${link.product}</strong>, ${[link.version, read.languageName(link.language), link.fileType].join(', ')}</p>
<p>${whyOver(words, link, revoked, read, now)}</p>
<p>${help(sender.agent, sender.partner)}</p>`,
  )
}

function whyOver(words: DownloadsText, link: DownloadLink, revoked: boolean, read: Reader, now: Date): string {
  if (revoked) return words.revoked
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
