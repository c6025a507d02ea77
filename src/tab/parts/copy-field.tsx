import '@fluentui/web-components/button.js'
import { useRef, useState } from 'preact/hooks'
import { linksText } from '../pages/links.text.ts'
import { useWords } from '../session.ts'
import { Field } from './fields.tsx'

/** Something to take along: selected when it is entered, and copied by a press where the host allows that. */
export function CopyField({ label, value, lines = false }: { label: string; value: string; lines?: boolean }) {
  const words = useWords(linksText)
  const field = useRef<HTMLTextAreaElement>(null)
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    field.current?.select()
    // A host may keep the clipboard from a frame: what is selected can be copied by the keyboard.
    const done = await navigator.clipboard?.writeText(value).then(
      () => true,
      () => document.execCommand('copy'),
    )
    setCopied(done ?? document.execCommand('copy'))
  }
  return (
    <>
      <Field label={label}>
        {(tied) => (
          <textarea
            {...tied}
            ref={field}
            readOnly
            rows={lines ? 10 : 2}
            value={value}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
        )}
      </Field>
      <p class="acts">
        <fluent-button size="small" appearance="primary" onClick={() => void copy()}>
          {words.copy}
        </fluent-button>
        <span role="status">{copied && words.copied}</span>
      </p>
    </>
  )
}
