import '@fluentui/web-components/button.js'
import '@fluentui/web-components/progress-bar.js'
import { useEffect, useState } from 'preact/hooks'
import { checkText } from '../../features/activity-log/check.text.ts'
import { useActingBy } from '../acting.ts'
import { ask, type Refused, type Tells } from '../api.ts'
import { asRefused } from '../asked.ts'
import { Problem } from '../parts/shown.tsx'
import { Toned } from '../parts/toned.tsx'
import { useWords } from '../session.ts'
import { activityPageText } from './activity.text.ts'

const lookedAgain = 1_000

/** Has the chain of the log checked, and shows how far that is and what came of it. */
export function ActivityCheck() {
  const words = useWords(activityPageText)
  const card = useWords(checkText)
  const { act, waiting, refused } = useActingBy('activity.check')
  const [key, setKey] = useState<string>()
  const [told, setTold] = useState<Tells<'activity.checked'>>()
  const [unseen, setUnseen] = useState<Refused>()

  useEffect(() => {
    if (key === undefined) return
    let next: ReturnType<typeof setTimeout> | undefined
    let here = true
    const look = () =>
      ask('activity.checked', { key }).then(
        (state) => {
          if (!here) return
          setTold(state)
          if (state.going !== undefined) next = setTimeout(look, lookedAgain)
        },
        (error) => here && setUnseen(asRefused(error)),
      )
    look()
    return () => {
      here = false
      clearTimeout(next)
    }
  }, [key])

  async function begin(): Promise<void> {
    const asked = crypto.randomUUID()
    setUnseen(undefined)
    if ((await act({ key: asked })) === undefined) return
    setTold(undefined)
    setKey(asked)
  }

  const problem = refused ?? unseen
  return (
    <>
      <fluent-button size="small" disabled={waiting || told?.going !== undefined} onClick={begin}>
        {told === undefined ? words.check : card.again}
      </fluent-button>
      {problem !== undefined && <Problem refused={problem} />}
      <div role="status" class="log-said">
        {told !== undefined && (
          <>
            <p>
              <strong>{card.checkTitle}</strong> · <Toned {...told.said} />
            </p>
            {told.going !== undefined && (
              <fluent-progress-bar
                aria-label={card.checkTitle}
                min={0}
                max={told.going.of}
                value={told.going.checked}
              />
            )}
            {told.below.map((line) => (
              <p key={line}>{line}</p>
            ))}
            {told.facts.map(({ name, value }) => (
              <p key={name} class="faint">
                {name}: {value}
              </p>
            ))}
          </>
        )}
      </div>
    </>
  )
}
