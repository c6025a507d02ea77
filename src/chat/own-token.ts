import { second } from '../platform/clock.ts'

/** Less than Teams waits for a turn, which asks twice: for its answer, and for the apology when that one was not to be had. */
const longest = 5 * second

/** The login authority did not give the desk its token in time. */
export class NoOwnToken extends Error {
  constructor() {
    super('the login authority did not answer')
    this.name = 'NoOwnToken'
  }
}

/**
 * The desk's own token for what it sends. Who gives it has no deadline of its own, and is asked once for all who wait; nobody waits
 * for longer than the patience, counted from when it was asked.
 */
export function ownToken(ask: () => Promise<string>, patience: number = longest): () => Promise<string> {
  let asked: Promise<string> | undefined
  return () => {
    asked ??= within(patience, ask).finally(() => {
      asked = undefined
    })
    return asked
  }
}

/** @throws NoOwnToken */
async function within(patience: number, ask: () => Promise<string>): Promise<string> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new NoOwnToken()), patience)
  try {
    return await Promise.race([ask(), late])
  } finally {
    clearTimeout(timer)
  }
}
