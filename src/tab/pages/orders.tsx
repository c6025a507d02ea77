import './orders.css'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { wordsText } from '../../chat/words.text.ts'
import { ordersListText } from '../../features/orders/orders-list.text.ts'
import type { Asks, Tells } from '../api.ts'
import { useAsked } from '../asked.ts'
import { pagesText } from '../pages.ts'
import { CustomerField, customerWords } from '../parts/customer-field.tsx'
import { Select } from '../parts/fields.tsx'
import { Page } from '../parts/page.tsx'
import { Shown } from '../parts/shown.tsx'
import { Toned } from '../parts/toned.tsx'
import { useWords } from '../session.ts'
import { ordersPageText } from './orders.text.ts'

type Listed = Tells<'orders.list'>
type Filters = Omit<Asks<'orders.list'>, 'cursor'>

const states = ['all', 'open', 'closing', 'cancelling', 'cancelled'] as const
const spans = ['any', '7', '30', '60', '365'] as const
const families = [
  'server-subscription',
  'perpetual-software',
  'azure-reservation',
  'extended-security-update',
  'linux-plan',
  'other',
] as const

const oneOf = <T extends string>(values: readonly T[], value: string | undefined): T | undefined =>
  values.find((known) => known === value)

/** Orders of everyone or of one customer; what is looked for stands in the address. */
export default function Orders() {
  const { query, route } = useLocation()
  const titles = useWords(pagesText)
  const list = useWords(ordersListText)
  const filters: Filters = {
    ...(query.customer && { customer: query.customer }),
    state: oneOf(states, query.state) ?? 'all',
    family: oneOf(families, query.family) ?? 'all',
    bought: oneOf(spans, query.bought) ?? 'any',
  }
  const [orderId, at] = [query.after, query.at]
  const cursor = orderId && at ? { cursor: { at, orderId } } : {}
  const asked = useAsked('orders.list', { ...filters, ...cursor })
  const go = (changed: Filters, next?: Listed['next']) => route(addressOf(changed, next))
  const isFiltered = filters.state !== 'all' || filters.family !== 'all' || filters.bought !== 'any'
  return (
    <Page title={titles.orders}>
      <Looking filters={filters} customer={asked.told?.customer} go={go} />
      <Shown asked={asked}>
        {(told) => (
          <>
            {told.remarks.map((remark) => (
              <p key={remark} class="faint">
                {remark}
              </p>
            ))}
            <p role="status" class="faint range">
              {told.none ?? told.range}
            </p>
            {told.orders.length > 0 && <Rows told={told} />}
            <p class="ways">
              {told.next !== undefined && <a href={addressOf(filters, told.next)}>{list.more}</a>}
              {orderId !== undefined && <a href={addressOf(filters)}>{list.newest}</a>}
              {isFiltered && (
                <a href={addressOf(filters.customer === undefined ? {} : { customer: filters.customer })}>
                  {list.clear}
                </a>
              )}
            </p>
          </>
        )}
      </Shown>
    </Page>
  )
}

function addressOf({ customer, state, family, bought }: Filters, next?: Listed['next']): string {
  const asked = Object.entries({ customer, state, family, bought, at: next?.at, after: next?.orderId })
  const shown = new URLSearchParams(
    asked.flatMap(([name, value]) =>
      value === undefined || value === 'all' || value === 'any' ? [] : [[name, String(value)]],
    ),
  )
  return shown.size === 0 ? '/tab/orders' : `/tab/orders?${shown}`
}

function Looking({
  filters,
  customer,
  go,
}: {
  filters: Filters
  customer: Listed['customer']
  go(filters: Filters): void
}) {
  const words = useWords(ordersPageText)
  const list = useWords(ordersListText)
  const families_ = useWords(wordsText).families
  const [typed, setTyped] = useState(filters.customer ?? '')
  useEffect(
    () => setTyped(customer === undefined ? (filters.customer ?? '') : customerWords(customer)),
    [filters.customer, customer?.id],
  )
  return (
    <search class="looking">
      <div class="whose">
        <CustomerField
          label={words.find}
          value={typed}
          onType={setTyped}
          onChoose={(chosen) => go({ ...filters, customer: chosen })}
        />
        {filters.customer !== undefined && (
          <a
            href={addressOf({ ...filters, customer: undefined })}
            onClick={() => {
              setTyped('')
            }}
          >
            {list.everyone}
          </a>
        )}
      </div>
      <Select
        label={list.state}
        value={filters.state ?? 'all'}
        choices={states.map((value) => ({ value, words: list.states[value] }))}
        onPick={(value) => go({ ...filters, state: oneOf(states, value) })}
      />
      <Select
        label={list.family}
        value={filters.family ?? 'all'}
        choices={[
          { value: 'all', words: list.anyFamily },
          ...families.map((value) => ({ value, words: families_[value] })),
        ]}
        onPick={(value) => go({ ...filters, family: oneOf(families, value) })}
      />
      <Select
        label={list.bought}
        value={filters.bought ?? 'any'}
        choices={spans.map((value) => ({ value, words: list.boughtWithin[value] }))}
        onPick={(value) => go({ ...filters, bought: oneOf(spans, value) })}
      />
    </search>
  )
}

const Rows = ({ told: { orders } }: { told: Listed }) => (
  <ul class="rows">
    {orders.map((order) => (
      <li key={order.id} class="row">
        <div>
          <p class="order-head">
            <a href={`/tab/orders/${order.customerId}/${encodeURIComponent(order.id)}`}>{order.number}</a>
            <Toned {...order.state} />
            {order.customer !== undefined && <span>{order.customer}</span>}
          </p>
          {order.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
          <p class="faint">
            <time dateTime={order.bought.at}>{order.bought.words}</time>
          </p>
        </div>
        <div class="figures">
          <p>{order.total}</p>
          {order.left !== undefined && <Toned {...order.left} />}
        </div>
      </li>
    ))}
  </ul>
)
