import type { DateRange } from '../../chat/date-range.ts'
import { type Days, daysOfPreset } from '../../chat/range-presets.ts'
import type { Sentence } from '../../chat/sentence.ts'
import { shifted } from '../../chat/written-day.ts'
import { boughtFilters } from './orders.routes.ts'
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
  /** The days that were asked for, where the list's filters hold others. */
  readonly otherDays?: Days
}

/** @param today of the reader */
export function askedOrders({ about, range }: Pick<Sentence, 'about' | 'range'>, today: string): AskedOrders {
  const [state, words] = opposite.test(about) ? [] : (states.find(([, words]) => about.search(words) >= 0) ?? [])
  const rest = words === undefined ? about : about.replace(words, ' ').replace(around, ' ')
  const days = range && daysOf(range, today)
  const bought = days !== undefined && state === undefined ? spanHolding(days, today) : undefined
  const filters = { ...(state !== undefined && { state }), ...(bought !== undefined && { bought }) }
  return {
    filters,
    ...(days !== undefined && !isExactly(days, bought, today) && { otherDays: days }),
    everyone: rest.search(everyone) >= 0,
    about: rest.replace(everyone, ' ').replace(/\s+/g, ' ').trim(),
  }
}

const daysOf = (range: DateRange, today: string): Days =>
  'preset' in range ? daysOfPreset[range.preset](today) : { first: range.from, last: range.to }

/** The list's spans end now: the shortest one that all of the days are in. */
function spanHolding({ first }: Days, today: string): OrdersFilters['bought'] {
  return boughtFilters.find((span) => span !== 'any' && first > shifted(today, -Number(span))) ?? 'any'
}

const isExactly = ({ first, last }: Days, bought: OrdersFilters['bought'] | undefined, today: string): boolean =>
  bought !== undefined && bought !== 'any' && last === today && first === shifted(today, 1 - Number(bought))
