import type { Stored } from '../../commerce/ground.ts'
import { type Activity, activities, type ChainedEntry } from './activity.ts'

/** What is asked of a partner's log. */
export interface ActivityQuestion {
  readonly partnerId: string
  /** Inclusive. */
  readonly from: Date
  /** Exclusive. */
  readonly to: Date
  /** Null: what no agent did. Left out: whoever did it. */
  readonly agentId?: string | null | undefined
  readonly customerId?: string | undefined
  /** One customer's order; looked for among what the customer's index finds. */
  readonly orderId?: string | undefined
  /** Left out: everything. */
  readonly what?: readonly Activity[] | undefined
}

/** The entry that a page ended with. */
export interface ActivityCursor {
  readonly at: Date
  readonly number: bigint
}

/** Newest first, by time and number. */
export interface ActivityPage {
  readonly entries: readonly ChainedEntry[]
  /** Undefined when this is the last page. */
  readonly next: ActivityCursor | undefined
}

/** How long an answer is, and every so many entries the one that the next ones come after. */
export interface ActivityOutline {
  readonly total: number
  readonly step: number
  readonly marks: readonly ActivityCursor[]
}

/** How many entries there are of a day and an agent. */
export interface ActivityCount {
  /** `2026-11-22`, in the zone that was asked for. */
  readonly day: string
  /** Null for customers and the desk. */
  readonly agentId: string | null
  readonly entries: number
}

const batch = 1_000

/** Marks lie so far apart that there are at most so many. */
const mostMarks = 2_000
const fewestBetween = 500

/** Reads the activity log, by its indexes: the time of a page does not follow the length of the log. */
export function activityReadingRepository({ database }: Stored) {
  return { page, outline, perDay, stream, newest }

  /** @param skip how many are passed over first: as long as they are few, the time of a page does not follow them. */
  async function page(
    question: ActivityQuestion,
    limit: number,
    after?: ActivityCursor,
    skip = 0,
  ): Promise<ActivityPage> {
    const { name, text, values } = pageOf(question, { limit: limit + 1, skip, after })
    if (name === undefined) return searched({ text, values }, limit)
    return pageFrom(await database.read<EntryRow>({ name, text, values }), limit)
  }

  /** Passes over all entries once, by an index: from then on each page is read from the mark before it. */
  async function outline(question: ActivityQuestion): Promise<ActivityOutline> {
    const counted = conditions(question)
    const { rows } = await database.pool.query<{ total: string }>(
      `select count(*) as total from desk.activity_entry where ${counted.everything()}`,
      counted.values,
    )
    const total = Number(rows[0]?.total ?? 0)
    const step = Math.max(fewestBetween, Math.ceil(total / mostMarks))
    if (total <= step) return { total, step, marks: [] }
    const asked = conditions(question)
    const marks = await database.pool.query<{ at: Date; number: string }>(
      `select at, number from (
         select at, number, row_number() over (${newestFirst}) as place
         from desk.activity_entry where ${asked.everything()}
       ) as entries where place % ${asked.value(step)} = 0 ${newestFirst}`,
      asked.values,
    )
    return { total, step, marks: marks.rows.map(({ at, number }) => ({ at, number: BigInt(number) })) }
  }

  /** @param timeZone whose days are meant, as PostgreSQL and `Intl` know it: `America/New_York`. Oldest day first. */
  async function perDay(question: ActivityQuestion, timeZone: string): Promise<readonly ActivityCount[]> {
    const asked = conditions(question)
    const day = `to_char(at at time zone ${asked.value(timeZone)}, 'YYYY-MM-DD')`
    const { rows } = await database.pool.query<{ day: string; agentId: string | null; entries: string }>(
      `select ${day} as day, agent_id as "agentId", count(*) as entries from desk.activity_entry
       where ${asked.everything()} group by 1, 2 order by 1, 2`,
      asked.values,
    )
    return rows.map(({ entries, ...row }) => ({ ...row, entries: Number(entries) }))
  }

  /** All entries newest first, in batches of 1,000, for as long as the caller goes on: the memory does not follow their number. */
  async function* stream(question: ActivityQuestion): AsyncIterable<readonly ChainedEntry[]> {
    let after: ActivityCursor | undefined
    do {
      const { entries, next }: ActivityPage = await searched(
        inRange(question, { limit: batch + 1, skip: 0, after }),
        batch,
      )
      if (entries.length > 0) yield entries
      after = next
    } while (after !== undefined)
  }

  /** The number of a partner's newest entry, 0 before the first. */
  async function newest(partnerId: string): Promise<bigint> {
    const [row] = await database.read<{ number: string }>({
      name: 'activity-newest',
      text: 'select number from desk.activity_entry where partner_id = $1 order by number desc limit 1',
      values: [partnerId],
    })
    return BigInt(row?.number ?? 0)
  }

  // Planned for its values, and not pipelined: the planner may be wrong, or the rows be many.
  async function searched({ text, values }: Asked, limit: number): Promise<ActivityPage> {
    return pageFrom((await database.pool.query<EntryRow>(text, values)).rows, limit)
  }
}

