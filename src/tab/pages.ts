import type { Action } from '../commerce/access.ts'
import { inLanguages } from '../platform/language.ts'

const names = ['today', 'approvals', 'activity', 'settings', 'people'] as const

export type PageName = (typeof names)[number]

/** Pages in the order that they stand in, and what a person must be allowed to do to be offered them; left out, everybody. */
export const pages: readonly { readonly path: PageName; readonly needs?: readonly Action[] }[] = [
  { path: 'today' },
  { path: 'approvals', needs: ['buy', 'cancel'] },
  { path: 'activity', needs: ['see-activity'] },
  { path: 'settings' },
  { path: 'people', needs: ['change-settings'] },
]

export const pagesText = inLanguages<Record<PageName, string>>({
  en: {
    today: 'Today',
    approvals: 'Approvals',
    activity: 'Activity log',
    settings: 'Settings',
    people: 'People and roles',
  },
  zh: { today: '今天', approvals: '审批', activity: '活动日志', settings: '设置', people: '人员和角色' },
  ko: { today: '오늘', approvals: '승인', activity: '활동 로그', settings: '설정', people: '사람과 역할' },
})
