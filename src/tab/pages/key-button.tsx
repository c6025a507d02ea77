import '@fluentui/web-components/button.js'
import { useState } from 'preact/hooks'
import { keysText } from '../../features/keys/keys.text.ts'
import { newKey } from '../new-key.ts'
import { useWords } from '../session.ts'
import { openDialog } from '../teams.ts'
import { KeyShown, type Line } from './key-shown.tsx'

/** *Show key*: in a dialog of the host where it has one, else in place. */
export function KeyButton({ line: { customerId, orderId, lineItem } }: { line: Line }) {
  const cards = useWords(keysText)
  const [key, setKey] = useState<string>()
  const line = { customerId, orderId, lineItem }
  const show = () => {
    const about = new URLSearchParams({ customer: customerId, order: orderId, line: String(lineItem) })
    if (!openDialog(`/tab/dialog/key?${about}`, cards.keyTitle)) setKey(newKey())
  }
  if (key !== undefined) return <KeyShown line={line} formKey={key} hide={() => setKey(undefined)} />
  return (
    <fluent-button size="small" onClick={show}>
      {cards.showKey}
    </fluent-button>
  )
}
