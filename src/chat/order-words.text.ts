import type { Money } from '../commerce/money.ts'
import type { Order, OrderStage } from '../commerce/order.ts'
import { inLanguages, type Reader } from '../platform/language.ts'

const texts = inLanguages({
  en: {
    stages: {
      placed: 'Placed',
      pending: 'Pending',
      'in-review': 'In review',
      'needs-purchase-order': 'Purchase order needed',
      partly: 'Placed in part',
      failed: 'Failed',
      suspended: 'Suspended',
      cancelled: 'Cancelled',
      other: 'Not known',
    } as Record<OrderStage, string>,
    amountUnknown: 'amount not known',
  },
  zh: {
    stages: {
      placed: '已下单',
      pending: '待处理',
      'in-review': '审核中',
      'needs-purchase-order': '需要采购订单',
      partly: '部分下单',
      failed: '失败',
      suspended: '已暂停',
      cancelled: '已取消',
      other: '未知',
    },
    amountUnknown: '金额未知',
  },
  ko: {
    stages: {
      placed: '주문됨',
      pending: '보류 중',
      'in-review': '검토 중',
      'needs-purchase-order': '구매 주문서 필요',
      partly: '일부 주문됨',
      failed: '실패',
      suspended: '일시 중단됨',
      cancelled: '취소됨',
      other: '알 수 없음',
    },
    amountUnknown: '금액 알 수 없음',
  },
})

/** How far an order has come: `Pending`. */
export const stageWord = (stage: OrderStage, read: Reader): string => texts[read.language].stages[stage]

/** The same; what nobody here knows, with the service's own word. */
export function stageWords({ state, status }: Pick<Order, 'state' | 'status'>, read: Reader): string {
  const word = stageWord(state, read)
  return state === 'other' && status !== '' ? word + read.inBrackets(status) : word
}

/** An amount as the reader writes it, or that it is not known. */
export const amountWords = (amount: Money | undefined, read: Reader): string =>
  amount === undefined ? texts[read.language].amountUnknown : read.money(amount)
