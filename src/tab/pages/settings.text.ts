import { inLanguages } from '../../platform/language.ts'

export const settingsPageText = inLanguages({
  en: {
    parts: { own: 'Yours', approvals: 'Approval rules', notices: 'Notice rules', chats: 'Channels' },
    savedAnew: 'Saved.',
    chat: 'Channel or group chat',
  },
  zh: {
    parts: { own: '您的设置', approvals: '审批规则', notices: '通知规则', chats: '频道' },
    savedAnew: '已保存。',
    chat: '频道或群聊',
  },
  ko: {
    parts: { own: '내 설정', approvals: '승인 규칙', notices: '알림 규칙', chats: '채널' },
    savedAnew: '저장했습니다.',
    chat: '채널 또는 그룹 채팅',
  },
})
