import type { TodayRow } from '../../chat/common.routes.ts'
import type { Tells } from '../api.ts'
import { useAsked } from '../asked.ts'
import { addressOf } from '../parts/address.ts'
import { Page } from '../parts/page.tsx'
import { Shown } from '../parts/shown.tsx'
import { useMe, useWords } from '../session.ts'
import { todayText } from './today.text.ts'

type Part = Tells<'today'>['parts'][number]

/** Windows that close and links that end on one timeline, then what waits for somebody. */
export default function Today() {
  const words = useWords(todayText)
  const asked = useAsked('today', {})
  return (
    <Page title={words.title}>
      <Shown asked={asked}>
        {({ parts }) => {
          const of = (...names: string[]) => parts.filter(({ name }) => names.includes(name))
          return (
            <>
              {parts.some(({ late }) => late) && <p class="faint">{words.late}</p>}
              <Section title={words.approvals} parts={of('approvals')} />
              <Section title={words.timeline} parts={of('windows', 'keys')} />
              <Section title={words.orders} parts={of('buying', 'orders')} />
              <Section title={words.support} parts={of('support')} />
              <Section title="CSP Desk" parts={parts.filter(({ name }) => !known.includes(name))} />
              {parts.every(({ rows, late }) => rows.length === 0 && !late) && <p>{words.nothing}</p>}
            </>
          )
        }}
      </Shown>
    </Page>
  )
}

const known = ['approvals', 'windows', 'keys', 'buying', 'orders', 'support']

function Section({ title, parts }: { title: string; parts: readonly Part[] }) {
  const words = useWords(todayText)
  const { locale } = useMe()
  const rows = parts.flatMap((part) => part.rows).toSorted((a, b) => endOf(a).localeCompare(endOf(b)))
  const more = parts.reduce((sum, part) => sum + part.count, 0) - rows.length
  if (rows.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <ul class="rows">
        {rows.map((row) => (
          <li key={`${row.title} ${row.below.join(' ')}`}>
            <Row row={row} />
          </li>
        ))}
      </ul>
      {more > 0 && <p class="faint">{words.more(more.toLocaleString(locale))}</p>}
    </section>
  )
}

const endOf = ({ until }: TodayRow): string => until?.at ?? '9'

function Row({ row: { title, below, amount, until, opens } }: { row: TodayRow }) {
  const to = opens && addressOf(opens)
  return (
    <div class="row">
      <div>
        {to === undefined ? <strong>{title}</strong> : <a href={to}>{title}</a>}
        {below.map((line) => (
          <p key={line} class="faint">
            {line}
          </p>
        ))}
      </div>
      <div class="figures">
        {amount !== undefined && <p>{amount}</p>}
        {until !== undefined && (
          <p class="faint">
            <time dateTime={until.at}>{until.words}</time>
          </p>
        )}
      </div>
    </div>
  )
}