export type ActivityReadingRepository = ReturnType<typeof activityReadingRepository>

type EntryRow = Omit<ChainedEntry, 'number'> & { readonly number: string }

function pageFrom(rows: readonly EntryRow[], limit: number): ActivityPage {
  const entries = rows.slice(0, limit).map(({ number, ...row }) => ({ ...row, number: BigInt(number) }))
  const last = entries.at(-1)
  return { entries, next: rows.length > limit && last ? { at: last.at, number: last.number } : undefined }
}

interface Page {
  readonly limit: number
  readonly skip: number
  readonly after: ActivityCursor | undefined
}

interface Asked {
  /** Left out for what is planned for its values. */
  readonly name?: string
  readonly text: string
  readonly values: unknown[]
}

/** What one index answers is prepared under the name of that index; where several would do, the values decide which. */
function pageOf(question: ActivityQuestion, page: Page): Asked {
  const { agentId, customerId, what, orderId } = question
  if (orderId !== undefined) return inRange(question, page)
  const from = page.after === undefined ? '' : '-after'
  if (isMost(what)) return inRange(question, page)
  if (what !== undefined && typeof agentId === 'string' && customerId === undefined) {
    return { name: `activity-agent-kinds${from}`, ...eachKind(question, what, page) }
  }
  const filters = Object.entries({ agentId, customerId, what }).filter(([, value]) => value !== undefined)
  if (filters.length > 1) return inRange(question, page)
  if (what !== undefined) return { name: `activity-kinds${from}`, ...eachKind(question, what, page) }
  const [by = 'all'] = agentId === null ? ['nobody'] : (filters[0] ?? [])
  return { name: `activity-${by}${from}`, ...inRange(question, page) }
}

/** Whoever asks for nearly everything finds it by passing a few over. */
const isMost = (what: ActivityQuestion['what']): boolean =>
  what !== undefined && new Set(what).size > activities.length / 2

const columns = `partner_id as "partnerId", number, agent_id as "agentId", at, what, customer_id as "customerId",
  order_id as "orderId", facts`

const newestFirst = 'order by at desc, number desc'

function inRange(question: ActivityQuestion, { limit, skip, after }: Page): Asked {
  const asked = conditions(question)
  // The same order, but one that only the index by agents has: without it all that agents did would be passed over.
  const order = question.agentId === null ? 'order by agent_id desc, at desc, number desc' : newestFirst
  const text = `select ${columns} from desk.activity_entry where ${asked.everything(after)}
    ${order} limit ${asked.value(limit)} offset ${asked.value(skip)}`
  return { text, values: asked.values }
}

/** The newest of each kind by its index, and of these the newest: no range is searched for a rare kind. */
function eachKind(question: ActivityQuestion, what: readonly Activity[], { limit, skip, after }: Page): Asked {
  const asked = conditions(question)
  const [kinds, passed, count] = [asked.value([...what]), asked.value(skip), asked.value(limit)]
  const ofAgent = typeof question.agentId === 'string' ? ` and agent_id = ${asked.value(question.agentId)}` : ''
  const text = `select of_kind.* from (select distinct unnest(${kinds}::text[]) as what) as kind cross join lateral (
      select ${columns} from desk.activity_entry where ${asked.range(after)}${ofAgent} and what = kind.what ${newestFirst}
      limit ${count}::bigint + ${passed}::bigint
    ) as of_kind ${newestFirst} limit ${count}::bigint offset ${passed}::bigint`
  return { text, values: asked.values }
}

/** A question's conditions in SQL, with the values of its parameters. */
function conditions(question: ActivityQuestion) {
  const values: unknown[] = []
  return { values, value, range, everything }

  function value(value: unknown): string {
    return `$${values.push(value)}`
  }

  function range(after?: ActivityCursor): string {
    const { partnerId, from, to } = question
    const range = `partner_id = ${value(partnerId)} and at >= ${value(from)} and at < ${value(to)}`
    if (after === undefined) return range
    return `${range} and (at, number) < (${value(after.at)}, ${value(after.number)})`
  }

  function everything(after?: ActivityCursor): string {
    const { agentId, customerId, orderId, what } = question
    const all = [range(after)]
    if (agentId === null) all.push('agent_id is null')
    if (typeof agentId === 'string') all.push(`agent_id = ${value(agentId)}`)
    if (customerId !== undefined) all.push(`customer_id = ${value(customerId)}`)
    if (orderId !== undefined) all.push(`order_id = ${value(orderId)}`)
    if (what !== undefined) all.push(`what = any (${value([...what])})`)
    return all.join(' and ')
  }
}
