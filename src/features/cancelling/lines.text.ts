import { inLanguages } from '../../platform/language.ts'

/** What is said of the lines of an order on the cancellation card. */
export const linesText = inLanguages({
  en: {
    item: (number: string) => `Item ${number}`,
    untick: 'All that can be cancelled is ticked. Untick what is to stay.',
    chooseLines: 'Tick at least one.',
    nowChosen: 'Your choice is shown now, with its credit. Read it and submit again.',
    ofThem: (chosen: string, all: string) => `${chosen} of ${all} ticked`,
    closedOn: (at: string) => `window closed on ${at}`,
    barred: {
      never: 'can never be cancelled',
      support: 'support request only',
      elsewhere: 'in the Azure portal',
      unknown: 'not known here',
      'not-bought': 'not bought',
      waiting: 'waits for an approval',
      submitted: 'being cancelled',
      cancelling: 'being cancelled',
      cancelled: 'cancelled',
    },
    wrongQuantity: (quantity: string | undefined, until: string) =>
      `**${quantity === undefined ? 'Wrong quantity' : `Is ${quantity} the wrong quantity`}?** It cannot be changed. Cancel and buy again until ${until}.`,
    revoked: 'Keys and download links of what you cancel are revoked at once; those of the rest go on working.',
    toldPart: (amount: string) =>
      `Partner Center shows it now; the rest of the order stands. Expect a credit of ${amount} on the next monthly invoice. Keys and links of what was cancelled no longer work.`,
    buyAgain: 'Buy again',
  },
  zh: {
    item: (number) => `第 ${number} 项`,
    untick: '可取消的均已勾选。请取消勾选要保留的内容。',
    chooseLines: '请至少勾选一项。',
    nowChosen: '现在显示您所选的内容及其抵扣金额。请阅读后再次提交。',
    ofThem: (chosen, all) => `已勾选 ${chosen} 项，共 ${all} 项`,
    closedOn: (at) => `期限已于 ${at} 结束`,
    barred: {
      never: '永远不能取消',
      support: '需提交支持请求',
      elsewhere: '在 Azure 门户中取消',
      unknown: '此处未知',
      'not-bought': '未购买',
      waiting: '等待审批',
      submitted: '正在取消',
      cancelling: '正在取消',
      cancelled: '已取消',
    },
    wrongQuantity: (quantity, until) =>
      `**${quantity === undefined ? '数量有误' : `数量 ${quantity} 有误`}？** 数量无法更改。请在 ${until} 之前取消并重新购买。`,
    revoked: '所取消内容的密钥和下载链接立即失效；其余内容不受影响。',
    toldPart: (amount) =>
      `合作伙伴中心现在已显示；订单的其余部分仍然有效。预计下一份月度发票抵扣 ${amount}。已取消内容的密钥和链接已失效。`,
    buyAgain: '重新购买',
  },
  ko: {
    item: (number) => `항목 ${number}`,
    untick: '취소할 수 있는 항목이 모두 선택되어 있습니다. 유지할 항목은 선택을 해제하세요.',
    chooseLines: '하나 이상 선택하세요.',
    nowChosen: '선택한 항목과 크레딧이 표시되었습니다. 읽고 다시 제출하세요.',
    ofThem: (chosen, all) => `${all}개 중 ${chosen}개 선택`,
    closedOn: (at) => `${at}에 기간 종료`,
    barred: {
      never: '취소할 수 없음',
      support: '지원 요청만 가능',
      elsewhere: 'Azure Portal에서 취소',
      unknown: '알 수 없음',
      'not-bought': '구매 전',
      waiting: '승인 대기 중',
      submitted: '취소 중',
      cancelling: '취소 중',
      cancelled: '취소됨',
    },
    wrongQuantity: (quantity, until) =>
      `**${quantity === undefined ? '수량이 잘못되었나요' : `수량 ${quantity}이(가) 잘못되었나요`}?** 수량은 변경할 수 없습니다. ${until}까지 취소하고 다시 구매하세요.`,
    revoked: '취소하는 항목의 키와 다운로드 링크가 즉시 작동을 멈추며, 나머지는 계속 작동합니다.',
    toldPart: (amount) =>
      `이제 파트너 센터에 표시됩니다. 주문의 나머지는 유효합니다. 다음 월별 청구서에서 ${amount}의 크레딧이 예상됩니다. 취소된 항목의 키와 링크는 더 이상 작동하지 않습니다.`,
    buyAgain: '다시 구매',
  },
})
