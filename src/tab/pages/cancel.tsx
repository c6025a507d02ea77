import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { cancellingText } from '../../features/cancelling/cancelling.text.ts'
import { useActing } from '../acting.ts'
import { ask } from '../api.ts'
import { useAsked } from '../asked.ts'
import { newKey } from '../new-key.ts'
import { CustomerField, customerWords } from '../parts/customer-field.tsx'
import { Select } from '../parts/fields.tsx'
import { Page } from '../parts/page.tsx'
import { partsText } from '../parts/parts.text.ts'
import { Shown } from '../parts/shown.tsx'
import { Standing, useSettling } from '../parts/standing.tsx'
import { useWords } from '../session.ts'
import { cancelText } from './cancel.text.ts'
import { CancelForm } from './cancel-form.tsx'

/** Customer, order, what holds, the important text, Submit; then what became of it, at an address of its own. */
export default function Cancel() {
  const { query } = useLocation()
  const words = useWords(cancelText)
  const { done, customer, order } = query
  return (
    <Page title={words.title}>
      {done !== undefined && customer !== undefined && order !== undefined ? (
        <Receipt key={done} formKey={done} customerId={customer} orderId={order} />
      ) : (
        <Choosing key="choosing" />
      )}
    </Page>
  )
}

function Choosing() {
  const { query, route } = useLocation()
  const words = useWords(partsText)
  const [typed, setTyped] = useState('')
  const { customer, order } = query
  return (
    <>
      <CustomerField
        label={words.customer}
        value={typed}
        onType={setTyped}
        onChoose={(chosen) => route(`/tab/cancel?customer=${encodeURIComponent(chosen)}`, true)}
      />
      {(customer !== undefined || order !== undefined) && (
        <OfCustomer key={customer ?? order} customer={customer} order={order} known={setTyped} />
      )}
    </>
  )
}

interface OfCustomerProps {
  /** As it was chosen or typed; left out, whosever the order is. */
  readonly customer: string | undefined
  readonly order: string | undefined
  known(customer: string): void
}

function OfCustomer({ customer, order: first, known }: OfCustomerProps) {
  const { route } = useLocation()
  const words = useWords(cancelText)
  const said = useWords(cancellingText)
  const [key] = useState(newKey)
  const [order, setOrder] = useState(first)
  const [lines, setLines] = useState<readonly number[]>()
  const acting = useActing()
  const asked = useAsked('cancelling.form', {
    key,
    ...(customer !== undefined && { customer }),
    ...(order !== undefined && { order }),
    ...(lines !== undefined && { lines: [...lines] }),
  })
  const { told } = asked
  useEffect(() => told && known(customerWords(told.customer)), [told?.customer.id])
  return (
    <Shown asked={asked}>
      {({ customer, orders, none, missed, chosen, paper, submits }) => (
        <>
          {orders.length > 0 && (
            <Select
              label={said.orderNumber}
              value={chosen ?? ''}
              {...(chosen === undefined && { none: words.choose })}
              choices={orders.map(({ id, words }) => ({ value: id, words }))}
              mistake={missed}
              onPick={(picked) => {
                acting.forget()
                setLines(undefined)
                setOrder(picked)
              }}
            />
          )}
          {none !== undefined && <p>{none}</p>}
          {orders.length === 0 && missed !== undefined && <p role="alert">{missed}</p>}
          <CancelForm
            key={chosen}
            paper={paper}
            submits={submits}
            waiting={asked.waiting}
            acting={acting}
            choose={(ticked) => {
              setOrder(chosen)
              setLines(ticked)
            }}
            withdraw={async (approvalId) => {
              await ask('cancelling.withdraw', { key, approvalId })
              asked.again()
            }}
            submit={async (wish) => {
              if (chosen === undefined) return
              try {
                await ask('cancelling.submit', { key, customerId: customer.id, orderId: chosen, ...wish })
              } catch (error) {
                asked.again()
                throw error
              }
              route(`/tab/cancel?customer=${customer.id}&order=${encodeURIComponent(chosen)}&done=${key}`)
            }}
          />
        </>
      )}
    </Shown>
  )
}

function Receipt({ formKey, customerId, orderId }: { formKey: string; customerId: string; orderId: string }) {
  const words = useWords(cancelText)
  const asked = useSettling('cancelling.receipt', { key: formKey, customerId, orderId }, ({ settled }) => settled)
  return (
    <Shown asked={asked}>
      {({ paper, left }) => (
        <>
          <Standing
            paper={paper}
            withdraw={async (approvalId) => {
              await ask('cancelling.withdraw', { key: formKey, approvalId })
              asked.again()
            }}
          />
          <p class="links after">
            <a href={`/tab/orders/${customerId}/${encodeURIComponent(orderId)}`}>{words.toOrder}</a>
            <a href={left === 0 ? '/tab/cancel' : `/tab/cancel?customer=${customerId}`}>
              {left === 0 ? words.other : words.another}
            </a>
          </p>
        </>
      )}
    </Shown>
  )
}
