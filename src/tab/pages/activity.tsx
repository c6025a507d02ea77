import './activity.css'
import '@fluentui/web-components/button.js'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { activityLogText } from '../../features/activity-log/activity-log.text.ts'
import { useActingBy } from '../acting.ts'
import type { Tells } from '../api.ts'
import { useAsked } from '../asked.ts'
import { pagesText } from '../pages.ts'
import { Page } from '../parts/page.tsx'
import { Problem, Shown } from '../parts/shown.tsx'
import { useMe, useWords } from '../session.ts'
import { activityPageText } from './activity.text.ts'
import { ActivityChart } from './activity-chart.tsx'
import { ActivityCheck } from './activity-check.tsx'
import { ActivityForm, fieldsIn, queryOf } from './activity-form.tsx'
import { ActivityTable } from './activity-table.tsx'

type Answer = NonNullable<Tells<'activity.ask'>['answer']>

/** What is asked stands in the address; that it was asked is on record. */
export default function Activity() {
  const titles = useWords(pagesText)
  const { query, route, url } = useLocation()
  const fields = fieldsIn(query)
  const asked = useAsked('activity.ask', fields)
  return (
    <Page title={titles.activity}>
      <ActivityForm
        key={url}
        {...{ fields, mistakes: asked.told?.mistakes ?? {}, busy: asked.waiting }}
        asked={(next) => {
          const address = `/tab/activity?${queryOf(next)}`
          address === url ? asked.again() : route(address)
        }}
      />
      <Shown asked={asked}>{({ answer }) => answer && <Answered key={answer.question} answer={answer} />}</Shown>
    </Page>
  )
}

function Answered({ answer }: { answer: Answer }) {
  const words = useWords(activityPageText)
  const { nothing } = useWords(activityLogText)
  const { locale } = useMe()
  const [chart, setChart] = useState(false)
  const { total } = answer
  return (
    <section aria-label={answer.words}>
      <h2>{answer.words}</h2>
      <div class="log-acts">
        <p role="status">
          {total === 0 ? nothing : total === 1 ? words.oneEntry : words.entries(total.toLocaleString(locale))}
        </p>
        <CsvFile question={answer.question} />
        {answer.mayCheck && <ActivityCheck />}
      </div>
      {total > 0 && (
        <details class="log-chart" onToggle={(event) => setChart(event.currentTarget.open)}>
          <summary>{words.chart}</summary>
          {chart && <ActivityChart question={answer.question} />}
        </details>
      )}
      {total > 0 && <ActivityTable answer={answer} />}
    </section>
  )
}

/** A file by an address that works once: nobody but the reader sees it. */
function CsvFile({ question }: { question: string }) {
  const words = useWords(activityPageText)
  const { openFile } = useWords(activityLogText)
  const { act, waiting, refused } = useActingBy('activity.file')
  const [file, setFile] = useState<Tells<'activity.file'>>()
  return (
    <>
      <fluent-button size="small" disabled={waiting} onClick={async () => setFile(await act({ question }))}>
        {words.file}
      </fluent-button>
      {refused !== undefined && <Problem refused={refused} />}
      <div role="status" class="log-said">
        {file !== undefined && (
          <p>
            {file.words}{' '}
            <a href={file.address} target="_blank" rel="noopener noreferrer">
              {openFile}
            </a>
          </p>
        )}
      </div>
    </>
  )
}
