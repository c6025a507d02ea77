import type { Rows } from '../../platform/database/database.ts'

/** What is remembered of what people did. Secrets never are. */
export const activities = [
  'order-placed',
  'key-shown',
  'link-made',
  'link-renewed',
  'link-replaced',
  'link-forwarded',
  'downloaded',
  'order-cancelled',
  'approval-asked',
  'approval-given',
  'approval-rejected',
  'approval-withdrawn',
  'approval-expired',
  'approval-carried-out',
  'approval-failed',
  'settings-changed',
] as const
export type Activity = (typeof activities)[number]

export interface ActivityFacts {
  readonly what: Activity
  /** Left out for what is about no customer. */
  readonly customerId?: string
  readonly orderId?: string
  readonly at: Date
  readonly facts?: Readonly<Record<string, string | number>>
}

/** Adds an entry, in the transaction of what it tells. Entries are only ever added. Downloads by customers have no agent. */
export async function remember(
  rows: Rows,
  who: { partnerId: string; agentId?: string },
  entry: ActivityFacts,
): Promise<void> {
  await rows.activityEntry.create({
    data: {
      partnerId: who.partnerId,
      agentId: who.agentId ?? null,
      at: entry.at,
      what: entry.what,
      customerId: entry.customerId ?? null,
      orderId: entry.orderId ?? null,
      facts: entry.facts ?? {},
    },
  })
}
