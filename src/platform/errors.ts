/** What a fact may be: plain JSON. Money is decimal text with its currency, a time is ISO text. */
export type Fact = string | number | boolean | null | undefined | readonly Fact[] | { readonly [name: string]: Fact }
export type Facts = { readonly [name: string]: Fact }

/**
 * A refusal: a code and its facts. Both travel; the words are chosen at the edge, in the reader's language, for a card as for an
 * HTTP answer. Everything that is not a DomainError is an accident and keeps its `cause`.
 */
export abstract class DomainError<C extends string = string, F extends Facts = Facts> extends Error {
  readonly code: C
  readonly facts: F

  constructor(code: C, facts: F, options?: ErrorOptions) {
    super(code, options)
    this.name = new.target.name
    this.code = code
    this.facts = facts
  }

  toJSON(): { code: C; facts: F } {
    return { code: this.code, facts: this.facts }
  }
}

/** A refusal as it is stored: its words are chosen when it is shown. Of what was refused before facts were kept, they are null. */
export interface StoredRefusal {
  readonly code: string
  readonly facts: Facts | null
}

type NoFacts = Readonly<Record<string, never>>

/** A kind of refusal without facts; `with` gives one its facts: `class OrderUnknown extends refusal('…').with<{ orderId: string }>() {}`. */
export function refusal<const C extends string>(code: C) {
  class Plain extends DomainError<C, NoFacts> {
    constructor(options?: ErrorOptions) {
      super(code, {}, options)
    }

    static with<F extends Facts>() {
      return class WithFacts extends DomainError<C, F> {
        constructor(facts: F, options?: ErrorOptions) {
          super(code, facts, options)
        }
      }
    }
  }
  return Plain
}

/** Words for each refusal of a room, by code: a missing one does not compile. */
export type ErrorTexts<E extends DomainError> = {
  [C in E['code']]: (facts: Extract<E, { code: C }>['facts']) => string
}
