import { describe, expect, it } from 'vitest'
import { type AskedOf, seenNow } from '../../src/partner-center/embedded/support-engineer.ts'
import { day, hour, later } from '../../src/platform/clock.ts'

const began = new Date('2026-11-22T10:00:00Z')
const after = (milliseconds: number) => later(began, milliseconds)
const asked = (notes: readonly number[] = [], closed?: number): AskedOf => ({
  id: '6161222',
  createdAt: began,
  closedAt: closed === undefined ? null : after(closed),
  notes: notes.map((at) => ({ id: `note-${at}`, text: 'And now?', at: after(at) })),
})
const seen = (request: AskedOf, at: number) => {
  const known = { ...request, notes: request.notes.filter((note) => note.at <= after(at)) }
  const { status, notes } = seenNow(known, after(at))
  return [status, notes.map(({ id }) => id.replace('6161222/', ''))]
}

describe("the embedded Partner Center's support", () => {
  it('takes a request up after an hour, answers after a day, and closes it when nobody replies in 7 days', () => {
    expect(seen(asked(), 0)).toEqual(['none', []])
    expect(seen(asked(), hour - 1)).toEqual(['none', []])
    expect(seen(asked(), hour)).toEqual(['open', ['assigned']])
    expect(seen(asked(), day)).toEqual(['attention_needed', ['assigned', 'answer-1']])
    expect(seen(asked(), 8 * day - 1)).toEqual(['attention_needed', ['assigned', 'answer-1']])
    expect(seen(asked(), 8 * day)).toEqual(['closed', ['assigned', 'answer-1']])
  })

  it('opens it again for a note, and answers that a day later', () => {
    const request = asked([2 * day])
    expect(seen(request, 2 * day)[0]).toBe('open')
    expect(seen(request, 3 * day)).toEqual([
      'attention_needed',
      ['assigned', 'answer-1', `note-${2 * day}`, 'answer-2'],
    ])
    expect(seen(request, 10 * day)[0]).toBe('closed')
  })

  it('answers what is asked while an answer is due together with it', () => {
    const request = asked([2 * hour, 5 * hour])
    expect(seen(request, day)[0]).toBe('open')
    expect(seen(request, day + 5 * hour)[1]).toContain('answer-1')
    expect(seen(request, 2 * day)[1]).not.toContain('answer-2')
  })

  it('says nothing more once it is closed, and a late note changes nothing', () => {
    expect(seen(asked([], 30 * 60_000), 2 * day)).toEqual(['closed', []])
    expect(seen(asked([2 * day], 2 * day + hour), 9 * day)).toEqual([
      'closed',
      ['assigned', 'answer-1', `note-${2 * day}`],
    ])
    expect(seen(asked([9 * day]), 20 * day)).toEqual(['closed', ['assigned', 'answer-1', `note-${9 * day}`]])
  })

  it('never takes back what it has said', () => {
    const request = asked([3 * hour, 20 * hour, 3 * day, 3 * day + hour, 9 * day], 12 * day)
    let before: unknown[] = []
    for (let at = 0; at < 14 * day; at += hour) {
      const [, notes] = seen(request, at)
      expect(notes).toEqual(expect.arrayContaining(before))
      before = notes as unknown[]
    }
    expect(before).toContain('answer-3')
  })
})
