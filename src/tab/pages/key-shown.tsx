import '@fluentui/web-components/button.js'
import { useEffect, useState } from 'preact/hooks'
import { useAsked } from '../asked.ts'
import { Shown } from '../parts/shown.tsx'
import { useWords } from '../session.ts'
import { linksText } from './links.text.ts'

export interface Line {
  readonly customerId: string
  readonly orderId: string
  readonly lineItem: number
}

/** As on the card. */
const shownFor = 2 * 60_000

/** A key, for as long as it is looked at: nothing keeps it, and it is gone after two minutes or when the page is left. */
export function KeyShown({ line, formKey, hide }: { line: Line; formKey: string; hide(): void }) {
  const words = useWords(linksText)
  const [asking] = useState({ ...line, key: formKey })
  const asked = useAsked('keys.show', asking)
  useEffect(() => {
    const timer = setTimeout(hide, shownFor)
    const leave = () => document.visibilityState === 'hidden' && hide()
    document.addEventListener('visibilitychange', leave)
    addEventListener('pagehide', hide)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', leave)
      removeEventListener('pagehide', hide)
    }
  }, [])
  return (
    <div class="key-shown">
      <Shown asked={asked}>
        {({ secret, said }) => (
          <>
            <p role="status">
              <code>{secret}</code>
            </p>
            <p class="faint">{said}</p>
          </>
        )}
      </Shown>
      <fluent-button size="small" onClick={hide}>
        {words.hide}
      </fluent-button>
    </div>
  )
}
