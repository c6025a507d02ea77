import { Decimal } from 'decimal.js'
import { wordsText } from '../../chat/words.text.ts'
import { type Role, roles } from '../../commerce/agent.ts'
import { inLanguages, type Language, type Reader } from '../../platform/language.ts'
import { type Activity, activities, type ChainedEntry } from '../../workflow/activity/activity.ts'
import { daysWords } from './days.text.ts'
import { type Names, personIn } from './names.ts'

/** How each entry of the log reads, on the card and in the file. */
export const entryText = inLanguages({
  en: {
    what: {
      'order-placed': 'Purchase',
      'order-pending': 'Order pending',
      'order-failed': 'Order failed',
      'key-shown': 'Key shown',
      'link-made': 'Link made',
      'link-copied': 'Link copied',
      'link-renewed': 'Link renewed',
      'link-replaced': 'Address replaced',
      'link-forwarded': 'Link forwarded',
      downloaded: 'Download',
      'order-cancelled': 'Cancellation',
      'order-kept': 'Order kept, reminders ended',
      'renewal-turned-off': 'Auto-renew turned off',
      'renewal-turned-on': 'Auto-renew turned on',
      'approval-asked': 'Approval asked for',
      'approval-given': 'Approved',
      'approval-rejected': 'Rejected',
      'approval-withdrawn': 'Request withdrawn',
      'approval-expired': 'Request expired',
      'approval-carried-out': 'Approved request carried out',
      'approval-failed': 'Approved request failed',
      'support-sent': 'Support request sent',
      'support-file-added': 'File added to a support request',
      'support-file-opened': 'File of a support request opened',
      'support-commented': 'Support request commented',
      'support-moved': 'Support request moved on',
      'settings-changed': 'Settings changed',
      'role-granted': 'Role granted',
      'role-withdrawn': 'Role withdrawn',
      'activity-seen': 'Activity log seen',
      'activity-exported': 'Activity log as a file',
      'activity-checked': 'Activity log checked',
    } as Record<Activity, string>,
    subjects: {
      purchase: 'purchase',
      cancellation: 'cancellation',
      'renewal-off': 'auto-renew off',
      'renewal-on': 'auto-renew on',
    } as Record<string, string>,
    settings: {
      approvals: 'Approval rules',
      notices: 'Notice rules',
      morning: 'Morning summary',
      name: 'Name',
      locale: 'Language',
      timeZone: 'Time zone',
    } as Record<string, string>,
    statuses: {
      sent: 'sent',
      'in-progress': 'in progress',
      answered: 'answered',
      closed: 'closed',
    } as Record<string, string>,
    customers: 'Somebody with the link',
    desk: 'The desk',
    former: (id: string) => `A former agent (${id})`,
    upTo: (entries: string) => `up to entry ${entries}`,
    chainedLater: 'written before entries were chained',
    columns: [
      'Number',
      'Date and time',
      'Date and time (UTC)',
      'Person',
      'Person ID',
      'What',
      'What (code)',
      'Customer',
      'Customer ID',
      'Order',
      'Details',
    ] as readonly string[],
  },
  zh: {
    what: {
      'order-placed': '购买',
      'order-pending': '订单待处理',
      'order-failed': '订单失败',
      'key-shown': '查看密钥',
      'link-made': '创建链接',
      'link-copied': '复制链接',
      'link-renewed': '续期链接',
      'link-replaced': '更换地址',
      'link-forwarded': '转发链接',
      downloaded: '下载',
      'order-cancelled': '取消订单',
      'order-kept': '保留订单，停止提醒',
      'renewal-turned-off': '关闭自动续订',
      'renewal-turned-on': '打开自动续订',
      'approval-asked': '申请审批',
      'approval-given': '批准',
      'approval-rejected': '拒绝',
      'approval-withdrawn': '撤回申请',
      'approval-expired': '申请过期',
      'approval-carried-out': '已执行批准的申请',
      'approval-failed': '批准的申请执行失败',
      'support-sent': '提交支持请求',
      'support-file-added': '为支持请求添加文件',
      'support-file-opened': '打开支持请求的文件',
      'support-commented': '评论支持请求',
      'support-moved': '支持请求状态变更',
      'settings-changed': '更改设置',
      'role-granted': '授予角色',
      'role-withdrawn': '撤销角色',
      'activity-seen': '查看活动日志',
      'activity-exported': '导出活动日志文件',
      'activity-checked': '检查活动日志',
    },
    subjects: {
      purchase: '购买',
      cancellation: '取消',
      'renewal-off': '关闭自动续订',
      'renewal-on': '打开自动续订',
    },
    settings: {
      approvals: '审批规则',
      notices: '通知规则',
      morning: '早间摘要',
      name: '姓名',
      locale: '语言',
      timeZone: '时区',
    },
    statuses: { sent: '已发送', 'in-progress': '处理中', answered: '已答复', closed: '已关闭' },
    customers: '持有链接的人',
    desk: '工作台',
    former: (id) => `以前的代理（${id}）`,
    upTo: (entries) => `截至第 ${entries} 条`,
    chainedLater: '写入时尚未启用日志链',
    columns: [
      '编号',
      '日期和时间',
      '日期和时间（UTC）',
      '人员',
      '人员 ID',
      '活动',
      '活动代码',
      '客户',
      '客户 ID',
      '订单',
      '详细信息',
    ],
  },
  ko: {
    what: {
      'order-placed': '구매',
      'order-pending': '주문 처리 대기',
      'order-failed': '주문 실패',
      'key-shown': '키 표시',
      'link-made': '링크 생성',
      'link-copied': '링크 복사',
      'link-renewed': '링크 갱신',
      'link-replaced': '주소 변경',
      'link-forwarded': '링크 전달',
      downloaded: '다운로드',
      'order-cancelled': '주문 취소',
      'order-kept': '주문 유지, 알림 종료',
      'renewal-turned-off': '자동 갱신 끄기',
      'renewal-turned-on': '자동 갱신 켜기',
      'approval-asked': '승인 요청',
      'approval-given': '승인',
      'approval-rejected': '거부',
      'approval-withdrawn': '요청 철회',
      'approval-expired': '요청 만료',
      'approval-carried-out': '승인된 요청 처리',
      'approval-failed': '승인된 요청 처리 실패',
      'support-sent': '지원 요청 제출',
      'support-file-added': '지원 요청에 파일 추가',
      'support-file-opened': '지원 요청의 파일 열기',
      'support-commented': '지원 요청 댓글',
      'support-moved': '지원 요청 상태 변경',
      'settings-changed': '설정 변경',
      'role-granted': '역할 부여',
      'role-withdrawn': '역할 회수',
      'activity-seen': '활동 로그 조회',
      'activity-exported': '활동 로그 파일 내보내기',
      'activity-checked': '활동 로그 검사',
    },
    subjects: {
      purchase: '구매',
      cancellation: '취소',
      'renewal-off': '자동 갱신 끄기',
      'renewal-on': '자동 갱신 켜기',
    },
    settings: {
      approvals: '승인 규칙',
      notices: '알림 규칙',
      morning: '아침 요약',
      name: '이름',
      locale: '언어',
      timeZone: '시간대',
    },
    statuses: { sent: '보냄', 'in-progress': '처리 중', answered: '답변됨', closed: '닫힘' },
    customers: '링크를 가진 사람',
    desk: '데스크',
    former: (id) => `이전 에이전트(${id})`,
    upTo: (entries) => `${entries}번 항목까지`,
    chainedLater: '체인이 도입되기 전에 기록됨',
    columns: [
      '번호',
      '날짜 및 시간',
      '날짜 및 시간(UTC)',
      '사용자',
      '사용자 ID',
      '활동',
      '활동 코드',
      '고객',
      '고객 ID',
      '주문',
      '세부 정보',
    ],
  },
})

