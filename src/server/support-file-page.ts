import { isFileKind } from '../features/support/files/file-kind.ts'
import type { FileAddress } from '../features/support/files/opening-files.service.ts'
import type { StoredFile } from '../features/support/files/support-files.repository.ts'
import { sizeText, supportFilesText } from '../features/support/files/support-files.text.ts'
import { nameOf } from '../features/support/requests/support.ts'
import type { Reader } from '../platform/language.ts'
import { html } from './html.ts'
import { page } from './page.ts'
import { supportFilePagesText } from './support-files.text.ts'

/** What the file is, and the button that fetches it. */
export function supportFilePage(
  read: Reader,
  { name, type, size, request }: StoredFile,
  { until }: FileAddress,
): string {
  const words = supportFilePagesText[read.language]
  const kind = isFileKind(type) ? supportFilesText[read.language].kinds[type] : (type ?? '')
  return page(
    read,
    words.title(nameOf(request)),
    html`<dl><dt>${words.name}</dt><dd>${name}</dd><dt>${words.kind}</dt><dd>${kind}</dd><dt>${words.size}</dt><dd>${sizeText(read, size)}</dd><dt>${words.request}</dt><dd>${nameOf(request)}</dd><dt>${words.until}</dt><dd>${read.dateTime(until)}</dd></dl>
<form method="post">
<button type="submit">${words.download}</button>
</form>
<p class="faint small">${words.sentBySomebody}</p>`,
  )
}

/** 410: its time is over, and where there is a new one. */
export function expiredPage(read: Reader, { until }: FileAddress): string {
  const words = supportFilePagesText[read.language]
  return page(
    read,
    words.expiredTitle,
    html`<p>${words.expired(read.dateTime(until))}</p>
<p>${words.newOne}</p>`,
  )
}

/** 403: the asker has lost the role meanwhile. */
export function refusedPage(read: Reader): string {
  const words = supportFilePagesText[read.language]
  return page(read, words.refusedTitle, html`<p>${words.refused}</p>`)
}

/** 404: nothing is told but that there is nothing. */
export function noSuchFilePage(read: Reader): string {
  const words = supportFilePagesText[read.language]
  return page(read, words.unknownTitle, html`<p>${words.unknown} ${words.newOne}</p>`)
}

/** 503: the database does not answer. */
export function notNowPage(read: Reader): string {
  const words = supportFilePagesText[read.language]
  return page(read, words.laterTitle, html`<p>${words.later}</p>`)
}
