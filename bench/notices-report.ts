/** What came of a run: by the desk's own rows and by what the stand-in for Teams took, held against each other. */
import type pg from 'pg'
import { type Group, orderOfSubject, shortest, type Tenant } from './notices-seed.ts'
import type { Delivered, TeamsReport } from './notices-teams.ts'
import { conversationLimits, type TenantRecord, tenantLimits } from './teams-limits.ts'

export interface NoticeRow {
  readonly tenant: string
  readonly status: string
  readonly subjectId: string
  readonly activityId: string | null
  readonly digest: boolean
}

/** Notices of this run; what was sent before it and is only edited is left out. */
export async function noticeRows(pool: pg.Pool): Promise<NoticeRow[]> {
  const { rows } = await pool.query<NoticeRow>(
    `select partner_id as tenant, status, subject_id as "subjectId", activity_id as "activityId", digest from desk.notice
     where activity_id is null or activity_id not like 'earlier-%'`,
  )
  return rows
}

export interface Balance {
  readonly notices: number
  readonly byStatus: Readonly<Record<string, number>>
  /** Told in so many messages, of which so many are digests. */
  readonly messages: number
  readonly digests: number
  /** Marked sent, and the stand-in has no such message. */
  readonly lost: number
  /** Recognised in two messages, or a message that neither a sent nor an unknown notice explains. */
  readonly twice: number
  /** Of the notices whose outcome is unknown, those that were delivered. */
  readonly unknownDelivered: number
}

export function balance(rows: readonly NoticeRow[], delivered: readonly Delivered[]): Balance {
  const sends = delivered.filter(({ edit }) => !edit)
  const messages = new Map(sends.map((message) => [message.activityId, message]))
  const told = new Map<string, number>()
  for (const order of sends.flatMap(({ notices }) => notices)) told.set(order, (told.get(order) ?? 0) + 1)
  const sent = rows.filter(({ status }) => status === 'sent')
  const unknown = rows.filter(({ status }) => status === 'unknown')
  const named = new Set(sent.map(({ activityId }) => activityId))
  const inDoubt = new Set(unknown.map(({ subjectId }) => orderOfSubject(subjectId)))
  const unexplained = sends.filter(
    ({ activityId, notices }) => !named.has(activityId) && !notices.some((order) => inDoubt.has(order)),
  )
  const byStatus: Record<string, number> = {}
  for (const { status } of rows) byStatus[status] = (byStatus[status] ?? 0) + 1
  return {
    notices: rows.length,
    byStatus,
    messages: sends.length,
    digests: new Set(sent.flatMap(({ digest, activityId }) => (digest ? [activityId] : []))).size,
    lost: sent.filter((row) => !isIn(messages.get(row.activityId ?? ''), row)).length,
    twice: [...told.values()].filter((times) => times > 1).length + unexplained.length,
    unknownDelivered: unknown.filter(({ subjectId }) => told.has(orderOfSubject(subjectId))).length,
  }
}

/** A digest names ten at most, so there the message alone counts. */
const isIn = (message: Delivered | undefined, { digest, subjectId }: NoticeRow): boolean =>
  message !== undefined && (digest || message.notices.includes(orderOfSubject(subjectId)))

/** How near tenants came to what the limits allow: shortest time in which their requests are allowed, over the time they took. */
export function share(records: readonly TenantRecord[], { people }: Group): { worst: number; mean: number } {
  const shares = records.map(({ taken, firstTaken, lastTaken }) => {
    const took = (lastTaken - firstTaken) / 1_000
    return took === 0 ? 1 : Math.min(1, shortest(taken, people) / took)
  })
  return { worst: Math.min(...shares), mean: shares.reduce((sum, each) => sum + each, 0) / shares.length }
}

/** Requests a second from the first to the last, of the slowest tenant. */
export const slowest = (records: readonly TenantRecord[]): number =>
  Math.min(...records.map(({ taken, firstTaken, lastTaken }) => (taken * 1_000) / (lastTaken - firstTaken)))

/** What the stand-in saw of a group's tenants. */
export function recordsOf({ tenants: records }: TeamsReport, tenants: readonly Tenant[], group: Group): TenantRecord[] {
  const ids = new Set(tenants.filter((tenant) => tenant.group === group).map(({ id }) => id))
  return records.filter(({ tenant }) => ids.has(tenant))
}

export function printGroup(group: Group, records: readonly TenantRecord[]): void {
  if (records.length === 0) {
    console.log(`  ${group.name.padEnd(35)} nothing was sent`)
    return
  }
  const { worst, mean } = share(records, group)
  const took = Math.max(...records.map(({ firstTaken, lastTaken }) => (lastTaken - firstTaken) / 1_000))
  const figures = [
    `${records.length} tenants, ${sum(records, ({ taken }) => taken)} requests`.padStart(28),
    `${took.toFixed(1)} s`.padStart(7),
    (hasRate(group) ? `${percent(mean)} of the allowed rate, worst ${percent(worst)}` : 'as they fall due').padStart(
      43,
    ),
    peaks(records),
  ]
  console.log(`  ${group.name.padEnd(35)} ${figures.join('  ')}`)
}

/** What falls due little by little, or all within one window, has no rate to be held against. */
const hasRate = ({ stream, notices, edits = 0, people }: Group): boolean =>
  stream === undefined && shortest(notices + edits, people) > 0

const peaks = (records: readonly TenantRecord[]): string => {
  const most = (of: (record: TenantRecord) => readonly number[], at: number) =>
    Math.max(...records.map((record) => of(record)[at] ?? 0))
  const tenant = tenantLimits.map(({ most: limit }, at) => `${most((record) => record.tenantPeaks, at)}/${limit}`)
  const chat = conversationLimits.map(
    ({ most: limit }, at) => `${most((record) => record.conversationPeaks, at)}/${limit}`,
  )
  return `peaks: tenant ${tenant.join(' ')}, conversation ${chat.join(' ')}`
}

export function printBalance(rows: readonly NoticeRow[], { delivered, answers, tenants }: TeamsReport): void {
  const it = balance(rows, delivered)
  const states = Object.entries(it.byStatus).map(([status, count]) => `${count} ${status}`)
  console.log(
    `  ${it.notices} notices: ${states.join(', ')}; ${it.messages} messages, ${it.digests} of them digests. Lost: ${it.lost}, twice: ${it.twice}, unknown but delivered: ${it.unknownDelivered}`,
  )
  const given = Object.entries(answers).map(([status, count]) => `${status}: ${count}`)
  const total = (of: (record: TenantRecord) => number) => sum(tenants, of)
  const latest = Math.max(...tenants.map((one) => one.latest))
  const requests = [
    `above a limit: ${total((one) => one.aboveLimit)}`,
    `throttled by the stand-in: ${total((one) => one.throttled)}`,
    `while a Retry-After ran: ${total((one) => one.disobeyed)}, and ${total((one) => one.underWay)} under way when it was told (the latest ${latest.toFixed(0)} ms after)`,
  ]
  console.log(`  answers ${given.join(', ')}; requests ${requests.join(', ')}`)
}

export const percent = (part: number): string => `${(part * 100).toFixed(1)} %`
export const sum = <T>(all: readonly T[], of: (one: T) => number): number =>
  all.reduce((total, one) => total + of(one), 0)
