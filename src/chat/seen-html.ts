import { withoutEntities } from '../platform/plain-text.ts'

const ownLines = new Set(
  'address article blockquote br dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li ol p pre section table td th tr ul'.split(
    ' ',
  ),
)
const unseen = new Set(['script', 'style', 'template', 'title'])

/**
 * HTML as one sees it: without its markup and what is not shown, and what has a line of its own there has one here.
 * @param leftOut ids of `<at>` elements whose words are left out
 */
export function seenOfHtml(html: string, leftOut: ReadonlySet<string>): string {
  let text = ''
  let hiding: string | undefined
  let at = 0
  // Forwards only: nothing that somebody writes makes it look at anything twice.
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (hiding === undefined) text += html.slice(at, open < 0 ? html.length : open)
    if (open < 0) break
    const tag = tagAt(html, open)
    if (tag === undefined) {
      if (hiding === undefined) text += '<'
      at = open + 1
      continue
    }
    const { name, closing, attributes } = tag
    if (hiding !== undefined) hiding = closing && name === hiding ? undefined : hiding
    else if (!closing && (unseen.has(name) || (name === 'at' && leftOut.has(idIn(attributes))))) hiding = name
    else if (ownLines.has(name)) text += '\n'
    at = tag.to
  }
  return withoutEntities(text)
}

interface Tag {
  readonly name: string
  readonly closing: boolean
  readonly attributes: string
  readonly to: number
}

/** The tag or comment that begins here; undefined for a `<` that is none. One without an end has the rest in it. */
function tagAt(html: string, open: number): Tag | undefined {
  if (html.startsWith('<!--', open)) {
    const end = html.indexOf('-->', open)
    return { name: '', closing: false, attributes: '', to: end < 0 ? html.length : end + 3 }
  }
  const [, slash, name] = /^<([/!?]?)([a-z][\w:-]{0,40})/iu.exec(html.slice(open, open + 44)) ?? []
  if (name === undefined) return undefined
  const from = open + 1 + (slash?.length ?? 0) + name.length
  let quote = ''
  let to = from
  for (; to < html.length; to++) {
    const sign = html[to] ?? ''
    if (quote !== '') quote = sign === quote ? '' : quote
    else if (sign === '"' || sign === "'") quote = sign
    else if (sign === '>') break
  }
  return { name: name.toLowerCase(), closing: slash === '/', attributes: html.slice(from, to), to: to + 1 }
}

const idIn = (attributes: string): string => /\bid\s*=\s*["']?([^\s"'>]{1,40})/iu.exec(attributes)?.[1] ?? ''
