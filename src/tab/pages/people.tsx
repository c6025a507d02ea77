import './people.css'
import '@fluentui/web-components/button.js'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { PersonRow } from '../../features/settings/people.routes.ts'
import { peopleText } from '../../features/settings/people.text.ts'
import { useAsked } from '../asked.ts'
import { pagesText } from '../pages.ts'
import { Field } from '../parts/fields.tsx'
import { Outcome } from '../parts/outcome.tsx'
import { Page } from '../parts/page.tsx'
import { Shown } from '../parts/shown.tsx'
import { useWords } from '../session.ts'
import { peoplePageText } from './people.text.ts'
import { PersonForm } from './person-form.tsx'

const atOnce = 50
const soon = 250

/** Who works for the partner, with which roles and who gave them. */
export default function People() {
  const titles = useWords(pagesText)
  const words = useWords(peoplePageText)
  const card = useWords(peopleText)
  const { query, route } = useLocation()
  const text = (query.text ?? '').substring(0, 200)
  const from = Math.max(0, Number.parseInt(query.from ?? '0', 10) || 0)
  const asked = useAsked('people.list', { text, from })
  const [typed, setTyped] = useState(text)
  const [changing, setChanging] = useState<PersonRow | 'new'>()
  const [notice, setNotice] = useState<string>()
  const to = (search: string, start: number) =>
    `/tab/people?${new URLSearchParams({ ...(search !== '' && { text: search }), ...(start > 0 && { from: String(start) }) })}`

  useEffect(() => {
    if (typed === text) return
    const waiting = setTimeout(() => route(to(typed, 0), true), soon)
    return () => clearTimeout(waiting)
  }, [typed, text])

  const done = (said: string | undefined) => {
    setChanging(undefined)
    setNotice(said)
    asked.again()
  }
  return (
    <Page title={titles.people}>
      <p class="faint">{card.subject}</p>
      <Outcome notice={notice} />
      <div class="people-search">
        <Field label={words.search}>
          {(described) => (
            <input
              {...described}
              type="search"
              value={typed}
              maxLength={200}
              onInput={({ currentTarget: { value } }) => setTyped(value)}
            />
          )}
        </Field>
        {asked.told !== undefined && asked.told.grants.length > 0 && (
          <fluent-button onClick={() => setChanging('new')}>{card.somebodyNew}</fluent-button>
        )}
      </div>
      <Shown asked={asked}>
        {({ people, more, grants, elsewhere }) => (
          <>
            {elsewhere !== undefined && <p class="elsewhere">{elsewhere}</p>}
            {people.length === 0 && <p>{text === '' ? card.nobody : words.nobodyFound}</p>}
            {people.length > 0 && (
              <ul class="rows">
                {people.map((person) => (
                  <li key={person.id} class="row">
                    <div>
                      <strong>{person.name}</strong>
                      {person.roles.length === 0 && <p class="faint">{card.noRole}</p>}
                      {person.roles.map(({ role, title, given }) => (
                        <p key={role}>
                          {title} <span class="faint">· {given}</span>
                        </p>
                      ))}
                    </div>
                    {grants.length > 0 && (
                      <fluent-button
                        size="small"
                        aria-label={`${words.change} · ${person.name}`}
                        onClick={() => setChanging(person)}
                      >
                        {words.change}
                      </fluent-button>
                    )}
                  </li>
                ))}
              </ul>
            )}
            {(more || from > 0) && (
              <div class="paging">
                <fluent-button
                  size="small"
                  disabled={from === 0}
                  onClick={() => route(to(text, Math.max(0, from - atOnce)))}
                >
                  {words.newer}
                </fluent-button>
                <fluent-button size="small" disabled={!more} onClick={() => route(to(text, from + atOnce))}>
                  {words.older}
                </fluent-button>
              </div>
            )}
            {changing !== undefined && (
              <PersonForm
                person={changing === 'new' ? undefined : changing}
                {...{ grants, done }}
                closed={() => setChanging(undefined)}
              />
            )}
          </>
        )}
      </Shown>
    </Page>
  )
}
