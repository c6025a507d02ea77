import { inLanguages } from '../../platform/language.ts'

export const chatReadingText = inLanguages({
  en: {
    title: 'Language and time zone',
    hint: 'What everybody sees there is written like this: approval cards, the morning summary and its time.',
  },
  zh: {
    title: '语言和时区',
    hint: '该聊天中大家看到的内容按此显示：审批卡片、早间摘要及其时间。',
  },
  ko: {
    title: '언어와 시간대',
    hint: '그 채팅에서 모두가 보는 승인 카드와 아침 요약, 그 시각에 적용됩니다.',
  },
})
