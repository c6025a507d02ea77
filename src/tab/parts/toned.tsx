import '@fluentui/web-components/badge.js'
import type { Toned as Words } from '../../chat/common.routes.ts'

const colours = { good: 'success', warning: 'warning', bad: 'danger', plain: 'informative' } as const

/** A word for how something stands. */
export const Toned = ({ words, tone }: Words) => (
  <fluent-badge appearance="tint" color={colours[tone]}>
    {words}
  </fluent-badge>
)
