import { amountWords, stageWord } from '../../chat/order-words.text.ts'
import { type Order, type OrderStage, orderTotal } from '../../commerce/order.ts'
import { inLanguages, type Reader } from '../../platform/language.ts'
import { isEndedInPart, type LineState, type OrderState, standingTotal, stillStands } from './order-state.ts'

/** What holds for an order, wherever orders are shown. */
export const orderStateText = inLanguages({
  en: {
    active: 'Active',
    inPart: 'Cancelled in part',
    other: (status: string) =>
      `Partner Center calls it "${status}": whether it was bought is not known here. Look in Partner Center.`,
    ofOrdered: (stands: string, ordered: string) => `${stands} of the ${ordered} ordered`,
    waits: 'waits for an approval',
    cancelling: 'Cancelling',
    cancelled: 'Cancelled',
    daysLeft: (days: number, read: Reader) => (days === 1 ? '1 day left' : `${read.number(days)} days left`),
    open: (days: string, until: string, given: boolean) =>
      given ? `${days} to cancel, until ${until} as Partner Center says.` : `${days} to cancel, until ${until}.`,
    closed: (at: string, ago: string) => `The cancellation window closed on ${at} (${ago}).`,
    support: 'It can only be cancelled by a support request.',
    never: 'It can never be cancelled or exchanged.',
    elsewhere: 'A reservation is cancelled in the Azure portal.',
    unknown: 'Whether it can be cancelled is not known here: Partner Center says it.',
    beingCancelled: 'It may take up to 15 minutes until Partner Center shows it. Keys and links no longer work.',
    isWaiting: 'Its cancellation waits for an approval. Until then keys and links go on working.',
    isSubmitted: 'Its cancellation is submitted; Partner Center has not answered yet.',
    isCancelled: 'Keys and links no longer work.',
    notBought: {
      pending: 'Partner Center has not finished it yet: it is not bought. Nothing can be used or cancelled.',
      'in-review': 'Microsoft looks at it first: it is not bought yet. Nothing can be used or cancelled.',
      'needs-purchase-order':
        'It is not bought yet: Microsoft wants your purchase order as a file. Upload it in Partner Center, on the page of this order.',
      failed: 'It was not bought. Nothing is charged, and nothing can be used.',
    } as Partial<Record<OrderStage, string>>,
    come: {
      suspended: 'Partner Center has suspended it: keys and links are not given out now.',
      partly: 'Partner Center placed only a part of what was asked for: this is what was placed.',
    } as Partial<Record<OrderStage, string>>,
  },
  zh: {
    active: '有效',
    inPart: '部分取消',
    other: (status) => `合作伙伴中心称其为“${status}”：此处不了解是否已购买。请在合作伙伴中心查看。`,
    ofOrdered: (stands, ordered) => `${stands}（订购时共 ${ordered}）`,
    waits: '等待审批',
    cancelling: '正在取消',
    cancelled: '已取消',
    daysLeft: (days, read) => `剩余 ${read.number(days)} 天`,
    open: (days, until, given) =>
      given ? `可取消：${days}，截至 ${until}（合作伙伴中心给出的日期）。` : `可取消：${days}，截至 ${until}。`,
    closed: (at, ago) => `取消期限已于 ${at} 结束（${ago}）。`,
    support: '只能通过支持请求取消。',
    never: '永远不能取消或更换。',
    elsewhere: '预留需在 Azure 门户中取消。',
    unknown: '此处不了解能否取消：以合作伙伴中心为准。',
    beingCancelled: '合作伙伴中心最多可能需要 15 分钟才会显示。密钥和链接已失效。',
    isWaiting: '其取消正在等待审批。在此之前密钥和链接仍然有效。',
    isSubmitted: '取消已提交；合作伙伴中心尚未响应。',
    isCancelled: '密钥和链接已失效。',
    notBought: {
      pending: '合作伙伴中心尚未处理完成：尚未购买。目前无法使用，也无法取消。',
      'in-review': 'Microsoft 正在审核：尚未购买。目前无法使用，也无法取消。',
      'needs-purchase-order': '尚未购买：Microsoft 要求提供采购订单文件。请在合作伙伴中心此订单的页面上上传。',
      failed: '未购买成功。不会收费，也没有可使用的内容。',
    },
    come: {
      suspended: '合作伙伴中心已暂停此订单：目前不提供密钥和链接。',
      partly: '合作伙伴中心只完成了申请的一部分：以下是已下单的内容。',
    },
  },
  ko: {
    active: '사용 중',
    inPart: '일부 취소됨',
    other: (status) =>
      `파트너 센터에서는 "${status}"(이)라고 합니다. 구매되었는지 여기에서는 알 수 없습니다. 파트너 센터에서 확인하세요.`,
    ofOrdered: (stands, ordered) => `${stands}(처음 주문 금액 ${ordered})`,
    waits: '승인 대기 중',
    cancelling: '취소 중',
    cancelled: '취소됨',
    daysLeft: (days, read) => `${read.number(days)}일 남음`,
    open: (days, until, given) =>
      given ? `취소 가능 기간 ${days}, ${until}까지(파트너 센터 기준).` : `취소 가능 기간 ${days}, ${until}까지.`,
    closed: (at, ago) => `취소 기간이 ${at}에 끝났습니다(${ago}).`,
    support: '지원 요청으로만 취소할 수 있습니다.',
    never: '취소하거나 교환할 수 없습니다.',
    elsewhere: '예약은 Azure Portal에서 취소합니다.',
    unknown: '취소할 수 있는지 여기에서는 알 수 없습니다. 파트너 센터에서 확인하세요.',
    beingCancelled: '파트너 센터에 표시되기까지 최대 15분이 걸릴 수 있습니다. 키와 링크는 더 이상 작동하지 않습니다.',
    isWaiting: '취소가 승인을 기다리고 있습니다. 그때까지 키와 링크는 계속 작동합니다.',
    isSubmitted: '취소를 제출했습니다. 파트너 센터가 아직 응답하지 않았습니다.',
    isCancelled: '키와 링크는 더 이상 작동하지 않습니다.',
    notBought: {
      pending: '파트너 센터에서 아직 처리 중이므로 구매되지 않았습니다. 지금은 사용하거나 취소할 수 없습니다.',
      'in-review': 'Microsoft에서 먼저 검토하므로 아직 구매되지 않았습니다. 지금은 사용하거나 취소할 수 없습니다.',
      'needs-purchase-order':
        '아직 구매되지 않았습니다. Microsoft에서 구매 주문서 파일을 요구합니다. 파트너 센터의 이 주문 페이지에서 업로드하세요.',
      failed: '구매되지 않았습니다. 청구되는 금액도, 사용할 수 있는 것도 없습니다.',
    },
    come: {
      suspended: '파트너 센터에서 일시 중단했습니다. 지금은 키와 링크를 제공하지 않습니다.',
      partly: '요청한 것 중 일부만 파트너 센터에서 주문되었습니다. 아래가 주문된 내용입니다.',
    },
  },
})

