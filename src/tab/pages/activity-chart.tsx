import { useEffect, useRef } from 'preact/hooks'
import type { LogChart } from '../../features/activity-log/activity-log.routes.ts'
import { chartText } from '../../features/activity-log/chart.text.ts'
import { useAsked } from '../asked.ts'
import { Shown } from '../parts/shown.tsx'
import { useMe, useWords } from '../session.ts'
import { activityPageText } from './activity.text.ts'

/** Entries per day and person as a picture, and as a table with the same numbers. */
export function ActivityChart({ question }: { question: string }) {
  return <Shown asked={useAsked('activity.chart', { question })}>{(chart) => <Drawn chart={chart} />}</Shown>
}

function Drawn({ chart }: { chart: LogChart }) {
  const words = useWords(chartText)
  const { numbers, total } = useWords(activityPageText)
  const { locale } = useMe()
  const canvas = useRef<HTMLCanvasElement>(null)
  const number = (value: number) => value.toLocaleString(locale)

  useEffect(() => {
    let gone = false
    let remove = () => {}
    import('./drawing.ts').then(({ drawBars }) => {
      if (!gone && canvas.current !== null) remove = drawBars(canvas.current, chart, locale)
    })
    return () => {
      gone = true
      remove()
    }
  }, [chart, locale])

  return (
    <figure>
      <figcaption>
        {chart.title} · {chart.all}
      </figcaption>
      <div class="log-picture" aria-hidden="true">
        <canvas ref={canvas} />
      </div>
      <details>
        <summary>{numbers}</summary>
        <div class="log-numbers">
          <table>
            <caption>{words.chartTitle}</caption>
            <thead>
              <tr>
                <th scope="col">{chart.unit}</th>
                <th scope="col">{words.entries}</th>
                {chart.people.map(({ name }) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {chart.bars.map((bar) => (
                <tr key={bar.name}>
                  <th scope="row">{bar.name}</th>
                  <td>{number(bar.entries)}</td>
                  {bar.parts.map((part, at) => (
                    <td key={chart.people[at]?.name}>{number(part)}</td>
                  ))}
                </tr>
              ))}
              <tr>
                <th scope="row">{total}</th>
                <td>{number(chart.bars.reduce((sum, { entries }) => sum + entries, 0))}</td>
                {chart.people.map(({ name, entries }) => (
                  <td key={name}>{number(entries)}</td>
                ))}
              </tr>
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  )
}
