import { inLanguages } from '../../platform/language.ts'

/** What is said of the Microsoft Customer Agreement. */
export const agreementText = inLanguages({
  en: {
    title: 'The customer has to accept an agreement first',
    who: (customer: string) =>
      `Send this address to a global administrator of ${customer}, who signs in there and accepts it:`,
    address: 'Address to send',
    open: 'Open the address',
    tell: 'Tell me when it is accepted',
    again: 'Look again',
    kept: 'You are told in your own chat with me as soon as it is accepted. What was filled in is kept.',
    stillMissing: 'It is not accepted yet.',
    accepted: (customer: string) => `${customer} has accepted the Microsoft Customer Agreement`,
    nowBuy: 'It can be ordered for now. What you had filled in is still there.',
    goOn: 'Go on with the order',
    without: (gone: number) =>
      gone === 1
        ? 'One product that was filled in is not sold any more: it is left out.'
        : `${gone} products that were filled in are not sold any more: they are left out.`,
  },
  zh: {
    title: '客户需先接受协议',
    who: (customer) => `请将此地址发送给 ${customer} 的全局管理员，由其登录并接受：`,
    address: '要发送的地址',
    open: '打开此地址',
    tell: '接受后通知我',
    again: '重新查看',
    kept: '一旦接受，将在您与我的个人聊天中通知您。已填写的内容会保留。',
    stillMissing: '尚未接受。',
    accepted: (customer) => `${customer} 已接受 Microsoft 客户协议`,
    nowBuy: '现在可以为其下单。您填写的内容仍然保留。',
    goOn: '继续下单',
    without: (gone) => `已填写的产品中有 ${gone} 个不再销售，未列入。`,
  },
  ko: {
    title: '고객이 먼저 계약에 동의해야 합니다',
    who: (customer) => `${customer}의 전역 관리자에게 이 주소를 보내세요. 로그인하여 동의합니다.`,
    address: '보낼 주소',
    open: '주소 열기',
    tell: '동의하면 알림 받기',
    again: '다시 확인',
    kept: '동의하는 즉시 저와의 개인 채팅에서 알려 드립니다. 입력한 내용은 보관됩니다.',
    stillMissing: '아직 동의하지 않았습니다.',
    accepted: (customer) => `${customer}이(가) Microsoft 고객 계약에 동의했습니다`,
    nowBuy: '이제 주문할 수 있습니다. 입력한 내용은 그대로 있습니다.',
    goOn: '주문 계속하기',
    without: (gone) => `입력한 제품 중 ${gone}개는 더 이상 판매되지 않아 제외되었습니다.`,
  },
})
