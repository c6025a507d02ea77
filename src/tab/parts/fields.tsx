import '@fluentui/web-components/button.js'
import './fields.css'
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

/** What every field has: a label, a hint, and what is wrong with what was typed, tied to it. */
interface Labelled {
  readonly label: string
  readonly hint?: string | undefined
  readonly mistake?: string | undefined
}

/** What an input of a field carries, so that its hint and what is wrong with it are read with it. */
export interface Tied {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean | undefined
}

/** A labelled input with its hint, and right below it what is wrong. */
export function Field({ label, hint, mistake, children }: Labelled & { children: (tied: Tied) => ComponentChildren }) {
  const id = useId()
  const described = [mistake && `${id}-mistake`, hint && `${id}-hint`].filter(Boolean).join(' ')
  const tied = {
    id,
    'aria-describedby': described === '' ? undefined : described,
    'aria-invalid': mistake === undefined ? undefined : true,
  }
  return (
    <div class="field">
      <label htmlFor={id}>{label}</label>
      {children(tied)}
      <Mistake id={`${id}-mistake`} words={mistake} />
      {hint !== undefined && (
        <p id={`${id}-hint`} class="hint">
          {hint}
        </p>
      )}
    </div>
  )
}

export const Mistake = ({ id, words }: { id: string; words: string | undefined }) =>
  words === undefined ? null : (
    <p id={id} class="mistake" role="alert">
      {words}
    </p>
  )

interface TextFieldProps extends Labelled {
  readonly value: string
  readonly lines?: boolean
  readonly longest?: number | undefined
  readonly readOnly?: boolean
  readonly placeholder?: string | undefined
  readonly inputMode?: 'numeric' | 'decimal' | 'tel' | 'email'
  readonly required?: boolean
  onType(value: string): void
}

export function TextField({ label, hint, mistake, lines = false, longest, onType, ...input }: TextFieldProps) {
  const about = { ...input, maxLength: longest, autoComplete: 'off' }
  return (
    <Field label={label} hint={hint} mistake={mistake}>
      {(tied) =>
        lines ? (
          <textarea {...tied} {...about} rows={4} onInput={({ currentTarget }) => onType(currentTarget.value)} />
        ) : (
          <input type="text" {...tied} {...about} onInput={({ currentTarget }) => onType(currentTarget.value)} />
        )
      }
    </Field>
  )
}

interface SelectProps extends Labelled {
  readonly value: string
  readonly choices: readonly { readonly value: string; readonly words: string }[]
  /** What it says while nothing is chosen. */
  readonly none?: string
  onPick(value: string): void
}

export function Select({ label, hint, mistake, value, choices, none, onPick }: SelectProps) {
  return (
    <Field label={label} hint={hint} mistake={mistake}>
      {(tied) => (
        <select {...tied} value={value} onChange={({ currentTarget }) => onPick(currentTarget.value)}>
          {none !== undefined && <option value="">{none}</option>}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.words}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

export function Tick({
  title,
  label,
  ticked,
  mistake,
  onTick,
}: {
  title: string
  /** What it is about, for who hears it. */
  label?: string
  ticked: boolean
  mistake?: string | undefined
  onTick(is: boolean): void
}) {
  const id = useId()
  return (
    <div class="field">
      <label class="tick">
        <input
          type="checkbox"
          checked={ticked}
          aria-invalid={mistake === undefined ? undefined : true}
          aria-describedby={mistake === undefined ? undefined : id}
          onChange={({ currentTarget }) => onTick(currentTarget.checked)}
        />
        <span>
          {label !== undefined && <span class="unseen">{label}: </span>}
          {title}
        </span>
      </label>
      <Mistake id={id} words={mistake} />
    </div>
  )
}

/** The buttons below a form. While something is done, none can be pressed again. */
export const Buttons = ({ children }: { children: ComponentChildren }) => <div class="buttons">{children}</div>
