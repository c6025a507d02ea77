import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { renewingText } from '../../features/renewing/renewing.text.ts'
import { useActing } from '../acting.ts'
import { ask } from '../api.ts'
import { newKey } from '../new-key.ts'
import { Buttons } from '../parts/fields.tsx'
import { NotFound } from '../parts/not-found.tsx'
import { Page } from '../parts/page.tsx'
import { Problem, Shown } from '../parts/shown.tsx'
import { Standing, useSettling } from '../parts/standing.tsx'
import { useWords } from '../session.ts'

/** What of an order renews itself, and turning it off or on. */
export default function Renewal() {
  const { customer, order } = useLocation().query
  const words = useWords(renewingText)
  if (customer === undefined || order === undefined) return <NotFound />
  return (
    <Page title={words.title}>
      <OfOrder key={order} customerId={customer} orderId={order} />
    </Page>
  )
}

function OfOrder({ customerId, orderId }: { customerId: string; orderId: string }) {
  const asked = useSettling('renewing.order', { customerId, orderId }, ({ settled }) => settled)
  const acting = useActing()
  const [key, setKey] = useState(newKey)
  const { title: page } = useWords(renewingText)
  return (
    <Shown asked={asked}>
      {({ paper, turns }) => (
        <>
          <Standing
            paper={paper}
            page={page}
            withdraw={async (approvalId) => {
              await ask('renewing.withdraw', { approvalId })
              asked.again()
            }}
          />
          {acting.refused !== undefined && <Problem refused={acting.refused} />}
          <Buttons>
            {turns.map(({ title, ...wish }) => (
              <fluent-button
                key={title}
                disabled={acting.busy || asked.waiting}
                onClick={() =>
                  void acting.act(async () => {
                    try {
                      await ask('renewing.turn', { customerId, orderId, key, ...wish })
                      setKey(newKey())
                    } finally {
                      asked.again()
                    }
                  })
                }
              >
                {title}
              </fluent-button>
            ))}
          </Buttons>
        </>
      )}
    </Shown>
  )
}
