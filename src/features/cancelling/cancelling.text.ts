import type { ErrorTexts } from '../../platform/errors.ts'
import { inLanguages, type Reader } from '../../platform/language.ts'
import type { CancellingError } from './cancelling.errors.ts'

export const cancellingText = inLanguages({
  en: {
    /** A sentence that fills the form. */
    example: (order: string) => `cancel ${order}`,
    title: 'Cancel a purchase',
    orderNumber: 'Order number',
    chooseOrder: 'Choose an order from the list.',
    withdraw: (order: string) => `Withdraw ${order}`,
    askedBy: (who: string) => `asked by ${who}`,
    showOrder: 'Show order',
    submit: 'Submit',
    another: 'Other customer',
    otherOrder: 'Other order',
    cancelAnother: 'Cancel another',
    nextOrder: (id: string) => `Next: ${id}`,
    oneByOne: (first: string, others: string) =>
      `Orders are cancelled one by one. This is ${first}; ${others} can be opened next.`,
    nothingLeft: 'This customer has no other order.',
    noOrders: 'This customer has no orders.',
    more: (count: string) => `${count} more in the list above.`,
    daysLeft: (days: number, read: Reader) => (days === 1 ? '1 day left' : `${read.number(days)} days left`),
    openUntil: (days: string, until: string, given: boolean) =>
      given
        ? `**${days} to cancel** (until ${until}, as Partner Center says)`
        : `**${days} to cancel** (until ${until})`,
    short: {
      closed: 'window passed',
      support: 'support request only',
      never: 'never',
      elsewhere: 'reservation',
      unknown: 'not known',
      notBought: 'not bought',
    },
    closed: (at: string, ago: string) => `**The cancellation window has passed.** It closed on ${at} (${ago}).`,
    support:
      '**Microsoft needs a support request for this purchase.** What is known of the order is filled in for you.',
    never: '**This plan can never be cancelled or exchanged.**',
    elsewhere:
      '**Azure reservations are not cancelled here.** Cancel it in the Azure portal: Help + support > New support request > Billing > Reservation management > Exchanges and refunds.',
    unknown: '**Whether this can be cancelled is not known here.** Look in Partner Center.',
    notBought: (stage: string) => `**It is not bought: ${stage}.** There is nothing to cancel.`,
    openSupport: 'Open support request',
    openReservations: 'Open the Azure portal',
    noFee: 'No early termination fee within the window.',
    credit: (amount: string) => `Expected credit on the next monthly invoice: **${amount}**`,
    creditPart: (percent: string) => `${percent} of the price`,
    howProrated: 'Subscriptions are credited by unused time over the term, perpetual software in full.',
    important: 'Important',
    consequences: [
      'Keys and download links of the order are revoked at once.',
      'You and your customer must stop using the software and uninstall it.',
      'It may take up to 15 minutes until Partner Center shows the cancellation.',
      'A cancellation cannot be undone.',
    ] as readonly string[],
    acknowledgement: 'Acknowledgement',
    acknowledge: 'I have read the important message above',
    acknowledgeFirst: 'Tick this box to say that you have read the important message.',
    submitted: (order: string) =>
      `**${order}: being submitted.** Partner Center has not answered yet; it is tried again until it does.`,
    cancelling: (order: string) =>
      `**${order}: cancelling.** It may take up to 15 minutes until Partner Center shows it; what stands here changes then, and you are told.`,
    cancelled: (order: string, at: string) => `**${order}: cancelled.** Partner Center shows it since ${at}.`,
    refused: (name: string, order: string) =>
      `**${name}: not cancelled.** Partner Center refused it; the order stands. Look at order ${order} under Cancel again to see what holds for it.`,
    toldRefused: (order: string) => `Order ${order} was not cancelled`,
    refusedBody:
      'Partner Center refused the cancellation, and the order stands. Say "cancel" to see what holds for it now.',
    nowShown: (order: string) => `You chose ${order}: this is what holds for it. Read it, tick the box and submit.`,
    revoked: 'Its keys and links no longer work.',
    told: (order: string) => `Order ${order} is cancelled`,
    toldBody: (amount: string) =>
      `Partner Center shows it now. Expect a credit of ${amount} on the next monthly invoice. Keys and links of the order no longer work.`,
    errors: {
      'cancelling.acknowledgement-missing': () => 'Acknowledge the important message first. Nothing was changed.',
      'cancelling.lines-not-shown': () =>
        'Only a part of this order can be cancelled. Look at it and submit again. Nothing was changed.',
    } satisfies ErrorTexts<CancellingError>,
  },
  zh: {
    example: (order) => `取消订单 ${order}`,
    title: '取消购买',
    orderNumber: '订单号',
    chooseOrder: '请从列表中选择订单。',
    withdraw: (order) => `撤回 ${order}`,
    askedBy: (who) => `申请人：${who}`,
    showOrder: '显示订单',
    submit: '提交',
    another: '其他客户',
    otherOrder: '其他订单',
    cancelAnother: '取消其他订单',
    nextOrder: (id) => `下一个：${id}`,
    oneByOne: (first, others) => `订单须逐个取消。这里是 ${first}，接下来可以打开 ${others}。`,
    nothingLeft: '该客户没有其他订单。',
    noOrders: '该客户没有订单。',
    more: (count) => `另有 ${count} 个在上面的列表中。`,
    daysLeft: (days, read) => `剩余 ${read.number(days)} 天`,
    openUntil: (days, until, given) =>
      given ? `**可取消：${days}**（截至 ${until}，合作伙伴中心给出的日期）` : `**可取消：${days}**（截至 ${until}）`,
    short: {
      closed: '期限已过',
      support: '需提交支持请求',
      never: '不可取消',
      elsewhere: '预留',
      unknown: '未知',
      notBought: '未购买',
    },
    closed: (at, ago) => `**取消期限已过。** 已于 ${at} 结束（${ago}）。`,
    support: '**Microsoft 要求为此购买提交支持请求。** 订单的已知信息会自动填入。',
    never: '**此计划永远不能取消或更换。**',
    elsewhere:
      '**Azure 预留不在此处取消。** 请在 Azure 门户中取消：帮助 + 支持 > 新建支持请求 > 计费 > 预留管理 > 交换和退款。',
    unknown: '**此处不了解能否取消。** 请在合作伙伴中心查看。',
    notBought: (stage) => `**尚未购买：${stage}。** 没有可取消的内容。`,
    openSupport: '打开支持请求',
    openReservations: '打开 Azure 门户',
    noFee: '期限内无提前终止费。',
    credit: (amount) => `预计在下一份月度发票中抵扣：**${amount}**`,
    creditPart: (percent) => `价格的 ${percent}`,
    howProrated: '订阅按合同期内未使用的时间抵扣，永久软件则全额抵扣。',
    important: '重要信息',
    consequences: [
      '该订单的密钥和下载链接立即失效。',
      '您和您的客户必须停止使用并卸载软件。',
      '合作伙伴中心最多可能需要 15 分钟才会显示此次取消。',
      '取消后无法撤消。',
    ],
    acknowledgement: '确认',
    acknowledge: '我已阅读上面的重要信息',
    acknowledgeFirst: '请勾选此框，确认您已阅读重要信息。',
    submitted: (order) => `**${order}：正在提交。** 合作伙伴中心尚未响应；将持续重试。`,
    cancelling: (order) =>
      `**${order}：正在取消。** 合作伙伴中心最多可能需要 15 分钟才会显示；届时此处会更新，并会通知您。`,
    cancelled: (order, at) => `**${order}：已取消。** 合作伙伴中心自 ${at} 起显示。`,
    refused: (name, order) =>
      `**${name}：未取消。** 合作伙伴中心已拒绝；订单仍然有效。请在“取消”中再次查看订单 ${order}，了解其当前状态。`,
    toldRefused: (order) => `订单 ${order} 未取消`,
    refusedBody: '合作伙伴中心拒绝了取消，订单仍然有效。输入“取消”可查看其当前状态。',
    nowShown: (order) => `您选择了 ${order}：以下是它的状态。请阅读、勾选并提交。`,
    revoked: '其密钥和链接已失效。',
    told: (order) => `订单 ${order} 已取消`,
    toldBody: (amount) => `合作伙伴中心现在已显示。预计下一份月度发票抵扣 ${amount}。该订单的密钥和链接已失效。`,
    errors: {
      'cancelling.acknowledgement-missing': () => '请先确认重要信息。未做任何更改。',
      'cancelling.lines-not-shown': () => '此订单只有一部分可以取消。请核对后再次提交。未做任何更改。',
    },
  },
  ko: {
    example: (order) => `주문 ${order} 취소`,
    title: '구매 취소',
    orderNumber: '주문 번호',
    chooseOrder: '목록에서 주문을 선택하세요.',
    withdraw: (order) => `${order} 철회`,
    askedBy: (who) => `요청자: ${who}`,
    showOrder: '주문 보기',
    submit: '제출',
    another: '다른 고객',
    otherOrder: '다른 주문',
    cancelAnother: '다른 주문 취소',
    nextOrder: (id) => `다음: ${id}`,
    oneByOne: (first, others) =>
      `주문은 하나씩 취소합니다. 지금은 ${first}이고, 다음으로 ${others}을(를) 열 수 있습니다.`,
    nothingLeft: '이 고객에게 다른 주문이 없습니다.',
    noOrders: '이 고객에게 주문이 없습니다.',
    more: (count) => `위 목록에 ${count}개가 더 있습니다.`,
    daysLeft: (days, read) => `${read.number(days)}일 남음`,
    openUntil: (days, until, given) =>
      given ? `**취소 가능 기간 ${days}**(${until}까지, 파트너 센터 기준)` : `**취소 가능 기간 ${days}**(${until}까지)`,
    short: {
      closed: '기간 지남',
      support: '지원 요청만 가능',
      never: '취소 불가',
      elsewhere: '예약',
      unknown: '알 수 없음',
      notBought: '구매 전',
    },
    closed: (at, ago) => `**취소 기간이 지났습니다.** ${at}에 끝났습니다(${ago}).`,
    support: '**이 구매는 Microsoft에 지원 요청을 해야 합니다.** 알려진 주문 내용은 자동으로 채워집니다.',
    never: '**이 플랜은 취소하거나 교환할 수 없습니다.**',
    elsewhere:
      '**Azure 예약은 여기에서 취소하지 않습니다.** Azure Portal의 도움말 + 지원 > 새 지원 요청 > 청구 > 예약 관리 > 교환 및 환불에서 취소하세요.',
    unknown: '**취소할 수 있는지 여기에서는 알 수 없습니다.** 파트너 센터에서 확인하세요.',
    notBought: (stage) => `**구매되지 않았습니다(${stage}).** 취소할 것이 없습니다.`,
    openSupport: '지원 요청 열기',
    openReservations: 'Azure Portal 열기',
    noFee: '기간 내에는 조기 해지 수수료가 없습니다.',
    credit: (amount) => `다음 월별 청구서의 예상 크레딧: **${amount}**`,
    creditPart: (percent) => `가격의 ${percent}`,
    howProrated: '구독은 기간 중 사용하지 않은 시간만큼, 영구 소프트웨어는 전액 크레딧됩니다.',
    important: '중요',
    consequences: [
      '주문의 키와 다운로드 링크가 즉시 작동을 멈춥니다.',
      '파트너와 고객은 소프트웨어 사용을 중지하고 제거해야 합니다.',
      '파트너 센터에 취소가 표시되기까지 최대 15분이 걸릴 수 있습니다.',
      '취소는 되돌릴 수 없습니다.',
    ],
    acknowledgement: '확인',
    acknowledge: '위의 중요 메시지를 읽었습니다',
    acknowledgeFirst: '중요 메시지를 읽었음을 확인하려면 이 상자를 선택하세요.',
    submitted: (order) =>
      `**${order}: 제출 중.** 파트너 센터가 아직 응답하지 않았습니다. 응답할 때까지 다시 시도합니다.`,
    cancelling: (order) =>
      `**${order}: 취소 중.** 파트너 센터에 표시되기까지 최대 15분이 걸릴 수 있습니다. 그때 여기 내용이 바뀌고 알려 드립니다.`,
    cancelled: (order, at) => `**${order}: 취소됨.** ${at}부터 파트너 센터에 표시됩니다.`,
    refused: (name, order) =>
      `**${name}: 취소되지 않음.** 파트너 센터가 거부했으며 주문은 유효합니다. "취소"에서 주문 ${order}을(를) 다시 보면 현재 상태를 알 수 있습니다.`,
    toldRefused: (order) => `주문 ${order}이(가) 취소되지 않았습니다`,
    refusedBody: '파트너 센터가 취소를 거부했으며 주문은 유효합니다. "취소"를 입력하면 현재 상태를 볼 수 있습니다.',
    nowShown: (order) => `${order}을(를) 선택했습니다. 아래 내용을 읽고 상자를 선택한 뒤 제출하세요.`,
    revoked: '키와 링크는 더 이상 작동하지 않습니다.',
    told: (order) => `주문 ${order}이(가) 취소되었습니다`,
    toldBody: (amount) =>
      `이제 파트너 센터에 표시됩니다. 다음 월별 청구서에서 ${amount}의 크레딧이 예상됩니다. 주문의 키와 링크는 더 이상 작동하지 않습니다.`,
    errors: {
      'cancelling.acknowledgement-missing': () => '먼저 중요 메시지를 확인하세요. 변경된 것은 없습니다.',
      'cancelling.lines-not-shown': () =>
        '이 주문은 일부만 취소할 수 있습니다. 확인한 뒤 다시 제출하세요. 변경된 것은 없습니다.',
    },
  },
})

export type CancellingText = typeof cancellingText.en
