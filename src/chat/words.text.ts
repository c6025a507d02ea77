import type { Action } from '../commerce/access.ts'
import type { Role } from '../commerce/agent.ts'
import type { Family, KnownTerm } from '../commerce/product.ts'
import { inLanguages } from '../platform/language.ts'

export const roleNames = inLanguages({
  en: {
    'admin-agent': 'Admin agent',
    'global-admin': 'Global administrator',
    'account-admin': 'Account admin',
    'referral-admin': 'Referral admin',
    'marketing-content-admin': 'Marketing content admin',
    'sales-agent': 'Sales agent',
    'helpdesk-agent': 'Helpdesk agent',
    'billing-admin': 'Billing admin',
  } as Record<Role, string>,
  zh: {
    'admin-agent': '管理代理',
    'global-admin': '全局管理员',
    'account-admin': '帐户管理员',
    'referral-admin': '推荐管理员',
    'marketing-content-admin': '营销内容管理员',
    'sales-agent': '销售代理',
    'helpdesk-agent': '支持代理',
    'billing-admin': '计费管理员',
  },
  ko: {
    'admin-agent': '관리 에이전트',
    'global-admin': '전역 관리자',
    'account-admin': '계정 관리자',
    'referral-admin': '추천 관리자',
    'marketing-content-admin': '마케팅 콘텐츠 관리자',
    'sales-agent': '판매 에이전트',
    'helpdesk-agent': '기술 지원팀 에이전트',
    'billing-admin': '청구 관리자',
  },
})

export const actionNames = inLanguages({
  en: {
    buy: 'Buying',
    'see-orders': "Seeing customers' software and orders",
    'get-keys': 'Getting keys and downloads',
    cancel: 'Cancelling a purchase',
    'request-support': 'Submitting a support request',
    'see-activity': 'Seeing the activity log',
    'change-settings': "Changing the desk's settings",
  } as Record<Action, string>,
  zh: {
    buy: '购买',
    'see-orders': '查看客户的软件和订单',
    'get-keys': '获取密钥和下载',
    cancel: '取消购买',
    'request-support': '提交支持请求',
    'see-activity': '查看活动日志',
    'change-settings': '更改工作台设置',
  },
  ko: {
    buy: '구매',
    'see-orders': '고객의 소프트웨어 및 주문 보기',
    'get-keys': '키 및 다운로드 받기',
    cancel: '구매 취소',
    'request-support': '지원 요청 제출',
    'see-activity': '활동 로그 보기',
    'change-settings': '데스크 설정 변경',
  },
})

/** What roles, actions, products and terms are called. */
const english = {
  roles: roleNames.en,
  actions: actionNames.en,
  families: {
    'server-subscription': 'Server subscription',
    'perpetual-software': 'Perpetual software',
    'azure-reservation': 'Azure reservation',
    'extended-security-update': 'Extended Security Updates',
    'linux-plan': 'Linux plan',
    other: 'Other product',
  } as Record<Family, string>,
  terms: { P1M: '1 month', P1Y: '1 year', P3Y: '3 years', perpetual: 'perpetual' } as Record<KnownTerm, string>,
  billedInParts: { monthly: 'billed monthly', annual: 'billed annually' } as Record<string, string>,
  segments: { education: 'education', nonprofit: 'nonprofit', government: 'government' } as Record<string, string>,
  customer: 'Customer',
  customerHint: 'Name, domain or tenant ID',
  chooseCustomer: 'Choose a customer from the list: type its name, domain or tenant ID.',
  back: 'Back',
  openInTab: 'Open in tab',
  next: 'Next',
  pressOne: 'Or press one:',
}

export const wordsText = inLanguages({
  en: english,
  zh: {
    roles: roleNames.zh,
    actions: actionNames.zh,
    families: {
      'server-subscription': '服务器订阅',
      'perpetual-software': '永久软件',
      'azure-reservation': 'Azure 预留',
      'extended-security-update': '扩展安全更新',
      'linux-plan': 'Linux 计划',
      other: '其他产品',
    },
    terms: { P1M: '1 个月', P1Y: '1 年', P3Y: '3 年', perpetual: '永久' },
    billedInParts: { monthly: '按月计费', annual: '按年计费' },
    segments: { education: '教育', nonprofit: '非营利', government: '政府' },
    customer: '客户',
    customerHint: '名称、域名或租户 ID',
    chooseCustomer: '请从列表中选择客户：输入其名称、域名或租户 ID。',
    back: '返回',
    openInTab: '在选项卡中打开',
    next: '下一步',
    pressOne: '或直接选择：',
  },
  ko: {
    roles: roleNames.ko,
    actions: actionNames.ko,
    families: {
      'server-subscription': '서버 구독',
      'perpetual-software': '영구 소프트웨어',
      'azure-reservation': 'Azure 예약',
      'extended-security-update': '확장 보안 업데이트',
      'linux-plan': 'Linux 플랜',
      other: '기타 제품',
    },
    terms: { P1M: '1개월', P1Y: '1년', P3Y: '3년', perpetual: '영구' },
    billedInParts: { monthly: '월별 청구', annual: '연간 청구' },
    segments: { education: '교육', nonprofit: '비영리', government: '정부' },
    customer: '고객',
    customerHint: '이름, 도메인 또는 테넌트 ID',
    chooseCustomer: '목록에서 고객을 선택하세요. 이름, 도메인 또는 테넌트 ID를 입력하면 됩니다.',
    back: '뒤로',
    openInTab: '탭에서 열기',
    next: '다음',
    pressOne: '또는 바로 선택하세요.',
  },
})

export type Words = typeof english
