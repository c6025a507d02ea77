import { day, later } from '../../platform/clock.ts'
import type { Reader } from '../../platform/language.ts'

/** A link dies after 14 days or 50 downloads, whichever comes first; each renewal gives as much again. */
export const linkDays = 14
export const linkDownloads = 50

/** A download link as the desk guards it; its address's token is kept apart. */
export interface DownloadLink {
  readonly id: string
  readonly partnerId: string
  /** Who got it, and who can renew it. */
  readonly agentId: string
  readonly customerId: string
  readonly orderId: string
  readonly lineItem: number
  readonly optionKey: string
  readonly product: string
  /** As the service names it; of what was pasted, all that the agent has called the file, or empty. */
  readonly version: string
  /** BCP 47; empty of what was pasted, as its file type. */
  readonly language: string
  readonly fileType: string
  /** Whether an agent pasted where it leads. The address is a secret, and kept apart. */
  readonly pasted: boolean
  readonly downloads: number
  readonly downloadsMax: number
  readonly createdAt: Date
  readonly renewedAt: Date
  readonly expiresAt: Date
  /** Set for good when its order is cancelled. */
  readonly revokedAt: Date | null
  /** Grows with each renewal and replacement. */
  readonly revision: number
}

export const expiryFrom = (renewedAt: Date): Date => later(renewedAt, linkDays * day)

export interface Remains {
  readonly alive: boolean
  /** Days that have begun count whole, so that the last one reads `1 day`. */
  readonly days: number
  readonly downloads: number
}

/** What is left of a link. At 14 × 24 h it is dead, one millisecond before it is alive. */
export function remains(link: DownloadLink, now: Date): Remains {
  // A link may be a moment younger than the turn that shows it.
  const days = Math.min(linkDays, Math.max(0, Math.ceil((link.expiresAt.getTime() - now.getTime()) / day)))
  const downloads = Math.max(0, link.downloadsMax - link.downloads)
  return { alive: link.revokedAt === null && days > 0 && downloads > 0, days, downloads }
}

/** What is known of its file, in words: `2019`, `English`, `ISO 64-bit`; of what was pasted, what the agent has named, if anything. */
export const fileWords = ({ version, language, fileType }: FileNamed, read: Reader): string[] =>
  [version, language === '' ? '' : read.languageName(language), fileType].filter((it) => it !== '')

/** What tells the files of one line apart. */
export interface FileNamed {
  readonly version: string
  readonly language: string
  readonly fileType: string
}

/** `4.9 GB`, in decimal gigabytes as the download pages of Microsoft count. */
export const fileSize = (bytes: number, read: Reader): string => `${read.number(Math.round(bytes / 1e8) / 10)} GB`
