import type { Action } from '../commerce/access.ts'
import { inLanguages } from '../platform/language.ts'

const names = ['today', 'buy'] as const

export type PageName = (typeof names)[number]

/** Pages in the order that they stand in, and what a person must be allowed to do to be offered them; left out, everybody. */
export const pages: readonly { readonly path: PageName; readonly needs?: readonly Action[] }[] = [
  { path: 'today' },
  { path: 'buy', needs: ['buy'] },
]

export const pagesText = inLanguages<Record<PageName, string>>({
  en: { today: 'Today', buy: 'Buy' },
  zh: { today: '今天', buy: '购买' },
  ko: { today: '오늘', buy: '구매' },
})
