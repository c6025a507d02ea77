import { useEffect, useRef } from 'preact/hooks'
import type { Paper } from '../../chat/paper.routes.ts'
import { useActing } from '../acting.ts'
import type { Asks, RouteName, Tells } from '../api.ts'
import { type Asked, useAsked } from '../asked.ts'
import { Boxes } from './paper.tsx'
import { Problem } from './shown.tsx'

/** How often something that is not settled is looked at again, in milliseconds. */
const looksEvery = 3_000

/** Asks again until what is told is settled, as long as the page is looked at. */
export function useSettling<N extends RouteName>(
  name: N,
  asked: Asks<N>,
  isSettled: (told: Tells<N>) => boolean,
): Asked<Tells<N>> {
  const shown = useAsked(name, asked)
  const { told, waiting, again } = shown
  const goesOn = !waiting && told !== undefined && !isSettled(told)
  useEffect(() => {
    if (!goesOn) return
    const timer = setInterval(() => document.visibilityState === 'visible' && again(), looksEvery)
    return () => clearInterval(timer)
  }, [goesOn, again])
  return shown
}

/** What became of something: told aloud when it changes. */
export function Standing({
  paper,
  page,
  withdraw,
}: {
  paper: Paper
  /** What the page is called: that is not said twice. */
  page?: string
  withdraw(approvalId: string): Promise<void>
}) {
  const acting = useActing()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <>
      <div role="status">
        {paper.title !== page && (
          <h2 ref={heading} tabIndex={-1} class="standing">
            {paper.title}
          </h2>
        )}
        {paper.subject !== undefined && <p class="faint subject">{paper.subject}</p>}
      </div>
      {acting.refused !== undefined && <Problem refused={acting.refused} />}
      <Boxes boxes={paper.boxes} withdraw={(id) => void acting.act(() => withdraw(id))} />
    </>
  )
}
