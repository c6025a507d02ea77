import '@fluentui/web-components/button.js'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { ownSettingsText } from '../../features/settings/own-settings.text.ts'
import { useActingBy } from '../acting.ts'
import type { Asks, Tells } from '../api.ts'
import { useAsked } from '../asked.ts'
import { Field, Mistake } from '../parts/fields.tsx'
import { Outcome, Warnings } from '../parts/outcome.tsx'
import { Shown } from '../parts/shown.tsx'
import { Suggesting } from '../parts/suggesting.tsx'
import { useWords } from '../session.ts'
import { settingsPageText } from './settings.text.ts'

/** How the desk talks to the person, and when. */
export function OwnSettings() {
  return <Shown asked={useAsked('settings.own', {})}>{(told) => <Form told={told} />}</Shown>
}

type Fields = Asks<'settings.save-own'>

function Form({ told }: { told: Tells<'settings.own'> }) {
  const words = useWords(ownSettingsText)
  const { savedAnew } = useWords(settingsPageText)
  const { query } = useLocation()
  const { act, waiting, refused } = useActingBy('settings.save-own')
  const { language, timeZone, quietFrom, quietTo, morning } = told
  const first: Fields = { language, timeZone, told: told.told, quietFrom, quietTo, morning }
  const [fields, setFields] = useState(first)
  const [saved, setSaved] = useState(first)
  const [outcome, setOutcome] = useState<Tells<'settings.save-own'>>()
  const set = (some: Partial<Fields>) => setFields({ ...fields, ...some })
  const mistakes = outcome?.mistakes ?? {}

  async function save(): Promise<void> {
    const came = await act(fields)
    setOutcome(came)
    if (came === undefined || Object.keys(came.mistakes).length > 0) return
    // Every page is drawn in the person's language and by their clock.
    if (fields.language !== saved.language || fields.timeZone !== saved.timeZone)
      return location.assign('/tab/settings?saved=1')
    setSaved(fields)
  }

  const time = (name: 'quietFrom' | 'quietTo' | 'morning', label: string, hint?: string) => (
    <Field label={label} hint={hint} mistake={mistakes[name]}>
      {(described) => (
        <input
          {...described}
          type="time"
          value={fields[name]}
          onInput={({ currentTarget: { value } }) => set({ [name]: value })}
        />
      )}
    </Field>
  )
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Warnings lines={told.warnings} />
      <Outcome
        notice={outcome === undefined && query.saved !== undefined ? savedAnew : outcome?.notice}
        problem={outcome?.problem}
        refused={refused}
      />
      <div class="beside">
        <Field label={words.language} mistake={mistakes.language}>
          {(described) => (
            <select
              {...described}
              value={fields.language}
              onChange={({ currentTarget: { value } }) => set({ language: value })}
            >
              {told.languages.map(({ value, title }) => (
                <option key={value} value={value}>
                  {title}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.timeZone} hint={`${words.timeZoneHint} · ${told.teamsZone}`} mistake={mistakes.timeZone}>
          {(described) => (
            <Suggesting
              {...{ described, route: 'settings.zones', about: { own: true } }}
              value={fields.timeZone}
              typed={(value) => set({ timeZone: value })}
            />
          )}
        </Field>
      </div>
      <fieldset aria-describedby="told-mistake">
        <legend>{words.told}</legend>
        {told.kinds.map(({ value, title }) => (
          <label key={value} class="tick">
            <input
              type="checkbox"
              checked={fields.told.includes(value)}
              onChange={({ currentTarget: { checked } }) =>
                set({ told: checked ? [...fields.told, value] : fields.told.filter((kind) => kind !== value) })
              }
            />
            {title}
          </label>
        ))}
        <Mistake id="told-mistake" words={mistakes.told} />
      </fieldset>
      <fieldset>
        <legend>{words.quiet}</legend>
        <p class="hint">{words.quietHint}</p>
        <div class="beside">
          {time('quietFrom', words.quietFrom)}
          {time('quietTo', words.quietTo)}
        </div>
      </fieldset>
      {time('morning', words.morning, words.morningHint)}
      <div>
        <fluent-button appearance="primary" type="submit" disabled={waiting}>
          {words.save}
        </fluent-button>
      </div>
    </form>
  )
}
