import type { ActivityFile } from '../features/activity-log/activity-log.repository.ts'
import { daysWords } from '../features/activity-log/days.text.ts'
import type { Reader } from '../platform/language.ts'
import { activityFilesText } from './activity-files.text.ts'
import { html } from './html.ts'
import { page } from './page.ts'

/** What the file holds, and the button that fetches it. */
export function activityFilePage(read: Reader, { asked, expiresAt }: ActivityFile): string {
  const words = activityFilesText[read.language]
  return page(
    read,
    words.title,
    html`<dl><dt>${words.days}</dt><dd>${daysWords(asked, read)}</dd><dt>${words.until}</dt><dd>${read.dateTime(expiresAt)}</dd></dl>
<form method="post">
<button type="submit">${words.download}</button>
</form>
<p class="faint small">${words.once}</p>
<p class="faint small">${words.formulas}</p>`,
  )
}

/** 410: used, or its time is over, and where there is a new one. */
export function spentPage(read: Reader, { usedAt, expiresAt }: ActivityFile): string {
  const words = activityFilesText[read.language]
  const used = usedAt !== null
  return page(
    read,
    used ? words.usedTitle : words.expiredTitle,
    html`<p>${used ? words.used : words.expired(read.dateTime(expiresAt))}</p>
<p>${words.newOne}</p>`,
  )
}

/** 403: the asker has lost the role meanwhile. */
export function refusedPage(read: Reader): string {
  const words = activityFilesText[read.language]
  return page(read, words.refusedTitle, html`<p>${words.refused}</p>`)
}

/** 404: nothing is told but that there is nothing. */
export function noSuchFilePage(read: Reader): string {
  const words = activityFilesText[read.language]
  return page(read, words.unknownTitle, html`<p>${words.unknown} ${words.newOne}</p>`)
}

/** 503: the database does not answer. */
export function notNowPage(read: Reader): string {
  const words = activityFilesText[read.language]
  return page(read, words.laterTitle, html`<p>${words.later}</p>`)
}
