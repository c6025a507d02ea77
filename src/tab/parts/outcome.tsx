import '@fluentui/web-components/message-bar.js'
import type { Refused } from '../api.ts'
import { Problem } from './shown.tsx'

/** What came of a form: that it is saved, or why it is not. */
export function Outcome({
  notice,
  problem,
  refused,
}: {
  notice?: string | undefined
  problem?: string | undefined
  refused?: Refused | undefined
}) {
  return (
    <>
      <div role="status">
        {notice !== undefined && (
          <fluent-message-bar intent="success" layout="multiline">
            {notice}
          </fluent-message-bar>
        )}
      </div>
      {problem !== undefined && (
        <fluent-message-bar intent="error" layout="multiline" role="alert">
          {problem}
        </fluent-message-bar>
      )}
      {refused !== undefined && <Problem refused={refused} />}
    </>
  )
}

/** What should be known beforehand, on top of a form. */
export const Warnings = ({ lines }: { lines: readonly string[] }) => (
  <>
    {lines.map((line) => (
      <fluent-message-bar key={line} intent="warning" layout="multiline">
        {line}
      </fluent-message-bar>
    ))}
  </>
)
