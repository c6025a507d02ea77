/** Chance by a seed: the same one every time. */
export interface Chance {
  /** A whole number from 0 to the most. */
  upTo(most: number): number
  happens(share: number): boolean
  of<T>(these: readonly T[]): T
}

export function seeded(seed: number): Chance {
  let state = seed
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const upTo = (most: number) => Math.floor(next() * (most + 1))
  return {
    upTo,
    happens: (share) => next() < share,
    of: (these) => {
      const one = these[upTo(these.length - 1)]
      if (one === undefined) throw new Error('there is nothing to choose from')
      return one
    },
  }
}
