import '@fluentui/web-components/button.js'
import { useState } from 'preact/hooks'
import type { SoftwareLine } from '../../features/keys/keys.routes.ts'
import { useActing } from '../acting.ts'
import { ask, type Tells } from '../api.ts'
import { newKey } from '../new-key.ts'
import { TextField } from '../parts/fields.tsx'
import { Problem } from '../parts/shown.tsx'
import { useWords } from '../session.ts'
import { pasteText } from './paste-form.text.ts'

const empty = { link: '', productKey: '', file: '' }

/** Takes a link, a key or both, as they were copied in Partner Center. They are sent once, and kept by nothing here. */
export function PasteForm({
  line,
  about,
  page,
  kept,
}: {
  line: SoftwareLine
  about: { customerId: string; orderId: string; lineItem: number }
  page: NonNullable<Tells<'keys.order'>['page']>
  kept(): void
}) {
  const words = useWords(pasteText)
  const acting = useActing()
  const [key, setKey] = useState(newKey)
  const [typed, setTyped] = useState(empty)
  const [faults, setFaults] = useState<Tells<'keys.paste'>['faults']>({})
  const [said, setSaid] = useState('')
  const type = (field: keyof typeof empty) => (value: string) => setTyped({ ...typed, [field]: value })
  const send = () =>
    acting.act(async () => {
      const told = await ask('keys.paste', { ...about, key, ...typed })
      setFaults(told.faults ?? {})
      setSaid(told.said ?? '')
      if (told.faults !== undefined) return
      setTyped(empty)
      setKey(newKey())
      kept()
    })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <p>
        {words.why} {page.where}{' '}
        <a href={page.address} target="_blank" rel="noopener noreferrer">
          {words.open}
        </a>
      </p>
      {line.pastesLinks && (
        <>
          <TextField label={words.link} value={typed.link} mistake={faults?.link} onType={type('link')} />
          <TextField
            label={words.file}
            value={typed.file}
            placeholder={words.fileHint}
            mistake={faults?.file}
            onType={type('file')}
          />
        </>
      )}
      {line.pastesKeys && (
        <TextField
          label={words.key}
          value={typed.productKey}
          mistake={faults?.productKey}
          onType={type('productKey')}
        />
      )}
      <p class="acts">
        <fluent-button appearance="primary" disabled={acting.busy} onClick={() => void send()}>
          {words.keep}
        </fluent-button>
      </p>
      <p role="status">{said}</p>
      {acting.refused !== undefined && <Problem refused={acting.refused} />}
    </form>
  )
}
