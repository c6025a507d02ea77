import './orders.css'
import './links.css'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { LinkRow } from '../../features/keys/keys.routes.ts'
import { useAsked } from '../asked.ts'
import { Page } from '../parts/page.tsx'
import { Shown } from '../parts/shown.tsx'
import { useMe, useWords } from '../session.ts'
import { GetKeys } from './get-keys.tsx'
import { LinkItem } from './link-item.tsx'
import { linksText } from './links.text.ts'

/** The person's own download links, those that end first in front; with an order in the address, what can be had of it. */
export default function Links() {
  const { query } = useLocation()
  const words = useWords(linksText)
  // What was got or renewed changes the order of the list: it is asked for anew.
  const [made, setMade] = useState(0)
  const { customer, order } = query
  return (
    <Page title={words.title}>
      {customer !== undefined && order !== undefined ? (
        <GetKeys key={order} customerId={customer} orderId={order} changed={() => setMade((last) => last + 1)} />
      ) : (
        <p class="faint">
          {words.choose} <a href="/tab/orders">{words.toOrders}</a>
        </p>
      )}
      <List key={`${order} ${query.ended} ${query.after} ${made}`} />
    </Page>
  )
}

function List() {
  const { query } = useLocation()
  const { locale } = useMe()
  const words = useWords(linksText)
  const { order, customer } = query
  const ended = query.ended !== undefined
  const after = query.at && query.after ? { after: { at: query.at, id: query.after } } : {}
  const asked = useAsked('links.list', { ended, ...(order !== undefined && { orderId: order }), ...after })
  const address = (changed: Record<string, string | undefined>) => {
    const kept = { customer, order, ended: ended ? '' : undefined, ...changed }
    const found = Object.entries(kept).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
    return `/tab/links?${new URLSearchParams(found)}`
  }
  return (
    <section>
      <h2>{order === undefined ? words.all : words.of(order)}</h2>
      <nav class="which" aria-label={words.title}>
        <a href={address({ ended: undefined })} aria-current={ended ? undefined : 'true'}>
          {words.working}
        </a>
        <a href={address({ ended: '' })} aria-current={ended ? 'true' : undefined}>
          {words.ended}
        </a>
      </nav>
      <Shown asked={asked}>
        {({ links, next, count }) => (
          <>
            <p class="faint range" role="status">
              {links.length > 0
                ? words.count(count.toLocaleString(locale))
                : ended
                  ? words.noneEnded
                  : words.noneWorking}
            </p>
            {links.length > 0 && <Items links={links} />}
            <p class="ways">
              {next !== undefined && <a href={address({ at: next.at, after: next.id })}>{words.more}</a>}
              {query.after !== undefined && <a href={address({})}>{words.first}</a>}
              {order !== undefined && <a href="/tab/links">{words.all}</a>}
            </p>
          </>
        )}
      </Shown>
    </section>
  )
}

const Items = ({ links }: { links: readonly LinkRow[] }) => (
  <ul class="rows">
    {links.map((link) => (
      <li key={`${link.id} ${link.revision}`}>
        <LinkItem first={link} />
      </li>
    ))}
  </ul>
)
