import type { Action } from '../commerce/access.ts'
import { inLanguages } from '../platform/language.ts'

const names = [
  'today',
  'orders',
  'buy',
  'cancel',
  'links',
  'approvals',
  'activity',
  'support',
  'settings',
  'people',
] as const

export type PageName = (typeof names)[number]

/** Pages in the order that they stand in, and what a person must be allowed to do to be offered them; left out, everybody. */
export const pages: readonly { readonly path: PageName; readonly needs?: readonly Action[] }[] = [
  { path: 'today' },
  { path: 'orders', needs: ['see-orders'] },
  { path: 'buy', needs: ['buy'] },
  { path: 'cancel', needs: ['cancel'] },
  { path: 'links', needs: ['get-keys'] },
  { path: 'approvals', needs: ['buy', 'cancel'] },
  { path: 'activity', needs: ['see-activity'] },
  { path: 'support', needs: ['request-support'] },
  { path: 'settings' },
  { path: 'people', needs: ['change-settings'] },
]

export const pagesText = inLanguages<Record<PageName, string>>({
  en: {
    today: 'Today',
    orders: 'Customers and orders',
    buy: 'Buy',
    cancel: 'Cancel',
    links: 'Keys and links',
    approvals: 'Approvals',
    activity: 'Activity log',
    support: 'Support requests',
    settings: 'Settings',
    people: 'People and roles',
  },
  zh: {
    today: '今天',
    orders: '客户和订单',
    buy: '购买',
    cancel: '取消',
    links: '密钥和链接',
    approvals: '审批',
    activity: '活动日志',
    support: '支持请求',
    settings: '设置',
    people: '人员和角色',
  },
  ko: {
    today: '오늘',
    orders: '고객 및 주문',
    buy: '구매',
    cancel: '취소',
    links: '키 및 링크',
    approvals: '승인',
    activity: '활동 로그',
    support: '지원 요청',
    settings: '설정',
    people: '사람과 역할',
  },
})
