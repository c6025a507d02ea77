import { AsyncLocalStorage } from 'node:async_hooks'

const memory = new AsyncLocalStorage<Map<string, Promise<unknown>>>()

/** Runs one turn: what is read with `onceInTurn` within it is read once. Jobs and other callers have no such memory. */
export const inTurn = <T>(work: () => T): T => memory.run(new Map(), work)

export const isInTurn = (): boolean => memory.getStore() !== undefined

/**
 * One look-up per turn for facts that several services ask for (who the person is and which roles they have now). A turn lasts
 * milliseconds; every turn looks up again.
 */
export function onceInTurn<T>(key: string, load: () => Promise<T>): Promise<T> {
  const known = memory.getStore()
  if (known === undefined) return load()
  const before = known.get(key) as Promise<T> | undefined
  if (before !== undefined) return before
  const loading = load()
  known.set(key, loading)
  return loading
}

/** What was read is not what is stored any more: the next look-up in this turn reads again. */
export function forgetInTurn(key: string | ((key: string) => boolean)): void {
  const known = memory.getStore()
  if (known === undefined) return
  if (typeof key === 'string') known.delete(key)
  else for (const each of known.keys()) if (key(each)) known.delete(each)
}
