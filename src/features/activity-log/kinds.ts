import { type Activity, activities } from '../../workflow/activity/activity.ts'

/** Which group each kind of entry is asked for with; a group that is no kind comes with all work. */
const groupOf = {
  'order-placed': 'purchases',
  'order-pending': 'purchases',
  'order-failed': 'purchases',
  'order-refused': 'purchases',
  'order-given-up': 'purchases',
  'order-unknown': 'purchases',
  'key-shown': 'keys',
  'key-kept': 'keys',
  'key-replaced': 'keys',
  'link-made': 'links',
  'link-copied': 'links',
  'link-renewed': 'links',
  'link-replaced': 'links',
  'link-forwarded': 'links',
  downloaded: 'downloads',
  'order-cancelled': 'cancellations',
  'order-kept': 'reminders',
  'renewal-turned-off': 'cancellations',
  'renewal-turned-on': 'cancellations',
  'approval-asked': 'approvals',
  'approval-given': 'approvals',
  'approval-rejected': 'approvals',
  'approval-withdrawn': 'approvals',
  'approval-expired': 'approvals',
  'approval-carried-out': 'approvals',
  'approval-failed': 'approvals',
  'support-sent': 'support',
  'support-file-added': 'support',
  'support-file-opened': 'support',
  'support-commented': 'support',
  'support-moved': 'support',
  'settings-changed': 'settings',
  'role-granted': 'settings',
  'role-withdrawn': 'settings',
  'activity-seen': 'looks',
  'activity-exported': 'looks',
  'activity-checked': 'looks',
  'done-at-partner-center': 'partner-center',
} as const satisfies Record<Activity, string>

/** What can be asked for: `work` is everything but looks at the log. */
export const kinds = [
  'work',
  'keys',
  'links',
  'downloads',
  'purchases',
  'cancellations',
  'approvals',
  'support',
  'settings',
  'partner-center',
  'looks',
  'everything',
] as const
export type Kind = (typeof kinds)[number]

/** @returns undefined for everything, entries of other versions too. */
export function activitiesOf(kind: Kind): readonly Activity[] | undefined {
  if (kind === 'everything') return undefined
  return activities.filter((it) => (kind === 'work' ? groupOf[it] !== 'looks' : groupOf[it] === kind))
}
