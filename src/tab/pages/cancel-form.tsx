import { useState } from 'preact/hooks'
import { cancellingText } from '../../features/cancelling/cancelling.text.ts'
import { linesText } from '../../features/cancelling/lines.text.ts'
import type { Acting } from '../acting.ts'
import type { Tells } from '../api.ts'
import { Buttons, Mistake } from '../parts/fields.tsx'
import { Boxes } from '../parts/paper.tsx'
import { Problem } from '../parts/shown.tsx'
import { useWords } from '../session.ts'
import { cancelText } from './cancel.text.ts'

type Told = Tells<'cancelling.form'>

interface Wish {
  readonly lines: number[]
  readonly asks: boolean
  readonly acknowledged: true
  readonly why: string
}

interface CancelFormProps extends Pick<Told, 'paper' | 'submits'> {
  /** What holds is being asked for: nothing is submitted before it is shown. */
  readonly waiting: boolean
  readonly acting: Acting
  choose(lines: readonly number[]): void
  withdraw(approvalId: string): Promise<void>
  submit(wish: Wish): Promise<void>
}

const lineBox = /^line-(\d+)$/

/** What holds for an order, its lines where there are several, the important text and its box, Submit. */
export function CancelForm({ paper, submits, waiting, acting, choose, withdraw, submit }: CancelFormProps) {
  const words = useWords(cancelText)
  const said = useWords(cancellingText)
  const ofLines = useWords(linesText)
  const [values, setValues] = useState<Record<string, string>>({})
  const [wanted, setWanted] = useState(false)
  const acknowledged = values.acknowledged === 'true'
  const ticked = tickedIn(paper, values)
  const noLine = submits?.ticks === true && ticked.length === 0
  const type = (name: string, value: string) => {
    const next = { ...values, [name]: value }
    if (!lineBox.test(name)) return setValues(next)
    // Another credit is to be read, and agreed to anew.
    setValues({ ...next, acknowledged: 'false' })
    const lines = tickedIn(paper, next)
    if (lines.length > 0) choose(lines)
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setWanted(true)
        if (submits === undefined || noLine || waiting || !acknowledged) return
        const { lines, asks } = submits
        void acting.act(() => submit({ lines, asks, acknowledged: true, why: values.why ?? '' }))
      }}
    >
      <Boxes
        boxes={paper.boxes}
        typed={{
          values,
          type,
          mistakes: { acknowledged: wanted && !acknowledged ? said.acknowledgeFirst : undefined },
        }}
        withdraw={(id) => void acting.act(() => withdraw(id))}
      />
      <Mistake id="no-line" words={noLine ? ofLines.chooseLines : undefined} />
      <p class="unseen" role="status">
        {waiting ? words.updating : ''}
      </p>
      {acting.refused !== undefined && <Problem refused={acting.refused} />}
      {submits !== undefined && (
        <Buttons>
          <fluent-button type="submit" appearance="primary" disabled={acting.busy || waiting || noLine}>
            {said.submit}
          </fluent-button>
        </Buttons>
      )}
    </form>
  )
}

/** Numbers of the lines whose box is ticked. */
function tickedIn(paper: Told['paper'], values: Readonly<Record<string, string>>): number[] {
  const parts = paper.boxes.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.kind === 'sides' ? part.left : [part])),
  )
  return parts.flatMap((part) => {
    if (part.kind !== 'toggle') return []
    const number = lineBox.exec(part.name)?.[1]
    const is = values[part.name] ?? String(part.ticked)
    return number !== undefined && is === 'true' ? [Number(number)] : []
  })
}
