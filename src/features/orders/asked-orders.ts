import type { Sentence } from '../../chat/sentence.ts'
import type { OrdersFilters } from './orders-list.ts'

const everyone = /(?<!\p{L})(?:all|every|everyone's?|everybody's?|any)(?!\p{L})|所有|全部|모든|전체/giu
const states: readonly (readonly [OrdersFilters['state'], RegExp])[] = [
  ['cancelling', /(?<!\p{L})(?:being\s+cancell?ed|cancell?ing)(?!\p{L})|取消中|正在取消|취소\s?중인?/giu],
  [
    'open',
    /(?<!\p{L})(?:open|cancell?able|(?:that\s+)?can\s+(?:still\s+)?be\s+cancell?ed)(?!\p{L})|(?:仍|还)?(?:可以?|能)取消|취소\s?가능한?|취소할\s?수\s?있는/giu,
  ],
  ['cancelled', /(?<!\p{L})cancell?ed(?!\p{L})|已取消|被取消|취소(?:된|한)/giu],
  [
    'closing',
    /(?<!\p{L})(?:(?:whose\s+)?(?:cancellation\s+)?windows?\s+)?(?:about\s+to\s+)?(?:clos(?:e|es|ing)|end(?:s|ing)?|expir(?:e|es|ing))(?:\s+(?:soon|next\s+week))?(?!\p{L})|(?:即将|快要?)?(?:到期|截止|关闭)|(?:곧\s?)?(?:마감|종료)(?:되는|될|임박)?|끝나는/giu,
  ],
]

/** What is asked for is the opposite, or over already: there is no filter for either, and the wrong one would mislead. */
const opposite =
  /(?<!\p{L})(?:not|never|no\s+longer|cannot|\p{L}+n['’]t)(?!\p{L})|(?:不|未|没有?|无法)(?:可以?|能够?|被|再|即将){0,2}(?:取消|到期|截止|关闭)|已经?(?:到期|截止|关闭)|않|없는|불가|(?:마감|종료)(?:된|됐|되었|한)/iu

/** Words around a state that say nothing more. */
const around = /(?<!\p{L})(?:that|which|whose|who|are|is|be|still|soon|about|show|list)(?!\p{L})|[的还仍]|아직|곧|것/giu

/** What a sentence asks of the list: `all orders`, `orders closing this week`; and its words that say something else. */
export interface AskedOrders {
  readonly filters: Partial<OrdersFilters>
  readonly everyone: boolean
  readonly about: string
}

export function askedOrders({ about, range }: Pick<Sentence, 'about' | 'range'>): AskedOrders {
  const [state, words] = opposite.test(about) ? [] : (states.find(([, words]) => about.search(words) >= 0) ?? [])
  const rest = words === undefined ? about : about.replace(words, ' ').replace(around, ' ')
  const bought = range !== undefined && 'preset' in range && state === undefined ? boughtIn[range.preset] : undefined
  return {
    filters: { ...(state !== undefined && { state }), ...(bought !== undefined && { bought }) },
    everyone: rest.search(everyone) >= 0,
    about: rest.replace(everyone, ' ').replace(/\s+/g, ' ').trim(),
  }
}

/** The shortest span of the list that holds all of it: those end now. */
const boughtIn: Readonly<Record<string, OrdersFilters['bought']>> = {
  today: '7',
  yesterday: '7',
  'this-week': '7',
  'last-7-days': '7',
  'last-week': '30',
  'this-month': '60',
  'last-30-days': '30',
  'last-month': '365',
  'last-90-days': '365',
}