/** An entry of another version has only its code. */
export const whatWords = (what: string, { language }: Reader): string =>
  activities.some((known) => known === what) ? entryText[language].what[what as Activity] : what

/** Who did it: by name while the directory knows one. */
export function whoWords(
  { agentId, what }: Pick<ChainedEntry, 'agentId' | 'what'>,
  names: Names,
  read: Reader,
): string {
  const words = entryText[read.language]
  if (agentId === null) return what === 'downloaded' ? words.customers : words.desk
  return agentWords(agentId, names, read)
}

export const agentWords = (id: string, names: Names, read: Reader): string =>
  names.agent(id) ?? formerWords(id, read.language)

/** For whoever has left: there is no name to know them by. */
export const formerWords = (id: string, language: Language): string => entryText[language].former(`${id.slice(0, 8)}…`)

/** What it was about: `10 × SQL Server 2022 Standard`, `CSP-1001`, `Contoso`. */
export function aboutWords(entry: ChainedEntry, names: Names, read: Reader): string[] {
  const { customerId, orderId } = entry
  return [
    ...factWords(entry, names, read),
    ...(orderId === null ? [] : [orderId]),
    ...(customerId === null ? [] : [names.customer(customerId) ?? customerId]),
  ]
}

function factWords({ what, facts }: ChainedEntry, names: Names, read: Reader): string[] {
  const fact = (name: string): string | undefined => {
    const value = (facts as Record<string, unknown> | null)?.[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
  }
  const words = entryText[read.language]
  const subject = what.startsWith('approval-') ? words.subjects[fact('kind') ?? ''] : undefined
  const role = fact('role')
  const person = personIn(facts)
  const [first, last] = [fact('first'), fact('last')]
  const entries = what === 'activity-checked' ? fact('entries') : undefined
  return [
    subject,
    ...(what === 'settings-changed' ? Object.keys(facts ?? {}).map((name) => words.settings[name]) : []),
    productWords(fact('product'), fact('quantity'), read),
    moneyWords(fact('amount'), fact('currency'), read),
    role === undefined ? undefined : roleWords(role, read),
    person === null ? undefined : (fact('name') ?? agentWords(person, names, read)),
    fact('support'),
    words.statuses[fact('status') ?? ''],
    fact('chat'),
    first === undefined || last === undefined ? undefined : daysWords({ first, last }, read),
    entries === undefined ? undefined : words.upTo(read.number(Number(entries))),
    fact('chained') === 'later' ? words.chainedLater : undefined,
  ].filter((it) => it !== undefined)
}

function productWords(product: string | undefined, quantity: string | undefined, read: Reader): string | undefined {
  if (product === undefined || quantity === undefined) return product
  return `${read.number(Number(quantity))} × ${product}`
}

function moneyWords(amount: string | undefined, currency: string | undefined, read: Reader): string | undefined {
  if (amount === undefined || currency === undefined || !/^-?\d+(\.\d+)?$/.test(amount)) return undefined
  return /^[A-Z]{3}$/.test(currency) ? read.money({ amount: new Decimal(amount), currency }) : `${currency} ${amount}`
}

const roleWords = (role: string, { language }: Reader): string =>
  roles.some((known) => known === role) ? wordsText[language].roles[role as Role] : role
