import './buy.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { buyingText } from '../../features/buying/buying.text.ts'
import { useActing } from '../acting.ts'
import { ask, type Tells } from '../api.ts'
import { newKey } from '../new-key.ts'
import { CustomerField } from '../parts/customer-field.tsx'
import { Buttons } from '../parts/fields.tsx'
import { Page } from '../parts/page.tsx'
import { Boxes } from '../parts/paper.tsx'
import { partsText } from '../parts/parts.text.ts'
import { Problem, Shown } from '../parts/shown.tsx'
import { Standing, useSettling } from '../parts/standing.tsx'
import { useWords } from '../session.ts'
import { buyText } from './buy.text.ts'
import { BuyForm, type Filled, linesOf, type Mistakes, numbersOf } from './buy-form.tsx'

type Review = Extract<Tells<'buying.review'>, { kind: 'review' }>

/** Customer, products, review; then what became of it, at an address of its own. */
export default function Buy() {
  const { query } = useLocation()
  const words = useWords(buyText)
  return (
    <Page title={words.title}>
      {query.receipt === undefined ? <Order key="order" /> : <Receipt key={query.receipt} id={query.receipt} />}
    </Page>
  )
}

function Order() {
  const { query, route } = useLocation()
  const words = useWords(partsText)
  const [key] = useState(newKey)
  const [customer, setCustomer] = useState(query.customer ?? '')
  const [typed, setTyped] = useState('')
  const [filled, setFilled] = useState<Filled>({ lines: [], poNumber: '', reseller: undefined })
  const [mistakes, setMistakes] = useState<Mistakes>({ lines: [] })
  const [review, setReview] = useState<{ shown: Omit<Review, 'kind'>; changed?: string }>()
  const acting = useActing()

  const toReview = (customerId: string) =>
    acting.act(async () => {
      const asked = { customerId, key, lines: linesOf(filled), ...numbersOf(filled) }
      const told = await ask('buying.review', asked)
      setMistakes(told.kind === 'mistakes' ? told : { lines: [] })
      if (told.kind === 'review') setReview({ shown: told })
    })
  const place = (why: string) =>
    acting.act(async () => {
      if (review === undefined) return
      const told = await ask('buying.place', { key, shown: review.shown.shown, acknowledged: true, why })
      if (told.kind === 'confirmed') route(`/tab/buy?receipt=${told.id}`)
      else setReview({ shown: told, changed: told.words })
    })
  if (review !== undefined)
    return (
      <Confirming
        key={review.shown.shown}
        review={review.shown}
        changed={review.changed}
        acting={acting}
        place={place}
        back={() => {
          acting.forget()
          setReview(undefined)
        }}
      />
    )
  return (
    <>
      <CustomerField
        label={words.customer}
        value={typed}
        onType={setTyped}
        onChoose={(chosen) => {
          acting.forget()
          setCustomer(chosen)
          route(`/tab/buy?customer=${encodeURIComponent(chosen)}`, true)
        }}
      />
      {customer !== '' && (
        <BuyForm
          key={customer}
          asked={customer}
          about={query.about ?? ''}
          kept={query.kept}
          known={setTyped}
          filled={filled}
          fill={setFilled}
          mistakes={mistakes}
          acting={acting}
          review={toReview}
        />
      )}
    </>
  )
}

interface ConfirmingProps {
  readonly review: Omit<Review, 'kind'>
  readonly changed: string | undefined
  readonly acting: ReturnType<typeof useActing>
  place(why: string): void
  back(): void
}

/** What would be ordered, and the box to tick. */
function Confirming({ review, changed, acting, place, back }: ConfirmingProps) {
  const words = useWords(buyText)
  const said = useWords(buyingText)
  const [values, setValues] = useState<Record<string, string>>({})
  const [wanted, setWanted] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const acknowledged = values.acknowledged === 'true'
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setWanted(true)
        if (acknowledged) place(values.why ?? '')
      }}
    >
      <h2 ref={heading} tabIndex={-1} class="standing">
        {review.paper.title}
      </h2>
      <p class="faint subject">{review.paper.subject}</p>
      {changed !== undefined && (
        <fluent-message-bar intent="warning" layout="multiline" role="alert">
          {changed}
        </fluent-message-bar>
      )}
      {acting.refused !== undefined && <Problem refused={acting.refused} />}
      <Boxes
        boxes={review.paper.boxes}
        typed={{
          values,
          type: (name, value) => setValues((last) => ({ ...last, [name]: value })),
          mistakes: { acknowledged: wanted && !acknowledged ? said.acknowledgeFirst : undefined },
        }}
      />
      <Buttons>
        <fluent-button type="submit" appearance="primary" disabled={acting.busy}>
          {review.place}
        </fluent-button>
        <fluent-button type="button" disabled={acting.busy} onClick={back}>
          {words.edit}
        </fluent-button>
      </Buttons>
    </form>
  )
}

function Receipt({ id }: { id: string }) {
  const asked = useSettling('buying.receipt', { id }, ({ settled }) => settled)
  return (
    <Shown asked={asked}>
      {({ paper }) => (
        <Standing
          paper={paper}
          withdraw={async (approvalId) => {
            await ask('buying.withdraw', { approvalId })
            asked.again()
          }}
        />
      )}
    </Shown>
  )
}
