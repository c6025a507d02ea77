import '@fluentui/web-components/button.js'
import { useState } from 'preact/hooks'
import type { LogEntry } from '../../features/activity-log/activity-log.routes.ts'
import { activityLogText } from '../../features/activity-log/activity-log.text.ts'
import type { Tells } from '../api.ts'
import { useNarrow } from '../narrow.ts'
import { Dialog } from '../parts/dialog.tsx'
import { LongTable } from '../parts/long-table.tsx'
import { Problem } from '../parts/shown.tsx'
import { useWords } from '../session.ts'
import { activityPageText } from './activity.text.ts'
import { useLogRows } from './log-rows.ts'

/** All entries of an answer, newest first; one that does not fit its row is opened. */
export function ActivityTable({ answer }: { answer: NonNullable<Tells<'activity.ask'>['answer']> }) {
  const words = useWords(activityPageText)
  const card = useWords(activityLogText)
  const { row, looked, refused } = useLogRows(answer)
  const narrow = useNarrow('60rem')
  const [open, setOpen] = useState<LogEntry>()
  return (
    <>
      {refused !== undefined && <Problem refused={refused} />}
      <LongTable
        label={`${card.title}: ${answer.words}`}
        columns={[words.time, card.kind, card.person, words.about]}
        total={answer.total}
        rowHeight={narrow ? 6.5 : 2.5}
        looked={looked}
        row={(index) => {
          const entry = row(index)
          return (
            entry && [
              <time key="at" dateTime={entry.at.at}>
                {entry.at.words}
              </time>,
              <button key="what" type="button" onClick={() => setOpen(entry)}>
                {entry.what}
              </button>,
              entry.who,
              entry.about.join(' · '),
            ]
          )
        }}
      />
      {open !== undefined && (
        <Dialog title={open.what} closed={() => setOpen(undefined)}>
          <dl class="entry">
            <dt>{words.time}</dt>
            <dd>
              <time dateTime={open.at.at}>{open.at.words}</time>
            </dd>
            <dt>{card.person}</dt>
            <dd>{open.who}</dd>
            <dt>{words.about}</dt>
            <dd>
              {open.about.map((line) => (
                <p key={line}>{line}</p>
              ))}
            </dd>
            <dt>{words.number}</dt>
            <dd>{open.number}</dd>
          </dl>
          <div class="dialog-acts">
            <fluent-button onClick={() => setOpen(undefined)}>{words.close}</fluent-button>
          </div>
        </Dialog>
      )}
    </>
  )
}
