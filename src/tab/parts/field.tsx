import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

/** What an input of a field carries, so that its hint and what is wrong with it are read with it. */
export interface Described {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': 'true' | undefined
}

/** A labelled input with its hint, and right below it what is wrong. */
export function Field({
  label,
  hint,
  mistake,
  children,
}: {
  label: string
  hint?: string | undefined
  mistake?: string | undefined
  children: (described: Described) => ComponentChildren
}) {
  const id = useId()
  const described = [
    ...(mistake === undefined ? [] : [`${id}-mistake`]),
    ...(hint === undefined ? [] : [`${id}-hint`]),
  ].join(' ')
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': mistake === undefined ? undefined : 'true',
      })}
      {mistake !== undefined && (
        <p id={`${id}-mistake`} class="mistake" role="alert">
          {mistake}
        </p>
      )}
      {hint !== undefined && (
        <p id={`${id}-hint`} class="hint">
          {hint}
        </p>
      )}
    </div>
  )
}
