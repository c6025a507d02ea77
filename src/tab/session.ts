import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Me } from '../chat/common.routes.ts'
import type { Language } from '../platform/language.ts'

export const Session = createContext<Me | undefined>(undefined)

export function useMe(): Me {
  const me = useContext(Session)
  if (me === undefined) throw new Error('no page is drawn before it is known who opens it')
  return me
}

export const useWords = <T>(texts: Record<Language, T>): T => texts[useMe().language]
