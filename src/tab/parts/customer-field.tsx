import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { CustomerRow } from '../../workflow/customers/customers.routes.ts'
import { ask } from '../api.ts'
import { useWords } from '../session.ts'
import { Field } from './fields.tsx'
import { partsText } from './parts.text.ts'

interface CustomerFieldProps {
  readonly label: string
  /** What is typed, or who is chosen. */
  readonly value: string
  readonly mistake?: string | undefined
  onType(text: string): void
  /** Somebody of the list, or what was typed when Enter was pressed. */
  onChoose(customer: string): void
}

export const customerWords = ({ name, domain }: CustomerRow): string => `${name} · ${domain}`

/** The typeahead over customers: by name, domain or tenant ID. Arrows move in the list, Enter takes, Escape closes. */
export function CustomerField({ label, value, mistake, onType, onChoose }: CustomerFieldProps) {
  const words = useWords(partsText)
  const list = useId()
  const input = useRef<HTMLInputElement>(null)
  const [open, setOpen] = useState(false)
  const [found, setFound] = useState<readonly CustomerRow[]>([])
  const [stale, setStale] = useState<string>()
  const [at, setAt] = useState(-1)

  useEffect(() => {
    if (!open) return
    let latest = true
    ask('customers.search', { text: value }).then(
      ({ customers, stale }) => {
        if (!latest) return
        setFound(customers)
        setStale(stale)
        setAt(-1)
      },
      () => latest && setFound([]),
    )
    return () => {
      latest = false
    }
  }, [value, open])

  const take = (customer: CustomerRow) => {
    setOpen(false)
    onType(customerWords(customer))
    onChoose(customer.id)
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setOpen(true)
      const next = at + (event.key === 'ArrowDown' ? 1 : -1)
      setAt(Math.max(-1, Math.min(found.length - 1, next)))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const chosen = found[at]
      if (open && chosen !== undefined) return take(chosen)
      setOpen(false)
      if (value.trim() !== '') onChoose(value)
    } else if (event.key === 'Escape') setOpen(false)
  }
  const shown = open && found.length > 0
  return (
    <Field label={label} hint={stale} mistake={mistake}>
      {(tied) => (
        <div class="combo">
          <input
            {...tied}
            ref={input}
            type="text"
            role="combobox"
            autoComplete="off"
            aria-autocomplete="list"
            aria-expanded={shown}
            aria-controls={list}
            aria-activedescendant={shown && at >= 0 ? `${list}-${at}` : undefined}
            placeholder={words.customerHint}
            maxLength={300}
            value={value}
            onInput={({ currentTarget }) => {
              setOpen(true)
              onType(currentTarget.value)
            }}
            onFocus={() => setOpen(value === '')}
            onClick={() => setOpen(true)}
            onBlur={() => setOpen(false)}
            onKeyDown={keys}
          />
          <div id={list} role="listbox" aria-label={label} hidden={!shown} class="choices">
            {found.map((customer, place) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus, and takes the keys.
              <div
                key={customer.id}
                tabIndex={-1}
                id={`${list}-${place}`}
                role="option"
                aria-selected={place === at}
                // The field would lose its focus, and the list be gone, before the click.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => take(customer)}
              >
                {customer.name} <span class="faint">{customer.domain}</span>
              </div>
            ))}
          </div>
        </div>
      )}
    </Field>
  )
}
