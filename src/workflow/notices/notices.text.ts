import type { NoticeKind } from '../../chat/feature.ts'
import { inLanguages } from '../../platform/language.ts'

/** What is said about notices themselves: digests, muting, their kinds. */
export const noticesText = inLanguages({
  en: {
    mute: 'Mute this',
    kinds: {
      approvals: 'Approvals that wait for you',
      decisions: 'What became of your requests',
      windows: 'Cancellation windows that close',
      cancellations: 'Cancellations that Partner Center shows',
      links: 'Download links that end',
    } as Record<NoticeKind, string>,
    muted: (kind: string) => `Muted: ${kind}. You are told of none of them any more. To undo it, say "settings".`,
    notMuted: 'This button carried nothing I know. Nothing was changed.',
    digest: (count: string) => `${count} notices`,
    group: (kind: string, count: string) => `${kind} (${count})`,
    more: (count: string) => `and ${count} more`,
    keys: 'Get keys and downloads',
    cancel: 'Cancel a purchase',
    orders: 'Orders',
    approvals: 'Approvals',
  },
  zh: {
    mute: '静音此类通知',
    kinds: {
      approvals: '等待您审批的请求',
      decisions: '您的请求的结果',
      windows: '即将结束的取消期限',
      cancellations: '合作伙伴中心已显示的取消',
      links: '即将失效的下载链接',
    },
    muted: (kind) => `已静音：${kind}。今后不再通知您此类事项。如需恢复，请输入“设置”。`,
    notMuted: '此按钮的内容无法识别。未做任何更改。',
    digest: (count) => `${count} 条通知`,
    group: (kind, count) => `${kind}（${count}）`,
    more: (count) => `另有 ${count} 条`,
    keys: '获取密钥和下载',
    cancel: '取消购买',
    orders: '订单',
    approvals: '审批',
  },
  ko: {
    mute: '이 알림 끄기',
    kinds: {
      approvals: '나의 승인을 기다리는 요청',
      decisions: '내 요청의 결과',
      windows: '곧 끝나는 취소 기간',
      cancellations: '파트너 센터에 표시된 취소',
      links: '곧 만료되는 다운로드 링크',
    },
    muted: (kind) => `알림을 껐습니다: ${kind}. 앞으로 이 알림은 보내지 않습니다. 되돌리려면 "설정"을 입력하세요.`,
    notMuted: '알 수 없는 버튼입니다. 변경된 것은 없습니다.',
    digest: (count) => `알림 ${count}건`,
    group: (kind, count) => `${kind} (${count})`,
    more: (count) => `외 ${count}건`,
    keys: '키 및 다운로드 받기',
    cancel: '구매 취소',
    orders: '주문',
    approvals: '승인',
  },
})
