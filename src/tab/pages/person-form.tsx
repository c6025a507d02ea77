import '@fluentui/web-components/button.js'
import { useState } from 'preact/hooks'
import type { PersonRow } from '../../features/settings/people.routes.ts'
import { peopleText } from '../../features/settings/people.text.ts'
import { useActingBy } from '../acting.ts'
import type { Tells } from '../api.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field, Mistake } from '../parts/fields.tsx'
import { Outcome } from '../parts/outcome.tsx'
import { useMe, useWords } from '../session.ts'
import { peoplePageText } from './people.text.ts'

const granted = ({ roles }: PersonRow): string[] => roles.filter(({ here }) => here).map(({ role }) => role)

/** Grants and withdraws a person's roles, or enters somebody new. */
export function PersonForm({
  person,
  grants,
  done,
  closed,
}: {
  /** Undefined for somebody new. */
  person: PersonRow | undefined
  grants: Tells<'people.list'>['grants']
  done(notice: string | undefined): void
  closed(): void
}) {
  const words = useWords(peopleText)
  const { back } = useWords(peoplePageText)
  const me = useMe()
  const setting = useActingBy('people.set')
  const entering = useActingBy('people.enter')
  const [id, setId] = useState('')
  const [name, setName] = useState('')
  /** What the roles are chosen from: when somebody else changed them meanwhile, those that hold now. */
  const [holds, setHolds] = useState(person)
  const [ticked, setTicked] = useState(person === undefined ? [] : granted(person))
  const [came, setCame] = useState<Tells<'people.set'>>()
  const mistakes = came?.mistakes ?? {}

  async function save(): Promise<void> {
    const told =
      holds === undefined
        ? await entering.act({ id, name, roles: ticked })
        : await setting.act({ id: holds.id, roles: ticked, seen: granted(holds) })
    setCame(told)
    if (told === undefined) return
    if (told.problem !== undefined && told.person !== undefined) setHolds(told.person)
    if (told.problem !== undefined || Object.keys(told.mistakes).length > 0) return
    // What the person themselves may do decides over what the tab offers.
    holds?.id === me.agentId ? location.assign('/tab/people') : done(told.notice)
  }

  return (
    <Dialog title={holds?.name ?? words.newTitle} closed={closed}>
      <form
        class="person"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Outcome problem={came?.problem} refused={setting.refused ?? entering.refused} />
        {holds === undefined && (
          <>
            <p class="faint">{words.newSubject}</p>
            <Field label={words.id} mistake={mistakes.id}>
              {(described) => (
                <input
                  {...described}
                  value={id}
                  autocomplete="off"
                  onInput={({ currentTarget: { value } }) => setId(value)}
                />
              )}
            </Field>
            <Field label={words.name} mistake={mistakes.name}>
              {(described) => (
                <input
                  {...described}
                  value={name}
                  autocomplete="off"
                  onInput={({ currentTarget: { value } }) => setName(value)}
                />
              )}
            </Field>
          </>
        )}
        {holds !== undefined && (
          <p class="faint">
            {words.holds}: {holds.roles.length === 0 ? words.noRole : holds.roles.map(({ title }) => title).join(' · ')}
          </p>
        )}
        <fieldset aria-describedby="roles-mistake">
          <legend>{words.roles}</legend>
          {grants.map(({ role, title, lets }) => (
            <label key={role} class="tick">
              <input
                type="checkbox"
                checked={ticked.includes(role)}
                onChange={({ currentTarget: { checked } }) =>
                  setTicked(checked ? [...ticked, role] : ticked.filter((it) => it !== role))
                }
              />
              <span>{words.role(title, lets)}</span>
            </label>
          ))}
          <Mistake id="roles-mistake" words={mistakes.given} />
        </fieldset>
        <p class="hint">{words.atOnce}</p>
        <div class="dialog-acts">
          <fluent-button appearance="primary" type="submit" disabled={setting.waiting || entering.waiting}>
            {holds === undefined ? words.enter : words.save}
          </fluent-button>
          <fluent-button type="button" onClick={closed}>
            {back}
          </fluent-button>
        </div>
      </form>
    </Dialog>
  )
}
