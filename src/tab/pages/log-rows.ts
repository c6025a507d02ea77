import { useCallback, useRef, useState } from 'preact/hooks'
import type { LogEntry } from '../../features/activity-log/activity-log.routes.ts'
import { ask, type Refused, type Tells } from '../api.ts'
import { asRefused } from '../asked.ts'

type Answer = NonNullable<Tells<'activity.ask'>['answer']>

const atOnce = 100
const blocksKept = 60

/** Where a block of rows is read from: after the mark before it, and so many further. */
export function placeOf(block: number, { step, marks }: Pick<Answer, 'step' | 'marks'>) {
  const first = block * atOnce
  const mark = Math.min(Math.floor(first / step), marks.length)
  return { after: marks[mark - 1], skip: first - mark * step, count: atOnce }
}

/** Rows of an answer, read a hundred at a time where they are looked at; those looked at longest ago are let go. */
export function useLogRows(answer: Answer) {
  const blocks = useRef(new Map<number, readonly LogEntry[] | 'asked'>())
  const [refused, setRefused] = useState<Refused>()
  const [, draw] = useState(0)

  const row = (index: number): LogEntry | undefined => {
    const block = blocks.current.get(Math.floor(index / atOnce))
    return block === undefined || block === 'asked' ? undefined : block[index % atOnce]
  }

  const looked = useCallback(
    (first: number, last: number) => {
      for (let block = Math.floor(first / atOnce); block <= Math.floor(last / atOnce); block++) read(block)
    },
    [answer],
  )

  function read(block: number): void {
    const known = blocks.current.get(block)
    if (known !== undefined) {
      blocks.current.delete(block)
      blocks.current.set(block, known)
      return
    }
    blocks.current.set(block, 'asked')
    const [oldest] = blocks.current.keys()
    if (blocks.current.size > blocksKept && oldest !== undefined) blocks.current.delete(oldest)
    ask('activity.rows', { question: answer.question, ...placeOf(block, answer) }).then(
      ({ rows }) => {
        blocks.current.set(block, rows)
        setRefused(undefined)
        draw((times) => times + 1)
      },
      (error) => {
        blocks.current.delete(block)
        setRefused(asRefused(error))
      },
    )
  }

  return { row, looked, refused }
}
