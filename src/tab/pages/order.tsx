import './orders.css'
import { useLocation, useRoute } from 'preact-iso'
import type { OrderShown } from '../../features/orders/orders.routes.ts'
import { useAsked } from '../asked.ts'
import { addressOf } from '../parts/address.ts'
import { Page } from '../parts/page.tsx'
import { Shown } from '../parts/shown.tsx'
import { Toned } from '../parts/toned.tsx'
import { useWords } from '../session.ts'
import { OrderEntries, OrderLinks, OrderRequests } from './order-parts.tsx'
import { ordersPageText } from './orders.text.ts'

/** One order: what holds for it and its lines, where one goes on with it, and what became of it. */
export default function Order() {
  const { params } = useRoute()
  const { path } = useLocation()
  const words = useWords(ordersPageText)
  const asked = useAsked('orders.one', { customerId: params.customerId ?? '', orderId: params.orderId ?? '' })
  return (
    <Page title={asked.told?.title ?? words.order} key={path}>
      <Shown asked={asked}>{(order) => <Details order={order} />}</Shown>
    </Page>
  )
}

function Details({ order }: { order: OrderShown }) {
  const words = useWords(ordersPageText)
  const { id: orderId, customer, may } = order
  const opens = { customerId: customer.id, orderId }
  return (
    <>
      <p class="order-state">
        <Toned {...order.state} />
        <span>{order.sentence}</span>
      </p>
      <div class="panel">
        <p>
          <strong>{customer.name}</strong> <span class="faint">{customer.domain}</span>{' '}
          <a href={`/tab/orders?customer=${customer.id}`}>{words.ofCustomer(customer.name)}</a>
        </p>
        <Facts facts={order.facts} />
        {order.credit !== undefined && <p>{words.creditOfAll(order.credit)}</p>}
        <p class="acts">
          {may.includes('keys') && (
            <a class="button primary" href={addressOf({ command: 'keys', ...opens })}>
              {words.getKeys}
            </a>
          )}
          {may.includes('cancel') && (
            <a class="button" href={addressOf({ command: 'cancel', ...opens })}>
              {words.cancel}
            </a>
          )}
          {may.includes('support') && (
            <a class="button" href={addressOf({ command: 'support', ...opens })}>
              {words.support}
            </a>
          )}
        </p>
      </div>
      <h2>{words.lines}</h2>
      <Lines order={order} />
      {order.renewal.length > 0 && (
        <>
          <h2>{words.renewal}</h2>
          <div class="panel">
            <Facts facts={order.renewal} />
            {order.turning !== undefined && (
              <p class="acts">
                <a class="button" href={addressOf({ command: 'auto-renew', ...opens })}>
                  {order.turning}
                </a>
              </p>
            )}
          </div>
        </>
      )}
      <h2>{words.history}</h2>
      <ol class="rows">
        {order.steps.map(({ at, what, by, more }) => (
          <li key={`${at.at} ${what}`} class="row">
            <div>
              {what}
              {by !== undefined && <p class="faint">{words.by(by)}</p>}
              {more !== undefined && <p class="faint">{more}</p>}
            </div>
            <time dateTime={at.at}>{at.words}</time>
          </li>
        ))}
      </ol>
      {may.includes('links') && <OrderLinks order={order} />}
      {may.includes('support') && <OrderRequests orderId={orderId} />}
      {may.includes('activity') && <OrderEntries order={order} />}
    </>
  )
}

const Facts = ({ facts }: { facts: OrderShown['facts'] }) => (
  <dl class="order-facts">
    {facts.map(({ name, value }) => (
      <>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </>
    ))}
  </dl>
)

function Lines({ order: { lines } }: { order: OrderShown }) {
  const words = useWords(ordersPageText)
  return (
    <div class="panel">
      <table class="lines">
        <thead>
          <tr>
            <th scope="col">{words.product}</th>
            <th scope="col">{words.window}</th>
            <th scope="col" class="amount">
              {words.credit}
            </th>
            <th scope="col" class="amount">
              {words.amount}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.number}>
              <td>
                {line.what}
                {line.state !== undefined && <p class="faint">{line.state}</p>}
              </td>
              <td data-title={words.window}>{line.window}</td>
              <td data-title={line.credit === undefined ? undefined : words.credit} class="amount">
                {line.credit}
              </td>
              <td data-title={words.amount} class="amount">
                {line.amount}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
