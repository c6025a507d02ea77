import type { Door } from '../platform/http/door.ts'
import { languageOfHeader, Reader } from '../platform/language.ts'
import { html } from './html.ts'
import { harden, page, pageLocales, sendPage } from './page.ts'
import { standingPagesText } from './standing-pages.text.ts'

const names = ['about', 'privacy', 'terms'] as const
type Name = (typeof names)[number]

/** `/about`, `/privacy` and `/terms`, which the Teams app package points at. They need nothing but the process. */
export function addStandingPages(door: Door): void {
  for (const name of names) {
    for (const method of ['get', 'head'] as const) {
      door[method](`/${name}`, (request, response) => {
        const read = new Reader(pageLocales[languageOfHeader(request.headers['accept-language'])])
        harden(response, read)
        sendPage(response, 200, standingPage(read, name))
      })
    }
  }
}

function standingPage(read: Reader, name: Name): string {
  const words = standingPagesText[read.language]
  const { title, parts } = words[name]
  const others = names.filter((other) => other !== name)
  return page(
    read,
    title,
    html`${parts.map(
      ([heading, ...paragraphs]) => html`<h2>${heading}</h2>
${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}
`,
    )}<footer class="small"><p>${others.map((other, at) => html`${at > 0 ? ' · ' : ''}<a href="/${other}">${words.links[other]}</a>`)}</p></footer>`,
  )
}
