import '@fluentui/web-components/button.js'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Outcome as Came, Rules } from '../../features/settings/settings.routes.ts'
import { settingsText } from '../../features/settings/settings.text.ts'
import type { useActingBy } from '../acting.ts'
import { Field } from '../parts/fields.tsx'
import { Outcome, Warnings } from '../parts/outcome.tsx'
import { useWords } from '../session.ts'

type Saves = 'settings.save-approvals' | 'settings.save-notices'

interface Line {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly placeholder?: string
  /** To choose from; left out, it is typed. */
  readonly choices?: Rules['chats']
  /** Whether it has a place now. */
  shown?(form: Rules['form']): boolean
}

/** A partner's rules: what holds in words, and below it the form that changes it. */
export function RulesForm({
  told,
  about,
  lines,
  acting: { act, waiting, refused },
}: {
  told: Rules
  about: string
  lines(rules: Rules): readonly Line[]
  acting: ReturnType<typeof useActingBy<Saves>>
}) {
  const words = useWords(settingsText)
  const [rules, setRules] = useState(told)
  const [form, setForm] = useState(told.form)
  const [outcome, setOutcome] = useState<Came>()
  const mistakes = outcome?.mistakes ?? {}

  async function save(): Promise<void> {
    const came = await act({ ...form, drawn: rules.drawn } as never)
    setOutcome(came)
    if (came === undefined) return
    setRules(came.rules)
    setForm(came.rules.form)
  }

  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <p class="faint">{about}</p>
      <Warnings lines={rules.warnings} />
      <Outcome notice={outcome?.notice} problem={outcome?.problem} refused={refused} />
      <section class="holds">
        <h2>{words.holds}</h2>
        <Lines lines={rules.holds} />
      </section>
      {lines(rules)
        .filter(({ shown }) => shown?.(form) !== false)
        .map(({ name, label, hint, placeholder, choices }) => (
          <Field key={name} label={label} hint={hint} mistake={mistakes[name]}>
            {(described) => {
              const value = form[name] ?? ''
              const typed = ({ currentTarget }: { currentTarget: { value: string } }) =>
                setForm({ ...form, [name]: currentTarget.value })
              return choices === undefined ? (
                <input {...described} {...{ value, placeholder }} autocomplete="off" onInput={typed} />
              ) : (
                <select {...described} value={value} onChange={typed}>
                  {choices.map((choice) => (
                    <option key={choice.value} value={choice.value}>
                      {choice.title}
                    </option>
                  ))}
                </select>
              )
            }}
          </Field>
        ))}
      <div>
        <fluent-button appearance="primary" type="submit" disabled={waiting}>
          {words.save}
        </fluent-button>
      </div>
    </form>
  )
}

const Lines = ({ lines }: { lines: readonly string[] }): ComponentChildren =>
  lines.map((line) => <p key={line}>{line}</p>)
