import type { Shared } from '../../src/workflow/shared.ts'

/** What a test hands to one service; what it does not hand in must not be asked for. */
export const standingOn = (parts: Partial<Shared>): Shared =>
  new Proxy(parts as Shared, {
    get(known, name, receiver) {
      if (!Reflect.has(known, name)) throw new Error(`this test stands on no ${String(name)}`)
      return Reflect.get(known, name, receiver)
    },
  })
