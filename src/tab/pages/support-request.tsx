import { useState } from 'preact/hooks'
import { supportText } from '../../features/support/requests/support.text.ts'
import { useActing } from '../acting.ts'
import { ask } from '../api.ts'
import { useAsked } from '../asked.ts'
import { newKey } from '../new-key.ts'
import { Arrived } from '../parts/arrived.tsx'
import { Buttons } from '../parts/fields.tsx'
import { Files, useFiles } from '../parts/files.tsx'
import { Boxes } from '../parts/paper.tsx'
import { Problem, Shown } from '../parts/shown.tsx'
import { useWords } from '../session.ts'
import { supportPageText } from './support.text.ts'

/** One request: how it stands, what was asked, its files, what was said since, and what can be done. */
export function SupportRequest({ id }: { id: string }) {
  const words = useWords(supportText)
  const own = useWords(supportPageText)
  const [skip, setSkip] = useState(0)
  const [correcting, setCorrecting] = useState(false)
  const [values, setValues] = useState<Record<string, string>>({})
  const [mistakes, setMistakes] = useState<Record<string, string | undefined>>({})
  const [key, setKey] = useState(newKey)
  const [done, setDone] = useState('')
  const acting = useActing()
  const asked = useAsked('support.request', { id, skip, correcting })
  const after = (emptied: string, mistake: string | undefined) => {
    setMistakes({ [emptied]: mistake })
    if (mistake !== undefined) return
    setValues((last) => Object.fromEntries(Object.entries(last).filter(([name]) => name !== emptied)))
    setDone(own.saved)
    setSkip(0)
    asked.again()
  }
  const say = (answer: boolean) =>
    acting.act(async () => {
      const { mistake } = await ask('support.comment', { id, key, text: values.comment ?? '', answer })
      if (mistake === undefined) setKey(newKey())
      after('comment', mistake)
    })
  const saveTicket = (was: string | null) =>
    acting.act(async () => {
      const { mistake } = await ask('support.ticket', { id, ticket: values.ticket ?? was ?? '', was })
      if (mistake === undefined) setCorrecting(false)
      after('ticket', mistake)
    })
  return (
    <Shown asked={asked}>
      {({ paper, open, closable, takesAnswers, asksTicket, correctable, ticket, earlier, newest }) => (
        <>
          <Arrived>{paper.title}</Arrived>
          <p class="faint subject">{paper.subject}</p>
          <Boxes
            boxes={paper.boxes}
            typed={{
              values,
              type: (name, value) => {
                setDone('')
                setValues((last) => ({ ...last, [name]: value }))
              },
              mistakes,
            }}
          />
          <p role="status">{done}</p>
          {acting.refused !== undefined && <Problem refused={acting.refused} />}
          <Buttons>
            {asksTicket && (
              <fluent-button appearance="primary" disabled={acting.busy} onClick={() => void saveTicket(ticket)}>
                {words.saveTicket}
              </fluent-button>
            )}
            {open && (
              <fluent-button disabled={acting.busy} onClick={() => void say(false)}>
                {words.addComment}
              </fluent-button>
            )}
            {takesAnswers && (
              <fluent-button disabled={acting.busy} onClick={() => void say(true)}>
                {words.saveAnswer}
              </fluent-button>
            )}
            {earlier !== undefined && <fluent-button onClick={() => setSkip(earlier)}>{words.earlier}</fluent-button>}
            {newest && <fluent-button onClick={() => setSkip(0)}>{words.newest}</fluent-button>}
            {correctable && <fluent-button onClick={() => setCorrecting(true)}>{words.correctTicket}</fluent-button>}
            {closable && (
              <fluent-button
                disabled={acting.busy}
                onClick={() =>
                  void acting.act(async () => {
                    await ask('support.close', { id })
                    asked.again()
                  })
                }
              >
                {words.close}
              </fluent-button>
            )}
          </Buttons>
          {open && <MoreFiles id={id} again={asked.again} />}
          <p>
            <a href="/tab/support">{words.all}</a>
          </p>
        </>
      )}
    </Shown>
  )
}

/** Files that wait are given to the request. */
function MoreFiles({ id, again }: { id: string; again(): void }) {
  const asked = useAsked('support.form', {})
  return (
    <Shown asked={asked}>{(told) => (told.takesFiles ? <Attaching id={id} known={told} again={again} /> : null)}</Shown>
  )
}

function Attaching({ id, known, again }: { id: string; known: Parameters<typeof useFiles>[0]; again(): void }) {
  const words = useWords(supportPageText)
  const files = useFiles(known)
  const acting = useActing()
  return (
    <section>
      <Files files={files} limits={known.limits} />
      {acting.refused !== undefined && <Problem refused={acting.refused} />}
      {files.chosen.length > 0 && (
        <Buttons>
          <fluent-button
            disabled={acting.busy || files.busy}
            onClick={() =>
              void acting.act(async () => {
                await ask('support.attach', { id, fileIds: files.chosen })
                files.clear()
                again()
              })
            }
          >
            {words.attach}
          </fluent-button>
        </Buttons>
      )}
    </section>
  )
}
