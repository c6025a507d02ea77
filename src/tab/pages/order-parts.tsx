import '@fluentui/web-components/button.js'
import { useState } from 'preact/hooks'
import type { OrderShown } from '../../features/orders/orders.routes.ts'
import { useActing } from '../acting.ts'
import { type Asks, ask, type Tells } from '../api.ts'
import { useAsked } from '../asked.ts'
import { addressOf } from '../parts/address.ts'
import { Problem, Shown } from '../parts/shown.tsx'
import { Toned } from '../parts/toned.tsx'
import { useWords } from '../session.ts'
import { ordersPageText } from './orders.text.ts'

/** The reader's own download links for the order. */
export function OrderLinks({ order: { id: orderId, customer } }: { order: OrderShown }) {
  const words = useWords(ordersPageText)
  const asked = useAsked('links.list', { orderId })
  return (
    <section>
      <h2>{words.links}</h2>
      <Shown asked={asked}>
        {({ links }) =>
          links.length === 0 ? (
            <p class="faint">{words.noLinks}</p>
          ) : (
            <>
              <ul class="rows">
                {links.map((link) => (
                  <li key={link.id} class="row">
                    <div>
                      {link.product}
                      <p class="faint">{link.file}</p>
                    </div>
                    <div class="figures">
                      <p>{link.time.words}</p>
                      <p>{link.downloads.words}</p>
                    </div>
                  </li>
                ))}
              </ul>
              <p class="ways">
                <a href={addressOf({ command: 'keys', customerId: customer.id, orderId })}>{words.toLinks}</a>
              </p>
            </>
          )
        }
      </Shown>
    </section>
  )
}

/** Support requests about the order. */
export function OrderRequests({ orderId }: { orderId: string }) {
  const words = useWords(ordersPageText)
  const asked = useAsked('support.of-order', { orderId })
  return (
    <section>
      <h2>{words.requests}</h2>
      <Shown asked={asked}>
        {({ requests }) =>
          requests.length === 0 ? (
            <p class="faint">{words.noRequests}</p>
          ) : (
            <ul class="rows">
              {requests.map(({ id, name, title, state, amount, sent }) => (
                <li key={id} class="row">
                  <div>
                    <p class="order-head">
                      <a href={`/tab/support/${id}`}>{name}</a>
                      <Toned {...state} />
                    </p>
                    {title}
                  </div>
                  <div class="figures">
                    <p>{amount}</p>
                    <p class="faint">
                      <time dateTime={sent.at}>{sent.words}</time>
                    </p>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </section>
  )
}

type Entries = Tells<'activity.of-order'>
type Kind = Asks<'activity.of-order'>['of']

/** What the activity log has of the order: asked for by a press, since looking is on record. */
export function OrderEntries({ order: { id: orderId, customer } }: { order: OrderShown }) {
  const words = useWords(ordersPageText)
  const acting = useActing()
  const [shown, setShown] = useState<Entries & { of: Kind }>()
  const look = (of: Kind, after?: Entries['next']) =>
    acting.act(async () => {
      const asked = { customerId: customer.id, orderId, of, ...(after !== undefined && { after }) }
      const told = await ask('activity.of-order', asked)
      const before = after === undefined ? [] : (shown?.entries ?? [])
      setShown({ of, entries: [...before, ...told.entries], next: told.next })
    })
  return (
    <section>
      <h2>{words.keysSeen}</h2>
      <p class="acts">
        <fluent-button disabled={acting.busy} onClick={() => void look('keys')}>
          {words.showKeysSeen}
        </fluent-button>
        <fluent-button disabled={acting.busy} onClick={() => void look('work')}>
          {words.showLog}
        </fluent-button>
      </p>
      <p class="faint">{words.onRecord}</p>
      {acting.refused !== undefined && <Problem refused={acting.refused} />}
      <div role="status">{shown?.entries.length === 0 && words.noEntries}</div>
      {shown !== undefined && shown.entries.length > 0 && (
        <ol class="rows">
          {shown.entries.map(({ number, at, what, who, about }) => (
            <li key={number} class="row">
              <div>
                {what} · {who}
                <p class="faint">{about}</p>
              </div>
              <time dateTime={at.at}>{at.words}</time>
            </li>
          ))}
        </ol>
      )}
      {shown?.next !== undefined && (
        <p class="ways">
          <fluent-button disabled={acting.busy} onClick={() => void look(shown.of, shown.next)}>
            {words.more}
          </fluent-button>
        </p>
      )}
    </section>
  )
}
