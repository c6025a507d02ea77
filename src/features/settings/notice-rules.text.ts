import { inLanguages } from '../../platform/language.ts'

/** When people are told: what holds in words, and the form that changes it. Amounts and lists of times come formatted. */
export const noticeRulesText = inLanguages({
  en: {
    title: 'Notice rules',
    forAll: 'For everybody in your company, from now on. What is already due by the new rules is told soon.',
    hours: (n: number, digits: string) => (n === 1 ? '1 hour' : `${digits} hours`),
    days: (n: number, digits: string) => (n === 1 ? '1 day' : `${digits} days`),
    links: (times: string, downloads: string, all: string) =>
      `Whoever got a download link is told ${times} before it ends, when ${downloads} of its ${all} downloads are taken, and when it has ended.`,
    windows: (times: string) =>
      `Whoever bought an order is told ${times} before its cancellation window closes, whatever the amount.`,
    windowsFrom: (times: string, amounts: string) =>
      `Whoever bought an order at or above ${amounts} is told ${times} before its cancellation window closes; in other currencies, whatever the amount.`,
    others: (where: string) => `Of orders that nobody here bought: ${where}.`,
    channel: 'Orders that nobody here bought are told to',
    toAdmins: 'Admin agents',
    hoursBefore: 'Hours before a download link ends',
    hoursHint: (most: string, longest: string) => `Up to ${most} whole numbers from 1 to ${longest}, such as 72, 24.`,
    downloads: (all: string) => `Warn when this many of ${all} downloads are taken`,
    downloadsWanted: (most: string) => `A whole number from 1 to ${most} is wanted here.`,
    daysBefore: 'Days before a cancellation window closes',
    daysHint: (most: string, longest: string) => `Up to ${most} whole numbers from 1 to ${longest}, such as 7, 1.`,
    from: 'Only orders at or above these amounts',
    fromExample: 'USD 5,000; EUR 4,500; JPY 700,000',
    fromHint: 'One amount per currency, with its code. In a currency without one, every order counts.',
    tooLong: 'This is too long to be read. Type less.',
    timesMistakes: {
      none: (_at: string, longest: string) => `Type one whole number at least, from 1 to ${longest}.`,
      'not-whole': (at: string, longest: string) =>
        `"${at}" is not a whole number. Type numbers from 1 to ${longest} with commas between them.`,
      'out-of-range': (at: string, longest: string) => `${at} is not from 1 to ${longest}.`,
      repeated: (at: string, _longest: string) => `${at} is there twice. Each time is told once.`,
      'too-many': (_at: string, _longest: string) => 'These are too many: four at most.',
    },
  },
  zh: {
    title: '通知规则',
    forAll: '适用于贵公司所有人，从现在起生效。按新规则已到时间但尚未通知的事项将很快通知。',
    hours: (_n, digits) => `${digits} 小时`,
    days: (_n, digits) => `${digits} 天`,
    links: (times, downloads, all) =>
      `下载链接：在失效前 ${times}、${all} 次下载中已用 ${downloads} 次时以及失效时通知。`,
    windows: (times) => `取消期限：在结束前 ${times}通知，不论订单金额。`,
    windowsFrom: (times, amounts) =>
      `取消期限：在结束前 ${times}通知，仅限 ${amounts}及以上的订单；其他货币的订单全部通知。`,
    others: (where) => `不是由本公司人员在此购买的订单：${where}。`,
    channel: '不是由本公司人员在此购买的订单，通知',
    toAdmins: '管理代理',
    hoursBefore: '下载链接失效前的小时数',
    hoursHint: (most, longest) => `最多 ${most} 个 1 到 ${longest} 之间的整数，例如 72, 24。`,
    downloads: (all) => `${all} 次下载中用到第几次时提醒所剩不多`,
    downloadsWanted: (most) => `请输入 1 到 ${most} 之间的整数。`,
    daysBefore: '取消期限结束前的天数',
    daysHint: (most, longest) => `最多 ${most} 个 1 到 ${longest} 之间的整数，例如 7, 1。`,
    from: '仅通知达到或超过以下金额的订单',
    fromExample: 'USD 5,000; CNY 30,000; JPY 700,000',
    fromHint: '每种货币一个金额，并注明货币代码。未列出的货币，其订单全部通知。',
    tooLong: '内容过长，无法读取。请缩短。',
    timesMistakes: {
      none: (_at, longest) => `请至少输入一个 1 到 ${longest} 之间的整数。`,
      'not-whole': (at, longest) => `“${at}”不是整数。请输入 1 到 ${longest} 之间的整数，并用逗号分隔。`,
      'out-of-range': (at, longest) => `${at} 不在 1 到 ${longest} 之间。`,
      repeated: (at) => `${at} 出现了两次。每个时间只通知一次。`,
      'too-many': () => '数量过多：最多四个。',
    },
  },
  ko: {
    title: '알림 규칙',
    forAll:
      '지금부터 회사의 모든 사람에게 적용됩니다. 새 규칙에 따라 이미 때가 되었으나 아직 알리지 않은 것은 곧 알립니다.',
    hours: (_n, digits) => `${digits}시간`,
    days: (_n, digits) => `${digits}일`,
    links: (times, downloads, all) =>
      `다운로드 링크: 끝나기 ${times} 전, ${all}회 중 ${downloads}회를 썼을 때, 그리고 끝났을 때 알립니다.`,
    windows: (times) => `취소 기간: 끝나기 ${times} 전에 주문 금액과 관계없이 알립니다.`,
    windowsFrom: (times, amounts) =>
      `취소 기간: 끝나기 ${times} 전에 ${amounts} 이상의 주문만 알립니다. 다른 통화의 주문은 모두 알립니다.`,
    others: (where) => `여기에서 아무도 구매하지 않은 주문: ${where}.`,
    channel: '여기에서 아무도 구매하지 않은 주문을 알릴 곳',
    toAdmins: '관리 에이전트',
    hoursBefore: '다운로드 링크가 끝나기 전 시간',
    hoursHint: (most, longest) => `1에서 ${longest} 사이의 정수를 최대 ${most}개까지 입력하세요. 예: 72, 24`,
    downloads: (all) => `${all}회 중 몇 회를 쓰면 얼마 남지 않았다고 알릴지`,
    downloadsWanted: (most) => `1에서 ${most} 사이의 정수를 입력하세요.`,
    daysBefore: '취소 기간이 끝나기 전 일수',
    daysHint: (most, longest) => `1에서 ${longest} 사이의 정수를 최대 ${most}개까지 입력하세요. 예: 7, 1`,
    from: '다음 금액 이상의 주문만',
    fromExample: 'USD 5,000; KRW 6,000,000; JPY 700,000',
    fromHint: '통화마다 금액 하나를 통화 코드와 함께 입력하세요. 입력하지 않은 통화의 주문은 모두 알립니다.',
    tooLong: '너무 길어 읽을 수 없습니다. 짧게 입력하세요.',
    timesMistakes: {
      none: (_at, longest) => `1에서 ${longest} 사이의 정수를 하나 이상 입력하세요.`,
      'not-whole': (at, longest) =>
        `"${at}"은(는) 정수가 아닙니다. 1에서 ${longest} 사이의 정수를 쉼표로 구분하여 입력하세요.`,
      'out-of-range': (at, longest) => `${at}은(는) 1에서 ${longest} 사이가 아닙니다.`,
      repeated: (at) => `${at}이(가) 두 번 있습니다. 같은 때에는 한 번만 알립니다.`,
      'too-many': () => '너무 많습니다. 최대 네 개입니다.',
    },
  },
})

export type NoticeRulesText = (typeof noticeRulesText)['en']
