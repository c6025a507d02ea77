import { inLanguages, type Language, type Reader } from '../../platform/language.ts'

const english = {
  'approvals.amount-changed': 'The price has changed since it was asked for, so the approval does not hold for it.',
  'buying.cart-changed': 'The price has changed since it was asked for, so the approval does not hold for it.',
  'buying.lines-refused': 'Partner Center does not sell a line of it any more.',
  'approvals.requester-lost-role': 'The person who asked may not do this any more.',
  'approvals.approver-lost-role': 'The person who approved may not do this any more.',
  'access.role-missing': 'The person who asked may not do this any more.',
  'commerce.agreement-not-accepted': 'The customer has not accepted the Microsoft Customer Agreement.',
  'buying.orders-failed': 'Microsoft has decided against the order.',
  'buying.outcome-not-known': 'Partner Center has not said what became of it: look there before you ask again.',
  'commerce.customer-unknown': "The customer is not among your company's customers any more.",
  'commerce.order-unknown': 'Partner Center does not know the order any more.',
  'commerce.product-not-sold': "The product is not sold in the customer's market any more.",
  'commerce.reservations-not-sold': "Azure reservations are not sold in the customer's market.",
  'commerce.quantity-not-allowed': 'The quantity is not allowed for this product any more.',
  'commerce.already-cancelled': 'The order had been cancelled already.',
  'commerce.cancellation-window-closed': 'The cancellation window had closed by then.',
  'commerce.not-cancellable-here': 'The order cannot be cancelled from here.',
}

type Failure = keyof typeof english

const texts: Record<Language, { other: string } & Record<Failure, string>> = inLanguages({
  en: { ...english, other: 'Partner Center refused it.' },
  zh: {
    'approvals.amount-changed': '申请之后价格已变动，因此审批对其无效。',
    'buying.cart-changed': '申请之后价格已变动，因此审批对其无效。',
    'buying.lines-refused': '合作伙伴中心已不再销售其中的某一行。',
    'approvals.requester-lost-role': '申请人已无权执行此操作。',
    'approvals.approver-lost-role': '批准人已无权批准此操作。',
    'access.role-missing': '申请人已无权执行此操作。',
    'commerce.agreement-not-accepted': '客户尚未接受 Microsoft 客户协议。',
    'buying.orders-failed': 'Microsoft 未同意该订单。',
    'buying.outcome-not-known': '合作伙伴中心未说明其结果：再次申请之前请先在那里查看。',
    'commerce.customer-unknown': '该客户已不在贵公司的客户之中。',
    'commerce.order-unknown': '合作伙伴中心已没有该订单。',
    'commerce.product-not-sold': '该产品已不在客户所在市场销售。',
    'commerce.reservations-not-sold': '客户所在市场不销售 Azure 预留。',
    'commerce.quantity-not-allowed': '该产品已不允许此数量。',
    'commerce.already-cancelled': '该订单此前已取消。',
    'commerce.cancellation-window-closed': '取消期限届时已结束。',
    'commerce.not-cancellable-here': '该订单不能在此处取消。',
    other: '合作伙伴中心已拒绝此操作。',
  },
  ko: {
    'approvals.amount-changed': '요청한 뒤 가격이 바뀌어 이 승인은 유효하지 않습니다.',
    'buying.cart-changed': '요청한 뒤 가격이 바뀌어 이 승인은 유효하지 않습니다.',
    'buying.lines-refused': '파트너 센터에서 더 이상 판매하지 않는 품목이 있습니다.',
    'approvals.requester-lost-role': '요청한 사람에게 더 이상 권한이 없습니다.',
    'approvals.approver-lost-role': '승인한 사람에게 더 이상 권한이 없습니다.',
    'access.role-missing': '요청한 사람에게 더 이상 권한이 없습니다.',
    'commerce.agreement-not-accepted': '고객이 Microsoft 고객 계약에 동의하지 않았습니다.',
    'buying.orders-failed': 'Microsoft에서 주문을 진행하지 않기로 했습니다.',
    'buying.outcome-not-known':
      '파트너 센터에서 결과를 알려 주지 않았습니다. 다시 요청하기 전에 파트너 센터에서 확인하세요.',
    'commerce.customer-unknown': '더 이상 회사의 고객이 아닙니다.',
    'commerce.order-unknown': '파트너 센터에 이 주문이 더 이상 없습니다.',
    'commerce.product-not-sold': '이 제품은 고객의 시장에서 더 이상 판매되지 않습니다.',
    'commerce.reservations-not-sold': '고객의 시장에서는 Azure 예약이 판매되지 않습니다.',
    'commerce.quantity-not-allowed': '이 제품에 더 이상 허용되지 않는 수량입니다.',
    'commerce.already-cancelled': '주문이 이미 취소되어 있었습니다.',
    'commerce.cancellation-window-closed': '그 사이에 취소 기간이 끝났습니다.',
    'commerce.not-cancellable-here': '여기에서 취소할 수 없는 주문입니다.',
    other: '파트너 센터에서 거부했습니다.',
  },
})

/** Why what was approved could not be carried out, by the stored code. */
export function failureText(read: Reader, code: string): string {
  const words: Readonly<Record<string, string>> = texts[read.language]
  return Object.hasOwn(words, code) ? (words[code] ?? '') : texts[read.language].other
}
