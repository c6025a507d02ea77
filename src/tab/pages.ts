import type { Action } from '../commerce/access.ts'
import { inLanguages } from '../platform/language.ts'

const names = ['today', 'buy', 'cancel', 'support'] as const

export type PageName = (typeof names)[number]

/** Pages in the order that they stand in, and what a person must be allowed to do to be offered them; left out, everybody. */
export const pages: readonly { readonly path: PageName; readonly needs?: readonly Action[] }[] = [
  { path: 'today' },
  { path: 'buy', needs: ['buy'] },
  { path: 'cancel', needs: ['cancel'] },
  { path: 'support', needs: ['request-support'] },
]

export const pagesText = inLanguages<Record<PageName, string>>({
  en: { today: 'Today', buy: 'Buy', cancel: 'Cancel', support: 'Support' },
  zh: { today: '今天', buy: '购买', cancel: '取消', support: '支持' },
  ko: { today: '오늘', buy: '구매', cancel: '취소', support: '지원' },
})
