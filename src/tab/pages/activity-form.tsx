import '@fluentui/web-components/button.js'
import { useState } from 'preact/hooks'
import { activityLogText } from '../../features/activity-log/activity-log.text.ts'
import type { Asks } from '../api.ts'
import { Field } from '../parts/fields.tsx'
import { Suggesting } from '../parts/suggesting.tsx'
import { useWords } from '../session.ts'

export type LogFields = Record<keyof Asks<'activity.ask'>, string>

const nothing: LogFields = { range: 'last-7-days', from: '', to: '', person: '', customer: '', kind: 'work' }
const names = Object.keys(nothing) as (keyof LogFields)[]

/** The fields of an address; what it has not is as at first. */
export const fieldsIn = (query: Record<string, string>): LogFields =>
  Object.fromEntries(names.map((name) => [name, (query[name] ?? nothing[name]).substring(0, 200)])) as LogFields

/** An address has what is otherwise than at first. */
export const queryOf = (fields: LogFields): string =>
  new URLSearchParams(
    names.filter((name) => fields[name] !== nothing[name]).map((name) => [name, fields[name]]),
  ).toString()

/** What is asked of the log: days, whose, of which customer, and what. */
export function ActivityForm({
  fields,
  mistakes,
  busy,
  asked,
}: {
  fields: LogFields
  mistakes: Readonly<Record<string, string>>
  busy: boolean
  asked(fields: LogFields): void
}) {
  const words = useWords(activityLogText)
  const [typed, setTyped] = useState(fields)
  const set = (some: Partial<LogFields>) => setTyped({ ...typed, ...some })
  const exact = typed.range === 'exact' || mistakes.from !== undefined || mistakes.to !== undefined
  return (
    <form
      class="log-form"
      onSubmit={(event) => {
        event.preventDefault()
        asked(typed.range === 'exact' ? typed : { ...typed, from: '', to: '' })
      }}
    >
      <Field label={words.range} mistake={mistakes.range}>
        {(described) => (
          <select {...described} value={typed.range} onChange={({ currentTarget: { value: range } }) => set({ range })}>
            {Object.entries(words.ranges).map(([value, title]) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      {exact &&
        (['from', 'to'] as const).map((field) => (
          <Field key={field} label={words[field]} mistake={mistakes[field]}>
            {(described) => (
              <input
                {...described}
                type="date"
                value={typed[field]}
                onInput={({ currentTarget: { value } }) => set({ range: 'exact', [field]: value })}
              />
            )}
          </Field>
        ))}
      <Field label={words.person} mistake={mistakes.person}>
        {(described) => (
          <Suggesting
            {...{ described, route: 'activity.choices', about: { of: 'people' } }}
            placeholder={words.everyone}
            value={typed.person}
            typed={(person) => set({ person })}
          />
        )}
      </Field>
      <Field label={words.customer} mistake={mistakes.customer}>
        {(described) => (
          <Suggesting
            {...{ described, route: 'activity.choices', about: { of: 'customers' } }}
            placeholder={words.allCustomers}
            value={typed.customer}
            typed={(customer) => set({ customer })}
          />
        )}
      </Field>
      <Field label={words.kind} mistake={mistakes.kind}>
        {(described) => (
          <select {...described} value={typed.kind} onChange={({ currentTarget: { value: kind } }) => set({ kind })}>
            {Object.entries(words.kinds).map(([value, title]) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div class="log-show">
        <fluent-button appearance="primary" type="submit" disabled={busy}>
          {words.show}
        </fluent-button>
        <p class="hint">{words.onRecord}</p>
      </div>
    </form>
  )
}
