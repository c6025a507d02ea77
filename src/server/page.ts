import { createHash } from 'node:crypto'
import type { Response } from 'restify'
import type { Language, Reader } from '../platform/language.ts'
import { Html, html } from './html.ts'

const style = `
:root { color-scheme: light dark; --page: #f5f5f5; --sheet: #fff; --ink: #242424; --faint: #5c5c5c; --line: #d6d6d6; --accent: #5b5fc7; --on-accent: #fff; --press: #444791 }
@media (prefers-color-scheme: dark) { :root { --page: #141414; --sheet: #242424; --ink: #f5f5f5; --faint: #b8b8b8; --line: #4a4a4a; --accent: #9ea2ff; --on-accent: #16174a; --press: #b8bbff } }
* { box-sizing: border-box }
body { margin: 0; padding: 24px 16px; background: var(--page); color: var(--ink); font: 16px/1.5 "Segoe UI", system-ui, "Noto Sans CJK SC", "Noto Sans CJK KR", sans-serif; overflow-wrap: anywhere }
main { max-width: 34rem; margin: 0 auto; padding: 24px; background: var(--sheet); border: 1px solid var(--line); border-radius: 8px }
h1 { margin: 0 0 16px; font-size: 1.375rem; line-height: 1.3; text-wrap: balance }
h2 { margin: 20px 0 4px; font-size: 1rem; line-height: 1.4 }
p { margin: 0 0 12px }
a { color: var(--accent) }
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

/** The script is named, so that browsers pick fonts for simplified characters. */
export const pageLocales: Record<Language, string> = { en: 'en', zh: 'zh-Hans', ko: 'ko' }

/** For the content security policy: this style and nothing else. */
const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

/** A page of the desk for a browser: one sheet, in the reader's language, without scripts. */
export const page = (read: Reader, title: string, body: Html): string =>
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

/** Kept by nobody, found by nobody, framed by nobody. */
export function harden(response: Response, read: Reader): void {
  response.header('Content-Language', read.locale)
  response.header('Vary', 'Accept-Language')
  response.header('Cache-Control', 'no-store')
  response.header('Referrer-Policy', 'no-referrer')
  response.header('X-Robots-Tag', 'noindex, nofollow')
  response.header('X-Frame-Options', 'DENY')
  response.header('X-Content-Type-Options', 'nosniff')
}

/** @param leadsTo where a form of the page may lead to: `'self'`, and where it is redirected to after that. */
export function sendPage(response: Response, status: number, markup: string, leadsTo = "'none'"): void {
  const policy = [
    "default-src 'none'",
    `style-src ${styleHash}`,
    `form-action ${leadsTo}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  response.header('Content-Security-Policy', policy.join('; '))
  response.header('Content-Type', 'text/html; charset=utf-8')
  response.status(status)
  response.end(markup)
}
