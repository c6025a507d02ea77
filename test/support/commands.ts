import type { Command } from '../../src/chat/feature.ts'
import type { Sentence } from '../../src/chat/sentence.ts'
import { onlyProductWords } from '../../src/commerce/product-words.ts'

type Words = [string, ...string[]]

const command = (name: string, en: Words, zh: Words, ko: Words, more: Partial<Command> = {}): Command => ({
  name,
  words: { en, zh, ko },
  offered: () => true,
  begin: () => Promise.reject(new Error('nothing begins here')),
  ...more,
})

const isPurchase = (word: string, { orderId, quantity }: Sentence) =>
  !/^(?:order|주문)$/.test(word) || (orderId === undefined && quantity !== undefined)

/** The desk's commands as far as finding them in a line goes, without the features behind them. */
export const commandsLikeTheDesks: readonly Command[] = [
  command(
    'buy',
    ['buy', 'purchase', 'order', 'place an order', 'place a new order', 'new order', 'sell', 'add products'],
    ['购买', '采购', '订购', '下单', '下订单', '下一个订单', '买', '添加产品', '新增产品'],
    ['구매', '구입', '판매', '주문', '새 주문', '발주', '제품 추가'],
    {
      takes: ['customer', 'quantity', 'poNumber'],
      meant: isPurchase,
      takesBareFacts: ({ quantity, about }) => quantity !== undefined && about !== '' && onlyProductWords(about),
    },
  ),
  command(
    'keys',
    ['keys', 'key', 'product key', 'downloads', 'download', 'download link', 'download links', 'renew'],
    ['密钥', '产品密钥', '激活码', '下载链接', '下载', '续期', '续订', '金钥'],
    ['제품 키', '제품키', '키', '다운로드 링크', '다운로드', '갱신'],
    {
      takes: ['orderId', 'customer'],
      meant: (_word, { about }) => !/activity|csv|活动|활동/i.test(about),
    },
  ),
  command('cancel', ['cancel'], ['取消', '退订'], ['취소'], {
    prevails: true,
    takes: ['orderId', 'moreOrders', 'customer'],
  }),
  command(
    'orders',
    ['orders', 'status', 'order history', 'software', 'days left'],
    ['订单', '状态', '订单历史记录', '软件', '软体', '剩余天数'],
    ['주문', '상태', '주문 기록', '소프트웨어', '남은 일수'],
    {
      yields: true,
      takes: ['orderId', 'customer', 'range'],
      takesBareFacts: ({ orderId, customer, about }) =>
        about === '' && (orderId !== undefined || customer !== undefined),
    },
  ),
  command('approvals', ['approvals', 'approve', 'approval'], ['审批', '核准'], ['승인'], { takes: [] }),
  command(
    'settings',
    ['settings', 'language', 'time zone', 'quiet hours', 'notifications'],
    ['设置', '设定', '语言', '时区', '免打扰', '通知'],
    ['설정', '언어', '시간대', '방해 금지', '알림'],
    { yields: true, takes: [] },
  ),
  command(
    'activity',
    ['activity', 'activity log', 'audit log', 'who'],
    ['活动', '活动日志', '活动记录', '操作日志', '审计日志', '谁'],
    ['활동', '활동 로그', '활동 기록', '활동 내역', '감사 로그', '누가'],
    {
      prevails: true,
      takes: ['customer', 'range'],
      meant: (word, { range }) => !/^(?:who|谁|누가)$/.test(word) || range !== undefined,
    },
  ),
  command(
    'support',
    ['support', 'support request', 'support requests', 'support ticket', 'ticket', 'refund', 'refund request'],
    ['支持请求', '支持', '支持工单', '工单', '退款', '支援'],
    ['지원 요청', '지원', '지원 티켓', '지원팀', '지원팀에 문의', '환불', '환불 요청'],
    {
      prevails: true,
      takes: ['orderId', 'customer'],
    },
  ),
]
