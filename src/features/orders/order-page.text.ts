import { inLanguages } from '../../platform/language.ts'

/** An order's page. Amounts, dates and names come formatted. */
export const orderPageText = inLanguages({
  en: {
    boughtBy: 'Bought by',
    notHere: 'not through CSP Desk',
    formerColleague: 'somebody who has left',
    bought: 'Bought',
    ordered: 'Ordered',
    asked: { waiting: 'Cancellation asked for', other: 'Cancellation submitted' },
    shown: 'Partner Center shows it as cancelled',
    refused: 'Partner Center refused the cancellation',
    ended: 'The cancellation was not approved',
    credit: (amount: string) => `Credit expected: ${amount}`,
    ofLines: (lines: string) => `Only ${lines}`,
  },
  zh: {
    boughtBy: '购买人',
    notHere: '未通过 CSP Desk 购买',
    formerColleague: '已离职人员',
    bought: '已购买',
    ordered: '已下单',
    asked: { waiting: '已申请取消', other: '已提交取消' },
    shown: '合作伙伴中心显示为已取消',
    refused: '合作伙伴中心拒绝了取消',
    ended: '取消未获批准',
    credit: (amount) => `预计退款：${amount}`,
    ofLines: (lines) => `仅 ${lines}`,
  },
  ko: {
    boughtBy: '구매자',
    notHere: 'CSP Desk를 통하지 않음',
    formerColleague: '퇴사한 직원',
    bought: '구매함',
    ordered: '주문함',
    asked: { waiting: '취소 요청함', other: '취소 제출함' },
    shown: '파트너 센터에 취소로 표시됨',
    refused: '파트너 센터에서 취소를 거부함',
    ended: '취소가 승인되지 않음',
    credit: (amount) => `예상 크레딧: ${amount}`,
    ofLines: (lines) => `${lines}만`,
  },
})
