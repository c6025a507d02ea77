import type { RoleMissing } from '../commerce/access.ts'
import { connectionFailureOf } from '../commerce/connection-failures.ts'
import type { CommerceError } from '../commerce/errors.ts'
import type { ListedCustomer } from '../commerce/order.ts'
import { type Meaning, meaningOf } from '../commerce/partner-center-codes.ts'
import type { DirectoryUnavailable } from '../commerce/ports/directory.ts'
import type { ErrorTexts } from '../platform/errors.ts'
import { isGuid } from '../platform/guid.ts'
import { inLanguages, type Language, type Reader } from '../platform/language.ts'
import { cut } from '../platform/text.ts'
import { failureWords } from './connection-words.text.ts'
import { stageWords } from './order-words.text.ts'
import { actionNames, roleNames } from './words.text.ts'

/** Customers that one name fits, each with what tells it from the others. */
const longestName = 100

/** What was said of whom nobody knows; an ID says nothing to a person. */
const named = (asked: string, words: (it: string) => string): string =>
  asked === '' || isGuid(asked) ? '' : words(cut(asked, longestName))

function severalLine(several: readonly ListedCustomer[], comma: string): string {
  const lines = several.slice(0, 5).map(({ name, domain }) => `${name} · ${domain}`)
  return `${lines.join(comma)}${several.length > lines.length ? ' …' : ''}`
}

/** Who has to mend what Partner Center refused for; nothing where nobody can. */
const whoMends = inLanguages({
  en: {
    refused: '',
    'under-way': '',
    unknown: '',
    'customer-must-act': 'The customer has to act before it can be done.',
    connection:
      "Whoever looks after the partner's account and sign-in in Partner Center has to act: ask a global administrator.",
  } as Record<Meaning, string>,
  zh: {
    refused: '',
    'under-way': '',
    unknown: '',
    'customer-must-act': '客户需先采取行动，才能继续。',
    connection: '需由负责合作伙伴帐户和登录的人员在合作伙伴中心处理：请联系全局管理员。',
  },
  ko: {
    refused: '',
    'under-way': '',
    unknown: '',
    'customer-must-act': '고객이 먼저 조치해야 합니다.',
    connection: '파트너 계정과 로그인을 관리하는 담당자가 파트너 센터에서 조치해야 합니다. 전역 관리자에게 문의하세요.',
  },
})

/** Who has to do what; of a sign-in that was refused, Microsoft's own words are not passed on, and these are all there are. */
function mends(language: Language, { reason, httpStatus }: { reason: string; httpStatus?: number }): string {
  const failure = connectionFailureOf(reason)
  return failure === undefined
    ? whoMends[language][meaningOf(reason, httpStatus)]
    : failureWords(language, failure).mend
}

const signInWords = (language: Language, reason: string, stop: string): string => {
  const { what, mend } = failureWords(language, connectionFailureOf(reason))
  return `${what}${stop.replace('0', reason)}${mend}`
}

