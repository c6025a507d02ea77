import '@fluentui/web-components/button.js'
import { languageOf } from '../../platform/language.ts'
import type { Refused } from '../api.ts'
import { partsText } from './parts.text.ts'

/** Instead of the tab: it is opened in no host, or the desk did not let the person in. */
export function Outside({
  locale,
  refused,
  again,
}: {
  locale: string
  refused?: Refused | undefined
  again?: () => void
}) {
  const words = partsText[languageOf(locale)]
  if (again === undefined) {
    return (
      <main class="outside">
        <h1>{words.outside}</h1>
        <p>{words.outsideHow}</p>
      </main>
    )
  }
  return (
    <main class="outside">
      <h1>CSP Desk</h1>
      <p role="alert">
        {refused?.message || (refused?.code === 'tab.not-signed-in' ? words.notSignedIn : words.noAnswer)}
      </p>
      <fluent-button onClick={again}>{words.again}</fluent-button>
    </main>
  )
}
