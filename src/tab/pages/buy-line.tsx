import { buyingText } from '../../features/buying/buying.text.ts'
import { reservingText } from '../../features/buying/reserving.text.ts'
import type { Tells } from '../api.ts'
import { useAsked } from '../asked.ts'
import { Mistake, Select, TextField } from '../parts/fields.tsx'
import { Shown } from '../parts/shown.tsx'
import { useWords } from '../session.ts'
import { buyText } from './buy.text.ts'

export interface FilledLine {
  readonly item: string
  readonly line: string
  readonly quantity: string
  readonly reserved: boolean
  /** What it applies to, once it was chosen. */
  readonly place?: string | undefined
}

type Mistaken = Extract<Tells<'buying.review'>, { kind: 'mistakes' }>['lines'][number]

interface OrderLineProps {
  readonly line: FilledLine
  readonly customerId: string
  readonly mistake: Mistaken | undefined
  change(changed: { quantity: string } | { place: string }): void
  remove(): void
}

/** One line of the order: how many, and what a reservation applies to. */
export function OrderLine({
  line: { line, quantity, place, reserved },
  customerId,
  mistake,
  change,
  remove,
}: OrderLineProps) {
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
          mistake={mistake?.field === 'place' ? undefined : mistake?.words}
          onType={(typed) => change({ quantity: typed })}
        />
        <fluent-button type="button" aria-label={words.removeNamed(line)} onClick={remove}>
          {said.remove}
        </fluent-button>
      </div>
      {reserved && (
        <Place
          customerId={customerId}
          value={place}
          mistake={mistake?.field === 'place' ? mistake.words : undefined}
          pick={(picked) => change({ place: picked })}
        />
      )}
    </li>
  )
}

interface PlaceProps {
  readonly customerId: string
  readonly value: string | undefined
  readonly mistake: string | undefined
  pick(place: string): void
}

/** What a reservation applies to: all of the Azure plan, until one subscription is chosen. */
function Place({ customerId, value, mistake, pick }: PlaceProps) {
  const words = useWords(reservingText)
  const places = useAsked('buying.places', { customerId })
  return (
    <Shown asked={places}>
      {({ places: [first, ...more], note }) =>
        first === undefined ? (
          <Mistake id="no-plan" words={note} />
        ) : (
          <Select
            label={words.appliesTo}
            hint={note}
            value={value ?? first.value}
            choices={[first, ...more]}
            mistake={mistake}
            onPick={pick}
          />
        )
      }
    </Shown>
  )
}
