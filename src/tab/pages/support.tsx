import './support.css'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { supportText } from '../../features/support/requests/support.text.ts'
import { useAsked } from '../asked.ts'
import { pagesText } from '../pages.ts'
import { Buttons } from '../parts/fields.tsx'
import { Page } from '../parts/page.tsx'
import { Shown } from '../parts/shown.tsx'
import { useWords } from '../session.ts'
import { SupportForm } from './support-form.tsx'
import { SupportRequest } from './support-request.tsx'

/** The list; the form, filled in for an order or a customer; one request at an address of its own. */
export default function Support({ id }: { id?: string }) {
  const { query, route } = useLocation()
  const said = useWords(supportText)
  const titles = useWords(pagesText)
  const opened = query.order !== undefined || query.customer !== undefined || query.new !== undefined
  return (
    <Page title={titles.support}>
      {id !== undefined ? (
        <SupportRequest key={id} id={id} />
      ) : opened ? (
        <SupportForm
          key="form"
          titled
          customer={query.customer}
          order={query.order}
          sent={(sent) => route(`/tab/support/${sent}`)}
          below={
            <p>
              <a href="/tab/support">{said.all}</a>
            </p>
          }
        />
      ) : (
        <List key="list" />
      )}
    </Page>
  )
}

function List() {
  const words = useWords(supportText)
  const [from, setFrom] = useState(0)
  const asked = useAsked('support.list', { from })
  return (
    <>
      <p class="new">
        <a href="/tab/support?new=1">{words.new}</a>
      </p>
      <Shown asked={asked}>
        {({ requests, next, before }) => (
          <>
            {requests.length === 0 && <p>{words.none}</p>}
            {requests.length > 0 && (
              <ul class="rows">
                {requests.map(({ id, name, title, below, standing, amount, sent }) => (
                  <li key={id} class="row">
                    <div>
                      <a href={`/tab/support/${id}`}>
                        {name} · {title}
                      </a>
                      <p class="faint">{below}</p>
                    </div>
                    <div class="figures">
                      <p>
                        <strong>{standing}</strong>
                      </p>
                      <p class="faint">{amount}</p>
                      <p class="faint">{sent}</p>
                    </div>
                  </li>
                ))}
              </ul>
            )}
            <Buttons>
              {before !== undefined && <fluent-button onClick={() => setFrom(before)}>{words.newer}</fluent-button>}
              {next !== undefined && <fluent-button onClick={() => setFrom(next)}>{words.more}</fluent-button>}
            </Buttons>
          </>
        )}
      </Shown>
    </>
  )
}
