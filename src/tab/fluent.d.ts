import type { HTMLAttributes } from 'preact'

type Fluent = HTMLAttributes<HTMLElement> & {
  appearance?: string
  color?: string
  disabled?: boolean
  'icon-only'?: boolean
  intent?: string
  layout?: string
  max?: number
  min?: number
  shape?: string
  size?: string
  slot?: string
  type?: string
  value?: number | string
}

/** The components of Fluent UI that are in use: each is defined by the module that imports it. */
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'fluent-badge': Fluent
      'fluent-button': Fluent
      'fluent-message-bar': Fluent
      'fluent-progress-bar': Fluent
      'fluent-spinner': Fluent
    }
  }
}
