import type { ErrorTexts } from '../../platform/errors.ts'
import { inLanguages } from '../../platform/language.ts'
import type { AmountsMistake } from './amounts.ts'
import type { SettingsError } from './settings.errors.ts'

export const settingsText = inLanguages({
  en: {
    save: 'Save',
    saved: 'Saved.',
    approvalsTitle: 'Approval rules',
    forAll: 'For everybody in your company, from now on. Approvals that already wait stay as they are.',
    purchases: 'Purchases at or above these amounts need an approval',
    purchasesHint: 'USD 50,000; EUR 45,000; JPY 7,000,000',
    amountsHint: 'One amount per currency, with its code. Empty: none needs one.',
    cancellations: 'Cancellations need an approval',
    when: { never: 'Never', always: 'Always', from: 'At or above the amounts below' },
    cancellationAmounts: 'Amounts for cancellations, by the credit expected',
    amountsWanted: 'Type one amount at least, such as USD 10,000, or choose Never or Always.',
    cards: 'Approval cards go to',
    toApprovers: "Each approver's personal chat",
    unnamed: (seen: string) => `Chat without a name (last seen ${seen})`,
    unnamedChannel: (seen: string) => `channel without a name (last seen ${seen})`,
    general: 'General',
    lostChat: 'The chat chosen before, where I am no longer',
    noChats: 'To send them to a channel or group chat, add me there first.',
    chooseCards: 'Choose one from the list.',
    waitHours: 'Hours an approval waits before it expires',
    remindHours: 'Hours between reminders to approvers',
    hoursWanted: 'A whole number from 1 to 720 is wanted here.',
    remindSooner: 'Reminding comes before the approval expires: type fewer hours than it waits.',
    holds: 'What holds now',
    noneNeeded: 'Nothing needs an approval.',
    purchasesFrom: (amounts: string) => `Purchases from ${amounts} on need an approval.`,
    cancellationsFrom: (amounts: string) => `Cancellations from ${amounts} on need an approval.`,
    cancellationsAlways: 'Every cancellation needs an approval.',
    mistakes: {
      unreadable: ({ at }: AmountsMistake) =>
        `"${at}" is not a currency code with an amount. Type them as USD 50,000; JPY 7,000,000.`,
      currency: ({ at }: AmountsMistake) => `"${at}" is no currency code. Codes have three letters: USD, EUR, JPY.`,
      twice: ({ at }: AmountsMistake) => `${at} is there twice. One amount per currency.`,
      'too-large': ({ at }: AmountsMistake) => `${at} is too large: twelve digits at most.`,
      digits: ({ at }: AmountsMistake, digits: number) =>
        digits === 0
          ? `${at}: this currency has no digits after the point.`
          : `${at}: this currency has ${digits} digits after the point at most.`,
    },
    errors: {
      'settings.chat-never-opened': () =>
        'Open the chat with CSP Desk once first: your language and time zone are kept with it. Nothing was changed.',
      'settings.chat-not-reached': () => 'I am not in that chat any more. Add me there again, or choose another.',
      'settings.rules-changed': ({ by = 'Somebody' }) =>
        `${by} changed the rules meanwhile; nothing was saved. Here is what holds now, with what you changed.`,
    } satisfies ErrorTexts<SettingsError>,
  },
  zh: {
    save: '保存',
    saved: '已保存。',
    approvalsTitle: '审批规则',
    forAll: '适用于贵公司所有人，从现在起生效。已在等待的请求继续等待。',
    purchases: '达到或超过以下金额的购买需要审批',
    purchasesHint: 'USD 50,000; CNY 300,000; JPY 7,000,000',
    amountsHint: '每种货币一个金额，并注明货币代码。留空表示都不需要。',
    cancellations: '取消需要审批',
    when: { never: '从不', always: '始终', from: '达到或超过下面的金额' },
    cancellationAmounts: '取消的金额（按预计抵扣额）',
    amountsWanted: '请至少输入一个金额，例如 USD 10,000，或选择“从不”或“始终”。',
    cards: '审批卡片发送到',
    toApprovers: '每位审批人的个人聊天',
    unnamed: (seen) => `未命名的聊天（最近一次：${seen}）`,
    unnamedChannel: (seen) => `未命名的频道（最近一次：${seen}）`,
    general: '常规',
    lostChat: '之前选择的聊天，我已不在其中',
    noChats: '如需发送到频道或群聊，请先将我添加到那里。',
    chooseCards: '请从列表中选择一项。',
    waitHours: '审批等待多少小时后过期',
    remindHours: '每隔多少小时提醒审批人',
    hoursWanted: '请输入 1 到 720 之间的整数。',
    remindSooner: '提醒应早于过期：请输入小于等待时间的小时数。',
    holds: '当前生效',
    noneNeeded: '目前没有任何事项需要审批。',
    purchasesFrom: (amounts) => `${amounts}及以上的购买需要审批。`,
    cancellationsFrom: (amounts) => `${amounts}及以上的取消需要审批。`,
    cancellationsAlways: '所有取消都需要审批。',
    mistakes: {
      unreadable: ({ at }) => `“${at}”不是货币代码加金额。请按此格式输入：USD 50,000; JPY 7,000,000。`,
      currency: ({ at }) => `“${at}”不是货币代码。代码由三个字母组成：USD、CNY、JPY。`,
      twice: ({ at }) => `${at} 出现了两次。每种货币只能有一个金额。`,
      'too-large': ({ at }) => `${at} 过大：最多十二位数。`,
      digits: ({ at }, digits) =>
        digits === 0 ? `${at}：此货币没有小数位。` : `${at}：此货币小数点后最多 ${digits} 位。`,
    },
    errors: {
      'settings.chat-never-opened': () => '请先打开一次与 CSP Desk 的聊天：语言和时区随聊天一起保存。未做任何更改。',
      'settings.chat-not-reached': () => '我已不在该聊天中。请重新将我添加到那里，或选择其他聊天。',
      'settings.rules-changed': ({ by = '有人' }) =>
        `${by}在此期间更改了规则，因此未保存任何内容。下面是当前生效的规则和您所做的更改。`,
    },
  },
  ko: {
    save: '저장',
    saved: '저장했습니다.',
    approvalsTitle: '승인 규칙',
    forAll: '지금부터 회사의 모든 사람에게 적용됩니다. 이미 기다리는 요청은 그대로 기다립니다.',
    purchases: '다음 금액 이상의 구매는 승인 필요',
    purchasesHint: 'USD 50,000; KRW 60,000,000; JPY 7,000,000',
    amountsHint: '통화마다 금액 하나를 통화 코드와 함께 입력하세요. 비워 두면 승인이 필요 없습니다.',
    cancellations: '취소에 승인 필요',
    when: { never: '필요 없음', always: '항상', from: '아래 금액 이상일 때' },
    cancellationAmounts: '취소 금액(예상 크레딧 기준)',
    amountsWanted: 'USD 10,000과 같이 금액을 하나 이상 입력하거나 "필요 없음" 또는 "항상"을 선택하세요.',
    cards: '승인 카드를 보낼 곳',
    toApprovers: '승인자 각자의 개인 채팅',
    unnamed: (seen) => `이름 없는 채팅(최근 ${seen})`,
    unnamedChannel: (seen) => `이름 없는 채널(최근 ${seen})`,
    general: '일반',
    lostChat: '이전에 선택했으나 제가 더 이상 없는 채팅',
    noChats: '채널이나 그룹 채팅으로 보내려면 먼저 그곳에 저를 추가하세요.',
    chooseCards: '목록에서 하나를 선택하세요.',
    waitHours: '승인이 만료되기까지 기다리는 시간(시간)',
    remindHours: '승인자에게 다시 알리는 간격(시간)',
    hoursWanted: '1에서 720 사이의 정수를 입력하세요.',
    remindSooner: '알림은 만료 전에 보내야 합니다. 기다리는 시간보다 작은 값을 입력하세요.',
    holds: '현재 적용 중',
    noneNeeded: '승인이 필요한 것이 없습니다.',
    purchasesFrom: (amounts) => `${amounts} 이상의 구매는 승인이 필요합니다.`,
    cancellationsFrom: (amounts) => `${amounts} 이상의 취소는 승인이 필요합니다.`,
    cancellationsAlways: '모든 취소에 승인이 필요합니다.',
    mistakes: {
      unreadable: ({ at }) => `"${at}"은(는) 통화 코드와 금액이 아닙니다. USD 50,000; JPY 7,000,000과 같이 입력하세요.`,
      currency: ({ at }) => `"${at}"은(는) 통화 코드가 아닙니다. 코드는 세 글자입니다: USD, KRW, JPY.`,
      twice: ({ at }) => `${at}이(가) 두 번 있습니다. 통화마다 금액은 하나입니다.`,
      'too-large': ({ at }) => `${at}은(는) 너무 큽니다. 최대 열두 자리입니다.`,
      digits: ({ at }, digits) =>
        digits === 0
          ? `${at}: 이 통화에는 소수점 이하 자리가 없습니다.`
          : `${at}: 이 통화는 소수점 이하 ${digits}자리까지입니다.`,
    },
    errors: {
      'settings.chat-never-opened': () =>
        'CSP Desk와의 채팅을 먼저 한 번 여세요. 언어와 시간대는 채팅과 함께 저장됩니다. 변경된 것은 없습니다.',
      'settings.chat-not-reached': () => '제가 더 이상 그 채팅에 없습니다. 다시 추가하거나 다른 곳을 선택하세요.',
      'settings.rules-changed': ({ by }) =>
        `그사이 ${by === undefined ? '다른 사람이' : `${by} 님이`} 규칙을 바꾸어 아무것도 저장하지 않았습니다. 현재 적용 중인 규칙과 변경하신 내용을 표시합니다.`,
    },
  },
})

export type SettingsText = typeof settingsText.en
