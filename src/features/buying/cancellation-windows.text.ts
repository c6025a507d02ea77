import { inLanguages, type Reader } from '../../platform/language.ts'

export const windowsText = inLanguages({
  en: {
    title: (days: number, order: string, read: Reader) =>
      `${days === 1 ? '1 day' : `${read.number(days)} days`} left to cancel order ${order}`,
    until: (at: string, when: string) => `Its cancellation window closes on **${at}** (${when}).`,
    credit: (amount: string) =>
      `Expected credit on the next monthly invoice: **${amount}**. No early termination fee within the window.`,
    product: 'Product',
    total: 'Total',
    bought: 'Bought',
    cancel: (order: string) => `Cancel order ${order} …`,
    nothingToDo: 'Nothing needs to be done to keep it.',
  },
  zh: {
    title: (days, order, read) => `订单 ${order} 的取消期限还剩 ${read.number(days)} 天`,
    until: (at, when) => `取消期限将于 **${at}**（${when}）结束。`,
    credit: (amount) => `预计在下一份月度发票中抵扣：**${amount}**。期限内无提前终止费。`,
    product: '产品',
    total: '总计',
    bought: '购买日期',
    cancel: (order) => `取消订单 ${order}…`,
    nothingToDo: '如需保留该订单，无需任何操作。',
  },
  ko: {
    title: (days, order, read) => `주문 ${order}의 취소 기간이 ${read.number(days)}일 남았습니다`,
    until: (at, when) => `취소 기간이 **${at}**(${when})에 끝납니다.`,
    credit: (amount) => `다음 월별 청구서의 예상 크레딧: **${amount}**. 기간 내에는 조기 해지 수수료가 없습니다.`,
    product: '제품',
    total: '합계',
    bought: '구매일',
    cancel: (order) => `주문 ${order} 취소…`,
    nothingToDo: '주문을 유지하려면 아무것도 하지 않아도 됩니다.',
  },
})
