/**
 * A refusal with a named fact. The code and the facts travel; the words are chosen at the edge, in the reader's language.
 * Everything that is not a DomainError is an accident and keeps its `cause`.
 */
export abstract class DomainError extends Error {
  abstract readonly code: string

  constructor(message: string) {
    super(message)
    this.name = new.target.name
  }
}

/** Words for each refusal of a room, by code: a missing one does not compile. */
export type ErrorTexts<E extends DomainError> = { [C in E['code']]: (error: Extract<E, { code: C }>) => string }
