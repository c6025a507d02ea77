import '@fluentui/web-components/button.js'
import { useState } from 'preact/hooks'
import type { Refused } from '../api.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/fields.tsx'
import { Problem } from '../parts/shown.tsx'
import { useWords } from '../session.ts'
import { approvalsPageText } from './approvals.text.ts'

/** Asks why: whoever asked reads it. What was typed stays until it is taken. */
export function RejectDialog({
  title,
  label,
  action,
  mistake,
  refused,
  busy,
  reject,
  closed,
}: {
  title: string
  label: string
  action: string
  mistake: string | undefined
  refused: Refused | undefined
  busy: boolean
  reject(reason: string): void
  closed(): void
}) {
  const words = useWords(approvalsPageText)
  const [reason, setReason] = useState('')
  return (
    <Dialog title={title} closed={closed}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          reject(reason)
        }}
      >
        {refused !== undefined && <Problem refused={refused} />}
        <Field label={label} hint={words.reasonHint} mistake={mistake}>
          {(described) => (
            <textarea
              {...described}
              rows={4}
              value={reason}
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          )}
        </Field>
        <div class="dialog-acts">
          <fluent-button appearance="primary" type="submit" disabled={busy}>
            {action}
          </fluent-button>
          <fluent-button type="button" onClick={closed}>
            {words.cancel}
          </fluent-button>
        </div>
      </form>
    </Dialog>
  )
}
