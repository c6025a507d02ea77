import { inLanguages } from '../../platform/language.ts'

export const cancelText = inLanguages({
  en: {
    title: 'Cancel',
    choose: 'Choose an order',
    updating: 'Working out the credit …',
    another: 'Cancel another order of this customer',
    other: 'Cancel for another customer',
    toOrder: 'To the order',
  },
  zh: {
    title: '取消',
    choose: '请选择订单',
    updating: '正在计算抵扣金额…',
    another: '取消此客户的其他订单',
    other: '为其他客户取消',
    toOrder: '查看此订单',
  },
  ko: {
    title: '취소',
    choose: '주문을 선택하세요',
    updating: '크레딧을 계산하는 중…',
    another: '이 고객의 다른 주문 취소',
    other: '다른 고객의 주문 취소',
    toOrder: '이 주문 보기',
  },
})
