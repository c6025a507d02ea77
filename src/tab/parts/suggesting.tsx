import { useEffect, useId, useState } from 'preact/hooks'
import { type Asks, ask } from '../api.ts'
import type { Tied } from './fields.tsx'

/** Routes that answer what somebody may mean. */
type Suggests = 'activity.choices' | 'settings.zones'

const soon = 200

/** A line to type into; what may be meant is offered, and what was chosen stays in it as somebody would type it. */
export function Suggesting<N extends Suggests>({
  described,
  route,
  about,
  value,
  placeholder,
  typed,
}: {
  described: Tied
  route: N
  about: Omit<Asks<N>, 'text'>
  value: string
  placeholder?: string
  typed(value: string): void
}) {
  const list = useId()
  const [choices, setChoices] = useState<readonly { title: string; value: string }[]>([])
  const [near, setNear] = useState(false)
  useEffect(() => {
    if (!near) return
    let latest = true
    const waiting = setTimeout(() => {
      ask(route, { ...about, text: value } as Asks<N>).then(
        (told) => latest && setChoices(told.choices),
        // What cannot be offered can be typed.
        () => undefined,
      )
    }, soon)
    return () => {
      latest = false
      clearTimeout(waiting)
    }
  }, [route, value, near])
  return (
    <>
      <input
        {...described}
        list={list}
        autocomplete="off"
        maxLength={200}
        {...{ value, placeholder }}
        onFocus={() => setNear(true)}
        onInput={(event) => typed(event.currentTarget.value)}
      />
      <datalist id={list}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} label={choice.title} />
        ))}
      </datalist>
    </>
  )
}
