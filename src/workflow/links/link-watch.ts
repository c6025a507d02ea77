import { hour } from '../../platform/clock.ts'
import type { Rows } from '../../platform/database/database.ts'
import { nextStageAt, type Stage, stageReached, wasOver } from '../../platform/stages.ts'
import type { DownloadLink } from './download-link.ts'

/** When the partner wants its people told of their links. */
export interface LinkRules {
  readonly hoursBefore: readonly number[]
  /** How many downloads are taken when few are left. */
  readonly downloads: number
  /** Since when a stage is one, by its name; left out for what has always been one. */
  readonly since: Readonly<Record<string, Date>>
}

/** The rules of several partners at once. @param rows the transaction that asks, if one does */
export type LinkRulesOf = (partnerIds: readonly string[], rows?: Rows) => Promise<(partnerId: string) => LinkRules>

/** What of a link's period is told: `72h` before its end, `expired`, the `45`th download of 50, the `50`th. */
export type LinkStage = `${number}h` | 'expired' | `${number}`

const usedUp: LinkStage = '50'

/** That it ends soon, that it has ended, that few downloads are left, that none is. */
export type LinkEnding = 'ends' | 'expired' | 'few' | 'used-up'

export function endingOf(stage: LinkStage): LinkEnding {
  if (stage === 'expired') return 'expired'
  if (stage === usedUp) return 'used-up'
  return stage.endsWith('h') ? 'ends' : 'few'
}

export type LinkPeriod = Pick<DownloadLink, 'renewedAt' | 'expiresAt' | 'downloads' | 'downloadsMax'>

const inTime = ({ hoursBefore, since }: LinkRules): Stage<LinkStage>[] => [
  ...hoursBefore.map((hours) => {
    const name = `${hours}h` as const
    return { name, before: hours * hour, since: since[name] }
  }),
  { name: 'expired', before: 0 },
]

const fewLeft = ({ downloads }: LinkRules): LinkStage => `${downloads}`

/** What a download has brought the link to. */
export function stageOfDownload({ downloads, downloadsMax }: LinkPeriod, rules: LinkRules): LinkStage | undefined {
  if (downloads === downloadsMax) return usedUp
  return downloads === rules.downloads ? fewLeft(rules) : undefined
}

const isUsedUp = ({ downloads, downloadsMax }: Pick<LinkPeriod, 'downloads' | 'downloadsMax'>): boolean =>
  downloads >= downloadsMax

/** What is used up has ended already: its last days are nobody's news. */
const reachedInTime = (link: LinkPeriod, rules: LinkRules, now: Date): Stage<LinkStage> | undefined =>
  isUsedUp(link) ? undefined : stageReached(inTime(rules), link.expiresAt, now)

/** What time has brought the link to. */
export const stageOfTime = (link: LinkPeriod, rules: LinkRules, now: Date): LinkStage | undefined =>
  reachedInTime(link, rules, now)?.name

/** When time will bring it to its next stage; null when nothing is left to tell of this period. */
export const nextWatch = (link: Omit<LinkPeriod, 'renewedAt'>, rules: LinkRules, now: Date): Date | null =>
  isUsedUp(link) ? null : (nextStageAt(inTime(rules), link.expiresAt, now) ?? null)

/** What a look at a link finds to tell. */
export interface LinkFinding {
  readonly stage: LinkStage
  /** It was over before the partner's rules said so: no news to who was told the like in this period. */
  readonly late: boolean
}

/** What time has brought the link to; and its few downloads, if it may have had as few before that counted as few. */
export function findings(link: LinkPeriod, rules: LinkRules, now: Date): LinkFinding[] {
  const time = reachedInTime(link, rules, now)
  const since = rules.since[fewLeft(rules)]
  const few = since !== undefined && link.renewedAt <= since && hasFew(link, rules) && time?.name !== 'expired'
  return [
    ...(time === undefined ? [] : [{ stage: time.name, late: wasOver(time, link.expiresAt) }]),
    ...(few ? [{ stage: fewLeft(rules), late: true }] : []),
  ]
}

const hasFew = (link: LinkPeriod, rules: LinkRules): boolean => !isUsedUp(link) && link.downloads >= rules.downloads

/**
 * A notice's stage belongs to the period, so that a renewed link tells again: `2026-11-22T10:00:00.000Z/72h`. The revision
 * would not do: replacing the address raises it, and begins no period.
 */
export const noticeStage = (link: LinkPeriod, stage: LinkStage): string => `${periodOf(link)}${stage}`

const periodOf = ({ renewedAt }: LinkPeriod): string => `${renewedAt.toISOString()}/`

/** Whether a notice told the like in the same period: that it ends soon, for one, whatever the lead time was. */
export function toldTheLike(link: LinkPeriod, stage: LinkStage, told: string): boolean {
  const period = periodOf(link)
  return told.startsWith(period) && endingOf(told.slice(period.length) as LinkStage) === endingOf(stage)
}

/** What holds for a link now: it may end soon and have few downloads left at once. */
export function stagesHolding(link: LinkPeriod, rules: LinkRules, now: Date): LinkStage[] {
  if (isUsedUp(link)) return [usedUp]
  const time = stageOfTime(link, rules, now)
  const few = hasFew(link, rules) && time !== 'expired'
  return [...(time === undefined ? [] : [time]), ...(few ? [fewLeft(rules)] : [])]
}

/** @returns the stage of a notice as long as it is true: the link was not renewed since, and no later stage is reached. */
export const stageStillTrue = (link: LinkPeriod, rules: LinkRules, told: string, now: Date): LinkStage | undefined =>
  stagesHolding(link, rules, now).find((stage) => noticeStage(link, stage) === told)