/** How the refusals of the commerce floor sound. */
export const refusalsText = inLanguages({
  en: (read: Reader) =>
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
        const [inactive] = e.inactive ?? []
        const own =
          inactive === undefined
            ? ''
            : ` You usually have ${roleNames.en[inactive]}, and it is not active now: activate it in Privileged Identity Management (Microsoft Entra admin center), then press again.`
        return `${actionNames.en[e.action]} needs the role ${role}.${own} ${who}`
      },
      'directory.unavailable': (e) =>
        e.reason === undefined
          ? 'Microsoft Entra, where roles are kept, is not answering, so nobody can tell what you may do. Nothing was changed; try again in a moment.'
          : `What you may do cannot be read in Microsoft Entra (${e.reason}). Nothing was changed. ${failureWords('en', connectionFailureOf(e.reason)).mend}`,
      'commerce.customer-unknown': ({ asked, several = [] }) =>
        several.length === 0
          ? `There is no such customer here${named(asked, (it) => `: "${it}"`)}. Choose one from the list.`
          : `More than one customer fits: ${severalLine(several, ', ')}. Choose one from the list.`,
      'commerce.order-unknown': ({ orderId, several }) =>
        several === undefined
          ? `This customer has no order ${orderId}.`
          : `${orderId} may be ${read.list(several, 'disjunction')}: write which one, exactly as it stands here.`,
      'commerce.agreement-not-accepted': (e) =>
        `${e.customer} has not accepted the Microsoft Customer Agreement${e.outdated === true ? ' in its present version (what was accepted before April 2023 no longer counts)' : ''}, so nothing can be ordered for it yet. A global administrator of ${e.customer} has to accept it in the Microsoft 365 admin center.`,
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
          unknown: `Nobody here knows the cancellation rule for order ${e.orderId}. Look in Partner Center. Nothing was changed.`,
        })[e.why],
      'commerce.order-not-usable': (e) =>
        `Order ${e.orderId} has no keys and no cancellation window now. Its state: ${stageWords({ state: e.stage, status: e.status }, read)}. Nothing was changed.`,
      'commerce.subscription-unknown': () => 'There is no such subscription at this customer. Nothing was changed.',
      'commerce.subscription-ended': (e) =>
        `${e.name} does not run any more: it ended on ${read.date(new Date(e.endedAt))}. Nothing was changed.`,
      'commerce.no-software': (e) =>
        `Order ${e.orderId} has no key and no download: it is cancelled, or it is not software.`,
      'commerce.partner-center-refused': (e) =>
        e.text === ''
          ? signInWords('en', e.reason, ' (0). ')
          : `Partner Center refused: "${e.text}" (code ${e.reason}${e.correlationId === undefined ? '' : `, correlation ID ${e.correlationId}`}). ${mends('en', e)}`.trim(),
      'commerce.partner-center-unavailable': () =>
        'Partner Center is not answering. What you asked for is kept and tried again; you will see the result here.',
    }) satisfies ErrorTexts<CommerceError | RoleMissing | DirectoryUnavailable>,
  zh: (read) => ({
    'access.role-missing': (e) => {
      const role = read.list(
        e.roles.map((role) => roleNames.zh[role]),
        'disjunction',
      )
      const who =
        e.holders.length === 0
          ? '目前没有人拥有该角色；全局管理员可以授予。'
          : `请找 ${read.list(e.holders.slice(0, 5), 'disjunction')} 帮忙。`
      const [inactive] = e.inactive ?? []
      const own =
        inactive === undefined
          ? ''
          : `您通常拥有${roleNames.zh[inactive]}角色，但它目前未激活：请在 Privileged Identity Management（Microsoft Entra 管理中心）中激活，然后再次点击。`
      return `${actionNames.zh[e.action]}需要${role}角色。${own}${who}`
    },
    'directory.unavailable': (e) =>
      e.reason === undefined
        ? '保存角色的 Microsoft Entra 没有响应，因此无法确定您的权限。未做任何更改；请稍后重试。'
        : `无法在 Microsoft Entra 中读取您的权限（${e.reason}）。未做任何更改。${failureWords('zh', connectionFailureOf(e.reason)).mend}`,
    'commerce.customer-unknown': ({ asked, several = [] }) =>
      several.length === 0
        ? `没有这个客户${named(asked, (it) => `：“${it}”`)}。请从列表中选择。`
        : `有多个客户与此相符：${severalLine(several, '、')}。请从列表中选择。`,
    'commerce.order-unknown': ({ orderId, several }) =>
      several === undefined
        ? `该客户没有订单 ${orderId}。`
        : `${orderId} 可能是 ${read.list(several, 'disjunction')}：请照此处的写法准确输入。`,
    'commerce.agreement-not-accepted': (e) =>
      `${e.customer} 尚未接受 Microsoft 客户协议${e.outdated === true ? '的现行版本（2023 年 4 月之前的接受已失效）' : ''}，因此还不能为其下单。需由 ${e.customer} 的全局管理员在 Microsoft 365 管理中心接受。`,
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
        unknown: `此处不了解订单 ${e.orderId} 的取消规则。请在合作伙伴中心查看。未做任何更改。`,
      })[e.why],
    'commerce.order-not-usable': (e) =>
      `订单 ${e.orderId} 目前没有密钥，也没有取消期限。其状态：${stageWords({ state: e.stage, status: e.status }, read)}。未做任何更改。`,
    'commerce.subscription-unknown': () => '该客户没有此订阅。未做任何更改。',
    'commerce.subscription-ended': (e) =>
      `${e.name} 已不再有效：已于 ${read.date(new Date(e.endedAt))} 结束。未做任何更改。`,
    'commerce.no-software': (e) => `订单 ${e.orderId} 没有密钥和下载：它已取消，或者不是软件。`,
    'commerce.partner-center-refused': (e) =>
      e.text === ''
        ? signInWords('zh', e.reason, '（0）。')
        : `合作伙伴中心拒绝了请求：“${e.text}”（代码 ${e.reason}${e.correlationId === undefined ? '' : `，相关 ID ${e.correlationId}`}）。${mends('zh', e)}`,
    'commerce.partner-center-unavailable': () => '合作伙伴中心没有响应。您的请求已保存并会重试；结果会显示在这里。',
  }),
  ko: (read) => ({
    'access.role-missing': (e) => {
      const role = read.list(
        e.roles.map((role) => roleNames.ko[role]),
        'disjunction',
      )
      const who =
        e.holders.length === 0
          ? '아직 이 역할을 가진 사람이 없습니다. 전역 관리자가 부여할 수 있습니다.'
          : `${read.list(e.holders.slice(0, 5), 'disjunction')}에게 도움을 요청하세요.`
      const [inactive] = e.inactive ?? []
      const own =
        inactive === undefined
          ? ''
          : ` ${roleNames.ko[inactive]} 역할을 평소에 가지고 있지만 지금은 활성화되어 있지 않습니다. Privileged Identity Management(Microsoft Entra 관리 센터)에서 활성화한 다음 다시 누르세요.`
      return `${actionNames.ko[e.action]}: ${role} 역할이 필요합니다.${own} ${who}`
    },
    'directory.unavailable': (e) =>
      e.reason === undefined
        ? '역할이 보관된 Microsoft Entra가 응답하지 않아 권한을 확인할 수 없습니다. 변경된 것은 없습니다. 잠시 후 다시 시도하세요.'
        : `Microsoft Entra에서 권한을 읽을 수 없습니다(${e.reason}). 변경된 것은 없습니다. ${failureWords('ko', connectionFailureOf(e.reason)).mend}`,
    'commerce.customer-unknown': ({ asked, several = [] }) =>
      several.length === 0
        ? `해당 고객이 없습니다${named(asked, (it) => `("${it}")`)}. 목록에서 선택하세요.`
        : `해당하는 고객이 여럿입니다: ${severalLine(several, ', ')}. 목록에서 하나를 선택하세요.`,
    'commerce.order-unknown': ({ orderId, several }) =>
      several === undefined
        ? `이 고객에게 주문 ${orderId}이(가) 없습니다.`
        : `${orderId}은(는) ${read.list(several, 'disjunction')}일 수 있습니다. 여기에 표시된 그대로 입력하세요.`,
    'commerce.agreement-not-accepted': (e) =>
      `${e.customer}이(가) Microsoft 고객 계약${e.outdated === true ? '의 현재 버전(2023년 4월 이전 동의는 더 이상 유효하지 않음)' : ''}에 동의하지 않아 아직 주문할 수 없습니다. ${e.customer}의 전역 관리자가 Microsoft 365 관리 센터에서 동의해야 합니다.`,
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
        unknown: `주문 ${e.orderId}의 취소 규칙을 여기에서는 알 수 없습니다. 파트너 센터에서 확인하세요. 변경된 것은 없습니다.`,
      })[e.why],
    'commerce.order-not-usable': (e) =>
      `주문 ${e.orderId}은(는) 지금 키와 취소 기간이 없습니다. 상태: ${stageWords({ state: e.stage, status: e.status }, read)}. 변경된 것은 없습니다.`,
    'commerce.subscription-unknown': () => '이 고객에게 해당 구독이 없습니다. 변경된 것은 없습니다.',
    'commerce.subscription-ended': (e) =>
      `${e.name}은(는) ${read.date(new Date(e.endedAt))}에 끝나 더 이상 유효하지 않습니다. 변경된 것은 없습니다.`,
    'commerce.no-software': (e) =>
      `주문 ${e.orderId}에는 키와 다운로드가 없습니다. 취소되었거나 소프트웨어가 아닙니다.`,
    'commerce.partner-center-refused': (e) =>
      e.text === ''
        ? signInWords('ko', e.reason, '(0). ')
        : `파트너 센터가 거부했습니다. "${e.text}"(코드 ${e.reason}${e.correlationId === undefined ? '' : `, 상관 관계 ID ${e.correlationId}`}). ${mends('ko', e)}`.trim(),
    'commerce.partner-center-unavailable': () =>
      '파트너 센터가 응답하지 않습니다. 요청은 보관되어 다시 시도되며, 결과는 여기에 표시됩니다.',
  }),
})
