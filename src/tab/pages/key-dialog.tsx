import './orders.css'
import './links.css'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { keysText } from '../../features/keys/keys.text.ts'
import { useAsked } from '../asked.ts'
import { newKey } from '../new-key.ts'
import { Page } from '../parts/page.tsx'
import { useWords } from '../session.ts'
import { closeDialog, isDialog } from '../teams.ts'
import { KeyShown } from './key-shown.tsx'
import { linksText } from './links.text.ts'

/** *Show key* in a dialog of the host. An address that somebody follows shows nothing before a press. */
export default function KeyDialog() {
  const { query } = useLocation()
  const words = useWords(linksText)
  const cards = useWords(keysText)
  const [key, setKey] = useState(() => (isDialog() ? newKey() : undefined))
  const line = { customerId: query.customer ?? '', orderId: query.order ?? '', lineItem: Number(query.line) }
  const asked = useAsked('keys.line', line)
  const hide = () => {
    setKey(undefined)
    if (isDialog()) closeDialog()
  }
  return (
    <Page title={cards.keyTitle}>
      <p class="faint">{asked.told?.about}</p>
      {key === undefined ? (
        <>
          <p>{words.keyHidden}</p>
          <p class="acts">
            <fluent-button onClick={() => setKey(newKey())}>{cards.showKey}</fluent-button>
          </p>
        </>
      ) : (
        <KeyShown line={line} formKey={key} hide={hide} />
      )}
    </Page>
  )
}
