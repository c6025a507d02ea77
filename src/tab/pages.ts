import type { Action } from '../commerce/access.ts'
import { inLanguages } from '../platform/language.ts'

const names = ['today', 'orders', 'buy', 'links'] as const

export type PageName = (typeof names)[number]

/** Pages in the order that they stand in, and what a person must be allowed to do to be offered them; left out, everybody. */
export const pages: readonly { readonly path: PageName; readonly needs?: readonly Action[] }[] = [
  { path: 'today' },
  { path: 'orders', needs: ['see-orders'] },
  { path: 'buy', needs: ['buy'] },
  { path: 'links', needs: ['get-keys'] },
]

export const pagesText = inLanguages<Record<PageName, string>>({
  en: { today: 'Today', orders: 'Customers and orders', buy: 'Buy', links: 'Keys and links' },
  zh: { today: '今天', orders: '客户和订单', buy: '购买', links: '密钥和链接' },
  ko: { today: '오늘', orders: '고객 및 주문', buy: '구매', links: '키 및 링크' },
})
