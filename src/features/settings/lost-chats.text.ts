import { inLanguages } from '../../platform/language.ts'

export const lostChatsText = inLanguages({
  en: {
    title: 'A chat that your settings use is gone',
    subject: 'For global administrators',
    approvals: (chat: string) =>
      `Approval cards should go to ${chat}, where I am no longer. They go to each approver's personal chat until you choose another.`,
    windows: (chat: string) =>
      `Cancellation windows of orders that nobody here bought should be told of in ${chat}, where I am no longer. The admin agents are told until you choose another.`,
    morning: (chat: string) => `The morning summary for ${chat} is not sent any more: I am no longer there.`,
    what: 'The team or channel was deleted or archived, or I was removed from it. Choose another in the settings, or add me there again.',
    settings: 'Open settings',
  },
  zh: {
    title: '您的设置所用的聊天已不可用',
    subject: '致全局管理员',
    approvals: (chat) => `审批卡片应发送到“${chat}”，但我已不在其中。在您另选之前，卡片会发送到每位审批人的个人聊天。`,
    windows: (chat) =>
      `非本公司人员通过此处购买的订单，其取消期限应在“${chat}”中通知，但我已不在其中。在您另选之前，将通知管理代理。`,
    morning: (chat) => `“${chat}”不再收到早间摘要：我已不在其中。`,
    what: '该团队或频道已被删除或存档，或者我已被移除。请在设置中另选一个，或重新将我添加到那里。',
    settings: '打开设置',
  },
  ko: {
    title: '설정에서 쓰는 채팅을 더 이상 사용할 수 없습니다',
    subject: '전역 관리자용',
    approvals: (chat) =>
      `승인 카드를 보낼 곳은 ${chat}이지만 제가 더 이상 그곳에 없습니다. 다른 곳을 선택하실 때까지 승인자 각자의 개인 채팅으로 보냅니다.`,
    windows: (chat) =>
      `여기에서 구매하지 않은 주문의 취소 기간을 알릴 곳은 ${chat}이지만 제가 더 이상 그곳에 없습니다. 다른 곳을 선택하실 때까지 관리 에이전트에게 알립니다.`,
    morning: (chat) => `${chat}의 아침 요약을 더 이상 보내지 않습니다. 제가 그곳에 없습니다.`,
    what: '팀이나 채널이 삭제 또는 보관되었거나 제가 제거되었습니다. 설정에서 다른 곳을 선택하거나 저를 다시 추가하세요.',
    settings: '설정 열기',
  },
})
