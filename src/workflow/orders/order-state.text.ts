import { inLanguages, type Reader } from '../../platform/language.ts'
import type { OrderState } from './order-state.ts'

/** What holds for an order, wherever orders are shown. */
export const orderStateText = inLanguages({
  en: {
    active: 'Active',
    cancelling: 'Cancelling',
    cancelled: 'Cancelled',
    daysLeft: (days: number, read: Reader) => (days === 1 ? '1 day left' : `${read.number(days)} days left`),
    open: (days: string, until: string) => `${days} to cancel, until ${until}.`,
    closed: (at: string, ago: string) => `The cancellation window closed on ${at} (${ago}).`,
    support: 'It can only be cancelled by a support request.',
    never: 'It can never be cancelled or exchanged.',
    elsewhere: 'A reservation is cancelled in the Azure portal.',
    beingCancelled: 'It may take up to 15 minutes until Partner Center shows it. Keys and links no longer work.',
    isWaiting: 'Its cancellation waits for an approval. Until then keys and links go on working.',
    isSubmitted: 'Its cancellation is submitted; Partner Center has not answered yet.',
    isCancelled: 'Keys and links no longer work.',
  },
  zh: {
    active: '有效',
    cancelling: '正在取消',
    cancelled: '已取消',
    daysLeft: (days, read) => `剩余 ${read.number(days)} 天`,
    open: (days, until) => `可取消：${days}，截至 ${until}。`,
    closed: (at, ago) => `取消期限已于 ${at} 结束（${ago}）。`,
    support: '只能通过支持请求取消。',
    never: '永远不能取消或更换。',
    elsewhere: '预留需在 Azure 门户中取消。',
    beingCancelled: '合作伙伴中心最多可能需要 15 分钟才会显示。密钥和链接已失效。',
    isWaiting: '其取消正在等待审批。在此之前密钥和链接仍然有效。',
    isSubmitted: '取消已提交；合作伙伴中心尚未响应。',
    isCancelled: '密钥和链接已失效。',
  },
  ko: {
    active: '사용 중',
    cancelling: '취소 중',
    cancelled: '취소됨',
    daysLeft: (days, read) => `${read.number(days)}일 남음`,
    open: (days, until) => `취소 가능 기간 ${days}, ${until}까지.`,
    closed: (at, ago) => `취소 기간이 ${at}에 끝났습니다(${ago}).`,
    support: '지원 요청으로만 취소할 수 있습니다.',
    never: '취소하거나 교환할 수 없습니다.',
    elsewhere: '예약은 Azure Portal에서 취소합니다.',
    beingCancelled: '파트너 센터에 표시되기까지 최대 15분이 걸릴 수 있습니다. 키와 링크는 더 이상 작동하지 않습니다.',
    isWaiting: '취소가 승인을 기다리고 있습니다. 그때까지 키와 링크는 계속 작동합니다.',
    isSubmitted: '취소를 제출했습니다. 파트너 센터가 아직 응답하지 않았습니다.',
    isCancelled: '키와 링크는 더 이상 작동하지 않습니다.',
  },
})

/** One word for a list: `Active`, `Cancelled`. */
export function stateWord({ kind }: OrderState, read: Reader): string {
  const words = orderStateText[read.language]
  if (kind === 'submitted') return words.cancelling
  return kind === 'cancelled' || kind === 'cancelling' ? words[kind] : words.active
}

/** A sentence: until when the order can be cancelled, why not, or what its cancellation means. */
export function cancellationSentence(state: OrderState, read: Reader, now: Date): string {
  const words = orderStateText[read.language]
  switch (state.kind) {
    case 'open':
      return words.open(words.daysLeft(state.daysLeft, read), read.dateTime(state.closesAt))
    case 'closed':
      return words.closed(read.dateTime(state.closedAt), read.relative(state.closedAt, now))
    case 'waiting':
      return words.isWaiting
    case 'submitted':
      return words.isSubmitted
    case 'cancelling':
      return words.beingCancelled
    case 'cancelled':
      return words.isCancelled
    default:
      return words[state.kind]
  }
}
