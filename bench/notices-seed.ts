/** Tenants with people, their chats and what they are to be told, written straight into the desk's tables. */
import type pg from 'pg'
import { later } from '../src/platform/clock.ts'
import type { Database } from '../src/platform/database/database.ts'
import type { NoticesService } from '../src/workflow/notices/notices.service.ts'
import { conversationLimits, type Limit, tenantLimits } from './teams-limits.ts'

export interface Group {
  readonly name: string
  readonly tenants: number
  readonly people: number
  readonly notices: number
  /** Notices that fall due together, and how long until the next ones do; left out, all are due at once. */
  readonly stream?: { readonly together: number; readonly every: number }
  /** Messages sent earlier, to be edited to what holds now. */
  readonly edits?: number
}

export interface Tenant {
  readonly id: string
  readonly number: number
  readonly group: Group
}

/** A stream is due four at a time: more than five at once would be told in one digest. */
const stream = { together: 4, every: 1_500 }

/** 20,000 notices over 40 tenants, when the tenants at the cap have 45 seconds of work at 50 a second. */
export const groupsOf = (seconds: number): Group[] => [
  { name: 'at the cap', tenants: 8, people: 50 * seconds, notices: 50 * seconds },
  { name: 'a hundred people', tenants: 12, people: 100, notices: 100 },
  { name: 'one person, five at once, then edits', tenants: 10, people: 1, notices: 5, edits: 2 * seconds },
  { name: 'one person, a stream of them', tenants: 10, people: 1, notices: Math.round(1.67 * seconds), stream },
]

export const tenantsOf = (groups: readonly Group[]): Tenant[] =>
  groups
    .flatMap((group) => Array.from({ length: group.tenants }, () => group))
    .map((group, number) => ({ id: `40000000-0000-4000-8000-${String(number).padStart(12, '0')}`, number, group }))

/** The occasion whose card is told: a cancellation that Partner Center shows. It reads the cancellation and the customer. */
const occasion = 'cancelling.settled'
/** How a notice is recognised in a card, by its order's ID. */
export const noticeInCard = 'CSP-(\\d{7})'
const numberOf = (tenant: Tenant, index: number) => 1_000_000 + tenant.number * 10_000 + index
const subjectOf = (number: number) => `d0000000-0000-4000-8000-${String(number).padStart(12, '0')}`
export const orderOfSubject = (subjectId: string) => subjectId.slice(-7)
const agentOf = (number: number) => `a0000000-0000-4000-8000-${String(number).padStart(12, '0')}`

export async function seed(pool: pg.Pool, tenants: readonly Tenant[], serviceUrl: string): Promise<void> {
  for (const tenant of tenants) {
    const { people, notices, edits = 0 } = tenant.group
    const first = numberOf(tenant, 0)
    for (const statement of seeding) await pool.query(statement, [tenant.id, first, people])
    await pool.query(seedChats, [tenant.id, first, people, serviceUrl])
    await pool.query(seedCancellations, [tenant.id, first, people, notices + edits])
    if (edits > 0) await pool.query(seedSent, [tenant.id, first, notices, edits, occasion])
  }
  await pool.query('vacuum analyze')
}

const agent = (n: string) => `('a0000000-0000-4000-8000-' || lpad((${n})::text, 12, '0'))::uuid`
const subject = (n: string) => `('d0000000-0000-4000-8000-' || lpad((${n})::text, 12, '0'))::uuid`
const customer = `('c0000000-0000-4000-8000-' || lpad($2::text, 12, '0'))::uuid`
const chat = (n: string) => `'a:' || $1 || ':' || (${n})`
const seeding = [
  `insert into desk.partner (id, name, market) select $1::uuid, 'Partner ' || $2::int, 'US' where $3::int > 0`,
  `insert into desk.agent (partner_id, id, name, roles)
   select $1::uuid, ${agent('$2::int + n')}, 'Agent ' || n, '{admin-agent}' from generate_series(0, $3::int - 1) as n`,
  `insert into partner_center.customer (partner_id, id, name, domain, market, agreement_accepted)
   select $1::uuid, ${customer}, 'Contoso', 'contoso.com', 'US', true where $3::int > 0 and $2::int > 0`,
]
const seedChats = `
  insert into desk.personal_chat (partner_id, agent_id, conversation_id, service_url, channel_id, bot_id, user_id, locale,
    time_zone, seen_at)
  select $1::uuid, ${agent('$2::int + n')}, ${chat('$2::int + n')}, $4, 'msteams', '28:bench', '29:' || n,
    (array['en-US', 'zh-CN', 'ko-KR'])[n % 3 + 1], (array['America/Los_Angeles', 'Asia/Shanghai', 'Asia/Seoul'])[n % 3 + 1], now()
  from generate_series(0, $3::int - 1) as n`
const seedCancellations = `
  insert into desk.cancellation (id, partner_id, agent_id, customer_id, order_id, status, request_id, credit,
    currency, flow_id, submitted_at, shown_at)
  select ${subject('$2::int + n')}, $1::uuid, ${agent('$2::int + n % $3::int')}, ${customer}, 'CSP-' || $2::int + n,
    'cancelled', gen_random_uuid(), 1234.56, 'USD', gen_random_uuid(), now() - interval '10 minutes', now()
  from generate_series(0, $4::int - 1) as n`
const seedSent = `
  insert into desk.notice (id, partner_id, recipient, occasion, subject_id, stage, status, due_at, redraw, attempts, attempted_at,
    conversation_id, activity_id, settled_at)
  select gen_random_uuid(), $1::uuid, ${agent('$2::int')}, $5, ${subject('$2::int + $3::int + n')}, '', 'sent',
    now() - interval '1 day', true, 1, now() - interval '1 day', ${chat('$2::int')}, 'earlier-' || n, now() - interval '1 day'
  from generate_series(0, $4::int - 1) as n`

/** Has everybody told, through the door that features use, tenant by tenant. */
export async function tell(database: Database, notices: NoticesService, tenants: readonly Tenant[]): Promise<void> {
  for (const tenant of tenants) {
    const { people, notices: count, stream } = tenant.group
    const now = new Date()
    const due = (index: number) =>
      stream === undefined ? now : later(now, Math.floor(index / stream.together) * stream.every)
    const news = Array.from({ length: count }, (_, index) => ({
      partnerId: tenant.id,
      recipient: agentOf(numberOf(tenant, index % people)),
      occasion,
      subjectId: subjectOf(numberOf(tenant, index)),
      dueAt: due(index),
    }))
    await database.transaction((rows) => notices.tell(rows, news))
  }
}

/** The shortest time, in seconds, in which the limits allow so many requests to so many conversations of a tenant in turn. */
export function shortest(requests: number, conversations: number): number {
  const sent: number[] = []
  const ofChats = Array.from({ length: conversations }, (): number[] => [])
  for (let index = 0; index < requests; index++) {
    const chat = ofChats[index % conversations] ?? []
    const at = Math.max(sent.at(-1) ?? 0, earliest(sent, tenantLimits), earliest(chat, conversationLimits))
    sent.push(at)
    chat.push(at)
  }
  return (sent.at(-1) ?? 0) / 1_000
}

const earliest = (times: readonly number[], limits: readonly Limit[]): number =>
  Math.max(0, ...limits.map(({ most, milliseconds }) => (times[times.length - most] ?? -milliseconds) + milliseconds))
