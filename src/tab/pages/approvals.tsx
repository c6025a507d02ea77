import './approvals.css'
import '@fluentui/web-components/button.js'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import type { ApprovalList } from '../../workflow/approvals/approvals.routes.ts'
import { approvalsText } from '../../workflow/approvals/approvals.text.ts'
import { useActingBy } from '../acting.ts'
import type { Tells } from '../api.ts'
import { type Asked, useAsked } from '../asked.ts'
import { pagesText } from '../pages.ts'
import { Page } from '../parts/page.tsx'
import { Paging } from '../parts/paging.tsx'
import { Problem, Shown } from '../parts/shown.tsx'
import { Toned } from '../parts/toned.tsx'
import { useMe, useWords } from '../session.ts'
import { ApprovalItem, type Decision } from './approval-item.tsx'
import { approvalsPageText } from './approvals.text.ts'
import { RejectDialog } from './reject-dialog.tsx'

const atOnce = 50
const lists: readonly ApprovalList[] = ['waiting', 'asked', 'decided']

/** What waits for the reader, what they asked for and what was decided; or one of them by its address. */
export default function Approvals() {
  const { params } = useRoute()
  return params.id === undefined ? <List /> : <One id={params.id} />
}

function List() {
  const words = useWords(approvalsPageText)
  const titles = useWords(pagesText)
  const { query, route } = useLocation()
  const of = lists.find((list) => list === query.of) ?? 'waiting'
  const from = Math.max(0, Number.parseInt(query.from ?? '0', 10) || 0)
  const asked = useAsked('approvals.list', { of, from })
  const to = (list: ApprovalList, start = 0) => `/tab/approvals?of=${list}${start === 0 ? '' : `&from=${start}`}`
  return (
    <Page title={titles.approvals}>
      <nav class="tabs" aria-label={titles.approvals}>
        {lists.map((list) => (
          <a key={list} href={to(list)} aria-current={list === of ? 'true' : undefined}>
            {words.lists[list]}
          </a>
        ))}
      </nav>
      <Shown asked={asked}>
        {(told) => (
          <>
            <Deciding key={of} rows={told.rows} again={asked.again} none={words.none[of]} />
            <Paging
              {...{ from: told.from, shown: told.rows.length, total: told.total, atOnce, words }}
              go={(start) => route(to(of, start))}
            />
          </>
        )}
      </Shown>
    </Page>
  )
}

function One({ id }: { id: string }) {
  const words = useWords(approvalsPageText)
  const titles = useWords(pagesText)
  const asked: Asked<Tells<'approvals.one'>> = useAsked('approvals.one', { id })
  return (
    <Page title={titles.approvals} actions={<a href="/tab/approvals">{words.toList}</a>}>
      <Shown asked={asked}>{(told) => <Deciding rows={[told]} again={asked.again} none="" open />}</Shown>
    </Page>
  )
}

/** Rows to decide about, one by one or several at once, and what came of what was decided. */
function Deciding({
  rows,
  again,
  none,
  open = false,
}: {
  rows: Tells<'approvals.list'>['rows']
  again(): void
  none: string
  open?: boolean
}) {
  const words = useWords(approvalsPageText)
  const card = useWords(approvalsText)
  const { locale } = useMe()
  const { act, waiting, refused } = useActingBy('approvals.decide')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [rejecting, setRejecting] = useState<{ ids: string[]; mistake?: string | undefined }>()
  const [answers, setAnswers] = useState<Tells<'approvals.decide'>['answers']>([])
  const open_ = rows.filter(({ may }) => may.includes('approve'))
  const ids = open_.map(({ id }) => id).filter((id) => chosen.has(id))
  const several = open_.length > 1

  const choose = (id: string, on: boolean) => {
    const next = new Set(chosen)
    on ? next.add(id) : next.delete(id)
    setChosen(next)
  }

  async function decide(decision: Decision, which: string[], reason?: string): Promise<void> {
    if (decision === 'reject' && reason === undefined) return setRejecting({ ids: which })
    const told = await act({ decision, ids: which, reason })
    if (told === undefined) return
    if (told.mistake !== undefined) return setRejecting({ ids: which, mistake: told.mistake })
    setRejecting(undefined)
    setChosen(new Set())
    setAnswers(told.answers)
    again()
  }

  return (
    <>
      {refused !== undefined && rejecting === undefined && <Problem refused={refused} />}
      <Answers answers={answers} />
      {rows.length === 0 && <p>{none}</p>}
      {several && (
        <div class="choosing">
          <label>
            <input
              type="checkbox"
              checked={ids.length === open_.length}
              onChange={(event) => setChosen(new Set(event.currentTarget.checked ? open_.map(({ id }) => id) : []))}
            />
            {words.chooseAll}
          </label>
          <span role="status">{ids.length > 0 && words.chosen(ids.length.toLocaleString(locale))}</span>
          <fluent-button
            appearance="primary"
            size="small"
            disabled={ids.length === 0 || waiting}
            onClick={() => decide('approve', ids)}
          >
            {words.approveChosen}
          </fluent-button>
          <fluent-button size="small" disabled={ids.length === 0 || waiting} onClick={() => decide('reject', ids)}>
            {words.rejectChosen}
          </fluent-button>
        </div>
      )}
      {rows.length > 0 && (
        <ul class="rows">
          {rows.map((row) => (
            <ApprovalItem
              key={row.id}
              {...{ row, open, busy: waiting }}
              chosen={several && row.may.includes('approve') ? chosen.has(row.id) : undefined}
              choose={(on) => choose(row.id, on)}
              decide={(decision) => decide(decision, [row.id])}
            />
          ))}
        </ul>
      )}
      {rejecting !== undefined && (
        <RejectDialog
          title={words.rejectTitle(rejecting.ids.length.toLocaleString(locale))}
          label={card.whyRejected}
          action={card.reject}
          {...{ refused, busy: waiting, mistake: rejecting.mistake }}
          closed={() => setRejecting(undefined)}
          reject={(reason) => decide('reject', rejecting.ids, reason)}
        />
      )}
    </>
  )
}

/** Each for itself: somebody else may have decided about one of them meanwhile. */
function Answers({ answers }: { answers: Tells<'approvals.decide'>['answers'] }) {
  const words = useWords(approvalsPageText)
  const section = useRef<HTMLElement>(null)
  // What was pressed is gone with its row: the keyboard goes on from what came of it.
  useEffect(() => section.current?.focus(), [answers])
  return (
    <div role="status">
      {answers.length > 0 && (
        <section ref={section} class="answers" tabIndex={-1} aria-label={words.answers}>
          <ul class="rows">
            {answers.map(({ id, title, said }) => (
              <li key={id} class="row">
                <div>
                  <strong>{title}</strong>
                  <p>{said.words}</p>
                </div>
                <Mark {...said} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

const Mark = ({ tone }: { tone: 'good' | 'warning' | 'bad' | 'plain' }) => (
  <Toned words={{ good: '✓', warning: '!', bad: '✕', plain: '·' }[tone]} tone={tone} />
)
