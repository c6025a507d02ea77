/** Where somebody acts from: a card in a chat, or a page of the tab. */
export interface Origin {
  readonly kind: 'card' | 'tab'
  /**
   * Made when the form was opened (a card's is its flow), a GUID: by it the same press or click is known when it comes again, and
   * does nothing twice.
   */
  readonly key: string
}

/** Whom an answer reaches. */
export interface Audience {
  /** Whether others see the place where the person acts: a channel or group chat. */
  readonly onlookers: boolean
  /** Whether the answer is kept there as a message, instead of reaching the person alone. */
  readonly kept: boolean
}

/** The card that shows what comes of it later; a page of the tab asks by itself. */
export const cardOf = ({ kind, key }: Origin): string | undefined => (kind === 'card' ? key : undefined)
