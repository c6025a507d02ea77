// biome-ignore-all lint/a11y/useSemanticElements: rows of a native table can neither be left out nor be placed
// biome-ignore-all lint/a11y/useFocusableInteractive: what is in a row is focused, and the whole is scrolled
// biome-ignore-all lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
import './long-table.css'
import { observeElementRect, Virtualizer } from '@tanstack/virtual-core'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useReducer, useRef } from 'preact/hooks'
import { beginning, heightOf, type LongScroll, rested, scrolled, shownFrom } from './long-scroll.ts'

interface LongTable {
  readonly label: string
  readonly columns: readonly string[]
  readonly total: number
  /** In rem, the same for each: what does not fit is opened. */
  readonly rowHeight: number
  /** The cells of a row, undefined until they are there. */
  row(index: number): readonly ComponentChildren[] | undefined
  /** Which rows are in view or nearly, as soon as scrolling is slow enough to read them. */
  looked(first: number, last: number): void
}

const soon = 60
const idle = 150

/** A table of any length, of which only what is in view is in the page. */
export function LongTable({ label, columns, total, rowHeight, row, looked }: LongTable) {
  const element = useRef<HTMLDivElement>(null)
  const scroll = useRef<LongScroll>(beginning)
  const tell = useRef<(offset: number, isScrolling: boolean) => void>(undefined)
  const [, draw] = useReducer((times: number) => times + 1, 0)
  const virtualizer = useRef<Virtualizer<HTMLDivElement, HTMLElement>>(undefined)
  const size = useRef(rowHeight * 16)

  virtualizer.current ??= new Virtualizer(optionsOf())
  virtualizer.current.setOptions(optionsOf())

  function optionsOf() {
    return {
      count: total,
      getScrollElement: () => element.current,
      estimateSize: () => size.current,
      overscan: 8,
      observeElementRect,
      // What scrolls is shorter than the table: it is told where in the table that is.
      observeElementOffset: (_: unknown, told: (offset: number, isScrolling: boolean) => void) => {
        tell.current = told
        told(scroll.current.at, false)
        return undefined
      },
      scrollToFn: () => undefined,
      onChange: () => draw(undefined),
    }
  }

  /** Shows the table from there on. */
  function show(at: number): void {
    const box = element.current
    if (box === null) return
    scroll.current = shownFrom(scroll.current, at)
    box.scrollTop = scroll.current.top
    scroll.current = { ...scroll.current, top: box.scrollTop }
    tell.current?.(scroll.current.at, false)
    draw(undefined)
  }

  useLayoutEffect(() => {
    size.current = rowHeight * Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
    virtualizer.current?.measure()
    scroll.current = { ...beginning, whole: total * size.current, view: element.current?.clientHeight ?? 0 }
    show(0)
  }, [total, rowHeight])

  useEffect(() => virtualizer.current?._didMount(), [])
  useLayoutEffect(() => virtualizer.current?._willUpdate())

  useEffect(() => {
    const box = element.current
    if (box === null) return
    let resting: ReturnType<typeof setTimeout> | undefined
    const moved = () => {
      const { at } = scroll.current
      scroll.current = scrolled({ ...scroll.current, view: box.clientHeight }, box.scrollTop)
      if (scroll.current.at !== at) tell.current?.(scroll.current.at, true)
      // The rows stand where the element is: they move with it by themselves, but for a pull at the bar.
      draw(undefined)
      clearTimeout(resting)
      resting = setTimeout(() => {
        const there = rested(scroll.current)
        if (Math.abs(there.top - box.scrollTop) >= 1) show(there.at)
      }, idle)
    }
    box.addEventListener('scroll', moved, { passive: true })
    return () => {
      clearTimeout(resting)
      box.removeEventListener('scroll', moved)
    }
  }, [])

  const items = virtualizer.current.getVirtualItems()
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0]
  useEffect(() => {
    if (total === 0) return
    const waiting = setTimeout(() => looked(first, last), soon)
    return () => clearTimeout(waiting)
  }, [first, last, total, looked])

  function pressed(event: KeyboardEvent): void {
    if (event.target !== element.current || (event.key !== 'Home' && event.key !== 'End')) return
    event.preventDefault()
    show(event.key === 'Home' ? 0 : scroll.current.whole)
  }

  const { at, top, whole } = scroll.current
  return (
    <div class="long-table" role="table" aria-label={label} aria-rowcount={total + 1} aria-colcount={columns.length}>
      <div role="rowgroup">
        <div class="long-head" role="row" aria-rowindex={1}>
          {columns.map((name) => (
            <span key={name} role="columnheader">
              {name}
            </span>
          ))}
        </div>
      </div>
      <div
        ref={element}
        class="long-body"
        role="rowgroup"
        tabIndex={0}
        onKeyDown={pressed}
        style={{ maxHeight: `${Math.max(heightOf(whole), size.current)}px` }}
      >
        <div role="none" style={{ height: `${heightOf(whole)}px` }}>
          {items.map(({ index, start }) => {
            const cells = row(index)
            return (
              <div
                key={index}
                class="long-row"
                role="row"
                aria-rowindex={index + 2}
                style={{ height: `${size.current}px`, transform: `translateY(${start - at + top}px)` }}
              >
                {columns.map((name, column) => (
                  <span key={name} role="cell">
                    {cells?.[column] ?? (cells === undefined && column === 0 ? '…' : '')}
                  </span>
                ))}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