/** One word for a list: `Active`, `Cancelled`, `Pending`. */
export function stateWord(state: OrderState, read: Reader): string {
  const words = orderStateText[read.language]
  if (state.kind === 'submitted') return words.cancelling
  if (state.kind === 'cancelled' || state.kind === 'cancelling') return words[state.kind]
  if (isEndedInPart(state)) return words.inPart
  return state.stage === 'placed' ? words.active : stageWord(state.stage, read)
}

/** What the order costs; of one that is cancelled in part, what stands of it, and what was ordered: `USD 225.00 of the USD 997.00 ordered`. */
export function totalWords(order: Order, state: OrderState, read: Reader): string {
  const ordered = amountWords(orderTotal(order), read)
  if (!isEndedInPart(state)) return ordered
  return orderStateText[read.language].ofOrdered(amountWords(standingTotal(order, state), read), ordered)
}

/** What holds for one line of several, in a list of them: `cancelled`. Undefined for what stands as it was. */
export function lineWord({ verdict, cancellation }: LineState, read: Reader): string | undefined {
  const words = orderStateText[read.language]
  if (verdict.kind === 'cancelled' || cancellation === 'cancelled') return words.cancelled.toLowerCase()
  if (cancellation === undefined) return undefined
  return cancellation === 'waiting' ? words.waits : words.cancelling.toLowerCase()
}

/** Sentences: until when the order can be cancelled, why not, or what its cancellation means; before that, how far it has come. */
export function cancellationSentence(state: OrderState, read: Reader, now: Date): string {
  const come = stillStands(state) ? orderStateText[read.language].come[state.stage] : undefined
  return [come ?? '', cancelling(state, read, now)].join(read.language === 'zh' ? '' : ' ').trim()
}

function cancelling(state: OrderState, read: Reader, now: Date): string {
  const words = orderStateText[read.language]
  switch (state.kind) {
    case 'open':
      return words.open(
        words.daysLeft(state.daysLeft, read),
        read.dateTime(state.closesAt),
        state.givenBy === 'service',
      )
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
    case 'not-bought':
      return state.stage === 'other' ? words.other(state.status) : (words.notBought[state.stage] ?? '')
    default:
      return words[state.kind]
  }
}
