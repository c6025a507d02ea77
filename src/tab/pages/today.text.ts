import { inLanguages } from '../../platform/language.ts'

export const todayText = inLanguages({
  en: {
    title: 'Today',
    timeline: 'Ends soon',
    approvals: 'Waits for your decision',
    orders: 'Not settled yet',
    support: 'Support requests',
    nothing: 'Nothing needs you at the moment.',
    more: (count: string) => `and ${count} more`,
    late: 'A part of this did not come in time.',
  },
  zh: {
    title: '今天',
    timeline: '即将结束',
    approvals: '等待您的决定',
    orders: '尚未完成',
    support: '支持请求',
    nothing: '目前没有需要您处理的事项。',
    more: (count) => `还有 ${count} 项`,
    late: '部分内容未能及时读取。',
  },
  ko: {
    title: '오늘',
    timeline: '곧 종료',
    approvals: '결정을 기다리는 항목',
    orders: '아직 처리되지 않음',
    support: '지원 요청',
    nothing: '지금은 처리할 일이 없습니다.',
    more: (count) => `외 ${count}개`,
    late: '일부 내용을 제때 가져오지 못했습니다.',
  },
})
