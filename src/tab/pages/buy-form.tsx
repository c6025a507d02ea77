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
import { type FilledLine, OrderLine } from './buy-line.tsx'
import { Products } from './buy-products.tsx'

/** The form as it stands. */
export interface Filled {
  readonly lines: readonly FilledLine[]
  readonly poNumber: string
  /** As it was typed; until then, whom the customer was sold to through last. */
  readonly reseller: string | undefined
}

/** Its lines, as they are asked for. */
export const linesOf = ({ lines }: Filled) =>
  lines.map(({ item, quantity, place }) => ({ item, quantity, ...(place !== undefined && { place }) }))

/** What is asked of it beside its lines. */
export const numbersOf = ({ poNumber, reseller }: Filled) => ({ poNumber, ...(reseller !== undefined && { reseller }) })

export type Mistakes = Omit<Extract<Tells<'buying.review'>, { kind: 'mistakes' }>, 'kind'>

interface BuyFormProps {
  /** Whom it is for, as it was chosen or typed. */
  readonly asked: string
  /** Words to look for at first. */
  readonly about: string
  /** The form that waited for the customer's agreement. */
  readonly kept: string | undefined
  known(customer: string): void
  readonly filled: Filled
  fill(filled: Filled): void
  readonly mistakes: Mistakes
  readonly acting: Acting
  review(customerId: string): void
}

/** The products of one customer's market, the lines of the order, its number. */
export function BuyForm({ asked, about, kept, known, ...form }: BuyFormProps) {
  const customer = useAsked('buying.customer', { customer: asked, ...(kept && { kept }) })
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
}: Omit<BuyFormProps, 'asked' | 'kept' | 'known'> & { told: Told }) {
  const words = useWords(buyText)
  const said = useWords(buyingText)
  const { locale } = useMe()
  const [empty, setEmpty] = useState(false)
  const [added, setAdded] = useState('')
  const { lines, poNumber } = filled
  const { kept } = told
  useEffect(() => {
    const begun = kept !== undefined && lines.length === 0 ? { reseller: undefined, ...kept } : filled
    fill({ lines: begun.lines, poNumber: begun.poNumber, reseller: begun.reseller ?? told.reseller })
  }, [kept !== undefined, told.reseller])
  useEffect(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), [mistakes])
  const isFull = lines.length >= told.mostLines
  const take = ({ item, line, reserved }: Item) => {
    const quantity = (lines.length === kept?.lines.length && kept.quantity) || '1'
    fill({ ...filled, lines: [...lines, { item, line, quantity, reserved }] })
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
          about={kept?.about ?? about}
          likely={told.likely}
          prices={told.prices}
          full={isFull ? words.full(told.mostLines.toLocaleString(locale)) : undefined}
          take={take}
        />
      </section>
      {told.promotions !== undefined && <p class="faint">{told.promotions}</p>}
      <section aria-labelledby="order-lines">
        <h2 id="order-lines">{words.lines}</h2>
        <p class="unseen" role="status">
          {added}
        </p>
        {lines.length === 0 && <p class="faint">{words.noLines}</p>}
        <Mistake id="no-lines" words={empty ? said.chooseProduct : undefined} />
        <Mistake id="left-out" words={kept?.without} />
        {lines.length > 0 && (
          <ul class="rows">
            {lines.map((line, at) => (
              <OrderLine
                key={at}
                line={line}
                customerId={told.customer.id}
                mistake={mistakes.lines.find((mistake) => mistake.at === at)}
                change={(changed) =>
                  fill({ ...filled, lines: lines.map((it, n) => (n === at ? { ...it, ...changed } : it)) })
                }
                remove={() => fill({ ...filled, lines: lines.filter((_, n) => n !== at) })}
              />
            ))}
          </ul>
        )}
      </section>
      <div class="po">
        {told.reseller !== undefined && (
          <TextField
            label={said.reseller}
            longest={10}
            inputMode="numeric"
            value={filled.reseller ?? told.reseller}
            mistake={mistakes.reseller}
            onType={(typed) => fill({ ...filled, reseller: typed })}
          />
        )}
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

/** Why nothing can be ordered for a customer yet; and that one is told when it can. */
function Agreement({ told, filled, again }: { told: Told; filled: Filled; again(): void }) {
  const words = useWords(agreementText)
  const [agreement, setAgreement] = useState(told.agreement)
  useEffect(() => setAgreement(told.agreement), [told])
  if (agreement === undefined) return null
  const tell = async () => {
    const asked = { customerId: told.customer.id, lines: linesOf(filled), ...numbersOf(filled) }
    setAgreement(await ask('buying.wait', asked))
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
