import { hour } from '../../platform/clock.ts'
import { nextStageAt, type Stage, stageReached } from '../../platform/stages.ts'
import type { DownloadLink } from './download-link.ts'

/** What of a link's period is told: that it ends soon, that it has ended, that few downloads are left, that none is. */
export type LinkStage = '72h' | '24h' | 'expired' | '45' | '50'

const inTime: readonly Stage<LinkStage>[] = [
  { name: '72h', before: 72 * hour },
  { name: '24h', before: 24 * hour },
  { name: 'expired', before: 0 },
]

/** Of 50 downloads the 45th is told, and the last. */
const fewDownloads = 5

export type LinkPeriod = Pick<DownloadLink, 'renewedAt' | 'expiresAt' | 'downloads' | 'downloadsMax'>

const downloadsLeft = ({ downloads, downloadsMax }: Pick<LinkPeriod, 'downloads' | 'downloadsMax'>): number =>
  downloadsMax - downloads

/** What a download has brought the link to. */
export function stageOfDownload(link: LinkPeriod): LinkStage | undefined {
  const left = downloadsLeft(link)
  if (left === fewDownloads) return '45'
  return left === 0 ? '50' : undefined
}

/** What time has brought the link to. What is used up has ended already: its last days are nobody's news. */
export const stageOfTime = (link: LinkPeriod, now: Date): LinkStage | undefined =>
  downloadsLeft(link) <= 0 ? undefined : stageReached(inTime, link.expiresAt, now)

/** When time will bring it to its next stage; null when nothing is left to tell of this period. */
export const nextWatch = (link: Omit<LinkPeriod, 'renewedAt'>, now: Date): Date | null =>
  downloadsLeft(link) <= 0 ? null : (nextStageAt(inTime, link.expiresAt, now) ?? null)

/**
 * A notice's stage belongs to the period, so that a renewed link tells again: `2026-11-22T10:00:00.000Z/72h`. The revision
 * would not do: replacing the address raises it, and begins no period.
 */
export const noticeStage = ({ renewedAt }: LinkPeriod, stage: LinkStage): string =>
  `${renewedAt.toISOString()}/${stage}`

/** What holds for a link now: it may end soon and have few downloads left at once. */
export function stagesHolding(link: LinkPeriod, now: Date): LinkStage[] {
  const left = downloadsLeft(link)
  if (left <= 0) return ['50']
  const time = stageOfTime(link, now)
  const few = left <= fewDownloads && time !== 'expired'
  return [...(time === undefined ? [] : [time]), ...(few ? (['45'] as const) : [])]
}

/** @returns the stage of a notice as long as it is true: the link was not renewed since, and no later stage is reached. */
export const stageStillTrue = (link: LinkPeriod, told: string, now: Date): LinkStage | undefined =>
  stagesHolding(link, now).find((stage) => noticeStage(link, stage) === told)
