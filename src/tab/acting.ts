import { useRef, useState } from 'preact/hooks'
import type { Refused } from './api.ts'
import { asRefused } from './asked.ts'

export interface Acting {
  /** Whether something is being done. */
  readonly busy: boolean
  readonly refused: Refused | undefined
  /** Does it, unless something is being done already. */
  act(work: () => Promise<void>): Promise<void>
  forget(): void
}

/** What a person does on a page: one thing at a time, and why it was not done. */
export function useActing(): Acting {
  const [state, setState] = useState<{ busy: boolean; refused?: Refused }>({ busy: false })
  const running = useRef(false)
  return {
    busy: state.busy,
    refused: state.refused,
    forget: () => setState({ busy: false }),
    act: async (work) => {
      if (running.current) return
      running.current = true
      setState({ busy: true })
      try {
        await work()
        setState({ busy: false })
      } catch (error) {
        setState({ busy: false, refused: asRefused(error) })
      } finally {
        running.current = false
      }
    },
  }
}
