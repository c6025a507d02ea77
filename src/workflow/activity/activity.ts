/** What is remembered of what people did. Secrets never are. */
export const activities = [
  'order-placed',
  'order-pending',
  'order-failed',
  'order-refused',
  'order-given-up',
  'order-unknown',
  'key-shown',
  'key-kept',
  'key-replaced',
  'link-made',
  'link-copied',
  'link-renewed',
  'link-replaced',
  'link-forwarded',
  'downloaded',
  'order-cancelled',
  'order-kept',
  'renewal-turned-off',
  'renewal-turned-on',
  'approval-asked',
  'approval-given',
  'approval-rejected',
  'approval-withdrawn',
  'approval-expired',
  'approval-carried-out',
  'approval-failed',
  'support-sent',
  'support-file-added',
  'support-file-opened',
  'support-commented',
  'support-moved',
  'settings-changed',
  'role-granted',
  'role-withdrawn',
  'activity-seen',
  'activity-exported',
  'activity-checked',
  'done-at-partner-center',
] as const
export type Activity = (typeof activities)[number]

/** What goes with an entry: ids, names of products, amounts as decimal text. */
export type Facts = Readonly<Record<string, string | number>>

/** Something that happened, as it is told. */
export interface Happening {
  readonly what: Activity
  /** Left out for what is about no customer. */
  readonly customerId?: string
  readonly orderId?: string
  readonly at: Date
  readonly facts?: Facts
}

/** An entry of the log, as it is chained. */
export interface ChainedEntry {
  readonly partnerId: string
  /** Its place in the partner's chain, from 1. */
  readonly number: bigint
  /** Null for what no agent did: a customer's download, an approval that expired, what was done on the server. */
  readonly agentId: string | null
  readonly at: Date
  /** An `Activity`, or one of another version. */
  readonly what: string
  readonly customerId: string | null
  readonly orderId: string | null
  readonly facts: unknown
}

/** An entry with its links of the chain. */
export interface LinkedEntry extends ChainedEntry {
  readonly previous: Uint8Array
  readonly hash: Uint8Array
}
