import type { Action, RoleMissing } from '../commerce/access.ts'
import type { Role } from '../commerce/agent.ts'
import type { CommerceError } from '../commerce/errors.ts'
import type { Customer } from '../commerce/order.ts'
import type { Family, Term } from '../commerce/product.ts'
import type { ErrorTexts } from '../platform/errors.ts'
import { isGuid } from '../platform/guid.ts'
import { inLanguages, type Reader } from '../platform/language.ts'
import { cut } from '../platform/text.ts'

const roleNames = inLanguages({
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

const actionNames = inLanguages({
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

/** Customers that one name fits, each with what tells it from the others. */
const longestName = 100

/** What was said of whom nobody knows; an ID says nothing to a person. */
const named = (asked: string, words: (it: string) => string): string =>
  asked === '' || isGuid(asked) ? '' : words(cut(asked, longestName))

function severalLine(several: readonly Customer[], comma: string): string {
  const lines = several.slice(0, 5).map(({ name, domain }) => `${name} · ${domain}`)
  return `${lines.join(comma)}${several.length > lines.length ? ' …' : ''}`
}

/** What roles, actions, products and terms are called, and how the refusals of the commerce floor sound. */
const english = {
  roles: roleNames.en,
  actions: actionNames.en,
  families: {
    'server-subscription': 'Server subscription',
    'perpetual-software': 'Perpetual software',
    'azure-reservation': 'Azure reservation',
    'extended-security-update': 'Extended Security Updates',
    'linux-plan': 'Linux plan',
  } as Record<Family, string>,
  terms: { P1Y: '1 year', P3Y: '3 years', perpetual: 'perpetual' } as Record<Term, string>,
  customer: 'Customer',
  customerHint: 'Name, domain or tenant ID',
  chooseCustomer: 'Choose a customer from the list: type its name, domain or tenant ID.',
  back: 'Back',
  next: 'Next',
  pressOne: 'Or press one:',
  errors: (read: Reader) =>
    ({
      'access.role-missing': (e) => {
        const role = read.list(
          e.roles.map((role) => roleNames.en[role]),
          'disjunction',
        )
        const who =
          e.holders.length === 0
            ? 'Nobody here has it yet; a global administrator can grant it.'
            : `${read.list(e.holders.slice(0, 5), 'disjunction')} can help.`
        return `${actionNames.en[e.action]} needs the role ${role}. ${who}`
      },
      'commerce.customer-unknown': ({ asked, several = [] }) =>
        several.length === 0
          ? `There is no such customer here${named(asked, (it) => `: "${it}"`)}. Choose one from the list.`
          : `More than one customer fits: ${severalLine(several, ', ')}. Choose one from the list.`,
      'commerce.order-unknown': (e) => `This customer has no order ${e.orderId}.`,
      'commerce.agreement-not-accepted': (e) =>
        `${e.customer} has not accepted the Microsoft Customer Agreement, so nothing can be ordered for it yet. Have it accepted in Partner Center (Customers > Account) or in the Microsoft 365 admin center, then try again.`,
      'commerce.reservations-not-sold': (e) => `Azure reservations are not available in ${read.market(e.market)}.`,
      'commerce.product-not-sold': (e) =>
        `This product is not sold in ${read.market(e.market)}. Choose one from the list.`,
      'commerce.quantity-not-allowed': (e) =>
        `The quantity must be a whole number from ${read.number(e.minimum)} to ${read.number(e.maximum)}.`,
      'commerce.already-cancelled': (e) => `Order ${e.orderId} is cancelled already. Nothing was changed.`,
      'commerce.cancellation-window-closed': (e) =>
        `Order ${e.orderId} can no longer be cancelled: its window closed on ${read.dateTime(new Date(e.closedAt))}. Nothing was changed.`,
      'commerce.not-cancellable-here': (e) =>
        ({
          support: `Order ${e.orderId} can only be cancelled by a support request. Nothing was changed.`,
          never: `Order ${e.orderId} can never be cancelled or exchanged. Nothing was changed.`,
          elsewhere: `Order ${e.orderId} is an Azure reservation: cancel it in the Azure portal. Nothing was changed.`,
        })[e.why],
      'commerce.no-software': (e) =>
        `Order ${e.orderId} has no key and no download: it is cancelled, or it is not software.`,
      'commerce.partner-center-unavailable': () =>
        'Partner Center is not answering. What you asked for is kept and tried again; you will see the result here.',
    }) satisfies ErrorTexts<CommerceError | RoleMissing>,
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
    },
    terms: { P1Y: '1 年', P3Y: '3 年', perpetual: '永久' },
    customer: '客户',
    customerHint: '名称、域名或租户 ID',
    chooseCustomer: '请从列表中选择客户：输入其名称、域名或租户 ID。',
    back: '返回',
    next: '下一步',
    pressOne: '或直接选择：',
    errors: (read) => ({
      'access.role-missing': (e) => {
        const role = read.list(
          e.roles.map((role) => roleNames.zh[role]),
          'disjunction',
        )
        const who =
          e.holders.length === 0
            ? '目前没有人拥有该角色；全局管理员可以授予。'
            : `请找 ${read.list(e.holders.slice(0, 5), 'disjunction')} 帮忙。`
        return `${actionNames.zh[e.action]}需要${role}角色。${who}`
      },
      'commerce.customer-unknown': ({ asked, several = [] }) =>
        several.length === 0
          ? `没有这个客户${named(asked, (it) => `：“${it}”`)}。请从列表中选择。`
          : `有多个客户与此相符：${severalLine(several, '、')}。请从列表中选择。`,
      'commerce.order-unknown': (e) => `该客户没有订单 ${e.orderId}。`,
      'commerce.agreement-not-accepted': (e) =>
        `${e.customer} 尚未接受 Microsoft 客户协议，因此还不能为其下单。请在合作伙伴中心（客户 > 帐户）或 Microsoft 365 管理中心完成接受后重试。`,
      'commerce.reservations-not-sold': (e) => `Azure 预留在${read.market(e.market)}不可用。`,
      'commerce.product-not-sold': (e) => `该产品不在${read.market(e.market)}销售。请从列表中选择。`,
      'commerce.quantity-not-allowed': (e) =>
        `数量必须是 ${read.number(e.minimum)} 到 ${read.number(e.maximum)} 之间的整数。`,
      'commerce.already-cancelled': (e) => `订单 ${e.orderId} 已经取消。未做任何更改。`,
      'commerce.cancellation-window-closed': (e) =>
        `订单 ${e.orderId} 不能再取消：取消期限已于 ${read.dateTime(new Date(e.closedAt))} 结束。未做任何更改。`,
      'commerce.not-cancellable-here': (e) =>
        ({
          support: `订单 ${e.orderId} 只能通过支持请求取消。未做任何更改。`,
          never: `订单 ${e.orderId} 永远不能取消或更换。未做任何更改。`,
          elsewhere: `订单 ${e.orderId} 是 Azure 预留：请在 Azure 门户中取消。未做任何更改。`,
        })[e.why],
      'commerce.no-software': (e) => `订单 ${e.orderId} 没有密钥和下载：它已取消，或者不是软件。`,
      'commerce.partner-center-unavailable': () => '合作伙伴中心没有响应。您的请求已保存并会重试；结果会显示在这里。',
    }),
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
    },
    terms: { P1Y: '1년', P3Y: '3년', perpetual: '영구' },
    customer: '고객',
    customerHint: '이름, 도메인 또는 테넌트 ID',
    chooseCustomer: '목록에서 고객을 선택하세요. 이름, 도메인 또는 테넌트 ID를 입력하면 됩니다.',
    back: '뒤로',
    next: '다음',
    pressOne: '또는 바로 선택하세요.',
    errors: (read) => ({
      'access.role-missing': (e) => {
        const role = read.list(
          e.roles.map((role) => roleNames.ko[role]),
          'disjunction',
        )
        const who =
          e.holders.length === 0
            ? '아직 이 역할을 가진 사람이 없습니다. 전역 관리자가 부여할 수 있습니다.'
            : `${read.list(e.holders.slice(0, 5), 'disjunction')}에게 도움을 요청하세요.`
        return `${actionNames.ko[e.action]}: ${role} 역할이 필요합니다. ${who}`
      },
      'commerce.customer-unknown': ({ asked, several = [] }) =>
        several.length === 0
          ? `해당 고객이 없습니다${named(asked, (it) => `("${it}")`)}. 목록에서 선택하세요.`
          : `해당하는 고객이 여럿입니다: ${severalLine(several, ', ')}. 목록에서 하나를 선택하세요.`,
      'commerce.order-unknown': (e) => `이 고객에게 주문 ${e.orderId}이(가) 없습니다.`,
      'commerce.agreement-not-accepted': (e) =>
        `${e.customer}이(가) Microsoft 고객 계약에 동의하지 않아 아직 주문할 수 없습니다. 파트너 센터(고객 > 계정) 또는 Microsoft 365 관리 센터에서 동의를 받은 뒤 다시 시도하세요.`,
      'commerce.reservations-not-sold': (e) => `${read.market(e.market)}에서는 Azure 예약을 사용할 수 없습니다.`,
      'commerce.product-not-sold': (e) =>
        `이 제품은 ${read.market(e.market)}에서 판매되지 않습니다. 목록에서 선택하세요.`,
      'commerce.quantity-not-allowed': (e) =>
        `수량은 ${read.number(e.minimum)}~${read.number(e.maximum)} 사이의 정수여야 합니다.`,
      'commerce.already-cancelled': (e) => `주문 ${e.orderId}은(는) 이미 취소되었습니다. 변경된 것은 없습니다.`,
      'commerce.cancellation-window-closed': (e) =>
        `주문 ${e.orderId}은(는) 더 이상 취소할 수 없습니다. 취소 기간이 ${read.dateTime(new Date(e.closedAt))}에 끝났습니다. 변경된 것은 없습니다.`,
      'commerce.not-cancellable-here': (e) =>
        ({
          support: `주문 ${e.orderId}은(는) 지원 요청으로만 취소할 수 있습니다. 변경된 것은 없습니다.`,
          never: `주문 ${e.orderId}은(는) 취소하거나 교환할 수 없습니다. 변경된 것은 없습니다.`,
          elsewhere: `주문 ${e.orderId}은(는) Azure 예약입니다. Azure Portal에서 취소하세요. 변경된 것은 없습니다.`,
        })[e.why],
      'commerce.no-software': (e) =>
        `주문 ${e.orderId}에는 키와 다운로드가 없습니다. 취소되었거나 소프트웨어가 아닙니다.`,
      'commerce.partner-center-unavailable': () =>
        '파트너 센터가 응답하지 않습니다. 요청은 보관되어 다시 시도되며, 결과는 여기에 표시됩니다.',
    }),
  },
})

export type Words = typeof english
