import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { pages, pagesText } from '../pages.ts'
import { useMe, useWords } from '../session.ts'
import { partsText } from './parts.text.ts'

/** Where one can go: a column on the left, a menu on a phone. What the person may not do is not offered. */
export function Nav() {
  const { path } = useLocation()
  const { may, name, partner } = useMe()
  const words = useWords(partsText)
  const titles = useWords(pagesText)
  const [open, setOpen] = useState(false)
  const front = path.split('/')[2] || 'today'
  const offered = pages.filter(({ needs }) => needs === undefined || needs.some((action) => may.includes(action)))
  useEffect(() => setOpen(false), [path])
  const title = offered.find((page) => page.path === front)?.path
  return (
    <header class="side">
      <a class="skip" href="#main">
        {words.skip}
      </a>
      <button type="button" class="menu" aria-expanded={open} aria-controls="pages" onClick={() => setOpen(!open)}>
        <span aria-hidden="true">☰</span> {title === undefined ? words.menu : titles[title]}
      </button>
      <nav id="pages" aria-label={words.pages} class={open ? 'open' : ''}>
        <ul>
          {offered.map((page) => (
            <li key={page.path}>
              <a href={`/tab/${page.path}`} aria-current={page.path === front ? 'page' : undefined}>
                {titles[page.path]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p class="who">
        {name}
        <br />
        {partner}
      </p>
    </header>
  )
}
