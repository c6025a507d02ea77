import { useEffect, useState } from 'preact/hooks'
import { agreementText } from '../../features/buying/agreement.text.ts'
import type { Item } from '../../features/buying/buying.routes.ts'
import { buyingText } from '../../features/buying/buying.text.ts'
import type { Acting } from '../acting.ts'
import { ask, type Tells } from '../api.ts'
import { useAsked } from '../asked.ts'
import { customerWords } from '../parts/customer-field.tsx'
import { Buttons, Mistake, TextField } from '../parts/fields.tsx'
import { Boxes } from '../parts/paper.tsx'
import { Problem, Shown } from '../parts/shown.tsx'
import { useMe, useWords } from '../session.ts'
import { buyText } from './buy.text.ts'
import { Products } from './buy-products.tsx'

/** The form as it stands. */
export interface Filled {
  readonly lines: readonly { readonly item: string; readonly line: string; readonly quantity: string }[]
  readonly poNumber: string
}

export type Mistakes = Omit<Extract<Tells<'buying.review'>, { kind: 'mistakes' }>, 'kind'>

interface BuyFormProps {
  /** Whom it is for, as it was chosen or typed. */
  readonly asked: string
  /** Words to look for at first. */
  readonly about: string
  known(customer: string): void
  readonly filled: Filled
  fill(filled: Filled): void
  readonly mistakes: Mistakes
  readonly acting: Acting
  review(customerId: string): void
}

/** The products of one customer's market, the lines of the order, its number. */
export function BuyForm({ asked, about, known, ...form }: BuyFormProps) {
  const customer = useAsked('buying.customer', { customer: asked })
  const { told } = customer
  useEffect(() => told && known(customerWords(told.customer)), [told?.customer.id])
  return (
    <Shown asked={customer}>
      {(told) =>
        told.agreement === undefined ? (
          <Filling told={told} about={about} {...form} />
        ) : (
          <Agreement told={told} filled={form.filled} again={customer.again} />
        )
      }
    </Shown>
  )
}

type Told = Tells<'buying.customer'>

function Filling({
  told,
  about,
  filled,
  fill,
  mistakes,
  acting,
  review,
}: Omit<BuyFormProps, 'asked' | 'known'> & { told: Told }) {
  const words = useWords(buyText)
  const said = useWords(buyingText)
  const { locale } = useMe()
  const [empty, setEmpty] = useState(false)
  const [added, setAdded] = useState('')
  const { lines, poNumber } = filled
  const isFull = lines.length >= told.mostLines
  const take = ({ item, line }: Item) => {
    fill({ ...filled, lines: [...lines, { item, line, quantity: '1' }] })
    setAdded(words.added(line))
    setEmpty(false)
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setEmpty(lines.length === 0)
        if (lines.length > 0) review(told.customer.id)
      }}
    >
      <p class="faint">{words.market(told.market)}</p>
      <section>
        <h2>{words.products}</h2>
        <Products
          customerId={told.customer.id}
          about={about}
          likely={told.likely}
          prices={told.prices}
          full={isFull ? words.full(told.mostLines.toLocaleString(locale)) : undefined}
          take={take}
        />
      </section>
      <section aria-labelledby="order-lines">
        <h2 id="order-lines">{words.lines}</h2>
        <p class="unseen" role="status">
          {added}
        </p>
        {lines.length === 0 && <p class="faint">{words.noLines}</p>}
        <Mistake id="no-lines" words={empty ? said.chooseProduct : undefined} />
        {lines.length > 0 && (
          <ul class="rows">
            {lines.map((line, at) => (
              <OrderLine
                key={at}
                line={line}
                mistake={mistakes.lines.find((mistake) => mistake.at === at)?.words}
                count={(quantity) =>
                  fill({ ...filled, lines: lines.map((it, n) => (n === at ? { ...it, quantity } : it)) })
                }
                remove={() => fill({ ...filled, lines: lines.filter((_, n) => n !== at) })}
              />
            ))}
          </ul>
        )}
      </section>
      <div class="po">
        <TextField
          label={said.poNumber}
          placeholder="PO-2041"
          longest={50}
          value={poNumber}
          mistake={mistakes.poNumber}
          onType={(typed) => fill({ ...filled, poNumber: typed })}
        />
      </div>
      {acting.refused !== undefined && <Problem refused={acting.refused} />}
      <Buttons>
        <fluent-button type="submit" appearance="primary" disabled={acting.busy}>
          {said.review}
        </fluent-button>
      </Buttons>
    </form>
  )
}

interface OrderLineProps {
  readonly line: Filled['lines'][number]
  readonly mistake: string | undefined
  count(quantity: string): void
  remove(): void
}

function OrderLine({ line: { line, quantity }, mistake, count, remove }: OrderLineProps) {
  const words = useWords(buyText)
  const said = useWords(buyingText)
  return (
    <li class="row order-line">
      <p>
        <strong>{line}</strong>
      </p>
      <div class="count">
        <TextField
          label={said.quantity}
          inputMode="numeric"
          longest={9}
          value={quantity}
          mistake={mistake}
          onType={count}
        />
        <fluent-button type="button" aria-label={words.removeNamed(line)} onClick={remove}>
          {said.remove}
        </fluent-button>
      </div>
    </li>
  )
}

/** Why nothing can be ordered for a customer yet; and that one is told when it can. */
function Agreement({ told, filled, again }: { told: Told; filled: Filled; again(): void }) {
  const words = useWords(agreementText)
  const [agreement, setAgreement] = useState(told.agreement)
  useEffect(() => setAgreement(told.agreement), [told])
  if (agreement === undefined) return null
  const tell = async () => {
    const lines = filled.lines.map(({ item, quantity }) => ({ item, quantity }))
    setAgreement(await ask('buying.wait', { customerId: told.customer.id, lines, poNumber: filled.poNumber }))
  }
  return (
    <div role="status">
      <h2>{agreement.paper.title}</h2>
      <Boxes boxes={agreement.paper.boxes} />
      <Buttons>
        {!agreement.waits && (
          <fluent-button appearance="primary" onClick={() => void tell()}>
            {words.tell}
          </fluent-button>
        )}
        <fluent-button onClick={again}>{words.again}</fluent-button>
      </Buttons>
    </div>
  )
}
