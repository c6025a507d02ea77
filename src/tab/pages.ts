import type { Action } from '../commerce/access.ts'
import { inLanguages } from '../platform/language.ts'

const names = ['today'] as const

export type PageName = (typeof names)[number]

/** Pages in the order that they stand in, and what a person must be allowed to do to be offered them; left out, everybody. */
export const pages: readonly { readonly path: PageName; readonly needs?: readonly Action[] }[] = [{ path: 'today' }]

export const pagesText = inLanguages<Record<PageName, string>>({
  en: { today: 'Today' },
  zh: { today: '今天' },
  ko: { today: '오늘' },
})
