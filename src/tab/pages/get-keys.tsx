import '@fluentui/web-components/button.js'
import { useState } from 'preact/hooks'
import type { FileOption, SoftwareLine } from '../../features/keys/keys.routes.ts'
import { keysText } from '../../features/keys/keys.text.ts'
import { useActing } from '../acting.ts'
import { ask, type Tells } from '../api.ts'
import { useAsked } from '../asked.ts'
import { Select } from '../parts/fields.tsx'
import { Problem, Shown } from '../parts/shown.tsx'
import { useWords } from '../session.ts'
import { KeyButton } from './key-button.tsx'
import { linksText } from './links.text.ts'
import { PasteForm } from './paste-form.tsx'

type Order = Tells<'keys.order'>

/** What can be had of an order: a key and a file of each of its software lines. */
export function GetKeys({ customerId, orderId, changed }: { customerId: string; orderId: string; changed(): void }) {
  const words = useWords(keysText)
  const asked = useAsked('keys.order', { customerId, orderId })
  return (
    <section>
      <h2>{words.title}</h2>
      <Shown asked={asked}>
        {(order) => (
          <div class="panel">
            <p>
              <strong>{order.customer.name}</strong> ·{' '}
              <a href={`/tab/orders/${order.customer.id}/${encodeURIComponent(order.orderId)}`}>{order.number}</a>
            </p>
            {order.lines.map((line) => (
              <OneLine key={line.lineItem} order={order} line={line} changed={changed} again={asked.again} />
            ))}
          </div>
        )}
      </Shown>
    </section>
  )
}

function OneLine({
  order,
  line,
  changed,
  again,
}: {
  order: Order
  line: SoftwareLine
  changed(): void
  again(): void
}) {
  const words = useWords(linksText)
  const ref = { customerId: order.customer.id, orderId: order.orderId, lineItem: line.lineItem }
  if (line.ended !== undefined)
    return (
      <div class="software">
        <h3>{line.what}</h3>
        <p class="faint">{line.ended}</p>
      </div>
    )
  return (
    <div class="software">
      <h3>{line.what}</h3>
      {line.keySaid !== undefined && <p class="faint">{line.keySaid}</p>}
      {line.hasKey && (
        <p class="acts">
          <KeyButton line={ref} />
        </p>
      )}
      {line.options.length > 0 && <Files line={line} about={ref} changed={changed} />}
      {line.options.length === 0 && !line.pastesLinks && <p class="faint">{words.noDownload}</p>}
      {order.page !== undefined && (
        <PasteForm
          line={line}
          about={ref}
          page={order.page}
          kept={() => {
            changed()
            again()
          }}
        />
      )}
    </div>
  )
}

const unique = (values: readonly string[]): string[] => [...new Set(values)]

/** Version, language and file type; what does not exist together cannot be chosen together. */
function Files({
  line,
  about,
  changed,
}: {
  line: SoftwareLine
  about: { customerId: string; orderId: string; lineItem: number }
  changed(): void
}) {
  const words = useWords(keysText)
  const acting = useActing()
  const { options } = line
  const [chosen, setChosen] = useState<FileOption | undefined>(
    options.find(({ key }) => key === line.preferred) ?? options[0],
  )
  const [said, setSaid] = useState('')
  if (chosen === undefined) return null
  const ofVersion = options.filter(({ version }) => version === chosen.version)
  const ofLanguage = ofVersion.filter(({ language }) => language.value === chosen.language.value)
  /** The nearest that there is: what was chosen before stays as far as it exists. */
  const pick = (wanted: Partial<{ version: string; language: string; fileType: string }>) => {
    const score = (option: FileOption) =>
      (option.version === (wanted.version ?? chosen.version) ? 4 : 0) +
      (option.language.value === (wanted.language ?? chosen.language.value) ? 2 : 0) +
      (option.fileType === (wanted.fileType ?? chosen.fileType) ? 1 : 0)
    setChosen(options.toSorted((a, b) => score(b) - score(a))[0])
  }
  const get = () =>
    acting.act(async () => {
      const told = await ask('keys.get', { ...about, option: chosen.key })
      setSaid(told.said)
      changed()
    })
  return (
    <>
      <div class="looking">
        <Select
          label={words.version}
          value={chosen.version}
          choices={unique(options.map(({ version }) => version)).map((value) => ({ value, words: value }))}
          onPick={(version) => pick({ version })}
        />
        <Select
          label={words.language}
          value={chosen.language.value}
          choices={unique(ofVersion.map(({ language }) => language.value)).map((value) => ({
            value,
            words: ofVersion.find(({ language }) => language.value === value)?.language.words ?? value,
          }))}
          onPick={(language) => pick({ language })}
        />
        <Select
          label={words.fileType}
          value={chosen.fileType}
          choices={unique(ofLanguage.map(({ fileType }) => fileType)).map((value) => ({ value, words: value }))}
          onPick={(fileType) => pick({ fileType })}
        />
      </div>
      <p class="acts">
        <fluent-button appearance="primary" disabled={acting.busy} onClick={() => void get()}>
          {words.get}
        </fluent-button>
        <span class="faint">{chosen.size}</span>
      </p>
      <p role="status">{said}</p>
      {acting.refused !== undefined && <Problem refused={acting.refused} />}
    </>
  )
}
