import type { Command } from '../../src/chat/feature.ts'
import type { Sentence } from '../../src/chat/sentence.ts'

type Words = [string, ...string[]]

const command = (name: string, en: Words, zh: Words, ko: Words, more: Partial<Command> = {}): Command => ({
  name,
  words: { en, zh, ko },
  offered: () => true,
  begin: () => Promise.reject(new Error('nothing begins here')),
  ...more,
})

const isPurchase = (word: string, { orderId, quantity }: Sentence) =>
  word !== 'order' || (orderId === undefined && quantity !== undefined)

/** The desk's commands as far as finding them in a line goes, without the features behind them. */
export const commandsLikeTheDesks: readonly Command[] = [
  command('buy', ['buy', 'purchase', 'order', 'sell'], ['购买', '采购', '订购', '买'], ['구매', '구입'], {
    meant: isPurchase,
  }),
  command('keys', ['keys', 'key', 'downloads', 'download'], ['密钥', '激活码', '下载'], ['제품 키', '키', '다운로드'], {
    meant: (_word, { about }) => !/activity|csv|活动|활동/i.test(about),
  }),
  command('cancel', ['cancel'], ['取消', '退订'], ['취소'], { prevails: true }),
  command('orders', ['orders'], ['订单'], ['주문'], { yields: true, takesBareFacts: true }),
  command('approvals', ['approvals', 'approve'], ['审批'], ['승인']),
  command('settings', ['settings'], ['设置'], ['설정']),
  command('activity', ['activity', 'activity log'], ['活动', '活动日志'], ['활동', '활동 로그', '활동 기록'], {
    prevails: true,
  }),
  command('support', ['support request', 'support requests', 'support'], ['支持请求', '支持'], ['지원 요청', '지원'], {
    prevails: true,
  }),
]
