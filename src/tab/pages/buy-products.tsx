import { useState } from 'preact/hooks'
import type { Choice, Item } from '../../features/buying/buying.routes.ts'
import { useAsked } from '../asked.ts'
import { Select, TextField } from '../parts/fields.tsx'
import { Shown } from '../parts/shown.tsx'
import { useMe, useWords } from '../session.ts'
import { buyText } from './buy.text.ts'

interface ProductsProps {
  readonly customerId: string
  readonly about: string
  readonly likely: readonly Item[]
  readonly prices: string | undefined
  /** Why no more can be added. */
  readonly full: string | undefined
  take(item: Item): void
}

/** What is sold to the customer: by words, kind, term and billing. */
export function Products({ customerId, about, likely, prices, full, take }: ProductsProps) {
  const words = useWords(buyText)
  const { locale } = useMe()
  const [text, setText] = useState(about)
  const [chosen, setChosen] = useState({ family: '', term: '', billing: '' })
  const [more, setMore] = useState(false)
  const some = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== ''))
  const looked = text.trim() !== '' || Object.keys(some).length > 0
  const asked = useAsked('buying.products', { customerId, text, more, ...some })
  const pick = (kind: keyof typeof chosen) => (value: string) => {
    setMore(false)
    setChosen({ ...chosen, [kind]: value })
  }
  return (
    <Shown asked={asked}>
      {({ items, count, families, terms, billings }) => (
        <>
          <TextField
            label={words.search}
            hint={words.searchHint}
            value={text}
            longest={200}
            onType={(typed) => {
              setMore(false)
              setText(typed)
            }}
          />
          <div class="beside">
            <Filter label={words.family} value={chosen.family} choices={families} pick={pick('family')} />
            <Filter label={words.term} value={chosen.term} choices={terms} pick={pick('term')} />
            <Filter label={words.billing} value={chosen.billing} choices={billings} pick={pick('billing')} />
          </div>
          <p class="faint" role="status">
            {looked ? (count === 0 ? words.nothing : words.found(count.toLocaleString(locale))) : words.likely}
          </p>
          {prices !== undefined && <p class="faint">{prices}</p>}
          {full !== undefined && <p role="status">{full}</p>}
          <ul class="rows products">
            {(looked || more ? items : likely).map((item) => (
              <ProductRow key={item.item} item={item} isFull={full !== undefined} take={take} />
            ))}
          </ul>
          {!more && count > (looked ? items.length : likely.length) && (
            <p>
              <fluent-button type="button" size="small" onClick={() => setMore(true)}>
                {words.showAll(count.toLocaleString(locale))}
              </fluent-button>
            </p>
          )}
        </>
      )}
    </Shown>
  )
}

interface FilterProps {
  readonly label: string
  readonly value: string
  readonly choices: readonly Choice[]
  pick(value: string): void
}

function Filter({ label, value, choices, pick }: FilterProps) {
  const words = useWords(buyText)
  const { locale } = useMe()
  const named = choices.map(({ value, words, count }) => ({
    value,
    words: `${words} (${count.toLocaleString(locale)})`,
  }))
  return <Select label={label} value={value} none={words.all} choices={named} onPick={pick} />
}

function ProductRow({ item, isFull, take }: { item: Item; isFull: boolean; take(item: Item): void }) {
  const words = useWords(buyText)
  return (
    <li class="row">
      <div>
        <strong>{item.product}</strong>
        <p class="faint">{[item.sku, item.term, item.billing].filter((part) => part !== '').join(' · ')}</p>
      </div>
      <div class="figures adding">
        {item.price !== undefined && <p>{item.price}</p>}
        <fluent-button
          type="button"
          size="small"
          disabled={isFull}
          aria-label={words.addNamed(item.line)}
          onClick={() => take(item)}
        >
          {words.add}
        </fluent-button>
      </div>
    </li>
  )
}
