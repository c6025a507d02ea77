import { inLanguages } from '../../platform/language.ts'

export const peoplePageText = inLanguages({
  en: {
    search: 'Search by name',
    change: 'Change roles …',
    newer: 'Previous',
    older: 'Next',
    back: 'Back',
    nobodyFound: 'Nobody has that in their name.',
  },
  zh: {
    search: '按姓名搜索',
    change: '更改角色…',
    newer: '上一页',
    older: '下一页',
    back: '返回',
    nobodyFound: '没有姓名包含该内容的人员。',
  },
  ko: {
    search: '이름으로 검색',
    change: '역할 변경…',
    newer: '이전',
    older: '다음',
    back: '뒤로',
    nobodyFound: '이름에 그 내용이 있는 사람이 없습니다.',
  },
})
