import '@fluentui/web-components/button.js'
import '@fluentui/web-components/message-bar.js'
import '@fluentui/web-components/spinner.js'
import type { ComponentChildren } from 'preact'
import type { Refused } from '../api.ts'
import type { Asked } from '../asked.ts'
import { useWords } from '../session.ts'
import { partsText } from './parts.text.ts'

/** An answer once it is there; until then that it is waited for, and instead of it why there is none. */
export function Shown<T>({ asked, children }: { asked: Asked<T>; children: (told: T) => ComponentChildren }) {
  const { told, refused, waiting, again } = asked
  const words = useWords(partsText)
  return (
    <div aria-busy={waiting}>
      {refused !== undefined && <Problem refused={refused} again={again} />}
      {told !== undefined && children(told)}
      {told === undefined && waiting && (
        <p class="loading" role="status">
          <fluent-spinner size="small" /> {words.loading}
        </p>
      )}
    </div>
  )
}

/** Why something was not done or not shown, in the desk's words. */
export function Problem({ refused, again }: { refused: Refused; again?: () => void }) {
  const words = useWords(partsText)
  const said = refused.message || (refused.code === 'tab.not-signed-in' ? words.notSignedIn : words.noAnswer)
  return (
    <fluent-message-bar intent="error" layout="multiline" role="alert">
      {said}
      {again !== undefined && (
        <fluent-button slot="actions" size="small" onClick={again}>
          {words.again}
        </fluent-button>
      )}
    </fluent-message-bar>
  )
}
