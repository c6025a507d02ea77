import { inLanguages } from '../../platform/language.ts'

/** The list that the word `approvals` opens. */
export const approvalListText = inLanguages({
  en: {
    listTitle: 'Approvals',
    waitingForYou: 'Waiting for you',
    nothingForYou: 'Nothing waits for you.',
    youAsked: 'You asked',
    choose: 'Approval',
    open: 'Open',
    more: 'Show more',
    newest: 'Show first',
    range: (from: string, to: string, of: string) => `${from}–${to} of ${of}`,
    short: {
      waiting: 'waiting',
      approved: 'being carried out',
      'carried-out': 'carried out',
      rejected: 'rejected',
      withdrawn: 'withdrawn',
      expired: 'expired',
      failed: 'not carried out',
    },
  },
  zh: {
    listTitle: '审批',
    waitingForYou: '等待您处理',
    nothingForYou: '没有等待您处理的审批。',
    youAsked: '您的申请',
    choose: '审批',
    open: '打开',
    more: '显示更多',
    newest: '回到开头',
    range: (from, to, of) => `第 ${from}–${to} 个，共 ${of} 个`,
    short: {
      waiting: '等待中',
      approved: '正在执行',
      'carried-out': '已执行',
      rejected: '已拒绝',
      withdrawn: '已撤回',
      expired: '已过期',
      failed: '未执行',
    },
  },
  ko: {
    listTitle: '승인',
    waitingForYou: '내 승인을 기다리는 항목',
    nothingForYou: '승인을 기다리는 항목이 없습니다.',
    youAsked: '내가 요청한 항목',
    choose: '승인 항목',
    open: '열기',
    more: '더 보기',
    newest: '처음으로',
    range: (from, to, of) => `${of}개 중 ${from}–${to}번째`,
    short: {
      waiting: '대기 중',
      approved: '처리 중',
      'carried-out': '처리됨',
      rejected: '거부됨',
      withdrawn: '철회됨',
      expired: '만료됨',
      failed: '처리되지 않음',
    },
  },
})

export type ApprovalListText = typeof approvalListText.en
