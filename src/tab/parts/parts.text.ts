import { inLanguages } from '../../platform/language.ts'

/** What several pages say. */
export const partsText = inLanguages({
  en: {
    pages: 'Pages',
    menu: 'Menu',
    skip: 'Skip to the page',
    loading: 'Loading …',
    again: 'Try again',
    noAnswer: 'The desk did not answer. Nothing was changed; please try again.',
    notSignedIn:
      'Microsoft Teams could not sign you in here. Close the tab and open it again; if that does not help, tell your administrator.',
    outside: 'CSP Desk opens inside Microsoft Teams',
    outsideHow: 'Open Teams, choose CSP Desk on the left, and then this tab.',
    notFound: 'There is no such page',
    toToday: 'To what matters today',
  },
  zh: {
    pages: '页面',
    menu: '菜单',
    skip: '跳到页面内容',
    loading: '正在加载…',
    again: '重试',
    noAnswer: 'CSP Desk 没有应答。未作任何更改；请重试。',
    notSignedIn: 'Microsoft Teams 无法让您在此登录。请关闭此选项卡后重新打开；如果仍然不行，请告知您的管理员。',
    outside: 'CSP Desk 在 Microsoft Teams 中打开',
    outsideHow: '打开 Teams，在左侧选择 CSP Desk，然后选择此选项卡。',
    notFound: '没有这个页面',
    toToday: '查看今天需要关注的事项',
  },
  ko: {
    pages: '페이지',
    menu: '메뉴',
    skip: '페이지 내용으로 건너뛰기',
    loading: '불러오는 중…',
    again: '다시 시도',
    noAnswer: 'CSP Desk가 응답하지 않았습니다. 변경된 것은 없습니다. 다시 시도하세요.',
    notSignedIn: 'Microsoft Teams에서 로그인할 수 없습니다. 탭을 닫고 다시 여세요. 그래도 안 되면 관리자에게 알리세요.',
    outside: 'CSP Desk는 Microsoft Teams 안에서 열립니다',
    outsideHow: 'Teams를 열고 왼쪽에서 CSP Desk를 선택한 다음 이 탭을 선택하세요.',
    notFound: '없는 페이지입니다',
    toToday: '오늘 중요한 일 보기',
  },
})
