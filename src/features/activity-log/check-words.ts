import type { z } from 'zod'
import type { Reader } from '../../platform/language.ts'
import type { ActivityCheck } from '../../workflow/activity/activity-verifying.service.ts'
import type { activityLogRoutes } from './activity-log.routes.ts'
import { type CheckText, checkText } from './check.text.ts'

/** How far a check of the chain is, or what came of it, in one line. */
export function checkLine(words: CheckText, { checked, upTo, outcome }: ActivityCheck, read: Reader): string {
  if (outcome === undefined) return words.checking(read.number(Number(checked)), read.number(Number(upTo)))
  if (!outcome.holds) return words.breaks(read.number(Number(outcome.broken.number)))
  return outcome.entries === 0n ? words.empty : words.holds(read.number(Number(outcome.entries)))
}

/** A time that somebody tampered with may be none. */
export const timeWords = (at: Date | undefined, read: Reader): string | undefined =>
  at === undefined || Number.isNaN(at.getTime()) ? undefined : read.dateTime(at)

/** The same as a page tells it; of a check that is gone, that it is. */
export function checkTold(
  check: ActivityCheck | undefined,
  read: Reader,
): z.input<(typeof activityLogRoutes)['activity.checked']['tells']> {
  const words = checkText[read.language]
  if (check === undefined) return { said: { words: words.checkGone, tone: 'warning' }, below: [], facts: [] }
  const { outcome, checked, upTo } = check
  const line = checkLine(words, check, read)
  if (outcome === undefined) {
    const going = { checked: Number(checked), of: Math.max(1, Number(upTo)) }
    return { said: { words: line, tone: 'plain' }, below: [], facts: [], going }
  }
  const when = { name: words.when, value: read.dateTime(outcome.endedAt) }
  if (outcome.holds) {
    const end = outcome.hash === '' ? [] : [{ name: words.end, value: `${outcome.entries}:${outcome.hash}` }]
    return { said: { words: line, tone: 'good' }, below: [], facts: [...end, when] }
  }
  const { broken } = outcome
  const at = timeWords(broken.at, read)
  return {
    said: { words: line, tone: 'bad' },
    below: [words.hows[broken.how], words.next],
    facts: [...(at === undefined ? [] : [{ name: words.entryTime, value: at }]), when],
  }
}
