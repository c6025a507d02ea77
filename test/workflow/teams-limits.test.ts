import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conversationLimits, TeamsLimits, tenantLimits } from '../../bench/teams-limits.ts'

const tenant = '40000000-0000-4000-8000-000000000001'
const other = '40000000-0000-4000-8000-000000000002'
const chat = (number: number, of = tenant) => `a:${of}:${number}`

/** A judge on virtual time. */
function judge(options: { throttles?: (tenant: string) => number | undefined } = {}) {
  let at = 0
  const limits = new TeamsLimits({ now: () => at, graceMilliseconds: 50, ...options })
  return {
    limits,
    /** Requests at one moment, each to a conversation; how many were taken. */
    sends: (time: number, conversations: readonly string[]) => {
      at = time
      return conversations.filter((conversation) => limits.arrives(conversation).taken).length
    },
    tells: (time: number, conversation: string, seconds: number) => {
      at = time
      limits.told(conversation, seconds)
    },
    of: (id = tenant) => limits.records().find((record) => record.tenant === id),
  }
}
const chats = (count: number, of = tenant) => Array.from({ length: count }, (_, number) => chat(number, of))
const same = (count: number) => Array.from({ length: count }, () => chat(0))

describe('the stand-in that enforces the documented limits', () => {
  it('takes fifty requests of a tenant in a second and refuses the fifty-first', () => {
    const it = judge()
    expect(it.sends(0, chats(51))).toBe(50)
    expect(it.sends(999.9, chats(1))).toBe(0)
    expect(it.sends(1_000, chats(1))).toBe(1)
    expect(it.of()).toMatchObject({ requests: 53, taken: 51, aboveLimit: 2, tenantPeaks: [52] })
  })

  it('counts a window that lies across two seconds', () => {
    const it = judge()
    expect(it.sends(900, chats(30))).toBe(30)
    expect(it.sends(1_100, chats(30))).toBe(20)
    expect(it.sends(1_899, chats(1))).toBe(0)
    expect(it.sends(1_900, chats(30))).toBe(30)
  })

  it('gives every tenant its own fifty', () => {
    const it = judge()
    expect(it.sends(0, [...chats(50), ...chats(50, other)])).toBe(100)
    expect(it.sends(0, chats(1, other))).toBe(0)
    expect(it.of()?.aboveLimit).toBe(0)
  })

  it('takes seven of a conversation in a second, eight in two, sixty in thirty and 1,800 in an hour', () => {
    const it = judge()
    expect(it.sends(0, same(8))).toBe(7)
    expect(it.sends(1_000, same(2))).toBe(1)
    expect(it.sends(2_000, same(8))).toBe(7)
    const half = judge()
    for (let second = 0; second < 29; second++) half.sends(second * 1_000, same(3))
    expect(half.of()?.taken).toBe(60)
    expect(half.sends(29_999, same(1))).toBe(0)
    expect(half.sends(30_000, same(4))).toBe(3)
    const hour = judge()
    for (let step = 0; step < 1_799; step++) expect(hour.sends(step * 1_990, same(1))).toBe(1)
    expect(hour.sends(3_590_000, same(2))).toBe(1)
    expect(hour.sends(3_599_999, same(1))).toBe(0)
    expect(hour.sends(3_600_000, same(1))).toBe(1)
  })

  it('leaves a tenant its other conversations when one is at its limit', () => {
    const it = judge()
    expect(it.sends(0, [...same(20), chat(1), chat(2)])).toBe(9)
  })

  it('says in whole seconds when to come again, and at least one', () => {
    const { limits, sends } = judge()
    sends(0, chats(50))
    expect(limits.arrives(chat(99))).toEqual({ taken: false, retryAfterSeconds: 1 })
    const crowded = judge()
    for (let second = 0; second < 20; second++) crowded.sends(second * 1_000, same(3))
    expect(crowded.limits.arrives(chat(0))).toEqual({ taken: false, retryAfterSeconds: 11 })
  })

  it('records who does not obey Retry-After, apart from what was under way when it was told', () => {
    const it = judge()
    it.sends(0, chats(51))
    it.tells(10, chat(0), 2)
    expect(it.sends(30, chats(3))).toBe(0)
    expect(it.sends(61, chats(2))).toBe(0)
    // Its windows have room again, which is no reason to come early.
    expect(it.sends(2_009, [chat(7), chat(7, other)])).toBe(2)
    expect(it.sends(2_010, chats(5))).toBe(5)
    expect(it.of()).toMatchObject({ underWay: 3, disobeyed: 3, latest: 1_999, aboveLimit: 6 })
    expect(it.of(other)).toMatchObject({ underWay: 0, disobeyed: 0, latest: 0, taken: 1 })
  })

  it('throttles a tenant by itself when it is told to, and leaves the others alone', () => {
    let once = 3
    const it = judge({
      throttles: (id) => {
        if (id !== tenant || once === 0) return undefined
        const seconds = once
        once = 0
        return seconds
      },
    })
    expect(it.sends(0, [chat(0), chat(0, other)])).toBe(1)
    expect(it.sends(2_999, [chat(0), chat(1), chat(0, other)])).toBe(1)
    expect(it.sends(3_000, [chat(0)])).toBe(1)
    expect(it.of()).toMatchObject({ throttled: 3, aboveLimit: 0, taken: 1 })
  })

  it('never takes more than a limit in any window, and refuses only what would be more', () => {
    const arrivals = fc.array(
      fc.record({ after: fc.integer({ min: 0, max: 400 }), chat: fc.nat(9), copies: fc.integer({ min: 1, max: 20 }) }),
      {
        minLength: 1,
        maxLength: 150,
      },
    )
    fc.assert(
      fc.property(arrivals, (steps) => {
        const { limits, sends } = judge()
        const taken: { at: number; chat: string }[] = []
        let at = 0
        for (const step of steps) {
          at += step.after
          sends(at, [])
          for (let copy = 0; copy < step.copies; copy++) {
            const to = chat(step.chat)
            const would = [...taken, { at, chat: to }]
            const fits =
              within(would, tenantLimits) &&
              within(
                would.filter((one) => one.chat === to),
                conversationLimits,
              )
            expect(limits.arrives(to).taken).toBe(fits)
            if (fits) taken.push({ at, chat: to })
          }
        }
      }),
      { numRuns: 30 },
    )
  })
})

/** By brute force: the newest window of each limit. */
const within = (taken: readonly { at: number }[], limits: readonly { most: number; milliseconds: number }[]) => {
  const end = taken.at(-1)?.at ?? 0
  return limits.every(({ most, milliseconds }) => taken.filter(({ at }) => at > end - milliseconds).length <= most)
}
