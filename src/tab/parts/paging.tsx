import '@fluentui/web-components/button.js'
import { useMe } from '../session.ts'

/** Where one is in a list that is longer than a page, and the way to its neighbours. */
export function Paging({
  from,
  shown,
  total,
  atOnce,
  words,
  go,
}: {
  from: number
  shown: number
  total: number
  atOnce: number
  words: { range(from: string, to: string, of: string): string; newer: string; older: string }
  go(from: number): void
}) {
  const { locale } = useMe()
  if (total <= atOnce) return null
  const number = (value: number) => value.toLocaleString(locale)
  return (
    <div class="paging">
      <p role="status">{words.range(number(from + 1), number(from + shown), number(total))}</p>
      <fluent-button size="small" disabled={from === 0} onClick={() => go(Math.max(0, from - atOnce))}>
        {words.newer}
      </fluent-button>
      <fluent-button size="small" disabled={from + shown >= total} onClick={() => go(from + atOnce)}>
        {words.older}
      </fluent-button>
    </div>
  )
}
