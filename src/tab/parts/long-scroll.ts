/** Chrome lays out nothing taller than 33.5 million pixels, Firefox 17.9 million: a longer table's bar stands for more than its pixels. */
export const tallest = 8_000_000

/** Moves by less than so many screens are moves of the table itself; a longer one is a pull at the bar. */
const screens = 3

/**
 * Where one is in a table that may be taller than any element: `at`, in pixels of the table. The element is scrolled to `top`, by
 * the browser: small moves are the same in both, large ones mean a place in the whole.
 */
export interface LongScroll {
  readonly whole: number
  readonly view: number
  readonly at: number
  readonly top: number
}

export const beginning: LongScroll = { whole: 0, view: 0, at: 0, top: 0 }

/** How tall the element is made. */
export const heightOf = (whole: number): number => Math.min(whole, tallest)

/** The element was scrolled. */
export function scrolled(scroll: LongScroll, top: number): LongScroll {
  const { whole, view } = scroll
  if (whole <= tallest) return { ...scroll, at: top, top }
  const moved = top - scroll.top
  const at = Math.abs(moved) <= screens * view ? scroll.at + moved : (top / (tallest - view)) * end(scroll)
  return { ...scroll, at: within(scroll, at), top }
}

/** The table is shown from there: the element is to be scrolled to `top`. */
export function shownFrom(scroll: LongScroll, at: number): LongScroll {
  const inside = within(scroll, at)
  return { ...scroll, at: inside, top: topFor(scroll, inside) }
}

/** Where the bar belongs: small moves leave it behind or ahead. */
export const rested = (scroll: LongScroll): LongScroll => ({ ...scroll, top: topFor(scroll, scroll.at) })

const end = ({ whole, view }: LongScroll): number => Math.max(0, whole - view)

const within = (scroll: LongScroll, at: number): number => Math.min(Math.max(0, at), end(scroll))

const topFor = (scroll: LongScroll, at: number): number => {
  const { whole, view } = scroll
  return whole <= tallest || end(scroll) === 0 ? at : (at / end(scroll)) * (tallest - view)
}
