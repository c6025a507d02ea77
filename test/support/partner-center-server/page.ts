import { type Html, html } from '../../../src/server/html.ts'
import type { Answer } from './exchange.ts'

/** What a browser is shown. */
export const page = (content: Html): Answer => ({
  status: 200,
  text: [
    `${html`<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Partner Center, as documented</title><body>${content}</body></html>`}`,
  ],
  headers: { 'Content-Type': 'text/html; charset=utf-8' },
})
