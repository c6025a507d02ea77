import { useRef, useState } from 'preact/hooks'
import { type Asks, ask, type Refused, type RouteName, type Tells } from './api.ts'
import { asRefused } from './asked.ts'

/** Something that a person has the desk do: once at a time, however often it is pressed meanwhile. */
export interface Acting<N extends RouteName> {
  readonly waiting: boolean
  readonly refused: Refused | undefined
  /** @returns what was told; undefined when it was refused, or something is under way already. */
  act(asked: Asks<N>): Promise<Tells<N> | undefined>
}

export function useActing<N extends RouteName>(name: N): Acting<N> {
  const underWay = useRef(false)
  const [state, setState] = useState<{ waiting: boolean; refused: Refused | undefined }>({
    waiting: false,
    refused: undefined,
  })
  return {
    ...state,
    act: async (asked) => {
      if (underWay.current) return undefined
      underWay.current = true
      setState({ waiting: true, refused: undefined })
      try {
        const told = await ask(name, asked)
        setState({ waiting: false, refused: undefined })
        return told
      } catch (error) {
        setState({ waiting: false, refused: asRefused(error) })
        return undefined
      } finally {
        underWay.current = false
      }
    },
  }
}
