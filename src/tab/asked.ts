import { useCallback, useEffect, useState } from 'preact/hooks'
import { type Asks, ask, Refused, type RouteName, type Tells } from './api.ts'

/** What came of a question: `told` stays while it is asked again. */
export interface Asked<T> {
  readonly told: T | undefined
  readonly refused: Refused | undefined
  readonly waiting: boolean
  again(): void
}

/** Asks when the page is shown, and whenever what is asked changes; only the latest answer counts. */
export function useAsked<N extends RouteName>(name: N, asked: Asks<N>): Asked<Tells<N>> {
  const [state, setState] = useState<Omit<Asked<Tells<N>>, 'again'>>({
    told: undefined,
    refused: undefined,
    waiting: true,
  })
  const [turn, setTurn] = useState(0)
  const key = JSON.stringify(asked)
  useEffect(() => {
    let latest = true
    setState(({ told }) => ({ told, refused: undefined, waiting: true }))
    ask(name, asked).then(
      (told) => latest && setState({ told, refused: undefined, waiting: false }),
      (error) => latest && setState(({ told }) => ({ told, refused: asRefused(error), waiting: false })),
    )
    return () => {
      latest = false
    }
  }, [name, key, turn])
  return { ...state, again: useCallback(() => setTurn((last) => last + 1), []) }
}

export const asRefused = (error: unknown): Refused =>
  error instanceof Refused ? error : new Refused({ code: 'tab.failed', words: '' })
